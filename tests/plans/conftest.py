import pytest

from plans.models import Element
from plans.resources import ElementResource
from tests.plans.importing.rows import imported


@pytest.fixture
def importing(people):
    """Import rows of elements, as the editor unless told otherwise: see what they would do, then do it."""

    def run(*rows, model=Element, by=people.editor):
        return imported(lambda: ElementResource(user=by, model=model, reason="Probă"), *rows)

    return run
