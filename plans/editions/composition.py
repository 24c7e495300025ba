"""From the rows of a working plan to its document."""

from collections import defaultdict
from datetime import datetime

from plans import document
from plans.document.columns import column_value
from plans.extensions import EXTENSIONS
from plans.models import Edition, Element, Institution, Plan
from plans.outline import CODE, ORDERING_FIELDS, PARENT, PK, load_outline

RETIREMENT = ("retired_on", "retired_reason", "retired_act__title")
BEFORE = ("continues__uid", "continues__level__plan")
FIELDS = ("uid", "level__prefix", "level__code_format", *BEFORE, *RETIREMENT, *Element.CONTENT)
PREFIX_INDEX = len(ORDERING_FIELDS) + FIELDS.index("level__prefix")
CONTINUED_PLAN_INDEX = len(ORDERING_FIELDS) + FIELDS.index("continues__level__plan")


def compose(plan: Plan, *, number: int, published_at: datetime, note: str) -> document.Document:
    """Return the plan as an edition would publish it now; the number of queries does not depend on the plan's size."""
    return document.Document(
        version=document.VERSION,
        edition=document.EditionMark(number=number, published_at=published_at, note=note),
        slug=plan.slug,
        short_title=plan.short_title,
        title=plan.title,
        subtitle=plan.subtitle,
        letterhead=plan.letterhead,
        owner=institution_value(plan.owner),
        reviewer=institution_value(plan.reviewer),
        period_start=plan.period_start,
        period_end=plan.period_end,
        continues=_continued_plan(plan),
        is_invented=plan.is_invented,
        acts=act_values(plan),
        levels=tuple(_level_value(level) for level in plan.level_set.select_related("parent")),
        sections=tuple(_section_value(section) for section in plan.section_set.select_related("level")),
        elements=_elements(plan),
        budget=tuple(_value_of(document.BudgetLineValue, line) for line in plan.budgetline_set.all()),
        signatories=tuple(_value_of(document.SignatoryValue, signatory) for signatory in plan.signatory_set.all()),
        **{name: values for extension in EXTENSIONS for name, values in extension.document_values(plan).items()},
    )


def institution_value(institution: Institution | None) -> document.InstitutionValue | None:
    """Return an institution as a value."""
    return institution and _value_of(document.InstitutionValue, institution)


def act_values(plan: Plan) -> tuple[document.ActValue, ...]:
    """Return the acts that adopted the plan, each with its newest signed original."""
    return tuple(_act_value(act) for act in plan.adoptionact_set.select_related("issuer").prefetch_related("originals"))


def addresses(plan: Plan) -> dict[int, str]:
    """Return the address of each of the plan's elements, by primary key."""
    return {row[PK]: address for row, address in _address_rows(load_outline(plan, "level__prefix"), -1)}


def _address_rows(outline, prefix_index: int):
    """Yield the outline's rows in reading order, each with its address."""
    places: dict[str, int] = defaultdict(int)
    for _depth, row in outline.walk():
        prefix = row[prefix_index]
        places[prefix] += 1
        yield row, document.address(prefix, row[CODE], places[prefix])


def _elements(plan: Plan) -> tuple[document.ElementValue, ...]:
    outline = load_outline(plan, *FIELDS)
    continued = _continued_links(outline)
    rows = [_element_fields(row, address, continued) for row, address in _address_rows(outline, PREFIX_INDEX)]
    uids = {row[PK]: named["uid"] for row, named in rows}
    own = {n["uid"]: _link(plan.slug, *(n[f] for f in ("uid", "address", "printed_code", "title"))) for _, n in rows}
    institutions, links = _institutions(plan), _links(plan, own)
    return tuple(
        document.ElementValue(
            parent=uids.get(row[PARENT]),
            institutions=tuple(institutions[row[PK]]),
            contributes_to=tuple(links[row[PK]]),
            **named,
        )
        for row, named in rows
    )


def _element_fields(row, address: str, continued: dict[str, document.ElementLink]) -> tuple[tuple, dict]:
    """Return an outline row, and those fields of the element's value that it holds."""
    uid, prefix, code_format, before, _its_plan, day, reason, act, *texts = row[len(ORDERING_FIELDS) :]
    code = row[CODE]
    return row, {
        "uid": str(uid),
        "level": prefix,
        "code": code,
        "printed_code": code_format.format(code=code) if code else "",
        "address": address,
        "continues": continued.get(str(before)),
        "retired": day and document.RetirementValue(on=day, reason=reason, act=act or ""),
        **dict(zip(Element.CONTENT, texts, strict=True)),
    }


def _institutions(plan: Plan) -> dict[int, list[document.InstitutionValue]]:
    """Return the responsible institutions of the plan's elements, by primary key."""
    found = defaultdict(list)
    through = Element.institutions.through.objects.filter(element__level__plan=plan)
    for row in through.select_related("institution").order_by("institution__name"):
        found[row.element_id].append(institution_value(row.institution))
    return found


def _links(plan: Plan, own: dict[str, document.ElementLink]) -> dict[int, list[document.ElementLink]]:
    """Return what the plan's elements contribute to, by primary key; of other plans, only what they have published."""
    found = defaultdict(list)
    known = {plan.pk: own}
    through = Element.contributes_to.through.objects.filter(from_element__level__plan=plan)
    for row in through.select_related("to_element__level__plan").order_by("pk"):
        its_plan, uid = row.to_element.level.plan, str(row.to_element.uid)
        if its_plan.pk not in known:
            known[its_plan.pk] = published_links(its_plan)
        if uid in known[its_plan.pk]:
            found[row.from_element_id].append(known[its_plan.pk][uid])
    return found


def _continued_plan(plan: Plan) -> document.PlanLink | None:
    """Return the plan that this one continues, once it is published."""
    edition = plan.continues_id and Edition.objects.current().filter(plan=plan.continues_id).first()
    published = edition.read() if edition else None
    return published and document.PlanLink(slug=published.slug, title=published.short_title)


def _continued_links(outline) -> dict[str, document.ElementLink]:
    """Return links to what the outline's elements continue, by identity; only to what is published."""
    plans = {row[CONTINUED_PLAN_INDEX] for _depth, row in outline.walk()} - {None}
    found: dict[str, document.ElementLink] = {}
    for edition in Edition.objects.current().filter(plan__in=plans) if plans else ():
        found |= _links_to(edition.read())
    return found


def published_links(plan: Plan) -> dict[str, document.ElementLink]:
    """Return links to the elements of the plan's current edition, by identity; none when it has no edition."""
    edition = Edition.objects.current().filter(plan=plan).first()
    return _links_to(edition.read()) if edition else {}


def _links_to(published: document.Document) -> dict[str, document.ElementLink]:
    """Return links to the elements of a published plan, by identity."""
    return {e.uid: _link(published.slug, e.uid, e.address, e.printed_code, e.title) for e in published.elements}


def _link(slug: str, uid: str, address: str, printed_code: str, title: str) -> document.ElementLink:
    return document.ElementLink(uid=uid, plan=slug, address=address, label=f"{printed_code} {title}".strip())


def _act_value(act) -> document.ActValue:
    original = next(iter(act.originals.all()), None)
    return document.ActValue(
        kind=act.kind,
        issuer=institution_value(act.issuer),
        title=act.title,
        number=act.number,
        date=act.date,
        annex=act.annex,
        url=act.url,
        original=original and _value_of(document.OriginalValue, original),
    )


def _level_value(level) -> document.LevelValue:
    columns = tuple(column_value(column) for column in level.columns)
    return document.LevelValue(
        prefix=level.prefix,
        parent=level.parent and level.parent.prefix,
        kind=level.kind,
        name=level.name,
        name_plural=level.name_plural,
        code_format=level.code_format,
        columns=columns,
    )


def _section_value(section) -> document.SectionValue:
    return document.SectionValue(
        heading=section.heading,
        body=section.body,
        block=section.block,
        level=section.level and section.level.prefix,
        numbered_columns=section.numbered_columns,
    )


def _value_of(kind, row):
    """Return a value whose fields are all plain fields of the row."""
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})
