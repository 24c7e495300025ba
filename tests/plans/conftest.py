"""What the tests of plans start from."""

import pytest
from django.test import Client

from plans.exchange.elements import ElementResource
from plans.models import Element
from tests.plans.exchange.rows import imported


@pytest.fixture
def importing(people):
    """Import rows of elements, as the editor unless told otherwise: see what they would do, then do it."""

    def run(*rows, model=Element, by=people.editor):
        return imported(lambda: ElementResource(user=by, model=model, reason="Probă"), *rows)

    return run


@pytest.fixture
def hands(people):
    """A browser for each person, and for nobody."""

    def browser(who=None):
        client = Client()
        if who:
            client.force_login(getattr(people, who))
        return client

    return browser
