"""What tests of accounts start from."""

import pytest

from portal.tasks.queue import run_waiting_tasks
from tests.accounts.invitations.invitation_forms import LIST, NEW, form, link
from tests.mail_server import mail_server


@pytest.fixture
def post(settings):
    """A mail server that the portal sends to."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://planuri.example"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        server.fetch = run_waiting_tasks
        yield server


@pytest.fixture
def admin(client, people):
    """The browser of an administrator."""
    client.force_login(people.admin)
    return client


@pytest.fixture
def invited(admin, post):
    """An invitation that was sent; the address in its mail."""
    assert admin.post(NEW, form()).url == LIST
    return link(post.letters[0])
