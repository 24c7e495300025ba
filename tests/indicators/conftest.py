"""What the tests of reporting and oversight start from."""

import pytest


@pytest.fixture
def reader(client, people):
    """Log a person in and give the client."""

    def log_in(name):
        client.force_login(getattr(people, name))
        return client

    return log_in
