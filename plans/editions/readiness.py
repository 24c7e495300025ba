"""What a plan still needs before it can be published: every problem at once, each with its place."""

from collections import Counter
from decimal import Decimal

from django.db.models import Q

from plans.document.columns import TYPE_WORDS, ColumnType, is_fitting
from plans.document.terms import is_contradicted
from plans.editions.composition import addresses, published_links
from plans.extensions import EXTENSIONS
from plans.models import BudgetLine, Element, Institution, Plan, Section
from plans.outline import PK, load_outline
from plans.problems import PlanProblem, error, warning
from portal.display import shorten
from portal.romanian import percent

CENT = Decimal("0.01")


def readiness(plan: Plan) -> list[PlanProblem]:
    """Return every problem of the working plan, errors first."""
    sections = list(plan.section_set.select_related("level"))
    levels = list(plan.level_set.all())
    problems = [
        *_structure(plan, sections, levels),
        *_tree(plan),
        *_visibility_problems(plan, sections, levels),
        *_columns(plan, levels),
        *_terms(plan),
        *_links(plan),
        *_budget(plan),
        *_adoption(plan),
        *_institutions(plan),
        *(problem for extension in EXTENSIONS for problem in extension.problems(plan)),
    ]
    return sorted(problems, key=lambda problem: not problem.is_error)


def _structure(plan, sections, levels):
    if not sections:
        yield error("Planul nu are nicio secțiune: cititorii n-ar vedea nimic.", plan)
    if not levels:
        yield error("Planul nu are niciun nivel: adăugați, de exemplu, „Obiectiv general”.", plan)
    for section in sections:
        if not (section.heading or section.body or section.block):
            yield error(f"Secțiunea de la poziția {section.position} este goală.", section)
        elif not (section.body or section.block):
            yield warning(f"Sub titlul „{section.heading}” nu este niciun text.", section)


def _tree(plan):
    outline = load_outline(plan)
    reached = {row[PK] for _depth, row in outline.walk()}
    misplaced = {element.pk: element for element in Element.objects.filter(level__plan=plan).misplaced()}
    for element in misplaced.values():
        yield error(f"„{element}” nu stă sub un element de nivelul potrivit.", element)
    for element in Element.objects.filter(level__plan=plan).exclude(pk__in=[*reached, *misplaced]):
        yield error(f"„{element}” este într-un cerc de elemente aflate unele sub altele.", element)
    found = addresses(plan)
    counts = Counter(found.values())
    repeated = [pk for pk, address in found.items() if counts[address] > 1]
    for element in Element.objects.filter(pk__in=repeated).select_related("level"):
        yield error(f"„{element}” ar avea aceeași adresă publică ca alt element: schimbați-i codul.", element)
    if not reached:
        yield error("Planul nu are niciun element: obiectiv, axă sau măsură.", plan)


def _visibility_problems(plan, sections, levels):
    """What the working plan holds, but no section shows."""
    shown = {section.level_id for section in sections}
    blocks = {section.block for section in sections}
    used = set(Element.objects.filter(level__plan=plan, parent=None).values_list("level", flat=True))
    for level in levels:
        if level.pk in used and level.pk not in shown:
            yield error(f"Nicio secțiune nu arată elementele nivelului „{level.name}”.", level)
    if plan.budgetline_set.exists() and Section.Block.BUDGET not in blocks:
        yield error("Planul are buget, dar nicio secțiune nu îl arată.", plan)
    if plan.signatory_set.exists() and Section.Block.SIGNATURES not in blocks:
        yield error("Planul are semnatari, dar nicio secțiune nu arată semnăturile.", plan)


def _columns(plan, levels):
    """Values that no longer fit the type of their column."""
    for level in levels:
        typed = [column for column in level.own_columns if column.type != ColumnType.TEXT]
        for element in level.elements.all() if typed else ():
            for column in typed:
                text = element.extra.get(column.field, "")
                if not is_fitting(column, text):
                    kind = TYPE_WORDS[ColumnType(column.type)]
                    yield error(f"„{element}”: „{text}” nu se potrivește coloanei „{column.label}” ({kind}).", element)


def _terms(plan):
    """Printed terms that speak of another time than the day beside them."""
    for element in Element.objects.filter(level__plan=plan).exclude(completion_due=None).select_related("level"):
        if is_contradicted(element.completion_term, element.completion_due):
            yield warning(f"„{element}”: {term_contradiction(element)}", element)


def term_contradiction(element: Element) -> str:
    """Return how the printed term of an element and its day contradict each other."""
    return f"termenul tipărit „{element.completion_term}” nu se potrivește cu data {element.completion_due:%d.%m.%Y}."


def _links(plan):
    """What the elements contribute to and no reader could reach."""
    others = Element.objects.filter(contributors__level__plan=plan).exclude(level__plan=plan).distinct()
    published: dict[int, set[str]] = {}
    for target in others.select_related("level__plan"):
        its_plan = target.level.plan
        if its_plan.pk not in published:
            published[its_plan.pk] = set(published_links(its_plan))
        if str(target.uid) not in published[its_plan.pk]:
            for element in target.contributors.filter(level__plan=plan).select_related("level"):
                yield error(f"„{element}” contribuie la un element care nu este publicat: „{target}”.", element)


def _budget(plan):
    """Printed sums that do not add up; they are shown as printed all the same."""
    lines = list(plan.budgetline_set.all())
    for line in lines:
        if not line.amount:
            yield warning(f"„{line.label}”, {line.year}: suma este 0. Completați-o, dacă nu este chiar zero.", line)
    for total in (line for line in lines if line.is_total):
        parts = [line for line in lines if line.year == total.year and not line.is_total]
        if parts and sum(line.amount for line in parts) != total.amount:
            yield warning(f"Bugetul anului {total.year}: sumele nu dau totalul tipărit.", total)
        for line in parts:
            if message := share_problem(line, total):
                yield warning(message, line)


def share_problem(line: BudgetLine, total: BudgetLine | None) -> str:
    """Return what a line's printed share should be, in a sentence; nothing where it is right or none is printed."""
    if total is None or not total.amount or line.share is None:
        return ""
    computed = (line.amount * 100 / total.amount).quantize(CENT)
    if computed == line.share:
        return ""
    return (
        f"„{line.label}”: ponderea tipărită este {percent(line.share)}, cea calculată {percent(computed)}. "
        "Se publică cea tipărită."
    )


def _institutions(plan):
    """Invented bodies that a real plan names, real ones that an example names, those that are no more."""
    if plan.reviewer and plan.reviewer.is_invented != plan.is_invented:
        yield misplaced_institution(plan.reviewer, plan)
    for act in plan.adoptionact_set.exclude(issuer__is_invented=plan.is_invented).select_related("issuer"):
        yield misplaced_institution(act.issuer, act)
    for institution in questionable_institutions(plan).filter(elements__level__plan=plan).distinct():
        yield institution_problem(institution, plan, institution.elements.filter(level__plan=plan).first())


def questionable_institutions(plan: Plan):
    """Return the institutions that a plan should not name: of the other kind, invented or real, or no more."""
    ended = Institution.objects.ended()
    return Institution.objects.filter(~Q(is_invented=plan.is_invented) | Q(pk__in=ended))


def institution_problem(institution: Institution, plan: Plan, where) -> PlanProblem:
    """Return what is wrong with a questionable institution that a plan names at a place."""
    if institution.is_invented != plan.is_invented:
        return misplaced_institution(institution, where)
    change = institution.changes.endings().select_related("successor").first()
    return warning(
        f"„{shorten(str(where), 80)}” numește instituția „{institution}”, care nu mai există din "
        f"{change.effective_on:%d.%m.%Y}; succesorul ei este „{change.successor}”.",
        where,
    )


def misplaced_institution(institution: Institution, where) -> PlanProblem:
    """Return the error of an invented body that a real plan names at a place, or the other way round."""
    kinds = ("inventată", "real") if institution.is_invented else ("reală", "inventat")
    return error(f"Instituția „{institution}” este {kinds[0]}, iar planul este {kinds[1]}: alegeți alta.", where)


def _adoption(plan):
    if not plan.adoptionact_set.exists():
        yield warning("Planul nu are un act de adoptare.", plan)
    if not plan.signatory_set.exists():
        yield warning("Planul nu are semnatari.", plan)
