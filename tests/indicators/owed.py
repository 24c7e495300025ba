"""An indicator that is owed: what tests of reporting and of oversight start from."""

from indicators.models import Indicator
from plans.models import Institution, Plan
from plans.publishing import publish

COUNTED = {"nature": "count", "unit": "nr.", "direction": "decrease", "frequency": "quarterly", "accumulation": "sum"}


def owed(people, *, institution="ipj-cluj", number=1, **fields) -> Indicator:
    """Publish the police plan with one of its indicators reported: its reports exist, due fifteen days from today."""
    plan = Plan.objects.get(slug="atop-2024")
    indicator = plan.indicators.get(number=number)
    for name, value in {**COUNTED, **fields}.items():
        setattr(indicator, name, value)
    indicator.institution = Institution.objects.get(code=institution)
    indicator.save()
    publish(plan, by=people.publisher, note="Un indicator se raportează.")
    return indicator
