"""Passwords: changed, forgotten, chosen anew; links that are good once; nobody learns who has an account."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.security_log.models import SecurityEvent
from portal.tasks.queue import run_waiting_tasks
from tests.accounts.entering.test_login import enter, is_in
from tests.mail_server import mail_server
from tests.page import Page

NEW = "patru cuvinte fără rost"


def ask(client, email):
    return client.post("/cont/parola/uitata/", {"email": email})


def link(letter):
    return re.search(r"https://planuri\.example(\S+)", letter.get_content())[1]


def choose(client, path, first=NEW, again=NEW):
    form = client.get(path, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else path
    return client.post(address, {"password1": first, "password2": again})


def test_a_forgotten_password_is_chosen_anew_with_the_link(client, people, post):
    assert ask(client, "editor@example.org").url == "/cont/parola/uitata/trimis/"
    (letter,) = post.letters
    assert (letter["To"], letter["Subject"]) == ("editor@example.org", "Planurile județului Cluj: parolă nouă")
    assert "contul „editor”" in letter.get_content()
    assert choose(client, link(letter)).url == "/cont/parola/uitata/gata/"
    assert (is_in(client), enter(client, "editor", NEW).url) == (False, "/cont/lucru/")
    assert post.letters[1]["Subject"].strip() == "Planurile județului Cluj: parola este schimbată"
    assert SecurityEvent.objects.filter(what="password_reset", by=people.editor).count() == 1


def test_a_link_is_good_once(client, people, post):
    ask(client, "editor@example.org")
    choose(client, link(post.letters[0]))
    assert "Legătura nu mai este valabilă" in Page(Client().get(link(post.letters[0]), follow=True)).text


def test_a_new_password_ends_the_sessions_of_before(client, people, post):
    enter(client, "editor")
    other = Client()
    ask(other, "editor@example.org")
    choose(other, link(post.letters[0]))
    assert client.get("/cont/").status_code == 302


def test_an_unknown_address_is_answered_alike(client, people, post):
    answers = [ask(Client(), one) for one in ("editor@example.org", "nimeni@example.org")]
    assert [(one.status_code, one.url) for one in answers] == [(302, "/cont/parola/uitata/trimis/")] * 2
    assert [one["Subject"].strip() for one in post.letters] == [
        "Planurile județului Cluj: parolă nouă",
        "Planurile județului Cluj: nu aveți cont cu această adresă",
    ]


def test_a_closed_account_gets_no_link(client, people, post):
    get_user_model().objects.filter(pk=people.editor.pk).update(is_active=False)
    ask(client, "editor@example.org")
    assert ["parola/noua" in one.get_content() for one in post.letters] == [False]


def test_an_address_that_an_account_had_earlier_gets_no_link(client, people, post):
    EmailAddress.objects.create(user=people.editor, email="veche@example.org", verified=True, primary=True)
    ask(client, "veche@example.org")
    assert ["parola/noua" in one.get_content() for one in post.letters] == [False]


def test_a_mail_server_that_does_not_answer_breaks_no_page(client, people, post, settings):
    with mail_server() as gone:
        settings.EMAIL_PORT = gone.port
    assert ask(client, "editor@example.org").url == "/cont/parola/uitata/trimis/"
    run_waiting_tasks()
    settings.EMAIL_PORT = post.port
    DBTaskResult.objects.update(run_after=timezone.now())
    assert post.recipients == ["editor@example.org"]


def test_a_changed_password_keeps_this_session_and_ends_the_others(client, people, post):
    enter(client, "editor")
    other = Client()
    enter(other, "editor")
    data = {"oldpassword": "parola-de-test", "password1": NEW, "password2": NEW}
    assert client.post("/cont/parola/", data).url == "/cont/"
    assert (client.get("/cont/").status_code, other.get("/cont/").status_code) == (200, 302)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"oldpassword": "gresita"}, "Aceasta nu este parola dumneavoastră de acum."),
        ({"password2": "altceva lung"}, "Cele două parole nu sunt la fel. Scrieți de două ori aceeași parolă."),
        ({"password1": "scurta", "password2": "scurta"}, "Parola este prea scurtă."),
        ({"password1": "password12", "password2": "password12"}, "Această parolă este prea răspândită."),
        ({"password1": "12345678901", "password2": "12345678901"}, "Parola este formată numai din cifre."),
        ({"password1": "editor@example", "password2": "editor@example"}, "Parola este prea asemănătoare cu"),
    ],
)
def test_a_password_against_the_rules_is_refused_beside_its_field(client, people, values, said):
    client.force_login(people.editor)
    data = {"oldpassword": "parola-de-test", "password1": NEW, "password2": NEW} | values
    page = Page(client.post("/cont/parola/", data))
    assert (said in page.text, "Nu s-a salvat" in page.text) == (True, True)
