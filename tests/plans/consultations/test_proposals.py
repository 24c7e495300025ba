"""Proposals: received, checked, answered, taken back; and what of them is public."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from plans import document
from plans.consultations import letters
from plans.consultations import proposals as proposal_actions
from plans.consultations.proposals import ProposalAuthor
from plans.consultations.records import public_record
from plans.models import ConsultationStep, Element
from portal import clock
from portal.notices.models import Notice
from portal.outbox.models import Letter
from portal.tasks.queue import run_waiting_tasks
from portal.versioning import Conflict, WrongState
from tests.plans.consultations.consultation_factories import (
    CLUB,
    MARIA,
    admitted,
    after_proposals,
    answered,
    opened,
    received,
    stored,
)


@pytest.fixture
def consultation(atop, people):
    return opened(atop, people.publisher)


def public_text(consultation):
    return document.to_json(public_record(consultation))


def test_a_proposal_gets_a_number_a_receipt_and_waits_to_be_checked(atop, people, consultation):
    uid = str(Element.objects.get(level__plan=atop, code="2.5").uid)
    row = received(consultation, element=uid)
    assert (row.number, row.state, row.about[:3]) == (1, "waiting", "2.5")
    assert received(consultation).number == 2
    assert Letter.objects.filter(to=MARIA.email).count() == 2
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == {"editor", "publisher"}
    with pytest.raises(ValidationError):
        received(consultation, element="0" * 36)


def test_what_is_sent_twice_is_kept_once(consultation):
    first, again = (received(consultation, secret="aceeași") for _ in range(2))
    assert (first.pk, first.number) == (again.pk, 1)
    assert Letter.objects.count() == 1


def test_nothing_of_what_waits_is_public_but_that_it_came(consultation):
    received(consultation)
    text = public_text(consultation)
    assert all(private not in text for private in ("Maria", "maria@", "treceri"))
    assert public_record(consultation).figures.received == 1


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (MARIA, "o persoană care nu a dorit să fie numită"),
        (ProposalAuthor(name="Ana Publică", name_is_public=True), "Ana Publică"),
        (CLUB, "Asociația Pietonilor"),
    ],
)
def test_a_name_is_public_only_where_its_bearer_agrees(people, consultation, author, name):
    admitted(consultation, people.editor, author=author)
    assert public_record(consultation).proposals[0].author == name
    assert author.email == "" or author.email not in public_text(consultation)


def test_staff_publish_the_text_without_what_is_private(people, consultation):
    admitted(consultation, people.editor, text="Sunați-mă la 0744 000 111.", shown="Sunați-mă la […].")
    assert "0744 000 111" not in public_text(consultation)
    assert public_record(consultation).proposals[0].text == "Sunați-mă la […]."


def test_a_hidden_proposal_keeps_its_number_and_the_reason(people, consultation):
    row = answered(consultation, people.editor)
    proposal_actions.hide_proposal(row, by=people.editor, version=row.version, reason="Injurii.")
    shown = public_record(consultation).proposals[0]
    assert (shown.number, shown.text, shown.note, shown.decision) == (1, "", "Nu se publică: Injurii.", "")
    assert public_record(consultation).figures.hidden == 1


@pytest.mark.parametrize("decision", ["refused", "partly"])
def test_what_is_not_taken_up_whole_gets_its_reason_in_writing(people, consultation, decision):
    with pytest.raises(ValidationError):
        answered(consultation, people.editor, decision=decision, reason="  ")
    row = answered(consultation, people.editor, decision="accepted", reason="")
    assert stored(row).decision == "accepted"


def test_only_a_public_proposal_is_answered_and_only_by_who_saw_it_and_writes_the_plan(people, consultation):
    row = received(consultation)
    given = {"decision": "accepted", "reason": "", "version": row.version}
    with pytest.raises(WrongState):
        proposal_actions.answer_proposal(row, by=people.editor, **given)
    for name in ("reviewer", "reporter", "outsider"):
        with pytest.raises(PermissionDenied):
            proposal_actions.admit_proposal(row, by=getattr(people, name), version=row.version, shown_text="x")
    proposal_actions.admit_proposal(row, by=people.editor, version=row.version, shown_text="x")
    with pytest.raises(Conflict):
        proposal_actions.answer_proposal(row, by=people.editor, **given)


def test_what_is_taken_back_keeps_its_number_and_nothing_else(people, consultation):
    row = proposal_actions.take_back_proposal(answered(consultation, people.editor, author=CLUB))
    row = stored(row)
    assert [row.text, row.shown_text, row.author, row.organisation, row.email, row.about] == [""] * 6
    figures = public_record(consultation).figures
    assert (figures.received, figures.taken_back) == (0, 1)
    assert "Pietonilor" not in public_text(consultation)
    assert ConsultationStep.objects.first().by is None
    assert not ConsultationStep.objects.exclude(detail="").exists()


def test_no_letter_leaves_and_none_is_kept_once_a_proposal_was_taken_back(people, consultation):
    row = received(consultation)
    proposal_actions.take_back_proposal(row)
    assert not Letter.objects.filter(to=MARIA.email).exists()
    # One that was being sent meanwhile.
    letters.write_receipt(row)
    run_waiting_tasks()
    assert (mail.outbox, Letter.objects.count()) == ([], 0)


def test_the_letters_to_an_author_say_that_no_person_wrote_them(people, consultation):
    admitted(consultation, people.editor)
    run_waiting_tasks()
    assert [one.extra_headers["Auto-Submitted"] for one in mail.outbox] == ["auto-generated"] * 2


def test_proposals_come_on_the_last_day_and_not_after_it(consultation):
    last = after_proposals(consultation)
    with clock.at(last - datetime.timedelta(days=1)):
        received(consultation)
    with clock.at(last), pytest.raises(WrongState):
        received(consultation)


def test_what_came_on_paper_in_time_is_registered_after_the_last_day(people, consultation):
    given = {"by": people.editor, "author": ProposalAuthor(name="Pe hârtie"), "text": "Text.", "way": "paper"}
    with clock.at(after_proposals(consultation)):
        row = proposal_actions.register_proposal(consultation, received_on=consultation.proposals_until, **given)
        with pytest.raises(ValidationError):
            proposal_actions.register_proposal(consultation, received_on=clock.today(), **given)
    assert (row.number, row.way) == (1, "paper")
    assert Letter.objects.count() == 0
