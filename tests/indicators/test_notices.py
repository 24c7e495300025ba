"""Who is told of reports and recommendations, when, and with which words."""

import pytest
from django.db import transaction

from indicators.models import Recommendation
from indicators.oversight import actions as oversight_actions
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from portal.models import Letter, Notice
from portal.romanian import long_date
from portal.tasks.queue import run_waiting_tasks
from tests.indicators.oversight.oversight_factories import DAY, TODAY, issued


def told():
    """What was told: to whom, of which kind, by whom, where it leads, whether a mail was written."""
    rows = Notice.objects.order_by("pk").select_related("recipient", "by")
    return [(one.recipient.username, one.kind, one.by.username, one.path, one.letter_id is not None) for one in rows]


def test_a_report_is_told_to_its_judges_and_what_became_of_it_to_who_sent_it(report, people):
    returned = review_actions.return_report(report, by=people.reviewer, note="Atașați situația.")
    again = reporting_actions.submit_report(returned, by=people.reporter)
    review_actions.accept_report(again, by=people.reviewer, verdict="met", reason="Potrivit registrului.")
    judging, reporting = f"/evaluare/{report.pk}/", f"/raportare/{report.pk}/"
    assert told() == [
        ("reviewer", "report_submitted", "reporter", judging, True),
        ("reporter", "report_returned", "reviewer", reporting, True),
        ("reviewer", "report_submitted", "reporter", judging, True),
        ("reporter", "report_accepted", "reviewer", reporting, False),
    ]
    assert list(Notice.objects.order_by("pk").values_list("text", flat=True)) == [
        "",
        "Atașați situația.",
        "",
        "Aprecierea: îndeplinit. Potrivit registrului.",
    ]
    assert Notice.objects.filter(waits_for_digest=True).get().kind == "report_accepted"


def test_what_is_decided_and_rolled_back_is_told_to_nobody(report, people):
    before = told()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        review_actions.return_report(report, by=people.reviewer, note="Atașați situația.")
        raise ZeroDivisionError
    assert (told(), Letter.objects.count()) == (before, 1)


def test_who_judged_no_more_gets_no_mail_of_a_report(report, people):
    people.reviewer.memberships.all().delete()
    run_waiting_tasks()
    assert (Notice.objects.count(), Letter.objects.count()) == (1, 0)


def test_a_recommendation_is_told_to_who_answers_and_the_answer_to_the_body(people, atop):
    row = issued(people, atop)
    row = oversight_actions.send_answer(row, by=people.reporter, text="S-a făcut.")
    oversight_actions.return_answer(Recommendation.objects.get(pk=row.pk), by=people.reviewer, note="Când?")
    answering, verifying = f"/raportare/recomandari/{row.pk}/", f"/evaluare/recomandari/{row.pk}/"
    assert told() == [
        ("reporter", "recommended", "reviewer", answering, True),
        ("reviewer", "recommendation_answered", "reporter", verifying, True),
        ("reporter", "answer_returned", "reviewer", answering, True),
    ]


def test_who_answers_is_told_of_another_deadline_of_a_withdrawal_and_of_each_way_of_closing(people, atop):
    def latest(row):
        return Recommendation.objects.get(pk=row.pk)

    row = issued(people, atop)
    day = row.deadline + DAY
    oversight_actions.extend_deadline(latest(row), by=people.reviewer, deadline=day, reason="La cererea IPJ.")
    oversight_actions.withdraw_recommendation(latest(row), by=people.reviewer, reason="Greșită.")
    late = issued(people, atop)
    Recommendation.objects.filter(pk=late.pk).update(issued_on=TODAY - 9 * DAY, deadline=TODAY - DAY)
    oversight_actions.close_unanswered(latest(late), by=people.reviewer, note="Fără răspuns.")
    closed = oversight_actions.send_answer(issued(people, atop), by=people.reporter, text="S-a făcut.")
    oversight_actions.close_recommendation(latest(closed), by=people.reviewer, note="Verificat.")
    rows = Notice.objects.filter(kind="recommendation_changed").order_by("pk")
    assert [(one.recipient, one.title.partition(": ")[2], one.text, one.letter_id is not None) for one in rows] == [
        (people.reporter, f"termenul este acum {long_date(day)}", "La cererea IPJ.", True),
        (people.reporter, "retrasă", "Greșită.", True),
        (people.reporter, "închisă fără răspuns", "Fără răspuns.", True),
        (people.reporter, "închisă", "Verificat.", True),
    ]
