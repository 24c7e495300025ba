"""What leaves by mail when a plan is decided on; a real mail server takes it."""

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.approval import actions as approval_actions
from plans.models import Submission
from portal.models import Letter, Notice
from portal.outbox.tasks import DELAYS
from portal.tasks.queue import run_waiting_tasks
from tests.plans.approval.approval_factories import change, due, schedule, state


def let_time_pass():
    """What was put off is due."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


def test_each_step_is_told_by_mail_to_whom_it_concerns(atop, people, post):
    submission = approval_actions.submit(atop, by=people.editor, note="Vedeți măsura 2.5.")
    approval_actions.return_submission(submission, by=people.publisher, note="Lipsește termenul.")
    approval_actions.submit(atop, by=people.editor, note="")
    approval_actions.return_submission(atop.submissions.open().get(), by=people.publisher, note="Încă nu.")
    approval_actions.submit(atop, by=people.editor, note="Acum.")
    schedule(atop, people.publisher)
    change(atop)
    due()
    told = [(letter["To"], letter["Subject"].strip()) for letter in post.letters]
    title = "Planurile județului Cluj: Planul strategic ATOP 2024"
    assert told == [
        ("publisher@example.org", f"{title}, trimis spre aprobare"),
        ("editor@example.org", f"{title}, întors cu observații"),
        ("publisher@example.org", f"{title}, trimis spre aprobare"),
        ("editor@example.org", f"{title}, întors cu observații"),
        ("publisher@example.org", f"{title}, trimis spre aprobare"),
        ("editor@example.org", f"{title}, schimbat după aprobare: nu se va publica"),
        ("publisher@example.org", f"{title}, schimbat după aprobare: nu se va publica"),
        ("editor@example.org", f"{title}, nepublicat la ora stabilită"),
        ("publisher@example.org", f"{title}, nepublicat la ora stabilită"),
    ]
    text = post.letters[0].get_content()
    assert "Vedeți măsura 2.5." in text
    assert f"https://planuri.example/cont/notificari/{Notice.objects.order_by('pk').first().pk}/" in text


def test_a_mail_server_that_is_down_stops_nothing_and_gets_the_letter_later(atop, people, post, settings):
    settings.EMAIL_PORT = 1
    submission = approval_actions.submit(atop, by=people.editor, note="")
    run_waiting_tasks()
    letter = Letter.objects.get()
    assert (state(submission), letter.attempts, letter.problem.split(":")[0]) == (
        "waiting",
        1,
        "ConnectionRefusedError",
    )
    assert 55 < (letter.task.run_after - timezone.now()).total_seconds() <= DELAYS[0]
    settings.EMAIL_PORT = post.port
    assert post.recipients == []
    let_time_pass()
    assert post.recipients == ["publisher@example.org"]


def test_an_address_that_the_server_refuses_keeps_no_other_letter(atop, people, post):
    post.refused = {"editor@example.org"}
    submission = approval_actions.submit(atop, by=people.editor, note="")
    Submission.objects.filter(pk=submission.pk).update(sent_by=people.editor)
    schedule(atop, people.publisher)
    change(atop)
    due()
    assert post.recipients == ["publisher@example.org"] * 3
    assert [(one.to, "550" in one.problem, one.task.status) for one in Letter.objects.failed()] == [
        ("editor@example.org", True, "FAILED")
    ] * 2
