"""The hour of publication with several processes at once, and with one that is killed: one edition, once."""

import signal
import time

import pytest

from tests.installation import PATIENCE

SCHEDULE = """
import datetime
from django.contrib.auth import get_user_model
from django.utils import timezone
from plans.approval import actions
from plans.models import Edition, Plan, Section, Submission
plan = Plan.objects.get(slug="atop-2024")
Section.objects.filter(pk=plan.section_set.first().pk).update(body="Altfel decât în ediția 1.")
by = get_user_model().objects.get(username="aprobator")
later = timezone.now() + datetime.timedelta(hours=1)
actions.schedule(plan, by=by, note="La oră.", at=later, seen=actions.snapshot(plan, actions.content_of(plan)))
Submission.objects.update(publish_at=timezone.now())
"""
PUBLISH = """
from plans.approval.schedule import publish_due
print("gata", flush=True)
outcome = publish_due()
print(len(outcome.published), len(outcome.put_back), len(outcome.failed))
"""
STATE = """
from plans.models import Edition, Submission
submission = Submission.objects.get()
numbers = list(Edition.objects.filter(plan__slug="atop-2024").order_by("number").values_list("number", flat=True))
print(numbers, submission.state, submission.edition and submission.edition.number)
"""


def test_two_processes_publish_once_at_the_hour(installation):
    installation.ask(SCHEDULE)
    processes = [installation.start(PUBLISH) for _ in range(2)]
    printed = [process.communicate(timeout=PATIENCE) for process in processes]
    assert [errors for _output, errors in printed] == ["", ""]
    assert sorted(output.strip().split("\n")[-1] for output, _errors in printed) == ["0 0 0", "1 0 0"]
    assert installation.ask(STATE) == "[1, 2] published 2"


@pytest.mark.kill
def test_a_process_that_is_killed_at_the_hour_publishes_once_or_leaves_it_to_the_next(installation):
    installation.ask(SCHEDULE)
    for delay in (0.02, 0.1, 0.3):
        process = installation.start(PUBLISH)
        assert process.stdout.readline() == "gata\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=PATIENCE)
    installation.call_command("publish_due")
    assert installation.ask(STATE) == "[1, 2] published 2"
    assert "Tot ce s-a promis că rămâne este cum a fost." in installation.call_command("verify")
