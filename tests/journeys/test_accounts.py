"""A person is invited, makes an account, sets up the second step and comes back with a code, in a real browser."""

import re

import pytest

from tests.accounts.totp_codes import code
from tests.installation import wait_until
from tests.journeys.conftest import enter, faults, press
from tests.mail_server import mail_server

PASSWORD = "patru cuvinte fără rost"


@pytest.fixture
def guarded(installation):
    """A portal where publishers and administrators must have the second step, its mail server, its address.

    Its passwords are as hard to check as those of any portal.
    """
    with mail_server() as post:
        variables = {
            "DJANGO_SETTINGS_MODULE": "cluj_plans.settings",
            "REQUIRE_MFA": "true",
            "EMAIL_URL": f"smtp://127.0.0.1:{post.port}",
        }
        with installation.working(**variables), installation.serving(**variables) as address:
            yield address, post


def arrived(post, pattern):
    """Return what a pattern finds in a letter, once one with it is there."""
    matches = []

    def is_there():
        matches.extend(match[0] for letter in post.letters if (match := re.search(pattern, letter.get_content())))
        return bool(matches)

    wait_until(is_there)
    return matches[0]


def set_up(page, found):
    """Set up the second step on the page where the portal led; return the secret."""
    found.update(faults(page))
    assert page.locator("img.qr").evaluate("picture => picture.complete && picture.naturalWidth > 0")
    secret = page.locator(".secret").inner_text().replace(" ", "")
    page.fill("[name=code]", code(secret))
    press(page.locator("main [type=submit]"))
    assert page.locator(".codes li").count() == 10
    found.update(faults(page))
    return secret


@pytest.mark.journey
def test_an_invited_person_makes_an_account_and_comes_back_with_a_code(visit, guarded, installation):
    address, post = guarded
    found = {}
    admin = visit(f"{address}/cont/intrare/")
    found.update(faults(admin))
    enter(admin, "admin")
    admin.goto(f"{address}/cont/persoane/")
    set_up(admin, found)
    admin.goto(f"{address}/cont/persoane/")
    found.update(faults(admin))
    press(admin.locator("text=Invită o persoană"))
    found.update(faults(admin))
    admin.fill("[name=first_name]", "Persoană")
    admin.fill("[name=last_name]", "Nouă")
    admin.fill("[name=email]", "noua@example.org")
    admin.select_option("[name=institution]", label="Consiliul Județean Cluj")
    admin.select_option("[name=role]", label="aprobator")
    press(admin.locator("main form [type=submit]"))
    assert "Invitația pleacă acum spre noua@example.org." in admin.inner_text("main")
    found.update(faults(admin))

    link = arrived(post, r"/cont/invitatie/\S+")
    person = visit(f"{address}{link}")
    found.update(faults(person))
    person.fill("[name=username]", "persoana.noua")
    person.fill("[name=password1]", PASSWORD)
    person.fill("[name=password2]", PASSWORD)
    press(person.locator("main [type=submit]"))
    # The pages of its second step are those of the administrator's, which were looked at.
    secret = set_up(person, {})
    for rest in ("", "sesiuni/", "date/", "date/stergere/", "roluri/", "parola/", "doi-pasi/"):
        person.goto(f"{address}/cont/{rest}")
        found.update(faults(person))
    press(person.locator(".log-out button"))
    person.goto(f"{address}/cont/intrare/")
    enter(person, "noua@example.org", PASSWORD)
    found.update(faults(person))
    # The code that began the second step serves once; half a minute later there is another one.
    installation.ask("from django.core.cache import cache; cache.clear()")
    person.fill("[name=code]", code(secret))
    press(person.locator("main [type=submit]").first)
    assert person.locator(".log-out a").last.inner_text() == "Persoană Nouă"

    admin.goto(f"{address}/cont/persoane/?cauta=noua")
    press(admin.locator("text=Persoană Nouă"))
    found.update(faults(admin))
    # The worker sends them, a moment after the page.
    wait_until(lambda: len(post.letters) >= 3)
    assert [one["Subject"].partition(": ")[2] for one in post.letters] == [
        "intrarea în doi pași este pornită",
        "invitație",
        "intrarea în doi pași este pornită",
    ]
    assert found == {}
