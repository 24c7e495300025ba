"""What is written down when plans, roles and data are acted on, and that nothing is where the act was refused."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.invitations import actions as invitation_actions
from accounts.people import actions as people_actions
from plans.editing.new_plan.actions import save_new_plan
from plans.editions.publishing import publish, withdraw
from plans.models import Plan
from portal.security_log.models import SecurityEvent
from tests.plans.approval.approval_factories import schedule

NAMES = ("editor", "publisher", "reporter", "Popescu", "nou@example.org")


def told():
    rows = SecurityEvent.objects.order_by("pk").values_list("what", "by__username", "person__username", "about")
    return list(rows)


def test_a_publication_and_a_withdrawal(atop, people):
    edition = publish(atop, by=people.publisher, note="Prima ediție.")
    withdraw(edition, by=people.publisher, reason="O greșeală.")
    assert told() == [
        ("published", "publisher", None, "atop-2024, ediția 1"),
        ("withdrawn", "publisher", None, "atop-2024, ediția 1"),
    ]
    assert SecurityEvent.objects.last().details == {"checksum": edition.checksum}


def test_a_plan_that_is_begun(it_plan, people):
    period = {"period_start": it_plan.period_start, "period_end": it_plan.period_end}
    plan = Plan(slug="plan-nou", title="Plan nou", short_title="Plan nou", owner=it_plan.owner, **period)
    save_new_plan(plan, by=people.editor, reason="Plan nou.")
    assert told() == [("plan_begun", "editor", None, "plan-nou")]


def test_nothing_is_written_down_of_what_was_refused(atop, people):
    with pytest.raises(PermissionDenied):
        publish(atop, by=people.editor, note="Prima ediție.")
    assert told() == []


def test_a_scheduled_publication(atop, people):
    schedule(atop, people.publisher)
    assert [one[:2] for one in told()] == [("scheduled", "publisher")]


def test_roles_invitations_and_closed_accounts(people):
    institution = people.reporter.memberships.get().institution
    offer = {"institution": institution, "role": "reporter", "valid_from": timezone.localdate()}
    role = people_actions.grant(people.editor, **offer, by=people.admin)
    people_actions.end_role(role, by=people.admin)
    people_actions.set_administrator(people.editor, is_administrator=True, reason="Popescu", by=people.admin)
    people_actions.deactivate(people.editor, reason="Popescu a plecat.", by=people.admin)
    named = {"first_name": "Ion", "last_name": "Popescu", "email": "nou@example.org"}
    row, _secret = invitation_actions.invite(**named, **offer, by=people.admin)
    invitation_actions.withdraw(row, by=people.admin)
    rows = [(what, by, person) for what, by, person, _about in told()]
    assert rows == [
        ("role", "admin", "editor"),
        ("role", "admin", "editor"),
        ("administration", "admin", "editor"),
        ("account", "admin", "editor"),
        ("invitation", "admin", None),
        ("invitation", "admin", None),
    ]
    texts = str(list(SecurityEvent.objects.values_list("role", "about", "details")))
    assert [name for name in NAMES if name in texts] == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/cont/persoane/{}/", ("data_seen", "admin", "editor", "")),
        ("/cont/date/fisier/", ("data_exported", "admin", "admin", "")),
    ],
)
def test_personal_data_that_were_seen_or_taken(client, people, address, expected):
    client.force_login(people.admin)
    client.get(address.format(people.editor.pk))
    assert told() == [expected]


def test_an_export_of_the_back_office(client, people, atop):
    client.force_login(people.editor)
    assert client.post("/admin/plans/generalobjective/export/", {"format": "csv"}).status_code == 200
    assert told() == [("exported", "editor", None, "obiective generale")]


def test_a_plan_s_owner_and_reviewer(client, people, atop):
    client.force_login(people.editor)
    page = "/lucru/atop-2024/parti/date/"
    form = client.get(page).context["form"]
    sent = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    sent |= {"title": "Alt titlu", "seen_version": atop.version}
    sent = {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in sent.items()}
    assert client.post(page, sent).status_code == 302
    event = SecurityEvent.objects.get()
    assert (event.what, event.about, event.details) == (
        "plan_settings",
        "atop-2024",
        {"owner": "atop-cluj", "reviewer": "atop-cluj"},
    )
