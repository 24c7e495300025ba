"""The real plans, printed."""

import pytest

from plans.models import Plan
from tests.plans.render.plan_documents import composed, printed


@pytest.fixture(params=["atop-2024", "informatizare-2019"])
def document(request, db):
    """Each of the real plans."""
    return composed(Plan.objects.get(slug=request.param))


@pytest.fixture
def police(atop):
    """The police plan, printed, and its document."""
    return printed(composed(atop)), composed(atop)


@pytest.fixture
def informatics(it_plan):
    """The IT plan, printed, and its document."""
    return printed(composed(it_plan)), composed(it_plan)
