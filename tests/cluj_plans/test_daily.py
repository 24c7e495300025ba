"""The commands of cron, as real processes: killed half-way, run twice at once, run for the whole night's work."""

import io
import subprocess
import sys
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command

from plans.models import Edition
from public.models import StoredPage
from tests.installation import PATIENCE, ROOT, wait_until
from tests.mail_server import mail_server

EVERYBODY = [f"om{number}@example.org" for number in range(6)]
PEOPLE = """
from django.contrib.auth import get_user_model
from django.utils import timezone
from indicators.models import Report
from plans.models import Institution, Membership
ipj = Institution.objects.get(code="exemplu-ipj")
Membership.objects.filter(role="reporter").delete()
for number in range(6):
    user = get_user_model().objects.create_user(f"om{number}", f"om{number}@example.org")
    Membership.objects.create(user=user, institution=ipj, role="reporter")
owed = Report.objects.filter(state="due", institution=ipj)[:1]
Report.objects.filter(pk__in=owed).update(due_on=timezone.localdate())
"""


@pytest.mark.kill
def test_a_run_that_is_killed_reminds_nobody_twice(installation):
    installation.ask(PEOPLE)
    command = [sys.executable, "manage.py", "remind"]
    for delay in (0.8, 1.1):
        process = subprocess.Popen(command, cwd=ROOT, env=installation.environment)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=delay)
        process.kill()
        process.wait(timeout=PATIENCE)
    again = [subprocess.Popen(command, cwd=ROOT, env=installation.environment) for _ in range(2)]
    assert [other.wait(timeout=PATIENCE) for other in again] == [0, 0]
    with mail_server() as server, installation.working(EMAIL_URL=f"smtp://127.0.0.1:{server.port}"):
        wait_until(lambda: len(server.taken) >= len(EVERYBODY))
        assert server.recipients == EVERYBODY


def test_the_night_owes_renews_and_reminds(installation):
    installation.ask(PEOPLE)
    installation.ask(
        "from indicators.models import Report\n"
        "from public.models import StoredPage\n"
        "Report.objects.filter(pk__in=Report.objects.filter(state='due', due_on__lte='2999-01-01').order_by('-due_on')[:1]).delete()\n"
        "StoredPage.objects.filter(path='/planuri/atop-2024/').update(expires_on='2020-01-01', etag='veche')"
    )
    command = [sys.executable, "manage.py", "daily"]
    done = subprocess.run(command, cwd=ROOT, env=installation.environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    with mail_server() as server, installation.working(EMAIL_URL=f"smtp://127.0.0.1:{server.port}"):
        wait_until(lambda: len(server.taken) >= len(EVERYBODY))
        assert server.recipients == EVERYBODY
    plain = done.stdout.replace("\u00a0", " ")
    assert "atop-2024: 0 raportări noi, 1 pagină refăcută." in plain
    assert "exemplu: 1 raportare nouă, " in plain


def test_a_plan_that_cannot_be_read_keeps_nothing_else_from_the_night(stored, editions, people):
    Edition.objects.create(
        plan=editions[0].plan,
        number=2,
        document="{}",
        checksum="0" * 64,
        published_by=people.publisher,
        note="Stricată.",
    )
    page = StoredPage.objects.filter(path="/planuri/informatizare-2019/progres/")
    page.update(expires_on="2020-01-01", etag="veche")
    out = io.StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("daily", stdout=out)
    assert (str(failed.value), out.getvalue().replace("\u00a0", " ")) == (
        "Nu totul s-a făcut: atop-2024.",
        "informatizare-2019: 0 raportări noi, 1 pagină refăcută.\nReamintiri scrise: 0.\nSigilate: 5 înregistrări.\n",
    )
    assert page.get().etag != "veche"
