"""The rows that the API gives of all plans: their summaries, what was recommended, the sittings. Examples stay out."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import timezone

from indicators import queries
from indicators.models import Recommendation, Sitting
from plans.document import to_plain
from plans.editions.composition import institution_value
from public.api.problems import ApiProblem
from public.models import PlanSummary
from public.sittings.listing import public_sittings


def plans(asked: Mapping):
    """Return the published plans, the newest first."""
    rows = PlanSummary.objects.real().newest_first()
    if "institution" in asked:
        rows = rows.naming(asked["institution"])
    if "since" in asked:
        rows = rows.filter(period_end__gte=asked["since"])
    return rows.filter(period_start__lte=asked["until"]) if "until" in asked else rows


def plan(asked: Mapping) -> dict:
    """Return one published plan, an example too."""
    found = PlanSummary.objects.filter(slug=asked["plan"]).first()
    if found is None:
        raise ApiProblem(404, f"Niciun plan publicat nu are adresa „{asked['plan']}”.")
    return plan_row(found)


def plan_row(one: PlanSummary) -> dict:
    """Return a plan as the API says it."""
    return {
        "slug": one.slug,
        "short_title": one.short_title,
        "title": one.title,
        "subtitle": one.subtitle,
        "owner": {"code": one.owner_code, "name": one.owner_name},
        "period_start": one.period_start.isoformat(),
        "period_end": one.period_end.isoformat(),
        "edition": one.number,
        "published_at": timezone.localtime(one.published_at).isoformat(),
        "promise": one.promise,
        "standing": one.standing,
        "is_invented": one.is_invented,
        "page": f"{settings.SITE_URL}/planuri/{one.slug}/",
    }


def plan_rows(rows: Sequence[PlanSummary]) -> list[dict]:
    """Return some plans as the API says them."""
    return [plan_row(one) for one in rows]


def recommendations(asked: Mapping):
    """Return what was recommended about real plans, or about one that is asked for, the newest first."""
    about = PlanSummary.objects.filter(slug=asked["plan"]) if "plan" in asked else PlanSummary.objects.real()
    rows = Recommendation.objects.filter(plan__in=about.values("plan")).order_by("-issued_on", "-pk")
    columns = {
        "institution": "addressed_to__code", "body": "body__code", "state": "state", "since": "issued_on__gte",
        "until": "issued_on__lte",
    }  # fmt: skip
    return rows.filter(**{column: asked[name] for name, column in columns.items() if name in asked})


def recommendation_rows(rows) -> list[dict]:
    """Return some recommendations as everyone may see them."""
    found = Recommendation.objects.filter(pk__in=[one.pk for one in rows]).order_by("-issued_on", "-pk")
    return to_plain(queries.recommendation_values(found))


def sittings(asked: Mapping):
    """Return the sittings of real bodies of which something is recorded, the newest first."""
    rows = public_sittings(timezone.localdate()).filter(body__is_invented=False)
    columns = {"body": "body__code", "since": "held_on__gte", "until": "held_on__lte"}
    return rows.filter(**{column: asked[name] for name, column in columns.items() if name in asked})


def sitting_rows(rows: Sequence[Sitting]) -> list[dict]:
    """Return some sittings as the API says them: without the names of those who were there."""
    return [
        {
            "body": to_plain(institution_value(one.body)),
            "kind": one.kind,
            "held_on": one.held_on.isoformat(),
            "agenda": one.agenda,
            "conclusions": one.conclusions,
            "page": f"{settings.SITE_URL}/sedinte/{one.pk}/",
        }
        for one in rows
    ]
