"""What the history of a plan tells of its indicators and of what is promised of them."""

from indicators.models import Indicator, Target
from plans.history.registry import TrackedModel
from portal.romanian import period_until

INDICATORS = TrackedModel(
    slug="indicatori",
    model=Indicator,
    one="indicator",
    several="indicatori",
    row_name=lambda row: row.title,
    rest=lambda row: f"indicatori/{row.id}/",
    element_path="element",
    fixed=("plan", "number"),
)
# What the public has seen of a target is replaced, never changed: a target is not put back.
TARGETS = TrackedModel(
    slug="tinte",
    model=Target,
    one="țintă",
    several="ținte",
    row_name=lambda row: f"Ținta pentru {period_until(row.period_start, row.period_end)}",
    rest=lambda row: f"indicatori/{row.indicator_id}/",
    plan_path="indicator__plan",
    element_path="indicator__element",
    under="indicator",
    restorable=False,
    feminine=True,
)
