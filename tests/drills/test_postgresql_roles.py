"""On PostgreSQL the application works with a role that owns nothing, and cannot take away what keeps the tables."""

import os
import subprocess
import uuid
from urllib.parse import urlsplit

import psycopg2
import pytest

from tests.installation import PATIENCE, ROOT, SERVER, Installation, server

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(not SERVER, reason="needs a PostgreSQL server (DATABASE_URL)"),
]
WORK = """
from decimal import Decimal
from django.contrib.auth import get_user_model
from indicators.models import Report
from indicators.reporting import actions as reporting
from indicators.review import actions as review
from plans.editions.publishing import publish, withdraw
from plans.models import Plan
from portal.chain.sealing import seal
person = {user.username: user for user in get_user_model().objects.all()}
edition = publish(Plan.objects.get(slug="atop-2024"), by=person["aprobator"], note="Cu rolul aplicației.")
withdraw(edition, by=person["aprobator"], reason="Încercare.")
row = Report.objects.filter(state="submitted", institution__code="exemplu-ipj").first()
row = review.accept_report(row, by=person["evaluator"], verdict="met", reason="Se confirmă.")
seal()
print(edition.number, row.state)
"""
FORBIDDEN = [
    "ALTER TABLE plans_edition DISABLE TRIGGER ALL",
    "ALTER TABLE plans_edition DISABLE TRIGGER plans_edition_frozen_update",
    "DROP TRIGGER plans_edition_frozen_update ON plans_edition",
    "DROP TABLE portal_chainentry CASCADE",
    "ALTER TABLE plans_edition OWNER TO CURRENT_USER",
    "TRUNCATE plans_edition CASCADE",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION portal_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN OLD; END$$",
    "CREATE TABLE mine (id integer)",
    "CREATE TEMP TABLE plans_edition (id integer)",
]
REFUSED = [
    "DELETE FROM plans_edition",
    "UPDATE plans_edition SET note = 'x'",
    "DELETE FROM plans_withdrawal",
    "DELETE FROM indicators_reportstep",
    "UPDATE indicators_report SET value = 1 WHERE state = 'accepted'",
    "DELETE FROM plans_historicalplan",
    "DELETE FROM portal_chainentry",
]


class OwnedInstallation(Installation):
    """A portal whose database belongs to one role and is used by another."""

    def __init__(self, folder):
        super().__init__(folder)
        self.password = uuid.uuid4().hex
        place = urlsplit(SERVER)
        self.owner, self.app = f"{self.database}_owner", f"{self.database}_app"
        address = f"{self.password}@{place.hostname}:{place.port}/{self.database}"
        self.owners_url, self.url = (f"postgres://{role}:{address}" for role in (self.owner, self.app))

    def install(self):
        variables = {"database": self.database, "owner": self.owner, "app": self.app}
        variables |= {"owner_password": self.password, "app_password": self.password}
        given = [part for name, value in variables.items() for part in ("-v", f"{name}={value}")]
        script = ["-v", "ON_ERROR_STOP=1", *given, "-f", ROOT / "ops/deploy/postgresql.sql"]
        subprocess.run(["psql", "-q", SERVER, *script], check=True, timeout=PATIENCE)

    def as_owner(self, *command):
        url, self.url = self.url, self.owners_url
        try:
            return self.manage(*command)
        finally:
            self.url = url

    def remove(self):
        super().remove()
        for role in (self.owner, self.app):
            server(f'DROP ROLE IF EXISTS "{role}"')


@pytest.fixture
def portal(tmp_path):
    portal = OwnedInstallation(tmp_path / f"roles_{uuid.uuid4().hex[:8]}")
    portal.folder.mkdir()
    # Installed twice: the second time changes nothing.
    portal.install()
    portal.as_owner("migrate", "-v0")
    portal.install()
    portal.manage("collectstatic", "--noinput", "-v0")
    # It loads fixtures, which set sequences.
    portal.as_owner("demo")
    yield portal
    portal.remove()


def refusal(url, statement):
    connection = psycopg2.connect(url)
    try:
        connection.cursor().execute(statement)
        return ""
    except psycopg2.Error as refused:
        return str(refused)
    finally:
        connection.rollback()
        connection.close()


def test_the_application_works_and_cannot_undo_what_keeps_the_tables(portal):
    assert portal.ask(WORK) == "2 accepted"
    assert "Tot ce s-a promis că rămâne este cum a fost." in portal.manage("verify")
    allowed = ("must be owner", "permission denied")
    assert [one for one in FORBIDDEN if not any(word in refusal(portal.url, one) for word in allowed)] == []
    assert [one for one in REFUSED if "is append-only" not in refusal(portal.url, one)] == []
    assert os.path.exists(portal.folder / "media")
