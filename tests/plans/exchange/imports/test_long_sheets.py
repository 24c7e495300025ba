"""A long sheet: tried out and imported outside the request, with the same pages before and after."""

import pytest
from django.test import Client

from plans.models import Element
from portal.tasks.queue import run_waiting_tasks
from tests.page import Page
from tests.plans.exchange.conftest import MEASURES
from tests.plans.exchange.sheet_files import HEADINGS, ROW, workbook

NEW = workbook(HEADINGS, ROW, ["informatizare-2019", "m", "1.16", "ax-4", 160, "Semnături <b>electronice</b>"])


@pytest.fixture(autouse=True)
def _short_sheets_are_very_short(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr("plans.exchange.imports.screen.SHORT_SHEET", 1)


@pytest.fixture
def job(post_file):
    """The address of a job that tried out two new measures."""
    address = post_file("noi.xlsx", NEW).url
    assert run_waiting_tasks() == 1
    return address


def preview_of(job):
    return f"{MEASURES}import/?lucrare={job.strip('/').rpartition('/')[2]}"


def confirm(editor, job):
    ticket = editor.get(preview_of(job)).context["ticket"]
    return editor.post(f"{MEASURES}process_import/", {"ticket": ticket}).url


def test_a_long_sheet_is_tried_out_shown_confirmed_and_saved_once(editor, people, job, rows):
    before = rows()
    assert f'href="{preview_of(job)}"' in editor.get(job).content.decode()
    page = Page(editor.get(preview_of(job)))
    assert ("2 rânduri noi" in page.text, "Semnături <b>electronice</b>" in page.text, rows() == before) == (True,) * 3
    saving = confirm(editor, job)
    assert confirm(editor, job) == saving
    assert (run_waiting_tasks(), run_waiting_tasks()) == (1, 0)
    said = editor.get(saving)
    assert "Importul s-a încheiat: 2 rânduri noi" in Page(said).text
    assert f'href="{MEASURES}"' in said.content.decode()
    made = Element.objects.get(code="1.16")
    assert (made.title, made.history.get().history_user) == ("Semnături <b>electronice</b>", people.editor)
    assert made.history.get().history_change_reason == "Import din noi.xlsx"
    again = {"ticket": editor.get(preview_of(job)).context["ticket"]}
    assert "Fișierul nu mai așteaptă" in Page(editor.post(f"{MEASURES}process_import/", again)).text
    assert (run_waiting_tasks(), len(rows()[0])) == (0, len(before[0]) + 2)


def test_what_changed_meanwhile_is_shown_again_before_it_is_saved(editor, job, rows):
    saving = confirm(editor, job)
    Element.objects.filter(code="1.8", level__plan__slug="informatizare-2019").update(title="Alt titlu")
    Element.objects.create(
        level=Element.objects.get(code="1.8", level__plan__slug="informatizare-2019").level,
        parent=Element.objects.get(code="1.8", level__plan__slug="informatizare-2019").parent,
        code="1.16",
        position=160,
        title="Scris între timp",
    )
    run_waiting_tasks()
    assert "Datele s-au schimbat între timp." in editor.get(saving).content.decode()
    assert Element.objects.get(code="1.16").title == "Scris între timp"
    final = confirm(editor, saving)
    run_waiting_tasks()
    assert "Importul s-a încheiat" in editor.get(final).content.decode()
    assert Element.objects.get(code="1.16").title == "Semnături <b>electronice</b>"


def test_a_preview_is_its_owner_s_and_its_page_s(people, editor, job):
    other = Client()
    other.force_login(people.publisher)
    for address in (preview_of(job), f"{MEASURES}import/?lucrare=nimic"):
        assert "ticket" not in other.get(address).context
    elsewhere = preview_of(job).replace("measure", "action")
    assert "ticket" not in editor.get(elsewhere).context


def test_who_may_not_import_any_more_imports_nothing(editor, people, job, rows):
    before, saving = rows(), confirm(editor, job)
    people.editor.memberships.all().delete()
    run_waiting_tasks()
    assert "Nu mai aveți dreptul" in editor.get(saving).content.decode()
    assert rows() == before


def test_a_long_sheet_that_cannot_be_read_says_why(post_file, editor):
    job = post_file("noi.xlsx", workbook(["Plan", "Ce"], ["informatizare-2019", "x"], ["informatizare-2019", "y"])).url
    run_waiting_tasks()
    assert "Coloane necunoscute: „Ce”" in editor.get(job).content.decode()
