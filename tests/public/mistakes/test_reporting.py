"""A reader reports a mistake: from every page, with a receipt to follow it by, and takes it back."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from indicators.models import Sitting
from plans.editions.publishing import publish
from plans.models import Institution
from portal.logs import without_secrets
from portal.notices.models import Notice
from portal.outbox.models import Letter
from public.mistakes import actions as mistake_actions
from public.mistakes.letters import write_receipt
from public.models import MistakeReport
from tests.forms import fields_of
from tests.indicators.oversight.oversight_factories import issued, sitting
from tests.page import Page, page_text
from tests.plans.consultations.consultation_factories import opened
from tests.public.forms.sending import send_form
from tests.public.mistakes.mistake_factories import PLAN, TYPED, form_address, report, sent


@pytest.fixture
def reader():
    """A browser that carries nothing."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_that_readers_find_leads_once_to_a_form_that_knows_it(reader, editions, people, atop, language):
    number = opened(atop, people.publisher).number
    own = ("", "editii/", "editii/1/", "date/", "progres/", "termene/", "elemente/", "os-1.2/", "indicatori/1/")
    paths = [
        *(f"{PLAN}{name}" for name in own),
        *("/", "/planuri/", "/recomandari/", "/sedinte/", "/institutii/", "/institutii/atop-cluj/", "/consultari/"),
        *(f"/consultari/{number}/", f"/consultari/{number}/proiect/", "/metodologie/", "/contact/", "/licenta/"),
        *("/accesibilitate/", "/date-personale/", "/date-deschise/", "/cautare/", "/urmarire/", "/sesizari/"),
    ]
    for path in paths:
        forms = [
            one for one in Page(reader.get(f"{language}{path}")).links if one.startswith(f"{language}/sesizari/noua/")
        ]
        assert [parse_qs(urlsplit(one).query)["pagina"] for one in forms] == [[path]], path
        assert reader.get(forms[0]).status_code == 200
    for path in ("/planuri/nimic/", "/consultari/99/"):
        assert "/sesizari/noua/?" not in reader.get(f"{language}{path}").content.decode()


def test_the_form_names_no_address_without_the_page_that_it_is_about(reader, editions):
    page = Page(reader.get(form_address(PLAN)))
    assert page.all("link", "hreflang") == []
    assert f"/en{form_address(PLAN)}".partition("&")[0] in [link.partition("&")[0] for link in page.links]


def test_what_is_sent_is_kept_with_the_page_the_element_and_the_edition(reader, editions):
    element = editions[0].read().elements[3]
    page = f"{PLAN}{element.address}/"
    receipt = sent(reader, page)
    row = MistakeReport.objects.get()
    assert (row.plan, row.edition, row.path, row.element_uid) == (editions[0].plan, editions[0], page, element.uid)
    assert row.place == f"{editions[0].read().short_title}: {element.printed_name}"
    assert {name: getattr(row, name) for name in TYPED} == TYPED
    assert (row.due_on - row.received_on).days == 30
    text = page_text(reader.get(receipt))
    assert f"http://testserver{receipt}" in text
    assert "Ținta este 85%." in text and "V-am trimis-o și la ion@example.org" in text
    assert reader.cookies == {}


def test_each_public_page_leads_to_the_form_that_knows_it(reader, people, editions, atop):
    meeting = sitting(editions[0], conclusions="S-a discutat.")
    advice = issued(people, atop)
    document = editions[0].read()
    pages = {
        PLAN: "planul",
        f"{PLAN}{document.elements[0].address}/": document.elements[0].printed_name,
        f"{PLAN}indicatori/{document.indicators[0].number}/": document.indicators[0].title,
        f"{PLAN}progres/": "progresul planului",
        "/institutii/ipj-cluj/": Institution.objects.get(code="ipj-cluj").name,
        f"/sedinte/{meeting.pk}/": "Ședința",
        f"/recomandari/atop-cluj-{advice.number}-{advice.year}/": str(advice),
    }
    for page, name in pages.items():
        (form,) = {link for link in Page(reader.get(page)).links if link.startswith("/sesizari/noua/")}
        about = reader.get(form)
        assert (about.status_code, name in page_text(about), about["Cache-Control"]) == (200, True, "no-store")
        assert page in Page(about).links
    for page in ("/", "/planuri/", "/recomandari/", "/sedinte/", "/metodologie/", "/sesizari/", f"{PLAN}editii/1/"):
        assert reader.get(form_address(page)).status_code == 200


def test_what_no_reader_finds_cannot_be_reported(reader, editions, atop):
    receipt = sent(reader)
    Sitting.objects.create(body=atop.reviewer or atop.owner, held_on="2024-01-01")
    unknown = ("", "x", "/planuri/nu-exista/", f"{PLAN}os-99/", f"{PLAN}indicatori/999/", "/lucru/atop-2024/", receipt)
    unknown += (
        "/institutii/nimic/",
        f"/sedinte/{Sitting.objects.get().pk}/",
        "/cont/",
        "/evaluare/sedinte/",
        "https://alt.example/",
        "/\x00/",
    )
    assert [reader.get("/sesizari/noua/", {"pagina": page}).status_code for page in unknown] == [404] * len(unknown)
    assert reader.get("/sesizari/noua/").status_code == 404
    assert reader.get(f"/sesizari/urmarire/{'x' * 22}/").status_code == 404


def test_the_edition_that_the_reader_saw_is_the_one_that_is_meant(reader, people, editions, atop):
    publish(atop, by=people.publisher, note="A doua.")
    send_form(reader, form_address(edition=1), text="Greșit.")
    send_form(reader, form_address(edition=77), text="Greșit.")
    assert sorted(MistakeReport.objects.values_list("edition__number", flat=True)) == [1, 2]


def test_a_refused_form_gives_back_all_that_was_typed(reader, editions):
    typed = {**TYPED, "email": "nu este o adresă", "text": ""}
    response = send_form(reader, form_address(), **typed)
    assert {name: fields_of(response)[name][0] for name in TYPED} == typed
    assert "Scrieți ce este greșit." in page_text(response)
    too_long = send_form(reader, form_address(), text="x" * 3001)
    assert (fields_of(too_long)["text"], MistakeReport.objects.count()) == (["x" * 3001], 0)


@pytest.mark.both
def test_what_is_sent_twice_is_kept_once_and_told_once(reader, editions):
    fields = {**fields_of(reader.get(form_address())), **TYPED}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("public.forms.forms.SHORTEST", type(mistake_actions.CONTACT_KEPT_FOR)(0))
        first, second = (reader.post(form_address(), fields)["Location"] for _ in range(2))
    assert first == second
    assert (MistakeReport.objects.count(), Letter.objects.filter(about="public.mistakes").count()) == (1, 1)
    assert Notice.objects.filter(kind="mistake_reported").count() == 1


def test_the_receipt_by_mail_leads_to_the_report_and_repeats_nothing_typed(reader, editions, post):
    receipt = sent(reader, text="Cumpărați de la https://spam.example", name="Rău\r\nBcc: altul@example.org")
    (letter,) = post.letters
    assert (letter["To"], letter["Bcc"], letter["Auto-Submitted"]) == ("ion@example.org", None, "auto-generated")
    assert f"https://planuri.example{receipt}" in letter.get_content()
    assert not any(word in letter.get_content() for word in ("spam.example", "Rău", "altul"))
    assert MistakeReport.objects.get().name == "Rău Bcc: altul@example.org"
    english = Page(reader.get(f"/en{receipt}")).text
    assert (f"http://testserver/en{receipt}" in english, "Sesizarea" in english) == (True, False)
    MistakeReport.objects.update(language="en")
    write_receipt(MistakeReport.objects.get(), "k" * 22)
    assert "https://planuri.example/en/sesizari/urmarire/kkkkkkkkkkkkkkkkkkkkkk/" in post.letters[1].get_content()
    assert post.letters[1]["Subject"].endswith("we received your report")


@pytest.mark.parametrize(
    "address", ["ion@example.org\r\nBcc: x@example.org", "ion@example.org, x@example.org", "<ion>"]
)
def test_an_address_that_is_more_than_an_address_is_refused(reader, editions, address):
    response = send_form(reader, form_address(), **{**TYPED, "email": address})
    assert (list(response.context["form"].errors), Letter.objects.count()) == (["email"], 0)


def test_a_strangers_address_gets_three_mails_a_day_and_the_report_goes_without_it(editions):
    def send(number, email):
        return send_form(Client(REMOTE_ADDR=f"192.0.2.{number}"), form_address(), text="Greșit.", email=email)

    assert [send(n, "ION@example.org").status_code for n in range(3)] == [302] * 3
    refused = send(9, "ion@example.org")
    assert "au plecat deja 3 mesaje" in page_text(refused)
    assert send(9, "").status_code == 302
    assert Letter.objects.count() == 3


def test_taking_it_back_erases_all_that_was_written_and_is_counted(reader, editions, post):
    receipt = sent(reader)
    page = reader.get(receipt)
    assert reader.post(receipt, {"token": ""}).status_code == 200
    assert send_form(reader, receipt)["Location"] == receipt
    row = MistakeReport.objects.get()
    assert (row.state, row.text, row.proposal, row.name, row.email) == ("withdrawn", "", "", "", "")
    assert (post.letters, Letter.objects.count()) == ([], 0)
    text = page_text(reader.get(receipt))
    assert "Sesizarea este retrasă." in text and "Ținta" not in text
    assert "Retrag sesizarea" in page_text(page) and "Retrag sesizarea" not in text


def test_what_was_answered_and_taken_back_stays_answered(people, editions, reader):
    row = report(email="ion@example.org")
    mistake_actions.answer(row, by=people.publisher, state="corrected", text="Vă mulțumim, Ion.", version=1)
    mistake_actions.withdraw(row)
    row.refresh_from_db()
    assert (row.state, row.email, row.answers.get().text, Letter.objects.count()) == ("corrected", "", "", 0)


def test_the_form_and_the_receipt_are_found_by_no_search_engine_and_no_log_says_the_secret(reader, editions):
    receipt = sent(reader)
    assert [reader.get(one)["X-Robots-Tag"] for one in (receipt, form_address())] == ["noindex"] * 2
    assert without_secrets(f"GET {receipt}") == "GET /sesizari/urmarire/…"
    key = receipt.rstrip("/").rpartition("/")[2]
    assert key not in str(MistakeReport.objects.values().get())


def test_the_example_says_that_it_is_one(reader, editions, atop):
    Institution.objects.filter(pk=atop.owner_id).update(is_invented=True)
    receipt = sent(reader)
    assert "date inventate" in page_text(reader.get(receipt)).lower()
