"""Loading the outline of a 10,000-element plan, beside the least that any code must do: read the rows, group them."""

from bench.measure import BenchResult, cpu_ratio
from plans.models import Element, Institution, Level, Plan
from plans.outline import ORDERING_FIELDS, load_outline

FIELDS = (*ORDERING_FIELDS, "uid", "title")


def big_plan(elements: int) -> Plan:
    """Return a plan with so many elements, on two levels, each parent with 50 children; a new one each time."""
    plan = Plan.objects.create(
        slug=f"mare-{Plan.objects.count()}",
        short_title="Plan mare",
        title="Plan mare",
        owner=Institution.objects.first(),
        period_start="2024-01-01",
        period_end="2024-12-31",
    )
    top = Level.objects.create(plan=plan, kind="axis", name="Axă", name_plural="Axe", prefix="ax", position=10)
    below = Level.objects.create(
        plan=plan, kind="measure", name="Măsură", name_plural="Măsuri", prefix="m", position=20, parent=top
    )
    title = "Creșterea nivelului de siguranță rutieră și prezența activă a polițiștilor rutieri"
    parents = Element.objects.bulk_create(
        Element(level=top, code=str(n), title=title, position=n * 10) for n in range(1, elements // 51 + 1)
    )
    Element.objects.bulk_create(
        Element(level=below, parent=parent, code=f"{parent.code}.{n}", title=title, position=n * 10)
        for parent in parents
        for n in range(1, 51)
    )
    return plan


def read_bare_rows(plan: Plan) -> dict:
    """Read the rows and group them by parent."""
    groups: dict = {}
    for row in Element.objects.filter(level__plan=plan).order_by().values_list(*FIELDS):
        groups.setdefault(row[1], []).append(row)
    return groups


def results():
    """Yield the ratio of the ordered, walked outline to the bare rows."""
    plan = big_plan(10_000)
    ratio = cpu_ratio(lambda: list(load_outline(plan, "uid", "title").walk()), lambda: read_bare_rows(plan), pairs=10)
    yield BenchResult("outline of 10,000 elements, loaded and walked / bare values_list grouped", ratio, 1.3)
