"""The public pages of consultations: what readers find, what they send, and what nobody finds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.consultations import actions as consultation_actions
from plans.consultations import files
from plans.consultations import proposals as proposal_actions
from plans.editions.publishing import publish
from plans.models import Element, Institution, Proposal
from portal import clock
from portal.display import first_sentence
from portal.outbox.models import Letter
from portal.romanian import long_date
from public.models import SearchEntry, SearchWord, StoredPage
from public.page_refresh import refresh_day, refresh_stale_plans
from public.page_store import store_missing_pages
from public.running_consultation import consultation_note
from public.search.examination import search_findings
from tests.english import untranslated
from tests.page import Page
from tests.plans.consultations.consultation_factories import (
    CLUB,
    after_proposals,
    answered,
    opened,
    received,
    stored,
)
from tests.public.forms.sending import send_form
from tests.public.search.search_factories import matches, titles

PRIVATE = ("Maria Ascunsă", "maria@", "Ion Președinte", "club@", "0744 000 111")
DRAFT = "/consultari/1/proiect/"
FORM = "/consultari/1/propuneri/noua/"
TYPED = {"author": "Maria Ascunsă", "email": "maria@example.org", "text": "Sunați-mă la 0744 000 111.", "element": ""}


@pytest.fixture
def consultation(it_plan, people):
    return opened(it_plan, people.publisher)


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return Page(response)


def test_without_a_consultation_the_list_says_so(client, db):
    assert "Nu a fost deschisă încă nicio consultare" in page(client, "/consultari/").text


def test_a_consultation_is_found_from_the_list_with_its_days_and_its_draft(client, consultation):
    assert "/consultari/1/" in page(client, "/consultari/").links
    found = page(client, "/consultari/1/")
    assert {DRAFT, FORM, "/consultari/1/proiect.pdf", "/consultari/1/proiect.json"} <= set(found.links)
    assert "Planul de anul trecut a expirat." in found.text
    assert "Puteți trimite propuneri până la" in found.text


def test_the_draft_is_read_as_it_was_opened_and_never_taken_for_an_edition(client, it_plan, consultation):
    Element.objects.filter(level__plan=it_plan).update(title="Schimbat după anunț")
    draft = page(client, DRAFT)
    assert "PROIECT în consultare publică." in draft.text
    assert "Schimbat după anunț" not in draft.text
    assert "Ediția" not in draft.text.replace("nu este o ediție", "")
    assert 'content="noindex"' in client.get(DRAFT).content.decode()
    assert client.get("/planuri/informatizare-2019/").status_code == 404
    store_missing_pages(it_plan)
    assert StoredPage.objects.filter(path=DRAFT).exists()


def test_what_a_draft_says_is_found_on_its_own_addresses_alone(client, consultation):
    word = consultation.read().elements[-1].title
    for address in ("/", "/planuri/", "/consultari/", "/sitemap.xml"):
        assert word not in client.get(address).content.decode()
    paths = client.get("/sitemap.xml").content.decode()
    assert "/consultari/1/<" in paths
    assert DRAFT not in paths


def test_a_proposal_is_sent_followed_and_taken_back_without_an_account(client, consultation):
    answer = send_form(client, FORM, **TYPED)
    place = answer["Location"]
    assert [(one.author, one.way) for one in Proposal.objects.all()] == [("Maria Ascunsă", "site")]
    assert Letter.objects.get().to == "maria@example.org"
    own = client.get(place)
    assert "Sunați-mă la 0744 000 111." in Page(own).text
    assert (own["Cache-Control"], own["X-Robots-Tag"], own.cookies) == ("no-store", "noindex", {})
    assert send_form(client, place)["Location"] == place
    assert Proposal.objects.get().text == ""
    assert "Retrasă de autor" in page(client, place).text


def test_a_refused_proposal_gives_back_what_was_typed(client, consultation):
    refused = Page(send_form(client, FORM, **{**TYPED, "author": ""}))
    assert "Sunați-mă la 0744 000 111." in refused.text
    assert Proposal.objects.count() == 0
    foreign = send_form(client, FORM, headers={"Origin": "https://altundeva.example"}, **TYPED)
    assert foreign.status_code == 403
    assert send_form(client, FORM, **{**TYPED, "element": "nimic"}).status_code == 200
    assert Proposal.objects.count() == 0
    # An organisation is named, its author need not be.
    assert send_form(client, FORM, **{**TYPED, "author": "", "organisation": "Asociația Pietonilor"}).status_code == 302


def test_who_proposes_in_english_is_written_to_and_answered_in_english(client, people, consultation, post):
    place = send_form(client, f"/en{FORM}", **TYPED)["Location"]
    row = Proposal.objects.get()
    row = proposal_actions.admit_proposal(row, by=people.editor, version=row.version, shown_text="Sunați la […].")
    given = {"version": row.version, "decision": "refused", "reason": "Nu este buget."}
    assert len(post.letters) == 2
    proposal_actions.answer_proposal(row, by=people.editor, **given)
    received(consultation, author=CLUB)
    assert len(post.letters) == 4
    with clock.at(after_proposals(consultation)):
        Proposal.objects.filter(number=2).update(state="hidden", hidden_reason="Injurii.")
        consultation_actions.close_consultation(consultation, by=people.publisher, conclusions="S-a schimbat 1.14.")
    letters = [one for one in post.letters if one["To"] == "maria@example.org"]
    assert {"Hello," in one.get_content() for one in letters} == {True}
    assert [one["Subject"].partition(": ")[2] for one in letters] == [
        "proposal no. 1 was received",
        "proposal no. 1: published",
        "proposal no. 1: not taken up",
        "the consultation ended",
    ]
    assert place.startswith("/en/consultari/1/propuneri/")
    assert f"https://planuri.example{place}" in letters[0].get_content()
    assert "Some words were replaced" in letters[1].get_content()
    own, register = (page(client, address).text for address in (place, "/en/consultari/1/"))
    assert ("As published" in own, "the whole plan" in own) == (True, True)
    assert "a person who did not wish to be named" in register
    assert "Not published: Injurii." in register
    assert [word for word in ("tot planul", "Nu se publică", "nu a dorit") if word in own + register] == []


def test_a_proposal_on_an_element_is_begun_from_its_address(client, consultation):
    element = consultation.read().elements[-1]
    chosen = client.get(f"{FORM}?element={element.address}").context["form"]["element"].value()
    assert chosen == element.uid


def test_each_section_and_element_of_a_draft_leads_to_the_form_with_it_chosen(client, people, consultation):
    draft = consultation.read()
    named = [f"sectiunea-{number}" for number, one in enumerate(draft.sections, start=1) if one.heading or one.block]
    for language in ("", "/en"):
        links = [one for one in page(client, f"{language}{DRAFT}").links if one.startswith(f"{language}{FORM}?")]
        led_to = [link.partition("?element=")[2] for link in links]
        assert sorted(led_to) == sorted([*named, *(one.address for one in draft.elements)])
    chosen = [client.get(f"{FORM}?element={address}").context["form"]["element"] for address in led_to]
    assert [one.value() for one in chosen] == [getattr(draft.by_address.get(one), "uid", one) for one in led_to]
    assert [str(one).count(" selected") for one in chosen] == [1] * len(led_to)
    assert "tot planul" in page(client, f"{FORM}?element=nimic").text
    assert "Propuneți o schimbare: 1.10" in page(client, DRAFT).text
    assert answered(consultation, people.editor, element=named[0]).about == "Obiective strategice"
    assert f"{DRAFT}#{named[0]}" in page(client, "/consultari/1/").links


def test_after_the_last_day_nobody_sends_a_proposal(client, consultation, monkeypatch):
    later = after_proposals(consultation)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert "Propunerile s-au primit până la" in page(client, FORM).text
    assert "Trimite o propunere" not in page(client, "/consultari/1/").text
    sent = send_form(client, "/consultari/1/propuneri/noua/", **TYPED)
    assert Proposal.objects.count() == 0
    assert sent.status_code == 200


def test_nothing_private_is_public_before_or_after_the_end(client, people, consultation):
    answered(consultation, people.editor, author=CLUB, text="Sunați la 0744 000 111.", shown="Sunați la […].")
    waiting = received(consultation)
    addresses = ("/consultari/", "/consultari/1/", "/consultari/1/registru.csv", DRAFT, "/sitemap.xml")

    def everything():
        return "".join(client.get(address).content.decode() for address in addresses)

    assert [private for private in PRIVATE if private in everything()] == []
    assert "Asociația Pietonilor" in everything()
    assert "Nu este buget." in everything()
    client.post(f"/consultari/1/propuneri/{waiting.secret}/")
    with clock.at(after_proposals(consultation)):
        Proposal.objects.filter(pk=waiting.pk).update(state="hidden", hidden_reason="Injurii.")
        consultation_actions.close_consultation(consultation, by=people.publisher, conclusions="S-a schimbat 1.14.")
    assert [private for private in PRIVATE if private in everything()] == []
    assert "S-a schimbat 1.14." in page(client, "/consultari/1/").text
    assert "Consultarea s-a încheiat" in page(client, f"/consultari/1/propuneri/{waiting.secret}/").text
    assert stored(waiting).email == ""


def test_a_long_register_is_narrowed_and_paged(client, people, consultation):
    answered(consultation, people.editor)
    answered(consultation, people.editor, decision="accepted", reason="", shown="Piste de biciclete.")
    Proposal.objects.bulk_create(
        Proposal(consultation=consultation, number=number, way="paper", received_on=clock.today(), secret=str(number))
        for number in range(3, 28)
    )
    first = page(client, "/consultari/1/").text
    assert ("Nr. 25 " in first, "Nr. 26 " in first, "Pagina 1 din 2" in first) == (True, False, True)
    assert "1 propunere" in page(client, "/consultari/1/?raspuns=accepted").text
    found = page(client, "/consultari/1/?cauta=biciclete").text
    assert ("Nr. 2," in found, "Nr. 1," in found) == (True, False)


def test_a_long_draft_is_not_printed_while_a_reader_waits(client, consultation, monkeypatch):
    monkeypatch.setattr("plans.editions.files.SHORT_TEXT", 0)
    files.draft_path(consultation).unlink(missing_ok=True)
    answer = client.get("/consultari/1/proiect.pdf")
    assert (answer.status_code, DRAFT in Page(answer).links) == (503, True)


def test_what_begins_without_a_heading_is_named_by_its_first_words(client, people, atop):
    consultation = opened(atop, people.publisher)
    preamble = consultation.read().sections[0]
    assert (preamble.heading, preamble.block) == ("", "")
    found = page(client, DRAFT)
    assert "Propuneți o schimbare: „" in found.text
    about = answered(consultation, people.editor, element="sectiunea-1").about
    assert about == f"„{first_sentence(preamble.body, 60)}”"
    assert "sectiunea-1" in found.ids


@pytest.mark.both
def test_a_consultation_is_found_from_its_opening_and_after_its_end_what_was_said_without_who(
    client, people, it_plan, consultation
):
    assert matches("expirat")[0:1][0].path == "/consultari/1/"
    answered(consultation, people.editor, author=CLUB, text="Sunați la 0744 000 111.", shown="Sunați la […].")
    received(consultation, text="Neverificat.")
    Proposal.objects.filter(state="waiting").update(state="hidden", hidden_reason="Injurii.")
    with clock.at(after_proposals(consultation)):
        consultation_actions.close_consultation(consultation, by=people.publisher, conclusions="S-a schimbat 1.14.")
    assert titles("sunati", "f0consultare") == titles("buget") == ["Planul de acțiune pentru informatizare 2019–2025"]
    assert [word for word in ("0744", "Maria", "Președinte", "Pietonilor", "neverificat") if titles(word)] == []
    assert [one for one in search_findings() if one and "căutarea" in str(one)] == []


@pytest.mark.both
def test_of_a_stopped_consultation_nothing_is_found(client, people, consultation):
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    assert (SearchEntry.objects.count(), SearchWord.objects.count()) == (0, 0)


def test_the_page_of_a_published_plan_says_that_its_draft_is_in_consultation_until_that_is_over(
    client, people, it_plan
):
    publish(it_plan, by=people.publisher, note="x")
    consultation, place = opened(it_plan, people.publisher), "/planuri/informatizare-2019/"
    found = page(client, place)
    assert ("în consultare publică" in found.text, "/consultari/1/" in found.links) == (True, True)
    assert f"se primesc propuneri până la {long_date(consultation.proposals_until)}, inclusiv" in found.text
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    assert "/consultari/1/" not in page(client, place).links


def test_the_page_of_a_published_plan_is_made_again_after_the_last_day_for_proposals(people, it_plan):
    edition = publish(it_plan, by=people.publisher, note="x")
    consultation, place = opened(it_plan, people.publisher), "/planuri/informatizare-2019/"
    store_missing_pages(it_plan)
    last, after = consultation.proposals_until, after_proposals(consultation).date()
    stored_pages = it_plan.pages.filter(path__in=(place, f"/en{place}"))
    assert set(stored_pages.values_list("expires_on", flat=True)) == {after}
    assert refresh_day(it_plan, edition.read(), last, is_owing_more=False) == 0
    assert refresh_day(it_plan, edition.read(), after, is_owing_more=False) == 1
    notes = [consultation_note(consultation, day) for day in (last, after)]
    assert ["se primesc propuneri până la" in note for note in notes] == [True, False]
    assert [untranslated(lambda day=day: consultation_note(consultation, day)) for day in (last, after)] == [[], []]
    assert f"propunerile s-au primit până la {long_date(last)}; se răspunde la ele" in " ".join(notes[1].split())


def test_a_stopped_consultation_says_why_and_its_draft_is_gone(client, people, consultation):
    answered(consultation, people.editor)
    store_missing_pages(consultation.plan)
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    found = page(client, "/consultari/1/", 410)
    assert "Anunț greșit." in found.text
    assert consultation.read().title not in found.text
    for address in (
        DRAFT,
        FORM,
        "/consultari/1/proiect.pdf",
        "/consultari/1/proiect.json",
        "/consultari/1/registru.csv",
    ):
        assert client.get(address).status_code == 404, address
    assert not StoredPage.objects.filter(path=DRAFT).exists()


@pytest.mark.parametrize(
    "address",
    [
        "/consultari/2/",
        "/consultari/99999999999999999999/",
        "/consultari/2/proiect/",
        "/consultari/2/propuneri/noua/",
        "/consultari/1/propuneri/nimic/",
        "/consultari/1/proiect.xlsx",
    ],
)
def test_what_is_not_there_is_not_found(client, consultation, address):
    assert client.get(address).status_code == 404


def test_pages_only_answer_readers(client, consultation):
    for address in ("/consultari/", "/consultari/1/", DRAFT, "/consultari/1/registru.csv"):
        assert client.post(address).status_code == 405


def test_an_example_stands_in_no_list_of_real_things(client, it_plan, people):
    Institution.objects.filter(pk=it_plan.owner_id).update(is_invented=True)
    it_plan.refresh_from_db()
    row = opened(it_plan, people.publisher)
    assert row.is_invented
    listed = page(client, "/consultari/")
    assert ("Nu a fost deschisă" in listed.text, "Un exemplu, cu date inventate" in listed.text) == (True, True)
    assert "Exemplu, date inventate" in page(client, "/consultari/1/").text
    assert "/consultari/1/<" not in client.get("/sitemap.xml").content.decode()


def test_a_long_list_is_read_in_as_many_queries_as_a_short_one(client, it_plan, atop, people, consultation):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get("/consultari/")
        return len(found)

    client.get("/consultari/")
    one = queries()
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    opened(it_plan, people.publisher)
    opened(atop, people.publisher)
    assert queries() == one
    assert "2 consultări" in page(client, "/consultari/?stare=primesc").text


def test_the_draft_is_kept_through_a_publication_and_made_again_by_another_portal(
    client, people, it_plan, consultation
):
    store_missing_pages(it_plan)
    publish(it_plan, by=people.publisher, note="Prima.")
    kept = StoredPage.objects.get(path=DRAFT)
    StoredPage.objects.update(portal_version="alta")
    assert refresh_stale_plans() >= 1
    assert StoredPage.objects.get(path=DRAFT).etag == kept.etag
