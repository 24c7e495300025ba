import gzip
import re

import pytest

from plans.document import PlanLink
from plans.editions.composition import compose
from plans.editions.publishing import publish, withdraw
from plans.editions.successors import successors_of
from plans.models import Element, Plan
from plans.succession.actions import succeed
from portal.languages import in_all_languages
from public.models import StoredPage
from public.page_refresh import refresh_plan
from public.page_store import store_missing_pages
from tests.page import Page, dense
from tests.plans.succession.test_actions import element, everything, next_of

ROOT = "/planuri/atop-2024/"


def page_texts(plan, *paths):
    store_missing_pages(plan)
    rows = StoredPage.objects.filter(path__in=paths)
    return {row.path: gzip.decompress(row.gzip).decode() for row in rows}


def etags(plan):
    store_missing_pages(plan)
    return dict(StoredPage.objects.filter(plan=plan).values_list("path", "etag"))


def changed(before, after):
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def continuity(text):
    """What is said of the plans before and after: in which, where it leads, what that plan is called."""
    return re.findall(r'<dt>(În planul [^<]+)</dt><dd><a href="([^"]+)">[^<]+</a>([^<]+)</dd>', dense(text))


@pytest.fixture
def atop(small_atop):
    """The police plan, short: its pages are made again and again."""
    return small_atop


@pytest.fixture
def successor(atop, people):
    left = frozenset([element(atop, "2", "og").pk])
    return succeed(atop, by=people.editor, successor=next_of(atop), chosen=everything(atop, left_out=left))


@pytest.fixture
def both(atop, successor, people):
    """The plan and its successor, both published."""
    publish(atop, by=people.publisher, note="Prima ediție.")
    publish(successor, by=people.publisher, note="Prima ediție.")
    return atop, successor


def test_a_plan_says_what_it_continues_only_where_that_is_published(atop, successor, people):
    def composed():
        return compose(successor, number=1, published_at=successor.history.first().history_date, note="")

    draft = composed()
    assert (draft.continues, {one.continues for one in draft.elements}) == (None, {None})
    edition = publish(atop, by=people.publisher, note="Prima ediție.")
    draft = composed()
    one = next(one for one in draft.elements if one.code == "1.2")
    assert draft.continues == PlanLink(slug="atop-2024", title="Planul strategic ATOP 2024")
    assert (one.continues.plan, one.continues.address, one.continues.uid) == (
        "atop-2024",
        "os-1.2",
        str(element(atop, "1.2").uid),
    )
    withdraw(edition, by=people.publisher, reason="Anexa lipsea.")
    assert composed().continues is None


def test_a_reader_goes_from_this_years_objective_to_last_years_and_back_in_one_click(both, client):
    new = client.get("/planuri/atop-2025/os-1.2/").content.decode()
    assert continuity(new) == [("În planul de dinainte", "/planuri/atop-2024/os-1.2/", "Planul strategic ATOP 2024")]
    old = client.get("/planuri/atop-2024/os-1.2/").content.decode()
    assert continuity(old) == [("În planul următor", "/planuri/atop-2025/os-1.2/", "Planul strategic ATOP 2025")]
    strips = [Page(client.get(path)).text for path in ("/planuri/atop-2025/", "/planuri/atop-2024/")]
    assert [
        "Continuă planul Planul strategic ATOP 2024" in strips[0],
        "Continuat de Planul strategic ATOP 2025" in strips[1],
    ] == [True, True]


def test_what_was_left_out_leads_nowhere(both, client):
    assert continuity(client.get("/planuri/atop-2024/os-2.1/").content.decode()) == []
    assert successors_of(both[0]).elements.keys() & {str(element(both[0], "2.1").uid)} == set()


def test_publishing_the_successor_makes_again_exactly_the_pages_that_lead_on_to_it(atop, successor, people):
    publish(atop, by=people.publisher, note="Prima ediție.")
    before = etags(atop)
    publish(successor, by=people.publisher, note="Prima ediție.")
    continued = Element.objects.filter(continued_by__level__plan=successor).count()
    again = changed(before, etags(atop))
    assert (len(again), ROOT in again, f"{ROOT}os-1.2/" in again) == (2 * (continued + 1), True, True)
    assert [path for path in again if "-2." in path or "/editii/" in path or "/progres/" in path] == []


def test_the_next_edition_of_the_successor_changes_only_what_it_says_otherwise(both, people):
    atop, successor = both
    before = etags(atop)
    row = element(successor, "1.2")
    row.title = "Alt titlu"
    row.save()
    element(successor, "1.3").delete()
    publish(successor, by=people.publisher, note="A doua ediție.")
    assert changed(before, etags(atop)) == in_all_languages([f"{ROOT}os-1.2/", f"{ROOT}os-1.3/"])
    assert continuity(page_texts(atop, f"{ROOT}os-1.3/")[f"{ROOT}os-1.3/"]) == []


def test_a_withdrawn_successor_is_led_to_no_more(both, people):
    atop, successor = both
    withdraw(successor.editions.get(), by=people.publisher, reason="Anexa lipsea.")
    pages_now = page_texts(atop, ROOT, f"{ROOT}os-1.2/")
    assert [continuity(text) for text in pages_now.values()] == [[], []]
    assert "Continuat de" not in pages_now[ROOT]


def test_the_pages_are_the_same_made_one_by_one_or_all_again(both):
    atop, _successor = both
    before = etags(atop)
    refresh_plan(atop, anew=True)
    assert changed(before, etags(atop)) == set()


def test_a_frozen_edition_says_what_it_continued_and_not_what_came_after(both, client):
    old, new = (client.get(f"/planuri/{slug}/editii/1/").content.decode() for slug in ("atop-2024", "atop-2025"))
    assert ("Continuat de" in old, "Continuă planul" in new) == (False, True)


def test_what_continues_a_plan_takes_one_query(both, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = successors_of(both[0])
    assert [plan.slug for plan in found.plans] == ["atop-2025"]


def test_the_queries_of_composing_do_not_depend_on_how_much_is_continued(both, django_assert_num_queries):
    _atop, successor = both
    successor = Plan.objects.select_related("owner", "reviewer").get(pk=successor.pk)
    at = successor.editions.get().published_at
    for _many_then_one in range(2):
        with django_assert_num_queries(11):
            compose(successor, number=1, published_at=at, note="")
        Element.objects.filter(level__plan=successor).exclude(code="1.1").update(continues=None)
