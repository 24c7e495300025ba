"""The pages of consultations in the workspace, in every right and wrong hand."""

import datetime

import pytest
from django.urls import reverse

from plans.consultations import actions as consultation_actions
from plans.models import BridgeDay, Consultation, ConsultationClosing, Debate, Proposal
from portal import clock
from portal.desk.entries import items_for
from tests.forms import fields_of
from tests.page import Page
from tests.plans.consultations.consultation_factories import CLUB, answered, opened, received, stored

DAY = datetime.timedelta(days=1)


@pytest.fixture
def consultation(atop, people):
    return opened(atop, people.publisher)


def address(name, *args):
    return reverse(f"plans:{name}", args=["atop-2024", *args])


READ = ("consultations", ()), ("consultation", (1,))
WRITE = (
    ("register_proposal", (1,)),
    ("announce_debate", (1,)),
    ("proposal", (1, 1)),
    ("consultation_packet", (1,)),
)
PUBLISH = ("open_consultation", ()), ("stop_consultation", (1,)), ("close_consultation", (1,))


@pytest.mark.parametrize(
    ("pages", "allowed"),
    [
        (READ, ("editor", "publisher", "reviewer", "admin")),
        (WRITE, ("editor", "publisher", "admin")),
        (PUBLISH, ("publisher", "admin")),
    ],
)
def test_each_page_is_for_those_who_may_act_there(hands, consultation, pages, allowed):
    received(consultation)
    for name, args in pages:
        for who in ("editor", "publisher", "reviewer", "outsider", "admin", None):
            status = hands(who).get(address(name, *args)).status_code
            refused = 302 if who is None else 404 if who == "outsider" else 403
            assert status == (200 if who in allowed else refused), (name, who)


def test_a_consultation_is_opened_from_its_form_and_keeps_what_was_typed(hands, atop):
    browser = hands("publisher")
    fields = fields_of(browser.get(address("open_consultation")))
    early = {**fields, "substantiation": "De aceea.", "proposals_until": clock.today().isoformat()}
    page = Page(browser.post(address("open_consultation"), early))
    assert "Legea cere cel puțin 10 zile calendaristice" in page.text
    assert "De aceea." in page.text
    browser.post(address("open_consultation"), {**fields, "substantiation": "De aceea."})
    assert Consultation.objects.get().substantiation == "De aceea."
    again = browser.post(address("open_consultation"), {**fields, "substantiation": "Alta."})
    assert again.status_code == 409


def test_a_proposal_is_checked_answered_and_its_history_shown(hands, consultation):
    row = received(consultation, author=CLUB)
    browser, place = hands("editor"), address("proposal", 1, 1)
    admit = {"action": "admit", "admit-seen_version": 1, "admit-shown_text": "Treceri."}
    assert (
        "Propunerea nr. 1 este publică în registru. Autorului i se scrie."
        in Page(browser.post(place, admit, follow=True)).text
    )
    refused = browser.post(place, {"action": "answer", "answer-seen_version": 2, "answer-decision": "refused"})
    assert "Scrieți de ce nu s-a preluat" in Page(refused).text
    stale = browser.post(place, {"action": "answer", "answer-seen_version": 1, "answer-decision": "accepted"})
    assert stale.status_code == 409
    browser.post(place, {"action": "answer", "answer-seen_version": 2, "answer-decision": "accepted"})
    assert (stored(row).decision, stored(row).shown_text) == ("accepted", "Treceri.")
    text = Page(browser.get(place)).text
    assert all(said in text for said in ("Ion Președinte", "a publicat propunerea", "a răspuns propunerii"))


def test_who_only_reads_the_plan_sees_no_author_and_no_proposal(hands, consultation):
    received(consultation)
    text = Page(hands("reviewer").get(address("consultation", 1))).text
    assert all(private not in text for private in ("Maria", "treceri", "maria@"))


def test_a_debate_is_announced_and_recorded_from_its_forms(hands, consultation):
    browser = hands("editor")
    at = (clock.now() - DAY).strftime("%Y-%m-%dT%H:%M")
    browser.post(address("announce_debate", 1), {"at": at, "place": "Sala mare"})
    debate = Debate.objects.get()
    given = {"seen_version": 1, "participants": 7, "minutes": "S-a discutat."}
    browser.post(address("record_debate", 1, debate.pk), given)
    assert browser.post(address("record_debate", 1, debate.pk), {**given, "participants": 8}).status_code == 409
    assert Debate.objects.get().participants == 7


def test_a_paper_proposal_is_registered_from_its_form(hands, consultation):
    given = {"way": "paper", "received_on": clock.today().isoformat(), "text": "Text.", "author": "Ana"}
    answer = hands("editor").post(address("register_proposal", 1), given)
    assert answer["Location"] == address("proposal", 1, 1)
    assert Proposal.objects.get().way == "paper"


def test_a_consultation_is_stopped_and_closed_once(hands, people, consultation):
    browser = hands("publisher")
    assert "Propunerile se primesc până la" in Page(browser.get(address("close_consultation", 1))).text
    browser.post(address("stop_consultation", 1), {"note": "Anunț greșit."})
    assert ConsultationClosing.objects.get().is_stopped
    assert browser.post(address("stop_consultation", 1), {"note": "Iar."}).status_code == 409
    assert browser.get(address("consultation_packet", 1)).status_code == 404


def test_what_waits_stands_on_the_desk_until_it_is_done(people, consultation):
    def kinds(person):
        return [item.source.kind for item in items_for(person, clock.today())]

    row = received(consultation)
    assert kinds(people.editor) == ["propuneri-de-verificat"]
    assert sorted(kinds(people.publisher)) == ["consultari", "propuneri-de-verificat"]
    answered(consultation, people.editor)
    assert kinds(people.editor) == ["propuneri-de-verificat"]
    assert kinds(people.reviewer) == []
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    assert kinds(people.publisher) == []
    assert row.number == 1


def test_the_offer_of_the_packet_says_what_is_waited_for(hands, consultation):
    offered = Page(hands("editor").get(address("consultation_packet", 1))).text
    assert "Pachetul adună mai multe documente, care se fac pe rând." in offered
    assert "este lung" not in offered


def test_days_declared_free_are_added_and_taken_away_by_publishers(hands, db):
    place = reverse("plans:bridge_days")
    statuses = {who: hands(who).get(place).status_code for who in ("publisher", "editor", "reporter", "outsider", None)}
    assert statuses == {"publisher": 200, "editor": 200, "reporter": 200, "outsider": 403, None: 302}
    assert hands("editor").post(place, {"day": "2026-12-24"}).status_code == 403
    hands("publisher").post(place, {"day": "2026-12-24", "act": "HG nr. 1/2026"})
    row = BridgeDay.objects.get()
    assert "HG nr. 1/2026" in Page(hands("editor").get(place)).text
    assert hands("editor").post(reverse("plans:remove_bridge_day", args=[row.pk])).status_code == 403
    hands("publisher").post(reverse("plans:remove_bridge_day", args=[row.pk]))
    assert not BridgeDay.objects.exists()
