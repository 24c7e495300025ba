"""The hour of publication: exactly what was approved, once, or nothing and why."""

import datetime
import io
import logging

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.approval import actions as approval_actions
from plans.approval import schedule as scheduled
from plans.locking import lock_plan
from plans.models import Edition, Element, Membership, Submission
from portal.outbox.models import Letter
from portal.versioning import Conflict
from tests.page import Page
from tests.plans.approval.approval_factories import HOUR, change, due, new_act, schedule, snapshot_of, spoil, state


@pytest.mark.both
def test_a_scheduled_plan_is_published_once_at_its_hour(atop, people):
    submission = schedule(atop, people.publisher, act=new_act())
    assert (scheduled.publish_due().published, state(submission)) == ([], "scheduled")
    (edition,) = due().published
    assert due() == scheduled.PublicationOutcome()
    submission.refresh_from_db()
    assert (submission.state, submission.edition, edition.published_by, edition.note) == (
        "published",
        edition,
        people.publisher,
        "Prima ediție.",
    )
    assert [act.number for act in edition.read().acts] == ["12/2024"]


@pytest.mark.both
def test_scheduling_twice_schedules_once(atop, people):
    at, saw = timezone.now() + HOUR, snapshot_of(atop)
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


def edit(plan, by, title):
    """Change an element as its form does: under the plan, and saved."""
    with lock_plan(plan.pk, by):
        change(plan, title)


def test_a_scheduled_plan_that_is_edited_says_at_once_that_it_will_not_be_published(
    atop, people, client, django_capture_on_commit_callbacks
):
    submission = schedule(atop, people.publisher)
    title = Element.objects.get(level__plan=atop, code="2.5").title
    for text in ("Altfel", "Și mai altfel"):
        with django_capture_on_commit_callbacks(execute=True):
            edit(atop, people.editor, text)
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted([people.editor.email, people.publisher.email])
    assert "nu se va publica" in Letter.objects.first().subject
    submission.refresh_from_db()
    assert (submission.state, submission.changed_at is None) == ("scheduled", False)
    client.force_login(people.editor)
    row = Element.objects.get(level__plan=atop, code="2.5")
    written = ("/lucru/atop-2024/", f"/lucru/atop-2024/elemente/{row.pk}/", "/lucru/atop-2024/aprobare/")
    assert [page for page in written if "Nu se va publica la" not in Page(client.get(page)).text] == []
    assert "schimbat de atunci, nu se va publica" in Page(client.get("/lucru/planuri/")).text
    with django_capture_on_commit_callbacks(execute=True):
        edit(atop, people.editor, title)
    submission.refresh_from_db()
    assert submission.changed_at is None
    assert [page for page in written if "Nu se va publica la" in Page(client.get(page)).text] == []
    assert [edition.number for edition in due().published] == [1]


def test_a_scheduled_plan_that_changed_by_another_way_is_told_before_its_hour(atop, people):
    submission = schedule(atop, people.publisher)
    change(atop)
    scheduled.publish_due()
    submission.refresh_from_db()
    assert (submission.state, submission.changed_at is None) == ("scheduled", False)
    assert Letter.objects.count() == 1


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


def test_a_plan_taken_off_its_hour_waits(atop, people):
    submission = schedule(atop, people.publisher)
    approval_actions.unschedule(submission, by=people.publisher)
    assert (due(), state(submission)) == (scheduled.PublicationOutcome(), "waiting")
    with pytest.raises(Conflict):
        approval_actions.unschedule(submission, by=people.publisher)


@pytest.mark.both
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
        "plans.management.commands.publish_due.publish_due", lambda: scheduled.PublicationOutcome(failed=["atop-2024"])
    )
    with pytest.raises(CommandError) as refusal:
        call_command("publish_due")
    assert str(refusal.value) == "Nu s-au putut publica: atop-2024. Se încearcă din nou la următoarea rulare."
