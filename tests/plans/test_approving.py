"""Submitting, deciding, scheduling: who may, who wins when two act at once, and what leaves by mail."""

import datetime
import io
import logging
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans import approving, scheduled
from plans.approving import Overtaken
from plans.models import AdoptionAct, Edition, Element, Institution, Membership, Section, Submission, Thread
from plans.publishing import NotReady
from tests.indicators.mailserver import mail_server

HOUR = datetime.timedelta(hours=1)


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


def seen(plan):
    return approving.seen(plan, approving.content_of(plan))


def approve(plan, by, note="Prima ediție.", **given):
    return approving.approve(plan, **{"by": by, "note": note, "seen": seen(plan), **given})


def schedule(plan, by, at=None, note="Prima ediție.", **given):
    at = at or timezone.now() + HOUR
    return approving.schedule(plan, **{"by": by, "note": note, "at": at, "seen": seen(plan), **given})


def change(plan, title="Altfel"):
    Element.objects.filter(level__plan=plan, code="2.5").update(title=title)


def spoil(plan):
    """Give the plan an error."""
    Section.objects.filter(plan=plan).delete()


def new_act(**given):
    issuer = Institution.objects.get(code="atop-cluj")
    named = {"kind": "atop", "issuer": issuer, "number": "12/2024", "date": datetime.date(2024, 5, 6)}
    return AdoptionAct(**{"title": "Hotărârea nr. 12/2024", **named, **given})


def due(later=2 * HOUR):
    return scheduled.publish_due(now=timezone.now() + later)


def state(submission):
    return Submission.objects.get(pk=submission.pk).state


def test_a_plan_is_submitted_published_and_the_submission_knows_its_edition(atop, people):
    submission = approving.submit(atop, by=people.editor, note="Gata.")
    edition = approve(atop, people.publisher)
    submission.refresh_from_db()
    assert (submission.state, submission.edition, submission.decided_by, submission.public_note) == (
        "published",
        edition,
        people.publisher,
        "Prima ediție.",
    )


@pytest.mark.parametrize("who", ["reviewer", "reporter", "outsider"])
def test_only_those_who_write_the_plan_submit_it(atop, people, who):
    with pytest.raises(PermissionDenied):
        approving.submit(atop, by=getattr(people, who), note="")
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("who", ["editor", "reviewer", "reporter", "outsider"])
def test_only_publishers_decide(atop, people, who):
    submission = approving.submit(atop, by=people.editor, note="")
    by = getattr(people, who)
    for decision in (
        lambda: approve(atop, by),
        lambda: schedule(atop, by),
        lambda: approving.return_(submission, by=by, note="Nu."),
        lambda: approving.unschedule(submission, by=by),
    ):
        with pytest.raises(PermissionDenied):
            decision()
    assert (state(submission), Edition.objects.count(), Thread.objects.count()) == ("waiting", 0, 0)


def test_a_plan_with_errors_is_not_submitted(atop, people):
    spoil(atop)
    with pytest.raises(NotReady):
        approving.submit(atop, by=people.editor, note="")
    assert Submission.objects.count() == 0


def test_submitting_twice_submits_once(atop, people):
    first = approving.submit(atop, by=people.editor, note="Gata.")
    assert approving.submit(atop, by=people.editor, note="Gata.") == first
    with pytest.raises(Overtaken):
        approving.submit(atop, by=people.publisher, note="Și eu.")


def test_who_sent_a_plan_takes_it_back_and_no_one_else(atop, people):
    submission = approving.submit(atop, by=people.editor, note="")
    with pytest.raises(PermissionDenied):
        approving.recall(submission, by=people.publisher)
    approving.recall(submission, by=people.editor)
    assert state(submission) == "recalled"


def test_of_a_recall_and_an_approval_at_once_one_wins(atop, people):
    submission = approving.submit(atop, by=people.editor, note="")
    saw = seen(atop)
    approving.recall(submission, by=people.editor)
    with pytest.raises(Overtaken):
        approve(atop, people.publisher, seen=saw)
    again = approving.submit(atop, by=people.editor, note="")
    approve(atop, people.publisher)
    with pytest.raises(Overtaken):
        approving.recall(again, by=people.editor)
    assert (state(again), Edition.objects.count()) == ("published", 1)


def test_of_two_publishers_the_second_learns_that_the_first_decided(atop, people):
    submission = approving.submit(atop, by=people.editor, note="")
    saw = seen(atop)
    approving.return_(submission, by=people.publisher, note="Lipsește termenul.")
    with pytest.raises(Overtaken):
        approve(atop, people.admin, seen=saw)
    with pytest.raises(Overtaken):
        approving.return_(submission, by=people.admin, note="Altceva.")
    assert (Edition.objects.count(), Thread.objects.count()) == (0, 1)


def test_what_is_returned_says_why_and_opens_a_discussion(atop, people):
    submission = approving.submit(atop, by=people.editor, note="")
    approving.return_(submission, by=people.publisher, note="Lipsește termenul.")
    submission.refresh_from_db()
    assert (submission.state, submission.answer) == ("returned", "Lipsește termenul.")
    assert [c.text for c in atop.threads.get().comments.all()] == ["Lipsește termenul."]


def test_a_plan_that_somebody_saved_meanwhile_is_not_published_until_seen_again(atop, people):
    saw = seen(atop)
    change(atop)
    for decide in (approve, schedule):
        with pytest.raises(Overtaken):
            decide(atop, people.publisher, seen=saw)
    assert (Edition.objects.count(), Submission.objects.count()) == (0, 0)
    assert approve(atop, people.publisher).read().by_address["os-2.5"].title == "Altfel"


def test_the_same_approval_sent_twice_publishes_once(atop, people):
    saw = seen(atop)
    first = approve(atop, people.publisher, seen=saw)
    assert approve(atop, people.publisher, seen=saw) == first
    with pytest.raises(Overtaken):
        approve(atop, people.publisher, seen=saw, note="Altă notă.")
    assert Edition.objects.count() == 1


def test_an_edition_published_meanwhile_by_another_is_seen_first(atop, people):
    saw = seen(atop)
    approve(atop, people.admin)
    with pytest.raises(Overtaken):
        approve(atop, people.publisher, seen=saw)


def test_the_act_comes_with_the_edition_or_not_at_all(atop, people):
    edition = approve(atop, people.publisher, act=new_act())
    assert [(a.title, a.number, a.date) for a in edition.read().acts] == [
        ("Hotărârea nr. 12/2024", "12/2024", datetime.date(2024, 5, 6))
    ]
    spoil(atop)
    with pytest.raises(NotReady):
        approve(atop, people.publisher, note="A doua.", act=new_act(number="13/2024"))
    assert [act.number for act in atop.adoptionact_set.all()] == ["12/2024"]


def test_an_act_is_completed(it_plan, people):
    act = it_plan.adoptionact_set.get()
    act.date, act.annex = datetime.date(2019, 3, 28), "Anexa nr. 9"
    edition = approve(it_plan, people.publisher, act=act)
    assert [(a.annex, a.date) for a in edition.read().acts] == [("Anexa nr. 9", datetime.date(2019, 3, 28))]
    assert act.history.first().history_user == people.publisher


def test_an_act_that_the_plan_has_already_is_refused(it_plan, people):
    act = it_plan.adoptionact_set.get()
    with pytest.raises(ValidationError):
        approve(it_plan, people.publisher, act=new_act(kind=act.kind, number=act.number))
    assert (it_plan.adoptionact_set.count(), Edition.objects.count()) == (1, 0)


def test_a_scheduled_plan_is_published_once_at_its_hour(atop, people):
    submission = schedule(atop, people.publisher, act=new_act())
    assert (scheduled.publish_due().published, state(submission)) == ([], "scheduled")
    (edition,) = due().published
    assert due() == scheduled.Outcome()
    submission.refresh_from_db()
    assert (submission.state, submission.edition, edition.published_by, edition.note) == (
        "published",
        edition,
        people.publisher,
        "Prima ediție.",
    )
    assert [act.number for act in edition.read().acts] == ["12/2024"]


def test_scheduling_twice_schedules_once(atop, people):
    at, saw = timezone.now() + HOUR, seen(atop)
    assert schedule(atop, people.publisher, at, seen=saw) == schedule(atop, people.publisher, at, seen=saw)


@pytest.mark.parametrize("later", [-HOUR, datetime.timedelta(days=400)])
def test_an_hour_that_passed_or_is_too_far_is_refused(atop, people, later):
    with pytest.raises(ValidationError):
        schedule(atop, people.publisher, timezone.now() + later)
    assert Submission.objects.count() == 0


def test_a_plan_changed_after_it_was_approved_is_not_published_at_its_hour(atop, people):
    submission = schedule(atop, people.publisher)
    hour = timezone.localtime(submission.publish_at)
    change(atop)
    assert [row.pk for row in due().put_back] == [submission.pk]
    submission.refresh_from_db()
    assert (submission.state, submission.publish_at, Edition.objects.count()) == ("waiting", None, 0)
    assert submission.answer.startswith("Nu s-a publicat la ")
    assert f"ora {hour:%H:%M}, cum era stabilit. Planul s-a schimbat după ce a fost aprobat." in submission.answer


def test_what_is_changed_and_changed_back_is_still_what_was_approved(atop, people):
    schedule(atop, people.publisher)
    title = Element.objects.get(level__plan=atop, code="2.5").title
    change(atop)
    change(atop, title)
    assert [edition.number for edition in due().published] == [1]


def test_a_plan_with_errors_is_not_published_at_its_hour(atop, people):
    submission = schedule(atop, people.publisher)
    spoil(atop)
    due()
    submission.refresh_from_db()
    assert "Planul are erori: Planul nu are nicio secțiune: cititorii n-ar vedea nimic." in submission.answer
    assert Edition.objects.count() == 0


def test_a_publisher_whose_role_ended_publishes_nothing_at_the_hour(atop, people):
    submission = schedule(atop, people.publisher)
    Membership.objects.filter(user=people.publisher).delete()
    due()
    submission.refresh_from_db()
    assert (submission.state, submission.answer.endswith("Cine l-a aprobat nu mai are rolul de aprobator.")) == (
        "waiting",
        True,
    )


def test_a_role_revoked_in_mid_work_decides_nothing(atop, people):
    saw = seen(atop)
    Membership.objects.filter(user=people.publisher, role="publisher").delete()
    with pytest.raises(PermissionDenied):
        approve(atop, people.publisher, seen=saw)


def test_a_plan_taken_off_its_hour_waits(atop, people):
    submission = schedule(atop, people.publisher)
    approving.unschedule(submission, by=people.publisher)
    assert (due(), state(submission)) == (scheduled.Outcome(), "waiting")
    with pytest.raises(Overtaken):
        approving.unschedule(submission, by=people.publisher)


def test_what_fails_for_one_plan_keeps_no_other_from_its_hour(atop, it_plan, people, monkeypatch, caplog):
    first, second = schedule(atop, people.publisher), schedule(it_plan, people.publisher)
    real = scheduled.publishing.publish

    def fails(plan, **given):
        if plan == atop:
            raise OSError("disk")
        return real(plan, **given)

    monkeypatch.setattr(scheduled.publishing, "publish", fails)
    with caplog.at_level(logging.CRITICAL):
        outcome = due()
    assert ([e.plan for e in outcome.published], outcome.failed) == ([it_plan], ["atop-2024"])
    assert (state(first), state(second)) == ("scheduled", "published")


def test_the_command_says_what_became_of_each(atop, it_plan, people):
    late = timezone.now() - HOUR
    for plan in (atop, it_plan):
        submission = schedule(plan, people.publisher)
        Submission.objects.filter(pk=submission.pk).update(publish_at=late)
    Element.objects.filter(level__plan=it_plan, code="1.8").update(title="Altfel")
    out = io.StringIO()
    call_command("publish_due", stdout=out)
    assert [line.split(".")[0] for line in out.getvalue().splitlines()] == [
        "atop-2024: publicat ca ediția 1",
        "informatizare-2019: nepublicat",
    ]


def test_the_command_fails_where_a_plan_could_not_be_published(atop, people, monkeypatch, caplog):
    monkeypatch.setattr(
        "plans.management.commands.publish_due.publish_due", lambda: scheduled.Outcome(failed=["atop-2024"])
    )
    with pytest.raises(CommandError) as refusal:
        call_command("publish_due")
    assert str(refusal.value) == "Nu s-au putut publica: atop-2024. Se încearcă din nou la următoarea rulare."


def test_each_step_is_told_by_mail_to_whom_it_concerns(atop, people, post, saved):
    with saved():
        submission = approving.submit(atop, by=people.editor, note="Vedeți măsura 2.5.")
    with saved():
        approving.return_(submission, by=people.publisher, note="Lipsește termenul.")
    approving.submit(atop, by=people.editor, note="")
    with saved():
        approving.return_(atop.submissions.open().get(), by=people.publisher, note="Încă nu.")
    approving.submit(atop, by=people.editor, note="Acum.")
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
        submission = approving.submit(atop, by=people.editor, note="")
    assert (state(submission), [record.message for record in caplog.records]) == (
        "waiting",
        ["The mail server does not answer."],
    )


def test_an_address_that_the_server_refuses_keeps_no_other_letter(atop, people, post, saved, caplog):
    post.refused = {"editor@example.org"}
    submission = approving.submit(atop, by=people.editor, note="")
    Submission.objects.filter(pk=submission.pk).update(sent_by=people.editor)
    schedule(atop, people.publisher)
    with caplog.at_level(logging.CRITICAL), saved():
        change(atop)
        due()
    assert post.recipients == ["publisher@example.org"]


def test_what_was_seen_is_told_apart_by_edition_submission_and_content(atop, people):
    saw = seen(atop)
    approving.submit(atop, by=people.editor, note="")
    assert seen(atop) == replace(saw, submission=(Submission.objects.get().pk, "waiting"))
    change(atop)
    assert seen(atop).content != saw.content
