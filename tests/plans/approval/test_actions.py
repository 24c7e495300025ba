"""Submitting and deciding: who may, and who wins when two act at once."""

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from plans import permissions
from plans.approval import actions as approval_actions
from plans.editions import publishing
from plans.editions.publishing import NotReady, withdraw
from plans.models import Edition, Membership, Submission, Thread
from portal.versioning import Conflict
from tests.plans.approval.approval_factories import approve, change, new_act, schedule, snapshot_of, spoil, state


def test_a_plan_is_submitted_published_and_the_submission_knows_its_edition(atop, people):
    submission = approval_actions.submit(atop, by=people.editor, note="Gata.")
    edition = approve(atop, people.publisher)
    submission.refresh_from_db()
    assert (submission.state, submission.edition, submission.decided_by, submission.public_note) == (
        "published",
        edition,
        people.publisher,
        "Prima ediție.",
    )


@pytest.mark.parametrize("act", [None, new_act])
def test_approving_asks_for_permission_once_and_composes_the_plan_once(atop, people, monkeypatch, act):
    composed, allowed = [], []
    compose, may_publish = publishing.compose, permissions.may_publish
    saw = snapshot_of(atop)
    monkeypatch.setattr(publishing, "compose", lambda plan, **mark: composed.append(plan) or compose(plan, **mark))
    monkeypatch.setattr(permissions, "may_publish", lambda by, plan: allowed.append(plan) or may_publish(by, plan))
    edition = approval_actions.approve(atop, by=people.publisher, note="Prima ediție.", seen=saw, act=act and act())
    assert (composed, allowed) == ([atop], [atop])
    assert publishing.fingerprint(edition.read()) == snapshot_of(atop).content
    assert edition.read().edition.number == 1


@pytest.mark.parametrize("who", ["reviewer", "reporter", "outsider"])
def test_only_those_who_write_the_plan_submit_it(atop, people, who):
    with pytest.raises(PermissionDenied):
        approval_actions.submit(atop, by=getattr(people, who), note="")
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("who", ["editor", "reviewer", "reporter", "outsider"])
def test_only_publishers_decide(atop, people, who):
    submission = approval_actions.submit(atop, by=people.editor, note="")
    by = getattr(people, who)
    for decision in (
        lambda: approve(atop, by),
        lambda: schedule(atop, by),
        lambda: approval_actions.return_submission(submission, by=by, note="Nu."),
        lambda: approval_actions.unschedule(submission, by=by),
    ):
        with pytest.raises(PermissionDenied):
            decision()
    assert (state(submission), Edition.objects.count(), Thread.objects.count()) == ("waiting", 0, 0)


def test_a_plan_with_errors_is_not_submitted(atop, people):
    spoil(atop)
    with pytest.raises(NotReady):
        approval_actions.submit(atop, by=people.editor, note="")
    assert Submission.objects.count() == 0


def test_submitting_twice_submits_once(atop, people):
    first = approval_actions.submit(atop, by=people.editor, note="Gata.")
    assert approval_actions.submit(atop, by=people.editor, note="Gata.") == first
    with pytest.raises(Conflict):
        approval_actions.submit(atop, by=people.publisher, note="Și eu.")


def test_who_sent_a_plan_takes_it_back_and_no_one_else(atop, people):
    submission = approval_actions.submit(atop, by=people.editor, note="")
    with pytest.raises(PermissionDenied):
        approval_actions.recall(submission, by=people.publisher)
    approval_actions.recall(submission, by=people.editor)
    assert state(submission) == "recalled"


def test_of_a_recall_and_an_approval_at_once_one_wins(atop, people):
    submission = approval_actions.submit(atop, by=people.editor, note="")
    saw = snapshot_of(atop)
    approval_actions.recall(submission, by=people.editor)
    with pytest.raises(Conflict):
        approve(atop, people.publisher, seen=saw)
    again = approval_actions.submit(atop, by=people.editor, note="")
    approve(atop, people.publisher)
    with pytest.raises(Conflict):
        approval_actions.recall(again, by=people.editor)
    assert (state(again), Edition.objects.count()) == ("published", 1)


def test_of_two_publishers_the_second_learns_that_the_first_decided(atop, people):
    submission = approval_actions.submit(atop, by=people.editor, note="")
    saw = snapshot_of(atop)
    approval_actions.return_submission(submission, by=people.publisher, note="Lipsește termenul.")
    with pytest.raises(Conflict):
        approve(atop, people.admin, seen=saw)
    with pytest.raises(Conflict):
        approval_actions.return_submission(submission, by=people.admin, note="Altceva.")
    assert (Edition.objects.count(), Thread.objects.count()) == (0, 1)


def test_what_is_returned_says_why_and_opens_a_discussion(atop, people):
    submission = approval_actions.submit(atop, by=people.editor, note="")
    approval_actions.return_submission(submission, by=people.publisher, note="Lipsește termenul.")
    submission.refresh_from_db()
    assert (submission.state, submission.answer) == ("returned", "Lipsește termenul.")
    assert [c.text for c in atop.threads.get().comments.all()] == ["Lipsește termenul."]


def test_a_plan_that_somebody_saved_meanwhile_is_not_published_until_seen_again(atop, people):
    saw = snapshot_of(atop)
    change(atop)
    for decide in (approve, schedule):
        with pytest.raises(Conflict):
            decide(atop, people.publisher, seen=saw)
    assert (Edition.objects.count(), Submission.objects.count()) == (0, 0)
    assert approve(atop, people.publisher).read().by_address["os-2.5"].title == "Altfel"


def test_the_same_approval_sent_twice_publishes_once(atop, people):
    saw = snapshot_of(atop)
    first = approve(atop, people.publisher, seen=saw)
    assert approve(atop, people.publisher, seen=saw) == first
    with pytest.raises(Conflict):
        approve(atop, people.publisher, seen=saw, note="Altă notă.")
    assert Edition.objects.count() == 1


def test_an_edition_published_meanwhile_by_another_is_seen_first(atop, people):
    saw = snapshot_of(atop)
    approve(atop, people.admin)
    with pytest.raises(Conflict):
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


def test_a_plan_in_which_nothing_changed_is_not_published_but_for_a_correction_of_its_act(atop, people):
    approve(atop, people.publisher, act=new_act())
    for decide in (approve, schedule):
        with pytest.raises(ValidationError, match="planul este întocmai ediția 1"):
            decide(atop, people.publisher, note="Nimic nou.")
    act = atop.adoptionact_set.get()
    act.annex = "Anexa nr. 2"
    edition = approve(atop, people.publisher, note="Actul are anexa 2.", act=act)
    assert (edition.number, [one.annex for one in edition.read().acts]) == (2, ["Anexa nr. 2"])


def test_what_was_withdrawn_is_published_again_as_it_was(atop, people):
    withdraw(approve(atop, people.publisher), by=people.publisher, reason="Din greșeală.")
    assert approve(atop, people.publisher, note="Din nou.").number == 2


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


def test_a_role_revoked_in_mid_work_decides_nothing(atop, people):
    saw = snapshot_of(atop)
    Membership.objects.filter(user=people.publisher, role="publisher").delete()
    with pytest.raises(PermissionDenied):
        approve(atop, people.publisher, seen=saw)


def test_what_was_seen_is_told_apart_by_edition_submission_and_content(atop, people):
    saw = snapshot_of(atop)
    approval_actions.submit(atop, by=people.editor, note="")
    assert snapshot_of(atop) == replace(saw, submission=(Submission.objects.get().pk, "waiting"))
    change(atop)
    assert snapshot_of(atop).content != saw.content
