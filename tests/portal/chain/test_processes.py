"""Writers do not wait for each other because of the chain, and what several seal at once is one chain."""

import pytest

from tests.installation import PATIENCE, SERVER

BEGINNING = """
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from indicators.models import Report
from indicators.review.actions import accept_report
from plans.editions.publishing import publish
from plans.models import Plan
from portal.chain import sealing
from portal.chain.models import ChainEntry
person = {user.username: user for user in get_user_model().objects.all()}
"""
# Writes and stays in its transaction until it is told to go on; then seals what it wrote.
SLOW = """
with transaction.atomic():
    row = Report.objects.filter(state="submitted", institution__code="exemplu-ipj").first()
    accept_report(row, by=person["evaluator"], verdict="met", reason="Se confirmă.")
    print("scris", flush=True)
    input()
print("gata", flush=True)
"""
SEALER = """
with transaction.atomic():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.LOCK])
    print("scris", flush=True)
    input()
print("gata", flush=True)
"""
FAST = """
publish(Plan.objects.get(slug="informatizare-2019"), by=person["aprobator"], note="Repede.")
print(ChainEntry.objects.filter(kind="plans_edition").count())
"""

SIGN = """
from plans.models import Signatory
for number in range(40):
    Signatory.objects.create(plan=Plan.objects.first(), office="Membru", name=f"Persoana {number}")
"""
SEAL_WHEN_TOLD = """
print("scris", flush=True)
input()
sealing.seal()
"""
SEALED = """
from plans.models import Signatory
from portal.chain.verification import Tally, chain_findings
sealing.seal()
entries = ChainEntry.objects.filter(kind="plans_historicalsignatory")
print(Signatory.history.count(), entries.count(), *chain_findings(Tally(), None), sep="\\n")
"""


@pytest.mark.skipif(not SERVER, reason="SQLite has one writer at a time")
@pytest.mark.parametrize(("other", "sealed"), [(SLOW, 5), (SEALER, 4)], ids=["a writer", "a sealer"])
def test_nobody_waits_for_who_writes_or_seals(installation, other, sealed):
    slow = installation.start(BEGINNING + other)
    assert slow.stdout.readline() == "scris\n"
    # PostgreSQL would refuse to wait longer than its lock_timeout, and the question would fail.
    assert installation.ask(BEGINNING + FAST) == str(sealed)
    assert slow.communicate("\n", timeout=PATIENCE)[0] == "gata\n"
    installation.call_command("seal")
    assert "Tot ce s-a promis că rămâne este cum a fost." in installation.call_command("verify")


def test_what_several_seal_at_once_is_one_chain(installation):
    sealers = [installation.start(BEGINNING + SIGN + SEAL_WHEN_TOLD) for _ in range(2)]
    assert [one.stdout.readline() for one in sealers] == ["scris\n"] * 2
    for one in sealers:
        print(file=one.stdin, flush=True)
    assert [one.communicate(timeout=PATIENCE)[1] for one in sealers] == ["", ""]
    # Each row is sealed once, and what is found in the chain is nothing.
    rows, sealed, *found = installation.ask(BEGINNING + SEALED).split("\n")
    assert (int(rows) >= 80, sealed, found) == (True, rows, [])
