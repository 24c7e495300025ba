"""What the tests of reporting and oversight start from."""

import pytest

from indicators.models import Indicator
from tests.indicators.report_factories import owed, promise, sent


@pytest.fixture
def reader(client, people):
    """Log a person in and give the client."""

    def log_in(name):
        client.force_login(getattr(people, name))
        return client

    return log_in


@pytest.fixture
def reporter(client, people):
    """A browser in which the reporter is logged in."""
    client.force_login(people.reporter)
    return client


@pytest.fixture
def reviewer(client, people):
    """A browser in which the reviewer is logged in."""
    client.force_login(people.reviewer)
    return client


@pytest.fixture
def indicator(people):
    """An indicator with the target of at most 5 accidents in 2024, reported yearly."""
    promise(Indicator.objects.get(plan__slug="atop-2024", number=1))
    return owed(people)


@pytest.fixture
def report(indicator, people):
    """Its report, sent: 4 accidents."""
    return sent(indicator.reports.get(), by=people.reporter)
