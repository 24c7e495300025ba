"""A person's own data: taken along whole, erased at their request, with nothing broken."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.invitations import actions as invitation_actions
from accounts.models import Invitation
from accounts.people import actions as people_actions
from accounts.personal_data import erasure
from indicators.models import Reminder, ReportStep
from plans.editions.publishing import publish
from plans.models import Edition, Element
from portal.models import Letter
from portal.outbox.actions import write_letter
from portal.security_log.models import SecurityEvent
from tests.accounts.entering.test_login import enter
from tests.accounts.totp_codes import enrol
from tests.indicators.report_factories import owed
from tests.page import Page

ERASE = "/cont/date/stergere/"
PASSWORD = "parola-de-test"


def export_of(client):
    answer = client.get("/cont/date/fisier/")
    assert answer["Content-Disposition"] == f'attachment; filename="datele-mele-{timezone.localdate()}.json"'
    return json.loads(answer.content)


@pytest.fixture
def publisher(client, people, atop):
    """The browser of a publisher who published, changed an element, and wrote a step."""
    people.publisher.first_name, people.publisher.last_name = "Persoană", "Anume"
    people.publisher.save()
    publish(atop, by=people.publisher, note="Prima ediție.")
    element = Element.objects.filter(level__plan=atop).first()
    element._history_user = people.publisher
    element.save()
    client.element = element
    report = owed(people).reports.first()
    ReportStep.objects.create(report=report, kind="returned", by=people.publisher, note="Mai adăugați.")
    enter(client, "publisher")
    return client


def test_the_export_holds_the_account_the_roles_and_what_was_done(publisher, people):
    data = export_of(publisher)
    assert data["cont"]["nume_de_utilizator"] == "publisher"
    assert data["cont"]["adresa_de_e_mail"] == "publisher@example.org"
    assert [one["rol"] for one in data["roluri"]] == ["publisher", "publisher"]
    assert [one["adresa"] for one in data["sesiuni"]] == ["127.0.0.1"]
    done = data["ce_ati_facut_si_ce_vi_s_a_facut"]
    edition, step = Edition.objects.order_by("pk").first(), ReportStep.objects.get()
    found = {name.split(":")[0]: rows for name, rows in done.items()}
    assert edition.pk in [row["ID"] for row in found[Edition._meta.verbose_name]]
    assert [row["ID"] for row in found[ReportStep._meta.verbose_name]] == [step.pk]
    assert {"ediția", "document"} & set(found[Edition._meta.verbose_name][0]) == {"ediția"}
    changed = [name for name in done if name.startswith("istoric, ") and name.endswith(": cine a schimbat")]
    assert [done[name][0]["titlu"] for name in changed] == [publisher.element.title]


def test_the_export_holds_no_secret_and_nothing_of_others(publisher, people):
    secret = enrol(publisher)
    text = json.dumps(export_of(publisher), ensure_ascii=False)
    people.publisher.refresh_from_db()
    hidden = [secret, people.publisher.password, publisher.session.session_key, "editor@example.org"]
    assert [one in text for one in hidden] == [False] * 4


def test_erasing_asks_for_the_password(publisher, people):
    page = Page(publisher.post(ERASE, {"password": "gresita"}))
    assert ("Parola nu este cea bună." in page.text, "Nu s-a șters nimic" in page.text) == (True, True)
    assert get_user_model().objects.get(pk=people.publisher.pk).username == "publisher"


@pytest.mark.both
def test_who_was_erased_has_no_name_no_sessions_and_no_way_back(publisher, people):
    enrol(publisher)
    other = Client()
    other.force_login(people.publisher)
    page = Page(publisher.post(ERASE, {"password": PASSWORD}))
    assert "contul este închis" in page.text
    person = get_user_model().objects.get(pk=people.publisher.pk)
    assert (person.get_full_name(), person.username, person.email, person.is_active) == (
        f"persoană ștearsă #{person.pk}",
        f"sters-{person.pk}",
        "",
        False,
    )
    left = [person.authenticator_set, person.usersession_set, EmailAddress.objects.filter(user=person)]
    assert [rows.count() for rows in left] == [0, 0, 0]
    assert [one.get("/cont/").status_code for one in (publisher, other)] == [302, 302]
    assert enter(Client(), "publisher").status_code == 200


@pytest.mark.both
def test_what_the_erased_person_did_stays_whole(publisher, people):
    before = [
        Edition.objects.order_by("pk").first().checksum,
        ReportStep.objects.get().by_id,
        Edition.objects.order_by("pk").first().published_by_id,
    ]
    publisher.post(ERASE, {"password": PASSWORD})
    after = [
        Edition.objects.order_by("pk").first().checksum,
        ReportStep.objects.get().by_id,
        Edition.objects.order_by("pk").first().published_by_id,
    ]
    assert after == before
    assert ReportStep.objects.get().by.get_full_name() == f"persoană ștearsă #{people.publisher.pk}"


@pytest.mark.both
def test_the_roles_end_and_the_mail_is_forgotten(client, people, post):
    invitation, secret = invitation_actions.invite(
        email="noua@example.org",
        first_name="Persoană",
        last_name="Nouă",
        institution=people.reporter.memberships.get().institution,
        role="reporter",
        valid_from=timezone.localdate(),
        by=people.admin,
    )
    person = invitation_actions.accept(secret, username="noua", password=PASSWORD)
    Reminder.objects.create(email="Noua@example.org", day=timezone.localdate())
    write_letter("Noua@example.org", subject="Pentru Noua", body="Text.", about="accounts.account")
    erasure.erase(person, by=person)
    invitation.refresh_from_db()
    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)
    assert (invitation.email, invitation.name, invitation.accepted_by) == ("", "", person)
    assert (Reminder.objects.count(), person.memberships.get().valid_until) == (0, timezone.localdate())
    assert Invitation.objects.get().state == "accepted"


def test_the_last_administrator_is_not_erased(admin, people):
    page = Page(admin.post(ERASE, {"password": PASSWORD}))
    assert "Sunteți ultimul administrator activ" in page.text
    get_user_model().objects.create_superuser("al-doilea", "doi@example.org", PASSWORD)
    assert "contul este închis" in Page(admin.post(ERASE, {"password": PASSWORD})).text


def test_only_administrators_erase_another_and_only_who_has_left(people):
    with pytest.raises(PermissionDenied):
        erasure.erase(people.editor, by=people.publisher)
    with pytest.raises(erasure.AccountInUse):
        erasure.erase(people.editor, by=people.admin)
    assert get_user_model().objects.get(pk=people.editor.pk).username == "editor"


def asked(**changes):
    return {"right": "request", "reason": "Cererea nr. 12 din 3 martie.", "username": "editor"} | changes


def test_an_administrator_erases_who_has_left_and_says_by_what_right(admin, people):
    page = f"/cont/persoane/{people.editor.pk}/stergere/"
    assert "Dezactivați-l întâi" in Page(admin.post(page, asked())).text
    people_actions.deactivate(people.editor, reason="A plecat.", by=people.admin)
    assert page in Page(admin.get(f"/cont/persoane/{people.editor.pk}/")).all("a", "href")
    for wrong in ({"right": "x"}, {"right": ""}, {"reason": ""}, {"username": "reporter"}):
        assert admin.post(page, asked(**wrong)).status_code == 200
    assert get_user_model().objects.get(pk=people.editor.pk).username == "editor"
    assert admin.post(page, asked()).status_code == 302
    person = get_user_model().objects.get(pk=people.editor.pk)
    assert (person.username, person.email, person.last_name) == (
        f"sters-{person.pk}",
        "",
        f"persoană ștearsă #{person.pk}",
    )
    trace = person.account_events.first()
    assert (trace.by, trace.reason, "art. 17" in trace.what) == (people.admin, "Cererea nr. 12 din 3 martie.", True)
    event = SecurityEvent.objects.filter(what="data_erased").get()
    assert (event.by, event.person, event.role, event.details) == (
        people.admin,
        person,
        "administrator",
        {"right": "request"},
    )


def test_what_is_erased_already_is_not_erased_again(people):
    erasure.erase(people.editor, by=people.editor)
    erasure.erase(people.editor, by=people.admin)
    assert SecurityEvent.objects.filter(what="data_erased").get().by == people.editor


@pytest.mark.parametrize("who", ["publisher", "outsider"])
def test_the_page_that_erases_another_is_for_administrators(client, people, who):
    client.force_login(getattr(people, who))
    page = f"/cont/persoane/{people.editor.pk}/stergere/"
    assert [client.get(page).status_code, client.post(page, asked()).status_code] == [403, 403]


def test_an_erased_account_is_not_opened_again(people):
    erasure.erase(people.editor, by=people.editor)
    people.editor.refresh_from_db()
    with pytest.raises(people_actions.ValidationError) as refused:
        people_actions.reactivate(people.editor, by=people.admin)
    assert refused.value.messages == [people_actions.ERASED]


def test_guessing_the_password_on_the_page_is_limited(publisher):
    said = [Page(publisher.post(ERASE, {"password": "gresita"})).text for _ in range(6)]
    assert ["Prea multe încercări greșite" in text for text in said] == [False] * 5 + [True]


def test_the_pages_are_for_those_who_are_logged_in(client, db):
    pages = ["/cont/date/", "/cont/date/fisier/", ERASE]
    assert [client.get(one).url for one in pages] == [f"/cont/intrare/?next={one}" for one in pages]
    assert client.post(ERASE, {"password": "x"}).status_code == 302
