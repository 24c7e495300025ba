"""A consultation: opened and frozen, debated, stopped or closed with its report."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from plans.approval.draft import draft_document
from plans.consultations import actions as consultation_actions
from plans.consultations.records import public_record
from plans.document import checksum_of
from plans.editing.plan_removal.actions import may_be_deleted
from plans.editions.publishing import NotReady
from plans.models import Consultation, ConsultationStep, Edition, Element, Section
from plans.models.consultation import FrozenConsultation
from portal import clock
from portal.outbox.models import Letter
from portal.versioning import WrongState
from tests.plans.consultations.consultation_factories import (
    CLUB,
    admitted,
    after_proposals,
    answered,
    opened,
    received,
    stored,
)

DAY = datetime.timedelta(days=1)


@pytest.fixture
def consultation(atop, people):
    return opened(atop, people.publisher)


def steps():
    return list(ConsultationStep.objects.order_by("pk").values_list("kind", "proposal", "by__username"))


@pytest.mark.both
def test_the_draft_is_frozen_as_it_is_on_opening_and_is_no_edition(atop, people, consultation):
    before = consultation.read()
    Element.objects.filter(level__plan=atop, code="2.5").update(title="Altfel")
    row = Consultation.objects.get()
    assert (row.number, row.read(), row.checksum) == (1, before, checksum_of(row.document))
    assert row.read().edition.number == 0
    assert draft_document(atop).elements != before.elements
    assert Edition.objects.count() == 0
    assert steps() == [("opened", None, "publisher")]
    assert not may_be_deleted(atop)


@pytest.mark.both
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans_consultation SET document = '{}'",
        "UPDATE plans_consultation SET proposals_until = '2020-01-01'",
        "DELETE FROM plans_consultation",
        "DELETE FROM plans_consultationstep",
    ],
)
def test_the_database_refuses_to_change_what_was_announced(consultation, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    for refused in (consultation.save, consultation.delete):
        with pytest.raises(FrozenConsultation):
            refused()


def test_only_a_publisher_opens_one_at_a_time_and_only_a_plan_without_errors(atop, people):
    for name in ("editor", "reviewer", "reporter", "outsider"):
        with pytest.raises(PermissionDenied):
            opened(atop, getattr(people, name))
    Section.objects.filter(plan=atop).delete()
    with pytest.raises(NotReady):
        opened(atop, people.publisher)
    assert Consultation.objects.count() == 0


@pytest.mark.both
def test_a_plan_has_one_running_consultation(atop, it_plan, people, consultation):
    with pytest.raises(WrongState):
        opened(atop, people.publisher)
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    assert opened(atop, people.publisher).number == 2
    assert opened(it_plan, people.publisher).number == 3


@pytest.mark.parametrize("field", ["proposals_until", "endorsement_from"])
def test_days_shorter_than_the_law_allows_are_refused(atop, people, consultation, field):
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    with pytest.raises(ValidationError) as refused:
        opened(atop, people.publisher, **{field: getattr(consultation, field) - DAY})
    assert list(refused.value.message_dict) == [field]


def test_a_debate_is_announced_then_recorded_once_it_was_held(people, consultation):
    at = clock.now() + DAY
    debate = consultation_actions.announce_debate(
        consultation, by=people.editor, at=at, place="Sala mare", asked_by="Asociația Pietonilor"
    )
    given = {"by": people.editor, "participants": 12, "minutes": "S-a discutat."}
    with pytest.raises(ValidationError):
        consultation_actions.record_debate(debate, version=debate.version, **given)
    with clock.at(at + DAY):
        consultation_actions.record_debate(debate, version=debate.version, **given)
    figures = public_record(consultation).figures
    assert (figures.debates, figures.participants) == (1, 12)
    with pytest.raises(PermissionDenied):
        consultation_actions.announce_debate(consultation, by=people.reviewer, at=at, place="x")


def test_what_is_left_to_do_is_said_before_closing(people, consultation):
    received(consultation)
    admitted(consultation, people.editor)
    consultation_actions.announce_debate(consultation, by=people.editor, at=clock.now() + DAY, place="Sala mare")
    problems = consultation_actions.closing_problems(consultation)
    assert [problem.split()[0] for problem in problems] == ["Propunerile", "Mai", "Mai", "Mai"]
    with pytest.raises(ValidationError):
        consultation_actions.close_consultation(consultation, by=people.publisher, conclusions="Gata.")


@pytest.mark.both
def test_a_closed_consultation_keeps_its_report_and_forgets_addresses(people, consultation):
    proposal = answered(consultation, people.editor, author=CLUB)
    with clock.at(after_proposals(consultation)):
        with pytest.raises(PermissionDenied):
            consultation_actions.close_consultation(consultation, by=people.editor, conclusions="Gata.")
        consultation_actions.close_consultation(consultation, by=people.publisher, conclusions="Gata.")
        with pytest.raises(WrongState):
            received(consultation)
    record = public_record(consultation)
    assert (record.closing.note, record.figures.refused, record.proposals[0].reason) == ("Gata.", 1, "Nu este buget.")
    assert stored(proposal).email == ""
    assert list(Letter.objects.values_list("to", flat=True)) == ["club@example.org"] * 4
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE plans_consultationclosing SET note = 'x'")


def test_a_stopped_consultation_shows_its_reason_and_nothing_of_what_was_proposed(people, consultation):
    answered(consultation, people.editor)
    consultation_actions.stop_consultation(consultation, by=people.publisher, reason="Anunț greșit.")
    record = public_record(consultation)
    assert (record.is_stopped, record.closing.note, record.proposals) == (True, "Anunț greșit.", ())
