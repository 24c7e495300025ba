import pytest

from indicators.models import Indicator, Report, Target
from plans.models import Element, Removal
from tests.plans.exchange.workbook.edited import EditedWorkbook


@pytest.fixture
def workbook(people, it_plan):
    """The IT plan's workbook in the editor's hands."""
    return EditedWorkbook(it_plan, people.editor)


@pytest.fixture
def everything(db):
    """All that an import could touch."""

    def state():
        models = (Element, Element.institutions.through, Indicator, Target, Report)
        rows = [list(model.objects.order_by("pk").values()) for model in models]
        return rows, Removal.objects.count(), *(one.history.count() for one in (Element, Indicator, Target))

    return state
