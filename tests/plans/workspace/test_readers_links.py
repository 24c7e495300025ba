"""Who reads a working plan without writing it meets no link that is closed to them, and no data to read raw."""

import re

import pytest

from plans.editions.publishing import publish
from tests.page import Page

WORK = "/lucru/atop-2024/"
PAGES = ("", "istoric/", "aprobare/", "comparatie/", "sterse/", "discutii/", "parti/")


@pytest.fixture
def touched(atop, people):
    """The plan after one row of each kind was changed, with a budget that does not add up."""
    publish(atop, by=people.publisher, note="Prima.")
    level = atop.level_set.first()
    rows = (
        atop,
        atop.section_set.first(),
        level,
        level.elements.first(),
        atop.budgetline_set.first(),
        atop.signatory_set.first(),
    )
    for row in rows:
        row._history_user = people.editor
        row.save()
    return atop


@pytest.mark.parametrize("who", ["reviewer", "editor"])
def test_every_link_of_a_working_plan_opens(touched, people, client, who):
    client.force_login(getattr(people, who))
    links = {link.partition("#")[0] for path in PAGES for link in Page(client.get(f"{WORK}{path}")).links}
    # Of addresses that differ by their numbers alone, the first and the last.
    ends = [{re.sub(r"[0-9]+", "0", link): link for link in sorted(links, reverse=order)} for order in (True, False)]
    chosen = {link for end in ends for link in end.values() if link.startswith("/") and not link.endswith(".pdf")}
    opened = {link: client.get(link) for link in sorted(chosen)}
    assert {link: answer.status_code for link, answer in opened.items() if answer.status_code >= 400} == {}
    raw = [link for link, answer in opened.items() if "json" in answer.headers.get("Content-Type", "")]
    assert [link for link in raw if "attachment" not in opened[link].headers.get("Content-Disposition", "")] == []
    assert (f"{WORK}parti/sectiuni/" in "".join(links)) is (who == "editor")
