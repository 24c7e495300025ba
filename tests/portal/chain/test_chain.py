"""The chain: each entry holds the one before it, and what was changed, taken out or cut off is found at its place."""

import datetime
import hashlib
import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.models import Plan, Signatory
from portal.chain import digests, sealing
from portal.chain.models import ChainEntry, RecordSalt
from portal.chain.verification import Tally, chain_findings, trigger_findings
from tests import attacker
from tests.installation import SERVER

pytestmark = pytest.mark.both

KIND = "plans_historicalsignatory"


def sign(many):
    plan = Plan.objects.first()
    for number in range(many):
        Signatory.objects.create(plan=plan, office="Membru", name=f"Persoana {number}")


@pytest.fixture
def chain(db):
    """A chain of four entries, which nothing but the chain itself protects."""
    sign(4)
    assert sealing.seal() == 4
    attacker.drop_triggers("portal_chainentry")


def found(expected=None):
    return [str(one) for one in chain_findings(Tally(), expected)]


def head():
    last = sealing.head()
    return last.sequence, last.hash


def rehash(entry):
    """Give an entry the hash that it must have, as who knows the rule can."""
    attacker.run("UPDATE portal_chainentry SET hash = %s WHERE sequence = %s", sealing.entry_hash(entry), entry.pk)


def test_each_entry_holds_the_one_before_it(chain):
    entries = list(ChainEntry.objects.order_by("sequence"))
    assert [entry.sequence for entry in entries] == [1, 2, 3, 4]
    assert [entry.previous for entry in entries] == ["0" * 64, *(entry.hash for entry in entries[:-1])]
    assert found(head()) == []


def test_what_is_sealed_is_not_sealed_again(chain):
    assert sealing.seal() == 0
    assert sealing.seal([KIND]) == 0
    sign(1)
    assert sealing.seal(["plans_edition"]) == 0
    assert sealing.seal([KIND]) == 1
    assert found() == []


def test_an_entry_that_was_changed_is_found(chain):
    attacker.run("UPDATE portal_chainentry SET digest = %s WHERE sequence = 2", "0" * 64)
    assert found() == ["lanțul, veriga 2: a fost schimbată după sigilare"]


def test_an_entry_that_was_changed_with_its_hash_breaks_the_chain_after_it(chain):
    attacker.run("UPDATE portal_chainentry SET digest = %s WHERE sequence = 2", "0" * 64)
    rehash(ChainEntry.objects.get(pk=2))
    assert found() == ["lanțul, veriga 3: nu continuă veriga dinainte"]


def test_an_entry_that_was_taken_out_is_found(chain):
    attacker.run("DELETE FROM portal_recordsalt WHERE entry_id = 2")
    attacker.run("DELETE FROM portal_chainentry WHERE sequence = 2")
    assert found() == ["lanțul, veriga 3: lipsesc verigile 2–2", "lanțul, veriga 3: nu continuă veriga dinainte"]


def test_a_chain_that_was_cut_off_is_found_by_a_head_kept_elsewhere(chain):
    kept = head()
    attacker.run("DELETE FROM portal_recordsalt WHERE entry_id = 4")
    attacker.run("DELETE FROM portal_chainentry WHERE sequence = 4")
    assert found() == []
    assert found(kept) == ["lanțul, veriga 4: lipsește: lanțul a fost scurtat față de capul păstrat"]


def test_a_chain_that_was_written_anew_is_found_by_a_head_kept_elsewhere(chain):
    kept = head()
    attacker.run("UPDATE portal_chainentry SET digest = %s WHERE sequence = 4", "0" * 64)
    rehash(ChainEntry.objects.get(pk=4))
    assert found() == []
    assert found(kept) == ["lanțul, veriga 4: este alta: lanțul a fost rescris față de capul păstrat"]


def test_a_head_that_was_kept_long_ago_is_still_in_the_chain(chain):
    kept = head()
    sign(1)
    sealing.seal()
    assert found(kept) == []


def test_the_chain_is_frozen_as_what_it_seals(db):
    assert list(trigger_findings()) == []
    sign(1)
    sealing.seal()
    with pytest.raises(Exception, match="portal_chainentry is append-only"):
        attacker.run("UPDATE portal_chainentry SET digest = 'x'")


def test_many_records_are_sealed_with_the_queries_of_one(db):
    def queries(many):
        sign(many)
        with CaptureQueriesContext(connection) as made:
            assert sealing.seal([KIND]) == many
        return len(made)

    sealing.seal()
    queries(1)
    assert queries(1) == queries(60)


@pytest.mark.skipif(not SERVER, reason="SQLite has one writer at a time")
def test_who_finds_somebody_sealing_leaves_it_to_them(db):
    import psycopg2

    settings = connection.settings_dict
    other = psycopg2.connect(
        dbname=settings["NAME"],
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"],
    )
    other.cursor().execute("SELECT pg_advisory_lock(%s)", [sealing.LOCK])
    sign(1)
    assert sealing.seal() == 0
    other.close()
    assert sealing.seal() == 1


def test_a_digest_is_the_same_on_every_database_and_leaves_empty_values_out():
    values = {
        "number": Decimal("4.500000"),
        "none": None,
        "empty": "",
        "moment": datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
        "day": datetime.date(2026, 1, 2),
        "key": uuid.UUID(int=7),
        "zero": 0,
    }
    text = (
        '{"day":"2026-01-02","key":"00000000-0000-0000-0000-000000000007",'
        '"moment":"2026-01-02T01:04:05.000000+00:00","number":"4.5","zero":0}'
    )
    assert digests.digest_of(values) == hashlib.sha256(text.encode()).hexdigest()
    assert digests.digest_of({**values, "number": Decimal("4.5")}) == digests.digest_of(values)
    assert digests.digest_of({**values, "zero": None}) != digests.digest_of(values)


def test_each_personal_value_is_salted_with_what_belongs_to_its_record(chain):
    salts = set(RecordSalt.objects.values_list("salt", flat=True))
    assert len(salts) == 4
    entry = ChainEntry.objects.select_related("salt").first()
    name = Signatory.history.get(history_id=entry.key).name
    assert entry.personal == digests.salted_digests({"name": name}, entry.salt.salt)
    assert entry.personal != digests.salted_digests({"name": name}, "")
    assert timezone.now() - entry.sealed_at < datetime.timedelta(minutes=5)
