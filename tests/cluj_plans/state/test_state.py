"""What an administrator sees of the portal, and the alarm where a backup is missing."""

import datetime
import io

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.entering.adapters import ABOUT as ACCOUNT
from cluj_plans.backups.shelf import DrillRecord, keep_drill
from portal.models import Letter
from portal.outbox.actions import write_letter
from portal.tasks.queue import run_waiting_tasks
from tests.page import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def backups(settings, tmp_path):
    settings.BACKUP_DIR, settings.BACKUP_MAX_AGE = tmp_path / "copii", 2
    settings.BACKUP_DIR.mkdir()
    return settings.BACKUP_DIR


def add_backup(folder, **age):
    moment = datetime.datetime.now(datetime.UTC) - datetime.timedelta(**age)
    (folder / f"planuri-{moment:%Y%m%dT%H%M%SZ}.tar.gz").write_bytes(b"x" * 2000)


def add_drill(*problems, days=0):
    began = timezone.now() - datetime.timedelta(days=days)
    keep_drill(DrillRecord("planuri-20261128T031500Z.tar.gz", began.isoformat(), 2.0, ["tot"], list(problems)))


def state(client, people):
    client.force_login(people.admin)
    return Page(client.get("/administrare/stare/")).text


def test_it_is_for_administrators_alone(client, people):
    assert client.get("/administrare/stare/").status_code == 302
    client.force_login(people.publisher)
    assert client.get("/administrare/stare/").status_code == 403
    client.force_login(people.admin)
    assert client.post("/administrare/stare/").status_code == 405
    answer = client.get("/administrare/stare/")
    assert (answer.status_code, 'href="/administrare/stare/"' in answer.text) == (200, True)
    assert "no-store" in answer["Cache-Control"]


def test_where_all_is_well_nothing_is_to_be_done(client, people, backups):
    add_backup(backups, hours=1)
    add_drill()
    text = state(client, people)
    # Once: in the navigation.
    assert ("Nu este nimic de făcut." in text, text.count("De făcut")) == (True, 1)
    assert "neîncuiată" in text
    assert "planuri-20261128T031500Z.tar.gz: a reușit" in text


def test_what_is_wrong_says_what_to_do(client, people, backups):
    add_backup(backups, days=3)
    add_drill("fișierul x lipsește")
    write_letter("a@example.org", subject="Veche", body="Text.", about=ACCOUNT)
    Letter.objects.update(created_at=timezone.now() - datetime.timedelta(hours=2))
    Letter.objects.create(to="b@example.org", subject="Refuzată", failed_at=timezone.now())
    text = state(client, people)
    assert "Ultima copie de siguranță are 3 zile; cel mult 2 zile sunt îngăduite. Rulați pe server" in text
    assert "nu a reușit" in text
    assert "S-a găsit: fișierul x lipsește. Faceți altă copie" in text
    assert "E-mailuri care așteaptă. Verificați EMAIL_URL" in text
    assert "E-mailuri nereușite în ultimele 7 zile. Verificați EMAIL_URL" in text
    assert "Ultimul semn al serviciului care lucrează. Porniți serviciul planuri-work" in text


def test_an_old_drill_and_none_are_asked_for_where_backups_are(client, people, backups, settings):
    add_backup(backups, hours=1)
    assert "Rulați pe server manage.py restore_drill." in state(client, people)
    add_drill(days=36)
    assert "A trecut de 35 de zile" in state(client, people)
    settings.BACKUP_MAX_AGE = 0
    assert "Nu este nimic de făcut." in state(client, people)


@pytest.mark.parametrize(
    ("age", "asked", "expected"),
    [
        ({"days": 2, "minutes": 1}, 2, ["Ultima copie de siguranță are 2 zile; cel mult 2 zile sunt îngăduite."]),
        ({"hours": 47}, 2, []),
        ({"days": 30}, 0, []),
        (None, 2, ["Portalul nu are nicio copie de siguranță."]),
    ],
)
def test_the_night_warns_administrators_once_a_day(
    people, backups, settings, django_capture_on_commit_callbacks, age, asked, expected
):
    settings.BACKUP_MAX_AGE = asked
    if age:
        add_backup(backups, **age)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("daily", stdout=io.StringIO())
    run_waiting_tasks()
    assert [one.body.splitlines()[2].replace("\u00a0", " ") for one in mail.outbox] == expected
    assert [one.to for one in mail.outbox] == [["admin@example.org"]] * len(expected)


def test_a_mail_that_did_not_leave_is_sent_again_from_the_page(client, people, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letters = [
        write_letter(f"{name}@example.org", subject=f"Despre {name}", body="Text.", about=ACCOUNT) for name in "abc"
    ]
    DBTaskResult.objects.update(status="FAILED")
    Letter.objects.update(failed_at=timezone.now(), problem="550 cutie necunoscută")
    assert client.post("/administrare/stare/e-mailuri/").status_code == 302
    client.force_login(people.publisher)
    assert client.post("/administrare/stare/e-mailuri/").status_code == 403
    text = state(client, people)
    assert ("Despre b" in text, "550 cutie necunoscută" in text, "pe toate (3)" in text) == (True, True, True)
    answer = client.post("/administrare/stare/e-mailuri/", {"letter": letters[1].pk}, follow=True)
    assert "1 e-mail pleacă din nou." in Page(answer).text
    run_waiting_tasks()
    assert [letter.to for letter in mail.outbox] == [["b@example.org"]]
    assert "2 e-mailuri pleacă din nou." in Page(client.post("/administrare/stare/e-mailuri/", follow=True)).text
    run_waiting_tasks()
    assert [letter.to for letter in mail.outbox] == [["b@example.org"], ["a@example.org"], ["c@example.org"]]
    answer = client.post("/administrare/stare/e-mailuri/", follow=True)
    assert ("Niciun e-mail nu mai era de trimis" in Page(answer).text, "nu au plecat" in Page(answer).text) == (
        True,
        False,
    )
