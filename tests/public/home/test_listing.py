"""The list of published plans, read from their summaries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.editions.publishing import publish, withdraw
from plans.models import Edition
from public.home.listing import PublicPlansForm, plans_page
from public.home.summaries import store_summary
from public.models import PlanSummary
from public.page_refresh import refresh_plan
from tests.page import Page
from tests.public.published_plans import named_copies, published_plans


@pytest.fixture
def publish_as(people, it_plan):
    """Publish copies of the IT plan under short titles; the first title is of the newest plan."""

    def publish_as(*titles):
        document = publish(it_plan, by=people.publisher, note="x").read()
        PlanSummary.objects.all().delete()
        published_plans(named_copies(document, titles), by=people.publisher)

    return publish_as


@pytest.mark.both
@pytest.mark.parametrize(
    ("asked", "titles", "page"),
    [
        ({}, ["Zid", "Apă", "Ăsta", "Școli"], 1),
        ({"ordine": "titlu"}, ["Apă", "Ăsta", "Școli", "Zid"], 1),
        ({"cauta": " SCOLI judetean "}, ["Școli"], 1),
        ({"cauta": "şcoli"}, ["Școli"], 1),
        ({"cauta": "nimic"}, [], 1),
        ({"cauta": "%"}, [], 1),
        ({"cauta": "sc_li"}, [], 1),
        ({"cauta": "zid\x00"}, ["Zid"], 1),
        ({"ordine": "x", "pagina": "-4"}, ["Zid", "Apă", "Ăsta", "Școli"], 1),
        ({"pagina": "99"}, ["Zid", "Apă", "Ăsta", "Școli"], 1),
        ({"pagina": "٣"}, ["Zid", "Apă", "Ăsta", "Școli"], 1),
        ({"stare": "incheiate", "an": "2020", "institutie": "cj-cluj"}, ["Zid", "Apă", "Ăsta", "Școli"], 1),
        ({"stare": "in-vigoare"}, [], 1),
        ({"an": "2018"}, ["Zid", "Apă", "Ăsta", "Școli"], 1),
    ],
)
def test_the_list_is_searched_and_ordered_and_forgives_a_wrong_page(publish_as, asked, titles, page):
    publish_as("Zid", "Apă", "Ăsta", "Școli")
    shown = PublicPlansForm(asked, PlanSummary.objects.all()).page
    assert ([plan.short_title for plan in shown], shown.paginator.count, shown.number) == (titles, len(titles), page)


@pytest.mark.both
def test_titles_are_in_romanian_order(publish_as):
    publish_as("Țară", "Azi", "Ărie", "Tun", "arie")
    shown = PublicPlansForm({"ordine": "titlu"}, PlanSummary.objects.all()).page
    assert [plan.short_title for plan in shown] == ["arie", "Azi", "Ărie", "Tun", "Țară"]


def test_a_long_list_is_shown_twenty_at_a_time_with_links_that_keep_the_search(publish_as):
    publish_as(*(f"Plan {number}" for number in range(45)))
    with CaptureQueriesContext(connection) as queries:
        page = Page(plans_page({"cauta": "plan", "pagina": "2"}))
    assert [page.text.count(f"Plan {number} ") for number in (19, 20, 39, 40)] == [0, 2, 2, 0]
    assert "Pagina 2 din 3" in page.text
    assert [link for link in page.links if link.startswith("?")] == [
        "?cauta=plan&pagina=1",
        "?cauta=plan&pagina=3",
    ]
    assert "45 de planuri" in page.text
    assert len(queries) == 6


def test_a_search_that_finds_little_in_a_long_list_keeps_its_form(publish_as):
    publish_as(*"abcdef")
    assert Page(plans_page({"cauta": "nimic"})).all("form", "class") == ["site-search", "filter"]


def test_a_short_list_has_no_search_form(publish_as):
    publish_as("Plan")
    assert Page(plans_page()).all("form", "class") == ["site-search"]


def test_the_summary_is_of_the_current_edition_and_goes_with_the_last_one(atop, people):
    first = publish(atop, by=people.publisher, note="Prima.")
    second = publish(atop, by=people.publisher, note="A doua.")
    assert list(PlanSummary.objects.values_list("slug", "number")) == [("atop-2024", 2)]
    withdraw(second, by=people.publisher, reason="Greșeală.")
    assert PlanSummary.objects.get().number == 1
    withdraw(first, by=people.publisher, reason="Greșeală.")
    assert not PlanSummary.objects.exists()


def test_a_summary_is_made_again_from_the_edition_alone(editions, atop):
    before = list(PlanSummary.objects.order_by("pk").values())
    store_summary(atop, None)
    refresh_plan(atop)
    assert list(PlanSummary.objects.order_by("pk").values()) == before


@pytest.mark.both
def test_publishing_reads_no_other_plan_and_asks_the_same_beside_any_number(it_plan, people, monkeypatch):
    document = publish(it_plan, by=people.publisher, note="x").read()
    parsed = []
    read = Edition.read
    monkeypatch.setattr(Edition, "read", lambda self: parsed.append(self.plan_id) or read(self))

    def cost():
        parsed.clear()
        with CaptureQueriesContext(connection) as queries:
            publish(it_plan, by=people.publisher, note="y")
        return len(queries)

    cost()
    alone = cost()
    for others in (range(1), range(1, 50)):
        copies = named_copies(document, [f"Plan {number}" for number in range(50)])
        published_plans([copies[number] for number in others], by=people.publisher)
        assert (cost(), set(parsed)) == (alone, {it_plan.pk})
