"""What `make run` does before it serves: all on an empty folder, next to nothing the second time."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from public import page_store, portal_version
from public.models import StaleMark, StoredPage
from public.page_refresh import refresh_stale_plans


@pytest.fixture
def rendered(stored, monkeypatch):
    """The plans whose pages are made."""
    plans = set()
    monkeypatch.setattr(page_store, "pages_of", lambda plan: plans.add(plan.slug) or ())
    return plans


def test_pages_are_made_again_only_where_another_portal_made_them(rendered):
    assert (refresh_stale_plans(), rendered) == (0, set())
    StoredPage.objects.filter(path="/planuri/atop-2024/os-1.2/").update(portal_version="another")
    assert (refresh_stale_plans(), rendered) == (1, {"atop-2024"})


def test_pages_that_nobody_made_are_made(rendered, it_plan):
    StoredPage.objects.filter(plan=it_plan).delete()
    assert (refresh_stale_plans(), rendered) == (1, {"informatizare-2019"})


def test_pages_that_were_to_be_made_when_the_portal_stopped_are_made(rendered, it_plan):
    StaleMark.objects.create(plan=it_plan)
    assert (refresh_stale_plans(), rendered) == (1, {"informatizare-2019"})


def test_a_plan_without_a_public_edition_has_no_pages_to_be_made(db):
    assert refresh_stale_plans() == 0


def test_another_portal_is_one_whose_code_templates_styles_or_name_differ(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    known = set()
    for name in ("static/a.css", "templates/a.html", "plans/a.py"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("a")
        known.add(portal_version.portal_version.__wrapped__())
    settings.SITE_NAME = "Alt portal"
    known.add(portal_version.portal_version.__wrapped__())
    (tmp_path / "plans" / "a.pyc").write_text("compiled")
    assert portal_version.portal_version.__wrapped__() in known
    assert len(known) == 4


def test_the_second_time_nothing_is_written(installation):
    before = (installation.folder / "db.sqlite3").read_bytes() if not installation.url else b""
    assert "Conturi demonstrative" in installation.manage("prepare")
    after = (installation.folder / "db.sqlite3").read_bytes() if not installation.url else b""
    assert before == after


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("ALTER TABLE public_publicevent DROP COLUMN text_in_english", "public_publicevent.text_in_english"),
        ("DROP TABLE public_eventtold", "public_eventtold.event_id, public_eventtold.follower_id"),
    ],
)
def test_a_database_that_other_first_migrations_made_is_refused_in_words(db, statement, names):
    with connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(CommandError, match=rf"mai vechi: lipsesc {names}.*\. Mutați dosarul .* în altă parte"):
        call_command("prepare")
