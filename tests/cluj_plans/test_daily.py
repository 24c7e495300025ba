"""The commands of cron, as real processes: killed half-way, run twice at once, run for the whole night's work."""

import io
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from plans.models import Edition
from public.models import StoredPage
from tests.installation import PATIENCE, ROOT, wait_until
from tests.mail_server import mail_server

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
SENT = "from indicators.models import Reminder; print(sorted(Reminder.objects.exclude(sent_at=None).values_list('email', flat=True)))"


@pytest.mark.kill
def test_a_run_that_is_killed_sends_nothing_twice(installation):
    installation.ask(PEOPLE)
    everybody = [f"om{number}@example.org" for number in range(6)]
    with mail_server() as server:
        server.silent_after = 3
        environment = {**installation.environment, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        command = [sys.executable, "manage.py", "remind"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        wait_until(server.reached.is_set)
        process.kill()
        process.wait(timeout=PATIENCE)
        server.silent_after = None
        again = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE) for _ in range(2)]
        assert [other.wait(timeout=PATIENCE) for other in again] == [0, 0]
        assert server.recipients == everybody
    # The one that was under way when the process died was taken; nobody knows it, and it is not sent again.
    assert installation.ask(SENT) == str(everybody[:2] + everybody[3:])


def test_the_night_owes_renews_and_reminds(installation):
    installation.ask(PEOPLE)
    installation.ask(
        "from indicators.models import Report\n"
        "from public.models import StoredPage\n"
        "Report.objects.filter(pk__in=Report.objects.filter(state='due', due_on__lte='2999-01-01').order_by('-due_on')[:1]).delete()\n"
        "StoredPage.objects.filter(path='/planuri/atop-2024/').update(expires_on='2020-01-01', etag='veche')"
    )
    with mail_server() as server:
        environment = {**installation.environment, "EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}
        done = subprocess.run(
            [sys.executable, "manage.py", "daily"], cwd=ROOT, env=environment, capture_output=True, text=True
        )
        assert (done.returncode, done.stderr, len(server.taken)) == (0, "", 6)
    plain = done.stdout.replace("\u00a0", " ")
    assert "atop-2024: 0 raportări noi, 1 pagină refăcută." in plain
    assert "exemplu: 1 raportare nouă, " in plain


def test_a_plan_that_cannot_be_read_keeps_nothing_else_from_the_night(editions, people):
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
        "informatizare-2019: 0 raportări noi, 1 pagină refăcută.\nReamintiri trimise: 0.\nSigilate: 5 înregistrări.\n",
    )
    assert page.get().etag != "veche"
