"""What the tests of review begin with: a report that is owed against a target."""

import pytest

from indicators.models import Indicator
from tests.indicators.report_factories import owed, promise


@pytest.fixture
def indicator(people):
    """An indicator with the target of at most 5 accidents in 2024, reported yearly."""
    promise(Indicator.objects.get(plan__slug="atop-2024", number=1))
    return owed(people)


@pytest.fixture
def report(indicator):
    return indicator.reports.get()
