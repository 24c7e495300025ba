"""Next year's plan, made by several processes at once or by one that dies."""

import signal
import time

import pytest

from tests.installation import PATIENCE

COPY = """
import datetime
from django.contrib.auth import get_user_model
from plans.models import Plan
from plans.succession.actions import SuccessionChoices, succeed
by = get_user_model().objects.get(username="redactor")
source = Plan.objects.get(slug="atop-2024")
levels = frozenset(source.level_set.values_list("pk", flat=True))
def copy(slug):
    period = {{"period_start": datetime.date(2025, 1, 1), "period_end": datetime.date(2025, 12, 31)}}
    new = Plan(slug=slug, short_title="2025", title="Plan", owner=source.owner, **period)
    return succeed(source, by=by, successor=new, chosen=SuccessionChoices(levels=levels, parts={{"indicatori": "da"}}))
print("gata", flush=True)
{body}
"""
MADE = """
from plans.models import Element, Plan
made = Plan.objects.filter(continues__slug="atop-2024")
print(sorted({(Element.objects.filter(level__plan=plan).count(), plan.indicators.count()) for plan in made}), len(made))
"""


def test_the_same_copy_sent_at_the_same_moment_is_made_once_and_whole(installation):
    processes = [installation.start(COPY.format(body="copy('atop-2025')")) for _ in range(2)]
    assert [(p.wait(timeout=PATIENCE), p.stderr.read()) for p in processes] == [(0, "")] * 2
    assert installation.ask(MADE) == "[(53, 13)] 1"


@pytest.mark.kill
def test_copies_that_are_killed_are_whole_or_are_not(installation):
    body = (
        "for number in range(10_000):\n"
        "    copy(f'copie-{int(datetime.datetime.now().timestamp())}-{number}')\n"
        "    print('copiat', flush=True)"
    )
    for delay in (0.03, 0.1, 0.3):
        process = installation.start(COPY.format(body=body))
        assert [process.stdout.readline() for _line in range(2)] == ["gata\n", "copiat\n"]
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=PATIENCE)
    shapes, _space, made = installation.ask(MADE).rpartition(" ")
    assert (shapes, int(made) >= 3) == ("[(53, 13)]", True)
