"""Review by two at once, and by those who may not."""

import signal
import time
from decimal import Decimal

import pytest

from indicators.models import Report
from indicators.review import actions as review_actions
from tests.indicators.report_factories import sent
from tests.indicators.review.decisions import QUEUE, address, colleague, decide, get, state_of
from tests.installation import PATIENCE
from tests.page import Page


def test_the_second_of_two_reviewers_learns_who_did_what_and_keeps_what_they_typed(reviewer, client, people, report):
    review_actions.accept_report(Report.objects.get(), by=colleague(), verdict="met", reason="Potrivit registrului.")
    page = Page(decide(reviewer, report, verdict="not_met", reason="Registrul arată altceva."))
    assert "coleg a acceptat raportarea, cu aprecierea „îndeplinit”. Nimic nu s-a suprascris." in page.text
    assert "Aprecierea neîndeplinit Motivul aprecierii Registrul arată altceva." in page.text
    assert state_of(report) == ("accepted", "met", "Potrivit registrului.")
    assert page.tags.count("textarea") == 0


def test_a_note_that_comes_after_an_acceptance_is_kept_to_be_read(reviewer, report):
    decide(reviewer, report)
    page = Page(decide(reviewer, report, "return", **{"intoarcere-note": "De verificat suma."}))
    assert "ați acceptat raportarea, cu aprecierea „îndeplinit”." in page.text
    assert "Ce trebuie completat sau corectat De verificat suma." in page.text
    assert list(report.steps.values_list("kind", flat=True)) == ["started", "submitted", "accepted"]


def test_the_same_form_sent_twice_is_done_once(reviewer, report):
    decide(reviewer, report)
    page = Page(decide(reviewer, report))
    assert "Decizia dumneavoastră nu s-a înregistrat" in page.text
    assert report.steps.filter(kind="accepted").count() == 1


def test_a_decision_from_an_old_tab_about_what_was_sent_again_is_held_until_it_is_read(reviewer, people, report):
    again = review_actions.return_report(report, by=colleague(), note="De corectat.")
    again = sent(again, by=people.reporter, value=Decimal(9))
    answer = decide(reviewer, report, reason="Sub țintă, potrivit registrului.")
    page = Page(answer)
    assert "reporter a trimis raportarea din nou. Citiți ce s-a trimis acum, apoi decideți." in page.text
    assert ("9 accidente" in page.text, "Sub țintă, potrivit registrului." in page.text) == (True, True)
    assert state_of(report)[0] == "submitted"
    seen = dict(zip(page.all("input", "name"), page.all("input", "value"), strict=False))
    assert f'name="seen_version" value="{again.version}"' in answer.content.decode()
    assert seen["csrfmiddlewaretoken"] != ""
    decide(reviewer, again, verdict="not_met", reason="Peste țintă.")
    assert state_of(report)[:2] == ("accepted", "not_met")


def test_whoever_is_not_logged_in_is_led_to_the_entrance(client, report):
    for path in (QUEUE, address(report)):
        answer = client.get(path)
        assert (answer.status_code, answer.url) == (302, f"/cont/intrare/?next={path}")
    assert decide(client, report, follow=False).status_code == 302
    assert state_of(report)[0] == "submitted"


@pytest.mark.parametrize(
    ("name", "queue", "page"),
    [
        ("editor", 403, 403),
        ("publisher", 403, 403),
        ("reporter", 403, 403),
        ("outsider", 403, 404),
        ("admin", 200, 200),
    ],
)
def test_each_role_sees_of_review_what_it_may(client, people, report, name, queue, page):
    client.force_login(getattr(people, name))
    answers = [client.get(QUEUE).status_code, client.get(address(report)).status_code]
    assert answers == [queue, page]
    if page != 200:
        assert [decide(client, report, action).status_code for action in ("accept", "return")] == [page, page]
        assert state_of(report)[0] == "submitted"


def test_a_reviewer_of_another_body_finds_nothing(client, report):
    client.force_login(colleague("alt-evaluator", "cj-cluj"))
    assert len(get(client, QUEUE, stare="toate").cells) == 0
    assert client.get(address(report)).status_code == 404
    assert decide(client, report).status_code == 404
    assert state_of(report)[0] == "submitted"


def test_what_is_not_there_is_not_found(reviewer, report):
    assert reviewer.get(f"{QUEUE}999999/").status_code == 404


def test_only_the_methods_of_each_page_are_answered(reviewer, report):
    assert [reviewer.post(QUEUE).status_code, reviewer.put(QUEUE).status_code, reviewer.head(QUEUE).status_code] == [
        405,
        405,
        200,
    ]
    assert [reviewer.put(address(report)).status_code, reviewer.delete(address(report)).status_code] == [405, 405]
    assert reviewer.head(address(report)).status_code == 200


@pytest.mark.parametrize("data", [{}, {"accept": ""}, {"return": ""}, {"accept": "", "seen_version": "x"}])
def test_a_form_with_nothing_in_it_does_nothing(reviewer, report, data):
    assert reviewer.post(address(report), data).status_code == 200
    assert state_of(report)[0] == "submitted"


RACE = """
import pathlib, time
from django.conf import settings
from django.test import Client
from django.contrib.auth import get_user_model
from indicators.models import Report
settings.ALLOWED_HOSTS = ["*"]
client = Client()
client.force_login(get_user_model().objects.get(username="{name}"))
for number, report in enumerate(Report.objects.filter(state="submitted").order_by("pk")[:2]):
    pathlib.Path("{folder}", f"{name}-{{number}}").touch()
    while not pathlib.Path("{folder}", f"{other}-{{number}}").exists():
        time.sleep(0.001)
    answer = client.post(f"/evaluare/{{report.pk}}/", {{
        "accept": "", "verdict": "{verdict}", "reason": "Scris de {name}, potrivit registrului.", "interest": "da",
        "seen_version": report.version,
    }}, follow=True).content.decode()
    done = "S-a acceptat raportarea" in answer
    refused = "Decizia dumneavoastră nu s-a înregistrat" in answer and "Scris de {name}" in answer
    print(done, refused)
"""
SECOND = """
from plans.models import *
from django.contrib.auth import get_user_model
user = get_user_model().objects.create_user("al-doilea")
Membership.objects.create(user=user, institution=Institution.objects.get(code="exemplu-atop"), role="reviewer")
"""


def test_of_two_reviewers_at_the_same_moment_one_judges_and_the_other_is_told(installation):
    installation.ask(SECOND)
    names = ("evaluator", "met"), ("al-doilea", "not_met")
    code = [
        RACE.format(name=name, verdict=verdict, other=other, folder=installation.folder)
        for (name, verdict), (other, _) in (names, names[::-1])
    ]
    processes = [installation.start(one) for one in code]
    said = [process.communicate(timeout=PATIENCE) for process in processes]
    assert [errors for _, errors in said] == ["", ""]
    outcomes = list(zip(*(output.split("\n")[:2] for output, _ in said), strict=True))
    assert [sorted(pair) for pair in outcomes] == [["False True", "True False"]] * 2
    kept = installation.ask(
        "from indicators.models import *\n"
        "for row in Report.objects.filter(verdict_reason__startswith='Scris de').order_by('pk'):\n"
        "    print(row.steps.filter(kind='accepted').count(), row.reviewed_by, row.verdict, row.verdict_reason)"
    )
    winners = [next(name for name, one in zip(names, pair, strict=True) if one == "True False") for pair in outcomes]
    assert kept.split("\n") == [
        f"1 {name} {verdict} Scris de {name}, potrivit registrului." for name, verdict in winners
    ]


JUDGE_FOR_EVER = """
from decimal import Decimal
from django.contrib.auth import get_user_model
from indicators.reporting.actions import begin_correction, submit_report
from indicators.review.actions import accept_report
from indicators.models import Report
reporter, reviewer = (get_user_model().objects.get(username=name) for name in ("raportor", "evaluator"))
mine = Report.objects.filter(institution__code="exemplu-ipj")
print("gata", flush=True)
while True:
    for report in mine.filter(state="draft").exclude(corrects=None):
        submit_report(report, by=reporter)
    for report in mine.filter(state="submitted").exclude(corrects=None):
        accept_report(report, by=reviewer, verdict="met", reason="Potrivit registrului.")
    begin_correction(mine.in_force().exclude(value=None).first(), by=reporter)
"""
HALF_DONE = """
from indicators.models import *
from django.db.models import Count
last = {"started": "draft", "submitted": "submitted", "accepted": "accepted", "superseded": "accepted", "returned": "returned"}
rows = Report.objects.exclude(corrects=None).prefetch_related("steps")
print([row.pk for row in rows if last[list(row.steps.all())[-1].kind] != row.state])
print([row.pk for row in rows if row.state == "accepted" and row.corrects.superseded_at is None])
print([row.pk for row in Report.objects.exclude(superseded_at=None) if row.corrections.filter(state="accepted").count() != 1])
print(rows.filter(state="accepted").count() > 0)
"""


@pytest.mark.drill
def test_a_judgement_that_is_killed_is_whole_or_not_there(installation):
    for delay in (0.05, 0.4, 1.1):
        process = installation.start(JUDGE_FOR_EVER)
        assert process.stdout.readline() == "gata\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=PATIENCE)
    assert installation.ask(HALF_DONE) == "[]\n[]\n[]\nTrue"
