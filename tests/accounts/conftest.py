"""What tests of accounts start from."""

import pytest

from tests.indicators.mailserver import mail_server


@pytest.fixture
def post(settings):
    """A mail server that the portal sends to."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://planuri.example"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def admin(client, people):
    """The browser of an administrator."""
    client.force_login(people.admin)
    return client
