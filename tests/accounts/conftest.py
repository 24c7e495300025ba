"""What tests of accounts start from."""

import pytest

from tests.accounts.invitations.invitation_forms import LIST, NEW, form, link


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
