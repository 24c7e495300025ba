"""A plan's stored pages: gone with the change that makes them untrue, made again after it, never as they were before."""

import gzip

import pytest
from django_tasks_db.models import DBTaskResult

from plans.editions.publishing import publish
from portal.languages import in_all_languages
from portal.tasks.queue import run_waiting_tasks
from public import page_store
from public.models import StaleMark, StoredPage
from tests.installation import PATIENCE
from tests.page import page_text
from tests.wsgi_client import ask

pytestmark = pytest.mark.both

EDITIONS = "/planuri/atop-2024/editii/"
PUBLISH = """
from django.contrib.auth import get_user_model
from django.db import transaction
from plans.editions.publishing import publish
from plans.models import Plan
by = get_user_model().objects.get(username="aprobator")
with transaction.atomic():
    publish(Plan.objects.get(slug="atop-2024"), by=by, note="Între timp.")
    print("gata", flush=True)
    input()
"""
STORE = """
from plans.models import Plan
from public.page_store import store_missing_pages
print("gata", flush=True)
store_missing_pages(Plan.objects.get(slug="atop-2024"))
"""
FOUND = """
import gzip
from public.models import StaleMark, StoredPage
page = StoredPage.objects.get(path="/planuri/atop-2024/editii/")
print("Între timp." in gzip.decompress(page.gzip).decode(), StaleMark.objects.filter(plan=page.plan).count())
"""


def stored_text(path):
    return gzip.decompress(StoredPage.objects.get(path=path).gzip).decode()


def asked_for():
    """How often the worker was asked for pages."""
    return DBTaskResult.objects.filter(task_path=page_store.make_pages.module_path).count()


def test_a_changed_page_is_gone_at_once_and_made_by_the_worker(stored, atop, people, client):
    frozen = f"{EDITIONS}1/"
    publish(atop, by=people.publisher, note="A doua.")
    assert set(StoredPage.objects.filter(plan=atop).values_list("path", flat=True)) == in_all_languages([frozen])
    assert "A doua." in page_text(client.get(EDITIONS))
    # The files of the edition are of other tests.
    DBTaskResult.objects.exclude(task_path=page_store.make_pages.module_path).delete()
    run_waiting_tasks()
    assert ("A doua." in stored_text(EDITIONS), StoredPage.objects.get(path=frozen).etag) == (True, stored[frozen])
    assert ask(EDITIONS).body.decode() == stored_text(EDITIONS)
    assert not StaleMark.objects.filter(plan=atop).exists()


def test_many_changes_ask_for_the_pages_once(stored, atop):
    before = asked_for()
    for _change in range(3):
        page_store.drop_pages(atop, [EDITIONS])
    assert (StaleMark.objects.filter(plan=atop).count(), asked_for() - before) == (3, 1)


def test_what_changes_while_pages_are_made_is_made_once_more(stored, atop, people, monkeypatch):
    pages_of, rounds = page_store.pages_of, []

    def made_while_something_changes(plan):
        yield from pages_of(plan)
        rounds.append(plan)
        if len(rounds) == 1:
            publish(atop, by=people.publisher, note="Între timp.")

    monkeypatch.setattr(page_store, "pages_of", made_while_something_changes)
    page_store.drop_pages(atop, [EDITIONS])
    page_store.store_missing_pages(atop)
    assert (len(rounds), "Între timp." in stored_text(EDITIONS)) == (2, True)


def test_pages_made_beside_an_act_that_has_not_ended_are_never_those_before_it(installation):
    installation.ask(f"from public.models import StoredPage\nStoredPage.objects.filter(path='{EDITIONS}').delete()")
    publishing = installation.start(PUBLISH)
    assert publishing.stdout.readline() == "gata\n"
    storing = installation.start(STORE)
    assert storing.stdout.readline() == "gata\n"
    publishing.communicate("\n", timeout=PATIENCE)
    assert storing.wait(timeout=PATIENCE) == 0
    installation.ask(STORE)
    assert installation.ask(FOUND) == "True 0"
