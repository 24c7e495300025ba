"""From the rows of a working plan to its document."""

from collections import defaultdict
from datetime import datetime

from plans import document
from plans.models import Element, Institution, Plan
from plans.outline import CODE, ORDERING_FIELDS, PARENT, PK, load_outline
from plans.parts import PARTS

ELEMENT_TEXTS = (
    "title",
    "description",
    "expected_result",
    "evaluation_term",
    "completion_term",
    "completion_due",
    "responsible",
    "extra",
)
FIELDS = ("uid", "level__prefix", "level__code_format", *ELEMENT_TEXTS)


def compose(plan: Plan, *, number: int, published_at: datetime, note: str) -> document.Document:
    """Return the plan as an edition would publish it now; the number of queries does not depend on the plan's size."""
    return document.Document(
        version=document.VERSION,
        edition=document.Mark(number=number, published_at=published_at, note=note),
        slug=plan.slug,
        short_title=plan.short_title,
        title=plan.title,
        subtitle=plan.subtitle,
        letterhead=plan.letterhead,
        owner=institution_value(plan.owner),
        reviewer=institution_value(plan.reviewer),
        period_start=plan.period_start,
        period_end=plan.period_end,
        acts=tuple(_act(act) for act in plan.adoptionact_set.select_related("issuer")),
        levels=tuple(_level(level) for level in plan.level_set.select_related("parent")),
        sections=tuple(_section(section) for section in plan.section_set.select_related("level")),
        elements=_elements(plan),
        budget=tuple(_values(document.BudgetLine, line) for line in plan.budgetline_set.all()),
        signatories=tuple(_values(document.Signatory, signatory) for signatory in plan.signatory_set.all()),
        **{name: values for part in PARTS for name, values in part.fields(plan).items()},
    )


def institution_value(institution: Institution | None) -> document.Institution | None:
    """Return an institution as a value."""
    return institution and _values(document.Institution, institution)


def addresses(plan: Plan) -> dict[int, str]:
    """Return the address of each of the plan's elements, by primary key."""
    return {row[PK]: address for row, address in _addressed(load_outline(plan, "level__prefix"), -1)}


def _addressed(outline, prefix_index: int):
    """Yield the outline's rows in reading order, each with its address."""
    places: dict[str, int] = defaultdict(int)
    for _depth, row in outline.walk():
        prefix = row[prefix_index]
        places[prefix] += 1
        yield row, document.address(prefix, row[CODE], places[prefix])


def _elements(plan: Plan) -> tuple[document.Element, ...]:
    rows = list(_addressed(load_outline(plan, *FIELDS), FIELDS.index("level__prefix") + len(ORDERING_FIELDS)))
    uids = {row[PK]: str(row[len(ORDERING_FIELDS)]) for row, _ in rows}
    institutions, links = _institutions(plan), _links(plan)
    return tuple(_element(row, address, uids, institutions, links) for row, address in rows)


def _element(row, address, uids, institutions, links) -> document.Element:
    uid, prefix, code_format, *texts = row[len(ORDERING_FIELDS) :]
    code = row[CODE]
    return document.Element(
        uid=str(uid),
        level=prefix,
        parent=uids.get(row[PARENT]),
        code=code,
        printed_code=code_format.format(code=code) if code else "",
        address=address,
        institutions=tuple(institutions[row[PK]]),
        contributes_to=tuple(links[row[PK]]),
        **dict(zip(ELEMENT_TEXTS, texts, strict=True)),
    )


def _institutions(plan: Plan) -> dict[int, list[document.Institution]]:
    """Return the responsible institutions of the plan's elements, by primary key."""
    found = defaultdict(list)
    through = Element.institutions.through.objects.filter(element__level__plan=plan)
    for row in through.select_related("institution").order_by("institution__name"):
        found[row.element_id].append(institution_value(row.institution))
    return found


def _links(plan: Plan) -> dict[int, list[document.Link]]:
    """Return what the plan's elements contribute to, by primary key."""
    found = defaultdict(list)
    known: dict[int, dict[int, str]] = {}
    through = Element.contributes_to.through.objects.filter(from_element__level__plan=plan)
    for row in through.select_related("to_element__level__plan").order_by("pk"):
        target = row.to_element
        its_plan = target.level.plan
        if its_plan.pk not in known:
            known[its_plan.pk] = addresses(its_plan)
        found[row.from_element_id].append(
            document.Link(
                uid=str(target.uid), plan=its_plan.slug, address=known[its_plan.pk][target.pk], label=str(target)
            )
        )
    return found


def _act(act) -> document.Act:
    return document.Act(
        kind=act.kind,
        issuer=institution_value(act.issuer),
        title=act.title,
        number=act.number,
        date=act.date,
        annex=act.annex,
        url=act.url,
    )


def _level(level) -> document.Level:
    columns = tuple(document.Column(**column) for column in level.columns)
    return document.Level(
        prefix=level.prefix,
        parent=level.parent and level.parent.prefix,
        kind=level.kind,
        name=level.name,
        name_plural=level.name_plural,
        code_format=level.code_format,
        columns=columns,
    )


def _section(section) -> document.Section:
    return document.Section(
        heading=section.heading,
        body=section.body,
        block=section.block,
        level=section.level and section.level.prefix,
        numbered_columns=section.numbered_columns,
    )


def _values(kind, row):
    """Return a value whose fields are all plain fields of the row."""
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})
