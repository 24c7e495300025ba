"""A letter leaves once: with what it tells or not at all, whatever the mail server does meanwhile."""

import datetime
import smtplib

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.models import Letter
from portal.outbox import queries
from portal.outbox.actions import prune_letters, send_again, write_letter
from portal.outbox.tasks import DELAYS, MAILING_RULES, MailingRules, deliver_letter, is_permanent
from portal.tasks.actions import start_job
from portal.tasks.queries import waiting_before
from portal.tasks.queue import claim, run_waiting_tasks
from tests.mail_server import mail_server
from tests.portal.tasks.sample_tasks import make_note


@pytest.fixture
def post(settings, monkeypatch, db):
    """A mail server that the portal sends to, and rules for letters about what the tests write of."""
    monkeypatch.setitem(MAILING_RULES, "tests", MailingRules())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://planuri.example"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


def write():
    return write_letter("ana@example.org", subject="Un\u00a0plan", body="Planul\u00a0este gata.", about="tests")


def test_a_letter_of_what_was_not_saved_is_not_written(post):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    assert (Letter.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_every_kind_of_letter_has_rules_or_is_not_written(post):
    with pytest.raises(LookupError):
        write_letter("ana@example.org", subject="Orice", body="Orice.", about="nimic")
    assert Letter.objects.count() == 0


def test_a_letter_that_is_not_wanted_any_more_goes_unsent(post, monkeypatch):
    write()
    monkeypatch.setitem(MAILING_RULES, "tests", MailingRules(lambda letter: False))
    run_waiting_tasks()
    assert (post.letters, Letter.objects.count()) == ([], 0)


def test_a_letter_leaves_once_under_its_own_number_and_its_text_goes(post):
    letter = write()
    assert "gata" not in Letter.objects.values_list("sealed_body", flat=True).get()
    run_waiting_tasks()
    deliver_letter.enqueue(str(letter.pk))
    run_waiting_tasks()
    (sent,) = post.letters
    letter.refresh_from_db()
    assert [sent["Subject"], sent["Auto-Submitted"], sent["Message-ID"], sent.get_content().strip()] == [
        "Un plan",
        "auto-generated",
        f"<{letter.pk}@planuri.example>",
        "Planul este gata.",
    ]
    assert (letter.sealed_body, letter.sent_at is not None, letter.task.status) == ("", True, "SUCCESSFUL")


def test_what_the_server_cannot_take_now_is_tried_until_it_is_given_up(post, settings):
    letter, settings.EMAIL_PORT = write(), 1
    waits = []
    for _ in range(len(DELAYS) + 2):
        run_waiting_tasks()
        letter.refresh_from_db()
        waits.append(round((letter.task.run_after - timezone.now()).total_seconds()))
        assert queries.waiting_letter_count() == (0 if letter.failed_at else 1)
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert waits[: len(DELAYS)] == list(DELAYS)
    assert (letter.task.status, queries.failed_letter_count(since=letter.created_at)) == ("FAILED", 1)
    settings.EMAIL_PORT = post.port
    send_again(letter)
    run_waiting_tasks()
    assert (post.recipients, queries.failed_letter_count(since=letter.created_at)) == (["ana@example.org"], 0)
    send_again(letter)
    assert (run_waiting_tasks(), post.recipients) == (0, ["ana@example.org"])


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"nu")}), True),
        (smtplib.SMTPRecipientsRefused({"a@example.org": (451, b"mai tarziu")}), False),
        (smtplib.SMTPDataError(554, b"nu"), True),
        (smtplib.SMTPDataError(452, b"plin"), False),
        (smtplib.SMTPAuthenticationError(535, b"parola"), False),
        (smtplib.SMTPSenderRefused(550, b"cine?", "portal@localhost"), False),
        (smtplib.SMTPNotSupportedError(), True),
        (ValueError(), True),
        (TimeoutError(), False),
    ],
)
def test_only_what_is_wrong_with_the_letter_is_for_good(error, is_so):
    assert is_permanent(error) is is_so


def test_a_text_that_was_closed_with_another_key_is_given_up(post, settings):
    letter, settings.SECRET_KEY = write(), "alta-cheie"
    run_waiting_tasks()
    letter.refresh_from_db()
    assert (post.recipients, letter.problem) == ([], "Textul a fost închis cu altă cheie a portalului.")


def test_letters_go_after_a_month_unless_they_still_wait(post):
    sent, waiting = write(), write()
    later = timezone.now() + datetime.timedelta(days=31)
    Letter.objects.filter(pk=sent.pk).update(sent_at=timezone.now())
    assert (prune_letters(), prune_letters(now=later)) == (0, 1)
    assert Letter.objects.get() == waiting


def test_a_letter_goes_before_what_was_asked_for_earlier_and_takes_longer(post, people):
    job = start_job(make_note, "a", by=people.editor, title="O notă", key="k", back="/")
    letter = write()
    assert (claim("unul"), waiting_before(job)) == (letter.task, 0)
    write()
    assert waiting_before(job) == 1
