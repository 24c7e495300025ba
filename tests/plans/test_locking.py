"""What is done after a change of a plan is saved: when it fails, the change stays and nobody is refused."""

from django.db import OperationalError

from plans import locking


def break_down(plan_id, by):
    raise OperationalError("server closed the connection")


def test_what_fails_after_a_change_refuses_nobody(atop, people, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(locking, "_watchers", [break_down])
    with django_capture_on_commit_callbacks(execute=True), locking.lock_plan(atop.pk, people.editor) as plan:
        plan.short_title = "Altfel"
        plan.save()
    atop.refresh_from_db()
    assert atop.short_title == "Altfel"
