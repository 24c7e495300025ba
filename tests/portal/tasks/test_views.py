"""The page of a task: it says where the task stands, to whoever asked for it, with or without a script."""

import pytest
from django.test import Client
from django.utils import timezone

from portal.models import TaskWorker
from portal.tasks import folders, queue
from portal.tasks.actions import start_job
from tests.page import Page
from tests.portal.tasks import sample_tasks


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def job(people):
    return start_job(sample_tasks.make_note, "a", by=people.editor, title="O notă", key="k", back="/lucru/")


def addresses(job):
    root = job.get_absolute_url()
    return [root, f"{root}anulare/", f"{root}fisier/"]


def said(client, job):
    return Page(client.get(job.get_absolute_url())).text


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("publisher", 404), ("outsider", 404)])
def test_a_task_is_its_owners(people, job, who, status):
    client = Client()
    if who:
        client.force_login(getattr(people, who))
    page, cancel, file = addresses(job)
    assert [client.get(page).status_code, client.post(cancel).status_code, client.get(file).status_code] == [status] * 3
    assert queue.run_waiting_tasks() == 1


def test_each_address_takes_its_own_method(editor, job):
    page, cancel, file = addresses(job)
    assert [editor.post(page).status_code, editor.get(cancel).status_code, editor.post(file).status_code] == [405] * 3


def test_the_page_says_how_far_the_task_is(editor, people, job):
    page, _cancel, file = addresses(job)
    assert "Procesul care face lucrările nu răspunde acum." in said(editor, job)
    TaskWorker.objects.create(pk="viu", seen_at=timezone.now())
    waiting = said(editor, job)
    assert ("Așteaptă la rând." in waiting, "nu răspunde" in waiting, "Reîncarcă" in waiting) == (True, False, True)
    assert editor.get(file).status_code == 404
    row = queue.claim("viu")
    assert "Se lucrează." in said(editor, job)
    folders.write_progress(job.pk, folders.TaskProgress(1, 20, "rând,rânduri"))
    answer = editor.get(page)
    html = answer.content.decode()
    assert ("Se lucrează: 1 din 20 de rânduri." in Page(answer).text, 'hx-trigger="every 2s"' in html) == (True, True)
    queue.perform(row, "viu")
    answer = editor.get(page)
    html = answer.content.decode()
    assert "HX-Refresh" not in answer
    assert editor.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert (f'href="{file}"' in html, "hx-trigger" in html, answer["Cache-Control"]) == (
        True,
        False,
        "private, no-store",
    )
    sent = editor.get(file)
    assert (b"".join(sent), sent["Cache-Control"]) == (b"a", "private, no-store")
    assert sent["Content-Disposition"].startswith("attachment")
    folders.remove(job.pk)
    assert editor.get(file).status_code == 404


def test_a_task_is_called_off_by_a_button(editor, job):
    page, cancel, _file = addresses(job)
    assert editor.post(cancel).url == page
    assert "Lucrarea a fost anulată." in said(editor, job)
    assert "nu mai era nimic de anulat" in Page(editor.post(cancel, follow=True)).text


def test_an_administrator_sees_and_calls_off_what_others_asked_for(people, job):
    client = Client()
    client.force_login(people.admin)
    page, cancel, _file = addresses(job)
    assert (client.get(page).status_code, client.post(cancel).url) == (200, page)
