"""Invitations in the wrong hands: who may not, what is forged, what is sent the wrong way."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.invitations import actions as invitation_actions
from accounts.models import AccountEvent, Invitation
from plans.models import Institution
from tests.accounts.invitations.invitation_forms import LIST, NEW, accept, form


@pytest.mark.parametrize(
    "changes",
    [
        {"role": "administrator"},
        {"institution": 10**9},
        {"valid_until": "2025-12-31"},
        {"email": "x"},
        {"last_name": ""},
    ],
)
def test_a_form_that_does_not_hold_together_invites_nobody(admin, post, changes):
    assert (admin.post(NEW, form(**changes)).status_code, Invitation.objects.count(), post.letters) == (200, 0, [])


def test_what_the_person_sends_besides_changes_nothing(invited):
    accept(Client(), invited, role="publisher", institution="1", is_superuser="on", email="alta@example.org")
    person = get_user_model().objects.get(username="noua")
    roles = list(person.memberships.values_list("role", flat=True))
    assert (person.email, person.is_superuser, roles) == ("noua@example.org", False, ["reporter"])


@pytest.mark.parametrize("name", ["editor", "publisher", "reviewer", "reporter", "outsider"])
def test_only_administrators_invite(client, people, post, name):
    row = Invitation.objects.create(
        email="x@example.org",
        institution=Institution.objects.first(),
        role="editor",
        secret_hash="0" * 64,
        expires_at=timezone.now() + datetime.timedelta(days=1),
    )
    client.force_login(getattr(people, name))
    asked = [client.get(LIST), client.get(NEW), client.post(NEW, form())]
    asked += [client.post(f"{LIST}{row.pk}/{what}/") for what in ("trimite", "retrage")]
    assert [one.status_code for one in asked] == [403] * 5
    assert (Invitation.objects.get().state, post.letters, AccountEvent.objects.count()) == ("unsent", [], 0)
    with pytest.raises(PermissionDenied):
        invitation_actions.withdraw(row, by=getattr(people, name))


def test_anonymous_visitors_are_led_to_the_login(client, db):
    assert [client.get(one).url for one in (LIST, NEW)] == [f"/cont/intrare/?next={one}" for one in (LIST, NEW)]
    assert client.post(f"{LIST}1/retrage/").url == f"/cont/intrare/?next={LIST}1/retrage/"


def test_buttons_take_only_what_is_sent(admin, invited):
    row = Invitation.objects.get()
    asked = [admin.get(f"{LIST}{row.pk}/{what}/").status_code for what in ("trimite", "retrage")]
    assert (asked, admin.post(LIST).status_code, admin.post(f"{LIST}999/retrage/").status_code) == (
        [405, 405],
        405,
        404,
    )
