"""What the tests of the workspace start from."""

import pytest
from django.test import Client


@pytest.fixture
def hands(people):
    """A browser for each person, and for nobody."""

    def browser(who=None):
        client = Client()
        if who:
            client.force_login(getattr(people, who))
        return client

    return browser
