import datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.editing.plan_list.plan_status import CHECKS_AT_ONCE
from plans.models import Institution, Membership, Plan, Submission, Thread

ADDRESS = "/lucru/planuri/"


@pytest.fixture(autouse=True)
def _nothing_is_remembered(db):
    cache.clear()


def touched(row, by, **values):
    """Save as somebody does some time after a publication."""
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = by
    row._history_date = timezone.now() + datetime.timedelta(seconds=5)
    row.save()


def rows(client, query=""):
    return {row.standing.plan.slug: row for row in client.get(ADDRESS + query).context["rows"]}


def states(client, query=""):
    return {slug: row.standing.state for slug, row in rows(client, query).items()}


def test_a_plan_is_unpublished_published_and_changed(client, people, it_plan, atop, editions):
    new = Plan.objects.create(
        slug="nou",
        short_title="Planul nou",
        title="Nou",
        owner=it_plan.owner,
        period_start="2026-01-01",
        period_end="2026-12-31",
    )
    touched(it_plan.section_set.first(), people.editor, heading="Altul")
    touched(it_plan.level_set.first(), people.publisher, name="Altul")
    client.force_login(people.editor)
    assert states(client) == {"atop-2024": "publicat", "informatizare-2019": "modificat", new.slug: "nepublicat"}
    row = rows(client)["informatizare-2019"]
    assert (row.changed.replace("\xa0", " "), row.edited_by) == ("1 secțiune, 1 nivel", "publisher")


def test_what_an_indicator_has_new_counts_as_a_change(client, people, atop, editions):
    touched(atop.indicators.first(), people.editor, unit="accidente")
    client.force_login(people.editor)
    assert rows(client)["atop-2024"].changed.replace("\xa0", " ") == "1 indicator"


@pytest.mark.both
def test_readiness_is_counted_for_what_could_be_published_and_leads_to_where_it_is_mended(
    client, people, atop, editions
):
    touched(atop.section_set.exclude(level=None).first(), people.editor, heading="Altul")
    client.force_login(people.editor)
    found = rows(client)
    assert (found["informatizare-2019"].problems, found["atop-2024"].problems[0]) == (None, "")
    touched(atop, people.editor, period_end=atop.period_end)
    for section in atop.section_set.exclude(level=None):
        section.delete()
    assert rows(client)["atop-2024"].problems[0] != ""
    assert 'href="/lucru/atop-2024/aprobare/"' in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("state", "shown"),
    [("waiting", "asteapta"), ("scheduled", "programat"), ("returned", "intors"), ("recalled", "nepublicat")],
)
def test_what_was_sent_for_approval_says_so(client, people, atop, state, shown):
    decided = {} if state == "waiting" else {"decided_by": people.publisher, "decided_at": timezone.now()}
    hour = {"publish_at": timezone.now(), "fingerprint": "0" * 64} if state == "scheduled" else {}
    Submission.objects.create(plan=atop, sent_by=people.editor, state=state, **decided, **hour)
    client.force_login(people.reviewer)
    assert states(client)["atop-2024"] == shown


def test_open_discussions_are_counted_whoever_began_them(client, people, atop):
    for resolved in ({}, {}, {"resolved_by": people.editor, "resolved_at": timezone.now()}):
        Thread.objects.create(plan=atop, **resolved)
    client.force_login(people.editor)
    assert rows(client)["atop-2024"].standing.discussions == 2


@pytest.mark.both
def test_the_list_is_searched_in_any_spelling_filtered_and_ordered(client, people, editions, atop):
    touched(atop, people.editor, subtitle="Altul")
    client.force_login(people.editor)
    assert [
        list(rows(client, query))
        for query in (
            "?cauta=POLITISTI+ACTIUNE",
            "?cauta=acţiune",
            "?stare=modificat",
            "?institutie=cj-cluj",
            "?ordine=titlu",
            "?ordine=perioada",
            "?stare=nimic&ordine=nimic&pagina=99",
        )
    ] == [
        [],
        ["informatizare-2019"],
        ["atop-2024"],
        ["informatizare-2019"],
        ["informatizare-2019", "atop-2024"],
        ["atop-2024", "informatizare-2019"],
        ["atop-2024", "informatizare-2019"],
    ]
    assert "Niciun plan nu se potrivește" in client.get(ADDRESS + "?cauta=nimic").content.decode()


def test_each_sees_the_plans_they_may_read_and_no_other(client, people, atop, it_plan):
    assert client.get(ADDRESS)["Location"] == "/cont/intrare/?next=/lucru/planuri/"
    seen = {}
    for name in ("editor", "reviewer", "reporter", "outsider", "admin"):
        client.force_login(getattr(people, name))
        seen[name] = sorted(rows(client))
    assert seen == {
        "editor": ["atop-2024", "informatizare-2019"],
        "reviewer": ["atop-2024"],
        "reporter": [],
        "outsider": [],
        "admin": ["atop-2024", "informatizare-2019"],
    }
    assert client.post(ADDRESS).status_code == 405


def test_an_empty_list_says_how_to_begin_to_who_may_and_why_it_is_empty_to_others(client, people):
    directorate = Institution.objects.create(code="directia", name="Direcția", short_name="Direcția")
    Membership.objects.create(user=people.outsider, institution=directorate, role="editor")
    pages = []
    for person in (people.outsider, people.reporter):
        client.force_login(person)
        page = client.get(ADDRESS).content.decode()
        pages.append(
            ("Nu aveți încă niciun plan" in page, "Nu vedeți niciun plan" in page, 'href="/lucru/nou/"' in page)
        )
    assert pages == [(True, False, True), (False, True, False)]


def test_the_list_costs_the_same_for_one_plan_and_for_three(
    client, people, it_plan, atop, editions, django_assert_num_queries
):
    def add(slug):
        plan = Plan.objects.create(
            slug=slug,
            short_title=slug,
            title=slug,
            owner=it_plan.owner,
            period_start="2026-01-01",
            period_end="2026-12-31",
        )
        Submission.objects.create(plan=plan, sent_by=people.editor)
        return plan

    Membership.objects.filter(user=people.editor, institution__code="atop-cluj").delete()
    touched(it_plan, people.editor, subtitle="Altul")
    Submission.objects.create(plan=it_plan, sent_by=people.editor)
    client.force_login(people.editor)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    cost = len(one)
    add("al-doilea"), add("al-treilea")
    client.get(ADDRESS)
    with django_assert_num_queries(cost):
        assert len(rows(client)) == 3


@pytest.mark.both
def test_problems_are_looked_for_in_a_few_plans_at_once_and_again_only_after_a_change(
    client, people, it_plan, django_assert_max_num_queries
):
    Membership.objects.filter(user=people.editor, institution__code="atop-cluj").delete()
    for number in range(CHECKS_AT_ONCE):
        Plan.objects.create(
            slug=f"plan-{number}",
            short_title=f"Planul {number}",
            title="Plan",
            owner=it_plan.owner,
            period_start="2026-01-01",
            period_end="2026-12-31",
        )
    client.force_login(people.editor)
    known = []
    for _time in range(2):
        known.append(sum(row.problems is not None for row in rows(client).values()))
    assert known == [CHECKS_AT_ONCE, CHECKS_AT_ONCE + 1]
    with django_assert_max_num_queries(25):
        before = rows(client)["plan-0"].problems
    changed = Plan.objects.get(slug="plan-0")
    changed.section_set.create(heading="Introducere", position=10)
    touched(changed, people.editor, subtitle="Altul")
    after = rows(client)["plan-0"].problems
    assert [found[0].replace("\xa0", " ") for found in (before, after)] == ["3 erori", "2 erori"]
