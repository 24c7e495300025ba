"""A reviewer works through the queue in a real browser, with and without scripts."""

import pytest

from tests.journeys.conftest import axe_findings, sideways

PASSWORD = "planuri-demo"
TABS = ("de-evaluat", "intoarse", "acceptate", "neraportate", "toate")


def enter(visit, portal, name, **options):
    page = visit(f"{portal}/cont/intrare/?next=/evaluare/", **options)
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("[type=submit]")
    return page


def open_first(page, portal, tab):
    page.goto(f"{portal}/evaluare/?stare={tab}")
    page.locator(".queue th[scope=row] a").first.click()


@pytest.mark.journey
@pytest.mark.appearance
@pytest.mark.parametrize("width", [1280, 320])
def test_the_pages_of_review_fit_and_are_accessible(visit, portal, width):
    page = enter(visit, portal, "evaluator", width=width)
    found = {}
    for tab in TABS:
        page.goto(f"{portal}/evaluare/?stare={tab}")
        found[tab] = axe_findings(page), sideways(page)
        open_first(page, portal, tab)
        found[f"{tab}, prima"] = axe_findings(page), sideways(page)
    assert set(map(str, found.values())) == {"([], 0)"}


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_a_reviewer_is_refused_beside_the_form_then_gives_back_and_accepts(visit, staff_portal, scripts):
    page = enter(visit, staff_portal, "evaluator", java_script_enabled=scripts)
    open_first(page, staff_portal, "de-evaluat")
    page.get_by_role("button", name="Acceptă raportarea").click()
    assert page.get_by_role("link", name="Aprecierea: Alegeți o apreciere.").is_visible()
    assert page.get_by_role("heading", name="Acceptați raportarea").bounding_box()["y"] < 200
    page.get_by_label("Ce trebuie completat sau corectat").fill("Atașaţi situaţia.")
    page.get_by_role("button", name="Întoarce raportarea").click()
    assert "S-a întors instituției raportarea" in page.get_by_role("main").inner_text()

    open_first(page, staff_portal, "intoarse&ordine=noi")
    assert "„Atașați situația.”" in page.get_by_role("main").inner_text()
    open_first(page, staff_portal, "de-evaluat")
    page.get_by_label("propunerea formulei").check()
    page.get_by_label("Motivul aprecierii").fill("Potrivit evidenței instituției.")
    page.get_by_role("button", name="Acceptă raportarea").click()
    page.get_by_role("link", name="pagina indicatorului").click()
    assert "Potrivit evidenței instituției." in page.get_by_role("main").inner_text()


@pytest.mark.journey
def test_an_interest_is_declared_before_it_is_published(visit, staff_portal):
    page = enter(visit, staff_portal, "evaluator-ipj")
    page.get_by_label("Instituția").select_option("ipj-cluj")
    page.get_by_role("button", name="Arată").click()
    page.locator(".queue th[scope=row] a").first.click()
    assert axe_findings(page) == []
    page.get_by_label("propunerea formulei").check()
    page.get_by_label("Motivul aprecierii").fill("Potrivit evidenței instituției.")
    page.get_by_label("interes declarat").check()
    page.get_by_role("button", name="Acceptă raportarea").click()
    page.get_by_role("link", name="pagina indicatorului").click()
    assert "Interes declarat" in page.get_by_role("main").inner_text()
