"""Every page of accounts, and every mail, speaks Romanian with comma-below letters."""

from accounts.invitations import actions as invitation_actions
from plans.models import Institution
from tests.accounts.totp_codes import enrol
from tests.page import Page
from tests.plans.admin.test_language import ALLOWED, ENGLISH, english_in

CEDILLA = set("şţŞŢ")
OUTSIDE = [
    "intrare/",
    "parola/uitata/",
    "parola/uitata/trimis/",
    "parola/uitata/gata/",
    "parola/noua/1-x-y/",
    "dezactivat/",
]
OUTSIDE += ["invitatie/x/", "furnizor/anulat/", "furnizor/eroare/"]
INSIDE = ["", "iesire/", "parola/", "confirmare/", "sesiuni/", "roluri/", "date/", "date/stergere/", "doi-pasi/"]
INSIDE += ["persoane/", "persoane/?cauta=nimic", "persoane/invitatii/", "persoane/invitatii/noua/"]
SECOND = ["doi-pasi/", "doi-pasi/rezerva/", "doi-pasi/rezerva/noi/", "doi-pasi/oprire/", "doi-pasi/confirmare/"]
FORMS = ["intrare/", "parola/uitata/", "parola/", "confirmare/", "date/stergere/", "persoane/invitatii/noua/"]


def read(client, paths, send=False):
    """What is English on the pages, and which have letters with a cedilla."""
    found = []
    for path in paths:
        answer = client.post(f"/cont/{path}", {}) if send else client.get(f"/cont/{path}")
        text = answer.content.decode()
        found.append((path, english_in(answer), CEDILLA & set(text), "<h1>" in text))
    return found


def sound(paths):
    return [(path, [], set(), True) for path in paths]


def test_the_pages_before_login(client, db):
    assert read(client, OUTSIDE) == sound(OUTSIDE)
    assert read(client, FORMS[:2], send=True) == sound(FORMS[:2])


def test_the_pages_after_login(admin, people):
    of = f"persoane/{people.publisher.pk}/"
    role = people.publisher.memberships.first().pk
    rest = ("", "date/", "roluri/nou/", f"roluri/{role}/", "dezactivare/", "administrator/", "doi-pasi/")
    paths = [*INSIDE, *(f"{of}{one}" for one in rest)]
    assert read(admin, paths) == sound(paths)
    assert read(admin, FORMS[2:], send=True) == sound(FORMS[2:])


def test_the_pages_of_the_second_step(client, people):
    client.force_login(people.editor)
    client.post("/cont/confirmare/", {"password": "parola-de-test"})
    assert read(client, ["doi-pasi/pornire/"]) == sound(["doi-pasi/pornire/"])
    assert read(client, ["doi-pasi/pornire/"], send=True) == sound(["doi-pasi/pornire/"])
    enrol(client)
    assert read(client, SECOND) == sound(SECOND)
    client.logout()
    client.post("/cont/intrare/", {"username": "editor", "password": "parola-de-test"})
    assert read(client, ["doi-pasi/cod/"]) == sound(["doi-pasi/cod/"])


def test_an_invitation_and_the_mails(client, people, post):
    row, secret = invitation_actions.invite(
        email="noua@example.org",
        first_name="Persoană",
        last_name="Nouă",
        institution=Institution.objects.first(),
        role="editor",
        valid_from="2026-01-01",
        by=people.admin,
    )
    invitation_actions.deliver(row, secret)
    path = f"invitatie/{secret}/"
    assert read(client, [path]) + read(client, [path], send=True) == sound([path, path])
    client.force_login(people.editor)
    enrol(client)
    client.post("/cont/doi-pasi/oprire/")
    new = {"oldpassword": "parola-de-test", "password1": "patru cuvinte rare", "password2": "patru cuvinte rare"}
    client.post("/cont/parola/", new)
    client.logout()
    for address in ("editor@example.org", "nimeni@example.org"):
        client.post("/cont/parola/uitata/", {"email": address})
    texts = [f"{one['Subject']} {one.get_content()}" for one in post.letters]
    assert [one["Subject"].partition(": ")[2] for one in post.letters] == [
        "invitație",
        "intrarea în doi pași este oprită",
        "parola este schimbată",
        "parolă nouă",
        "nu aveți cont cu această adresă",
    ]
    assert [(set(ENGLISH.findall(text)) - ALLOWED, CEDILLA & set(text)) for text in texts] == [(set(), set())] * 5


def test_titles_say_which_page_it_is(admin):
    titles = [Page(admin.get(f"/cont/{path}")).source.split("<title>")[1].split(" – ")[0] for path in INSIDE]
    assert len(set(titles)) == len(INSIDE) - 1
