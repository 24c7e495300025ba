"""From the list of editions to what changed, in a browser: wide, narrow, dark, and on paper."""

import pytest

from tests.journeys.conftest import axe_findings, press, sideways

pytestmark = pytest.mark.journey
PLAN = "/planuri/exemplu/"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_reader_finds_what_changed_and_the_place_in_the_edition(visit, portal, width, scheme):
    page = visit(f"{portal}{PLAN}editii/", width=width, color_scheme=scheme)
    press(page.get_by_role("link", name="Ce s-a schimbat față de ediția 1"))
    assert page.url == f"{portal}{PLAN}comparatie/1/2/"
    assert axe_findings(page) == []
    assert sideways(page) == 0
    page.get_by_role("link", name="Obiectiv specific 1.1.").click()
    page.wait_for_url(f"**{PLAN}editii/2/#os-1.1")
    assert page.locator(":target").count() == 1


def test_new_and_removed_words_are_told_apart_on_paper_without_colour(visit, portal):
    page = visit(f"{portal}{PLAN}comparatie/1/2/")
    page.emulate_media(media="print")
    look = "one => { const style = getComputedStyle(one); return [style.textDecorationLine, style.backgroundColor] }"
    transparent = "rgba(0, 0, 0, 0)"
    assert page.locator("ins").first.evaluate(look) == ["underline", transparent]
    assert page.locator("del").first.evaluate(look) == ["line-through", transparent]
