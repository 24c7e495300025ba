"""What leaves by mail when a plan is decided on; a real mail server takes it."""

import logging

import pytest

from plans.approval import actions as approval_actions
from plans.models import Submission
from tests.mail_server import mail_server
from tests.plans.approval.approval_factories import change, due, schedule, state


@pytest.fixture
def saved(django_capture_on_commit_callbacks):
    """Inside, what follows a save follows."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def post(settings):
    """A mail server that the portal sends to."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://planuri.example"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def test_each_step_is_told_by_mail_to_whom_it_concerns(atop, people, post, saved):
    with saved():
        submission = approval_actions.submit(atop, by=people.editor, note="Vedeți măsura 2.5.")
    with saved():
        approval_actions.return_submission(submission, by=people.publisher, note="Lipsește termenul.")
    approval_actions.submit(atop, by=people.editor, note="")
    with saved():
        approval_actions.return_submission(atop.submissions.open().get(), by=people.publisher, note="Încă nu.")
    approval_actions.submit(atop, by=people.editor, note="Acum.")
    schedule(atop, people.publisher)
    change(atop)
    with saved():
        due()
    told = [(letter["To"], letter["Subject"].strip()) for letter in post.letters]
    title = "Planurile județului Cluj: Planul strategic ATOP 2024"
    assert told == [
        ("publisher@example.org", f"{title}, trimis spre aprobare"),
        ("editor@example.org", f"{title}, întors cu observații"),
        ("editor@example.org", f"{title}, întors cu observații"),
        ("editor@example.org", f"{title}, nepublicat la ora stabilită"),
        ("publisher@example.org", f"{title}, nepublicat la ora stabilită"),
    ]
    text = post.letters[0].get_content()
    assert "Vedeți măsura 2.5." in text
    assert "https://planuri.example/lucru/atop-2024/aprobare/" in text


def test_a_mail_server_that_is_down_stops_nothing_and_is_logged(atop, people, post, saved, settings, caplog):
    settings.EMAIL_PORT = 1
    with caplog.at_level(logging.ERROR), saved():
        submission = approval_actions.submit(atop, by=people.editor, note="")
    assert (state(submission), [record.message for record in caplog.records]) == (
        "waiting",
        ["The mail server does not answer."],
    )


def test_an_address_that_the_server_refuses_keeps_no_other_letter(atop, people, post, saved, caplog):
    post.refused = {"editor@example.org"}
    submission = approval_actions.submit(atop, by=people.editor, note="")
    Submission.objects.filter(pk=submission.pk).update(sent_by=people.editor)
    schedule(atop, people.publisher)
    with caplog.at_level(logging.CRITICAL), saved():
        change(atop)
        due()
    assert post.recipients == ["publisher@example.org"]
