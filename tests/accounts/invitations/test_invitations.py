"""Invitations: who sends them, what the mail says, links that are good once and for a time."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.invitations import actions as invitation_actions
from accounts.models import Invitation
from plans.models import Institution, Membership
from portal.models import Letter
from portal.tasks.queue import run_waiting_tasks
from tests.accounts.invitations.invitation_forms import LIST, NEW, PASSWORD, accept, form, link
from tests.mail_server import mail_server
from tests.page import Page

DAY = datetime.timedelta(days=1)


def test_the_mail_says_by_whom_as_what_and_for_how_long(invited, post):
    (letter,) = post.letters
    text = letter.get_content()
    until = timezone.localtime(Invitation.objects.get().expires_at)
    assert (letter["To"], letter["Subject"].strip()) == ("noua@example.org", "Planurile județului Cluj: invitație")
    assert "ca raportor pentru Inspectoratul de Poliție Județean Cluj" in text
    assert f"valabilă până la {until:%d.%m.%Y, %H:%M}" in text
    assert round((until - timezone.now()) / DAY, 2) == 7


def test_the_person_chooses_a_name_and_a_password_and_is_in(invited):
    client = Client()
    assert "Persoană Nouă, ați primit o invitație" in Page(client.get(invited)).text
    assert accept(client, invited).url == "/cont/lucru/"
    person = get_user_model().objects.get(username="noua")
    held = person.memberships.get()
    assert (person.email, person.get_full_name(), person.is_staff) == ("noua@example.org", "Persoană Nouă", False)
    assert (held.institution.code, held.role, str(held.valid_from), str(held.valid_until)) == (
        "ipj-cluj",
        "reporter",
        "2026-01-01",
        "2027-12-31",
    )
    assert client.get("/raportare/").status_code == 200
    assert person.account_events.get().what.startswith("Și-a făcut contul dintr-o invitație, cu rolul raportor")


def test_a_used_link_says_so(invited):
    accept(Client(), invited)
    again = Client()
    assert (again.get(invited).status_code, accept(again, invited, username="altul").status_code) == (410, 410)
    assert "Invitația a fost deja folosită" in Page(again.get(invited)).text
    assert get_user_model().objects.filter(email="noua@example.org").count() == 1


def test_an_expired_link_says_so(invited):
    Invitation.objects.update(expires_at=timezone.now())
    assert "Invitația a expirat" in Page(Client().get(invited)).text
    assert (accept(Client(), invited).status_code, get_user_model().objects.filter(username="noua").count()) == (410, 0)


def test_a_withdrawn_link_says_so(invited, admin):
    row = Invitation.objects.get()
    assert admin.post(f"{LIST}{row.pk}/retrage/").url == LIST
    assert "Invitația a fost retrasă" in Page(Client().get(invited)).text
    assert (accept(Client(), invited).status_code, get_user_model().objects.filter(username="noua").count()) == (410, 0)


def test_sending_again_makes_another_link_and_spoils_the_first(invited, admin, post):
    Invitation.objects.update(expires_at=timezone.now() - DAY)
    admin.post(f"{LIST}{Invitation.objects.get().pk}/trimite/")
    second = link(post.letters[1])
    assert (Client().get(invited).status_code, Client().get(second).status_code) == (410, 200)
    assert Invitation.objects.get().state == "waiting"


def test_a_link_that_opens_nothing_any_more_is_not_sent(admin, post, settings):
    settings.EMAIL_PORT = 1
    admin.post(NEW, form())
    run_waiting_tasks()
    admin.post(f"{LIST}{Invitation.objects.get().pk}/retrage/")
    settings.EMAIL_PORT = post.port
    DBTaskResult.objects.update(run_after=timezone.now())
    run_waiting_tasks()
    assert (post.letters, Letter.objects.count()) == ([], 0)


def test_a_made_up_link_opens_nothing(db):
    assert [Client().get(f"/cont/invitatie/{one}/").status_code for one in ("x", "1", "a" * 43)] == [410] * 3


def test_links_cannot_be_guessed_from_what_is_stored(invited):
    row, secret = Invitation.objects.get(), invited.split("/")[3]
    assert (len(secret), secret in str(vars(row)), row.secret_hash) == (
        43,
        False,
        invitation_actions.fingerprint(secret),
    )


def test_who_has_an_account_gets_the_role_and_no_mail(admin, people, post):
    answer = admin.post(NEW, form(email="EDITOR@example.org"), follow=True)
    assert "editor@example.org are deja cont: a primit rolul, fără invitație." in Page(answer).text
    assert (post.letters, Invitation.objects.count()) == ([], 0)
    assert people.editor.memberships.filter(role="reporter", institution__code="ipj-cluj").count() == 1


def test_a_closed_account_is_not_invited_again(admin, people, post):
    get_user_model().objects.filter(pk=people.editor.pk).update(is_active=False)
    page = Page(admin.post(NEW, form(email="editor@example.org")))
    assert "Contul este dezactivat: reactivați-l întâi" in page.text
    assert people.editor.memberships.filter(role="reporter").count() == 0


def test_an_account_made_meanwhile_is_not_made_twice(invited):
    get_user_model().objects.create_user("alta", "noua@example.org", PASSWORD)
    answer = accept(Client(), invited)
    assert (answer.status_code, "Există deja un cont cu această adresă" in Page(answer).text) == (410, True)


def test_a_second_invitation_waits_for_the_first(invited, admin):
    page = Page(admin.post(NEW, form()))
    assert "Persoana are deja o invitație nefolosită." in page.text
    assert Invitation.objects.count() == 1


def test_a_mail_that_does_not_leave_is_said_and_sent_later(admin, post, settings):
    with mail_server() as gone:
        settings.EMAIL_PORT = gone.port
    page = Page(admin.post(NEW, form(), follow=True))
    assert ("Invitația pleacă acum spre noua@example.org." in page.text, page.cells[1][2]) == (True, "netrimisă")
    assert (run_waiting_tasks(), Invitation.objects.get().state) == (1, "unsent")
    settings.EMAIL_PORT = post.port
    admin.post(f"{LIST}{Invitation.objects.get().pk}/trimite/")
    assert (post.recipients, Invitation.objects.get().state) == (["noua@example.org"], "waiting")


def test_the_link_of_an_invitation_is_in_no_table(admin, post):
    admin.post(NEW, form())
    kept = Letter.objects.values_list("sealed_body", "subject").get()
    secret = link(post.letters[0]).rstrip("/").rpartition("/")[2]
    assert (len(secret) > 40, secret in str(kept)) == (True, False)
    assert Letter.objects.get().sealed_body == ""


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"username": "Editor"}, "Un utilizator cu acest nume de utilizator există deja."),
        ({"username": "a@b.ro"}, "Alegeți un nume fără „@”."),
        ({"username": ""}, "Acest câmp este obligatoriu."),
        ({"password2": "altceva"}, "Cele două parole nu sunt la fel."),
        ({"password1": "noua@example", "password2": "noua@example"}, "Parola este prea asemănătoare"),
        ({"password1": "scurta", "password2": "scurta"}, "Contul nu este făcut încă"),
    ],
)
def test_a_name_or_a_password_that_will_not_do_is_refused_beside_its_field(invited, values, said):
    answer = accept(Client(), invited, **values)
    assert (answer.status_code, said in Page(answer).text) == (200, True)
    assert get_user_model().objects.filter(email="noua@example.org").count() == 0


def test_a_used_invitation_is_neither_sent_again_nor_withdrawn(invited, admin, post):
    accept(Client(), invited)
    row = Invitation.objects.get()
    said = [Page(admin.post(f"{LIST}{row.pk}/{what}/", follow=True)).text for what in ("trimite", "retrage")]
    assert ["a fost folosită sau retrasă între timp" in text for text in said] == [True, True]
    assert (Invitation.objects.get().state, len(post.letters)) == ("accepted", 1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_invitations_asks_as_much_for_one_as_for_three(admin, people, django_assert_num_queries, number):
    for index in range(number):
        Invitation.objects.create(
            email=f"{index}@example.org",
            institution=Institution.objects.first(),
            role="editor",
            secret_hash=str(index) * 64,
            expires_at=timezone.now() + DAY,
            invited_by=people.admin,
        )
    with django_assert_num_queries(6):
        answer = admin.get(LIST)
    assert len(Page(answer).cells) == number + 1


def test_an_invited_writer_finds_the_back_office(admin, post):
    admin.post(NEW, form(role="editor"))
    accept(Client(), link(post.letters[0]))
    assert get_user_model().objects.get(username="noua").is_staff is True
    assert Membership.objects.get(user__username="noua").role == "editor"
