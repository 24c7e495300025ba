"""What the law wants erased goes one way, on record, and the chain still holds."""

import pytest
from django.db import DatabaseError, transaction

from plans.models import Plan, Signatory
from portal.chain import records, sealing
from portal.chain.erasure import erase_personal_fields
from portal.chain.models import ChainEntry, Erasure, RecordSalt
from portal.chain.verification import Tally, chain_findings, record_findings
from tests import attacker

pytestmark = pytest.mark.both

KIND = "plans_historicalsignatory"
RIGHT = "art. 17 alin. (1) lit. d) din Regulamentul (UE) 2016/679, cererea nr. 3"


@pytest.fixture
def names(db):
    """The history of two signatories, sealed."""
    for name in ("Ana Pop", "Ion Rus"):
        Signatory.objects.create(plan=Plan.objects.first(), office="Membru", name=name)
    sealing.seal()
    return list(Signatory.history.order_by("history_id"))


def found():
    kinds = [records.RECORD_KINDS[slug] for slug in (KIND, "portal_erasure")]
    findings = [*chain_findings(Tally()), *(one for kind in kinds for one in record_findings(kind, Tally()))]
    return [one.fault for one in findings]


def erase(names, people):
    return erase_personal_fields(KIND, [names[0].pk], by=people.admin, right=RIGHT)


def test_the_name_goes_the_rest_stays_and_the_chain_holds(names, people):
    before = list(ChainEntry.objects.order_by("sequence").values())
    assert erase(names, people) == 1
    assert [(row.name, row.office) for row in Signatory.history.order_by("history_id")] == [
        ("", "Membru"),
        ("Ion Rus", "Membru"),
    ]
    assert list(ChainEntry.objects.order_by("sequence").values()) == before
    assert found() == []


def test_who_erased_when_and_by_what_right_is_a_record_of_the_chain(names, people):
    erase(names, people)
    row = Erasure.objects.get()
    assert (row.kind, row.key, row.by, row.right) == (KIND, str(names[0].pk), people.admin, RIGHT)
    assert sealing.seal() == 1
    assert ChainEntry.objects.latest("sequence").kind == "portal_erasure"
    attacker.drop_triggers("portal_erasure")
    attacker.run('UPDATE portal_erasure SET "right" = %s', "altul")
    assert found() == [f"nu mai este cum era la sigilare (veriga {sealing.head().sequence})"]


def test_nothing_is_left_that_a_guessed_name_could_be_compared_with(names, people):
    erase(names, people)
    assert list(RecordSalt.objects.values_list("entry__key", flat=True)) == [str(names[1].pk)]


def test_what_was_erased_before_it_was_sealed_is_sealed_without_it(names, people):
    Signatory.objects.create(plan=Plan.objects.first(), office="Membru", name="Maria")
    erase_personal_fields(KIND, [Signatory.history.latest("history_id").pk], by=people.admin, right=RIGHT)
    sealing.seal()
    assert found() == []


def test_what_holds_nothing_personal_is_left_as_it_is(names, people):
    erase(names, people)
    assert erase(names, people) == 0
    assert Erasure.objects.count() == 1


def test_the_database_lets_nothing_but_the_blanking_through(names):
    for change in ("name = 'Altcineva'", "name = '', office = 'Altfel'"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attacker.run(f"UPDATE {KIND} SET {change}")


def test_a_name_that_was_blanked_without_a_record_is_found(names):
    attacker.run(f"UPDATE {KIND} SET name = '' WHERE history_id = %s", names[0].pk)
    entry = ChainEntry.objects.get(key=str(names[0].pk))
    assert found() == [f"datele personale nu mai sunt cum erau la sigilare (veriga {entry.sequence})"]


def test_a_salt_that_was_taken_away_without_a_record_is_found(names):
    attacker.run("DELETE FROM portal_recordsalt WHERE entry_id = (SELECT MIN(entry_id) FROM portal_recordsalt)")
    assert found() == ["datele personale nu se mai pot verifica, fără ca ștergerea lor să fie consemnată"]


def test_a_name_that_came_back_after_it_was_erased_is_found(names, people):
    erase(names, people)
    attacker.drop_triggers(KIND)
    attacker.run(f"UPDATE {KIND} SET name = 'Altcineva' WHERE history_id = %s", names[0].pk)
    assert found() == ["datele personale sunt aici, deși ștergerea lor este consemnată"]
