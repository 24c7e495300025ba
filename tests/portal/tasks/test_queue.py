"""What the queue promises: a task ends once, for the worker that has it, and says why where it does not end well."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.models import Job, TaskWorker
from portal.tasks import folders, queries, queue, running
from portal.tasks.actions import cancel_job, enqueue_once, prune_tasks, start_job
from tests.portal.tasks import sample_tasks


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def start(people):
    """Start a sample task for the editor."""
    return lambda name, *arguments, key="k": start_job(
        getattr(sample_tasks, name), *arguments, by=people.editor, title="O notă", key=key, back="/lucru/"
    )


def fresh(job):
    return Job.objects.select_related("task").get(pk=job.pk)


def test_a_task_that_is_asked_for_twice_is_done_once(start):
    one, same, other = start("make_note", "a"), start("make_note", "a"), start("make_note", "b", key="alta")
    assert (one.pk == same.pk, one.pk == other.pk) == (True, False)
    assert (queue.run_waiting_tasks(), queue.run_waiting_tasks()) == (2, 0)
    assert start("make_note", "a").pk != one.pk


@pytest.mark.parametrize(
    ("name", "state", "reason"),
    [
        ("refuse", "failed", "Nu se poate: lipsește foaia."),
        ("break_down", "failed", queue.UNEXPECTED),
        ("try_later", "waiting", ""),
    ],
)
def test_a_task_says_how_it_ended(start, name, state, reason):
    job = start(name)
    queue.run_waiting_tasks()
    assert (fresh(job).state, fresh(job).reason) == (state, reason)
    assert queries.failed_count(since=timezone.now() - datetime.timedelta(days=1)) == (state == "failed")


def test_a_task_is_ended_only_by_the_worker_that_has_it(start, people):
    job = start("rename", people.editor.pk, "Alt nume")
    row = queue.claim("primul")
    DBTaskResult.objects.filter(pk=job.pk).update(worker_ids=["primul", "al doilea"])
    queue.perform(row, "primul")
    people.editor.refresh_from_db()
    assert (people.editor.first_name, fresh(job).state) == ("", "running")
    queue.perform(row, "al doilea")
    people.editor.refresh_from_db()
    assert (people.editor.first_name, fresh(job).state) == ("Alt nume", "ready")


def test_what_a_worker_that_is_gone_had_is_done_by_another_ten_times_at_most(start):
    job = start("make_note", "a")
    for number in range(queue.MAX_LOSSES):
        assert (queue.claim(f"lucrător {number}") is not None, fresh(job).state) == (True, "running")
        queue.free_expired("altul")
    assert (fresh(job).state, fresh(job).reason) == ("failed", queue.CRASHED)


def test_what_a_worker_that_lives_has_is_its_own(start):
    job = start("make_note", "a")
    queue.claim("viu")
    TaskWorker.objects.create(pk="viu", seen_at=timezone.now())
    queue.free_expired("altul")
    assert fresh(job).state == "running"
    TaskWorker.objects.update(seen_at=timezone.now() - queue.lease())
    queue.free_expired("altul")
    assert fresh(job).state == "waiting"


def test_what_is_put_off_waits_until_then_and_is_not_late(start):
    job = start("try_later")
    queue.run_waiting_tasks()
    assert (queue.claim("oricare"), queries.waiting_count(), fresh(job).task.worker_ids) == (None, 0, [])
    assert round((fresh(job).task.run_after - timezone.now()).total_seconds()) == 60


def test_a_job_that_was_called_off_is_not_done_and_did_not_fail(start, people):
    job = start("rename", people.editor.pk, "Alt nume")
    cancel_job(job, by=people.editor)
    assert (queue.run_waiting_tasks(), fresh(job).state) == (0, "cancelled")
    assert queries.failed_count(since=job.task.enqueued_at) == 0
    again = start("rename", people.editor.pk, "Alt nume")
    row = queue.claim("unul")
    cancel_job(fresh(again), by=people.admin)
    queue.perform(row, "unul")
    people.editor.refresh_from_db()
    assert (fresh(again).state, people.editor.first_name) == ("cancelled", "")


def test_the_queue_says_how_much_waits_and_since_when(start):
    assert (queries.waiting_count(), queries.oldest_waiting(), queries.is_worker_alive()) == (0, None, False)
    first, second = start("make_note", "a"), start("make_note", "b", key="alta")
    assert (queries.waiting_count(), queries.oldest_waiting()) == (2, first.task.enqueued_at)
    assert (queries.waiting_before(first), queries.waiting_before(second)) == (0, 1)
    TaskWorker.objects.create(pk="viu", seen_at=timezone.now())
    queue.claim("viu")
    assert (queries.is_worker_alive(), queries.waiting_count(), queries.running_count()) == (True, 1, 1)


def test_a_file_that_nobody_waits_for_is_asked_for_once_and_not_at_once_after_it_failed(db):
    for _ in range(2):
        enqueue_once(sample_tasks.refuse)
    assert (queue.run_waiting_tasks(), DBTaskResult.objects.count()) == (1, 1)
    enqueue_once(sample_tasks.refuse)
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.update(finished_at=timezone.now() - datetime.timedelta(hours=2))
    enqueue_once(sample_tasks.refuse)
    assert DBTaskResult.objects.count() == 2


def test_what_is_over_goes_after_a_week_with_its_files(start, media):
    over, waiting = start("make_note", "a"), start("make_note", "b", key="alta")
    queue.perform(queue.claim("unul"), "unul")
    assert folders.result_path(over.pk, "notă.txt").read_text() == "a"
    assert oct(folders.jobs_folder().stat().st_mode & 0o777) == "0o700"
    assert oct(folders.result_path(over.pk, "notă.txt").stat().st_mode & 0o777) == "0o600"
    assert (prune_tasks(), prune_tasks(now=timezone.now() + datetime.timedelta(days=8))) == (0, 1)
    assert (Job.objects.get().pk, list(folders.jobs_folder().iterdir())) == (waiting.pk, [])


def test_done_at_once_a_task_says_nothing_to_nobody(db, media):
    running.report_progress(1, 2, "rând,rânduri")
    running.complete()
    assert (DBTaskResult.objects.count(), folders.jobs_folder().exists()) == (0, False)
