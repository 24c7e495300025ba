"""This year's plan beside last year's."""

import dataclasses

from plans.document import ElementLink, PlanLink
from public.predecessor.pairs import continued_elements
from tests.indicators.render import progress_documents as made
from tests.page import Page
from tests.public.published_plans import published_plans

BEFORE = dataclasses.replace(made.plan(), slug="plan-2025", short_title="Planul 2025")


def carried(element, **fields):
    link = ElementLink(uid=element.uid, plan="plan-2025", address=element.address, label=element.printed_name)
    return dataclasses.replace(element, uid=f"{element.uid}-nou", parent=None, continues=link, **fields)


def next_plan():
    """A plan that carries one objective on as it was and one in other words, adds one and leaves one out."""
    roots = [one for one in BEFORE.elements if one.level == "og"]
    elements = (carried(roots[0]), carried(roots[1], title="Colaborare mai bună"), made.element("og", "4", "Cercetare"))
    link = PlanLink(slug="plan-2025", title="Planul 2025")
    return dataclasses.replace(made.plan(indicators=()), elements=elements, continues=link, slug="plan-2026")


def test_each_promise_stands_beside_the_one_that_it_carries_on():
    levels = {
        level.prefix: [(row.now and row.now.title, row.before and row.before.title, row.change) for row in rows]
        for level, rows in continued_elements(next_plan(), BEFORE, {}, {})
    }
    assert levels == {
        "og": [
            ("Siguranță rutieră", "Siguranță rutieră", "la fel"),
            ("Colaborare mai bună", "Colaborare", "formulat altfel"),
            ("Cercetare", None, "nou"),
            (None, "Fără indicatori", "nu mai este în plan"),
        ],
        "os": [(None, "Educație", "nu mai este în plan")],
    }


def test_the_page_says_what_became_of_each_and_leads_to_both(client, db, people):
    published_plans([BEFORE, next_plan()], by=people.publisher)
    address = "/planuri/plan-2026/fata-de-planul-anterior/"
    page = Page(client.get(address))
    assert "la fel: 1, formulat altfel: 1, nou: 1, nu mai este în plan: 2" in page.text
    assert {"/planuri/plan-2026/og-2/", "/planuri/plan-2025/og-2/", "/planuri/plan-2025/indicatori/6/"} <= set(
        page.links
    )
    assert address in Page(client.get("/planuri/plan-2026/")).links
    assert client.get("/planuri/plan-2025/fata-de-planul-anterior/").status_code == 404


def test_a_plan_before_that_is_not_public_is_not_shown(client, db, people):
    published_plans([next_plan()], by=people.publisher)
    assert client.get("/planuri/plan-2026/fata-de-planul-anterior/").status_code == 404
