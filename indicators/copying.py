"""What is measured of an element, measured of its copy too."""

from collections.abc import Mapping

from indicators.models import Indicator
from plans.models import Element

# What says how to measure; targets and numbers belong to the original.
DEFINED = (
    "position",
    "title",
    "joiner",
    "nature",
    "minimal",
    "unit",
    "direction",
    "baseline_value",
    "baseline_period",
    "baseline_source",
    "definition",
    "verification_source",
    "frequency",
    "accumulation",
    "institution",
)


def copied(copies: Mapping[int, Element], *, by) -> None:
    """Copy the indicators of elements to their copies in the same plan, without targets."""
    for row in Indicator.objects.filter(element__in=copies).order_by("position", "pk"):
        copy = Indicator(plan_id=row.plan_id, element=copies[row.element_id])
        for name in DEFINED:
            setattr(copy, name, getattr(row, name))
        copy._history_user = by
        copy.save()
