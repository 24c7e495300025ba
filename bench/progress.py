"""The newest accepted report of each indicator of one plan among many, beside the read of a table that would repeat it.

50,000 indicators in 167 plans, 20 quarters each, four of five accepted. The yardstick is a table that holds nothing but
the newest accepted values, read through its index; both are read as Django gives them.
"""

import datetime
import random
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db import connection, models
from django.utils import timezone

from bench.measure import BenchResult, wall_ratio
from indicators import queries
from indicators.models import Indicator, Report
from indicators.progress.periods import periods
from plans.document import IndicatorValue as Definition
from plans.document import to_plain
from plans.editions.publishing import publish
from plans.models import Element, Institution, Level, Plan, Section
from public.plan_progress import PlanProgress

INDICATORS, A_PLAN = 50_000, 300
FIELDS = ("indicator_id", "period_end", "value", "numerator", "denominator")
DEFINITION = Definition(uid="i", element=None, title="Indicatorul", joiner="", nature="count", minimal=False)


def many_plans() -> list[Plan]:
    """Return plans of 300 indicators, together 50,000, each indicator with twenty reports."""
    body = Institution.objects.first()
    plans = Plan.objects.bulk_create(
        Plan(
            slug=f"multe-{number}",
            short_title=f"Plan {number}",
            title="Plan",
            owner=body,
            period_start="2021-01-01",
            period_end="2025-12-31",
        )
        for number in range(-(-INDICATORS // A_PLAN))
    )
    first = add_indicators(plans[0])
    add_reports(first)
    for plan in plans[1:]:
        copy_reports(first, add_indicators(plan))
    return plans


def small_plan() -> Plan:
    """Return a plan that can be published, with nothing in it but what publishing asks for."""
    plan = Plan.objects.create(
        slug="singur",
        short_title="Singur",
        title="Plan",
        owner=Institution.objects.first(),
        period_start="2021-01-01",
        period_end="2025-12-31",
    )
    level = Level.objects.create(plan=plan, kind="axis", name="Axă", name_plural="Axe", prefix="ax", position=10)
    Element.objects.create(level=level, code="1", title="Axa", position=10)
    Section.objects.create(plan=plan, block="elements", level=level, position=10)
    Section.objects.create(plan=plan, block="indicators", position=20)
    return plan


def add_indicators(plan: Plan) -> list[Indicator]:
    """Give a plan its indicators."""
    return Indicator.objects.bulk_create(
        Indicator(plan=plan, number=number, position=number, title=f"Indicatorul {number}", nature="count")
        for number in range(1, A_PLAN + 1)
    )


def add_reports(indicators: list[Indicator]) -> None:
    """Give each indicator twenty quarters, four of five of them accepted."""
    chance = random.Random(1)
    one, other = get_user_model().objects.order_by("pk")[:2]
    now = timezone.now()
    body = Institution.objects.first()
    quarters = list(periods("quarterly", datetime.date(2021, 1, 1), datetime.date(2025, 12, 31)))
    accepted = {
        "state": "accepted",
        "reported_by": one,
        "reported_at": now,
        "reviewed_by": other,
        "reviewed_at": now,
        "proposed": "met",
        "verdict": "met",
        "verdict_reason": "Ținta este atinsă.",
        "definition": {"indicator": to_plain(DEFINITION), "target": None},
    }
    Report.objects.bulk_create(
        Report(
            indicator=row,
            institution=body,
            period_start=start,
            period_end=end,
            due_on=end,
            **({**accepted, "value": Decimal(chance.randrange(1000))} if chance.random() < 0.8 else {}),
        )
        for row in indicators
        for start, end in quarters
    )


def copy_reports(indicators: list[Indicator], others: list[Indicator]) -> None:
    """Give other indicators, as many, the same reports; their keys follow one another, so one statement does it."""
    table = Report._meta.db_table
    columns = [field.column for field in Report._meta.concrete_fields if field.column not in ("id", "indicator_id")]
    names = ", ".join(f'"{column}"' for column in columns)
    first, last = indicators[0].pk, indicators[-1].pk
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (indicator_id, {names}) SELECT indicator_id + %s, {names} FROM {table} "
            "WHERE indicator_id BETWEEN %s AND %s",
            [others[0].pk - first, first, last],
        )


class LatestValue(models.Model):
    """The newest accepted value of an indicator, repeated beside it: what a program would keep that does not look."""

    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="+")
    indicator = models.OneToOneField(Indicator, models.DO_NOTHING, primary_key=True, related_name="+")
    period_end = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    class Meta:
        app_label = "indicators"
        managed = False
        db_table = "bench_latest"


def make_yardstick() -> None:
    """Create the yardstick's table and fill it."""
    with connection.schema_editor() as editor:
        editor.create_model(LatestValue)
    table, yardstick = Report._meta.db_table, LatestValue._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {yardstick} (plan_id, indicator_id, {', '.join(FIELDS[1:])}) "
            f"SELECT i.plan_id, i.id, {', '.join(f'r.{name}' for name in FIELDS[1:])} "
            f"FROM {Indicator._meta.db_table} i JOIN {table} r ON r.indicator_id = i.id "
            f"WHERE r.state = 'accepted' AND r.superseded_at IS NULL AND r.period_end = (SELECT MAX(n.period_end) "
            f"FROM {table} n WHERE n.indicator_id = i.id AND n.state = 'accepted' AND n.superseded_at IS NULL)"
        )
        # What a server does by itself after a while: numbers for its planner, and a map of what all readers see.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def read_repeated(plan: Plan) -> list:
    """Read the yardstick's rows of one plan."""
    return list(LatestValue.objects.filter(plan=plan).values_list(*FIELDS))


def read_newest(plan: Plan) -> list:
    """Read the same through the reports themselves."""
    return list(queries.latest_accepted_reports(plan.indicators.all()).order_by().values_list(*FIELDS))


def page_time_ratio(plan: Plan) -> float:
    """Return how much longer the plan's progress page takes when its reports are read than when they are at hand."""
    document = plan.editions.get().read()
    at_hand = PlanProgress(plan, document)
    return wall_ratio(lambda: PlanProgress(plan, document).page(), at_hand.page, pairs=12)


def results():
    """Yield the ratios of the newest values, and of a plan's page among many plans and alone."""
    publisher = get_user_model().objects.get(username="admin")
    alone = small_plan()
    add_reports(add_indicators(alone))
    publish(alone, by=publisher, note="Ediția măsurată.")
    before = page_time_ratio(alone)
    plan = many_plans()[7]
    make_yardstick()
    assert sorted(row[0] for row in read_newest(plan)) == sorted(row[0] for row in read_repeated(plan))
    name = connection.vendor
    ratio = wall_ratio(lambda: read_newest(plan), lambda: read_repeated(plan), pairs=30)
    yield BenchResult(f"{name}: newest accepted value of 300 of 50,000 indicators / repeated beside them", ratio, 5)
    yield BenchResult(
        f"{name}: progress page of 300 indicators among 50,000 / alone", page_time_ratio(alone) / before, 1.5
    )
