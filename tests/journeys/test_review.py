"""A reviewer works through the queue in a real browser, with and without scripts."""

import pytest

from tests.journeys.conftest import axe_findings, faults, logged_in, press

TABS = ("de-evaluat", "intoarse", "acceptate", "neraportate")


def open_first(page, portal, tab):
    page.goto(f"{portal}/evaluare/?stare={tab}")
    press(page.locator(".queue th[scope=row] a").first)


@pytest.mark.journey
def test_the_pages_of_review_fit_and_are_accessible(visit, portal):
    page = logged_in(visit, f"{portal}/evaluare/?stare=toate", "evaluator")
    found = faults(page)
    for tab in TABS:
        open_first(page, portal, tab)
        found.update(faults(page))
    assert found == {}


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_a_reviewer_is_refused_beside_the_form_then_gives_back_and_accepts(visit, staff_portal, scripts):
    page = logged_in(visit, f"{staff_portal}/evaluare/", "evaluator", java_script_enabled=scripts)
    open_first(page, staff_portal, "de-evaluat")
    press(page.get_by_role("button", name="Acceptă raportarea"))
    assert page.get_by_role("link", name="Aprecierea: Alegeți o apreciere.").is_visible()
    assert page.get_by_role("heading", name="Acceptați raportarea").bounding_box()["y"] < 200
    page.get_by_label("Ce trebuie completat sau corectat").fill("Atașaţi situaţia.")
    press(page.get_by_role("button", name="Întoarce raportarea"))
    assert "S-a întors instituției raportarea" in page.get_by_role("main").inner_text()

    open_first(page, staff_portal, "intoarse&ordine=noi")
    assert "„Atașați situația.”" in page.get_by_role("main").inner_text()
    open_first(page, staff_portal, "de-evaluat")
    page.get_by_label("propunerea formulei").check()
    page.get_by_label("Motivul aprecierii").fill("Potrivit evidenței instituției.")
    press(page.get_by_role("button", name="Acceptă raportarea"))
    press(page.get_by_role("link", name="pagina indicatorului"))
    assert "Potrivit evidenței instituției." in page.get_by_role("main").inner_text()


@pytest.mark.journey
def test_an_interest_is_declared_before_it_is_published(visit, staff_portal):
    page = logged_in(visit, f"{staff_portal}/evaluare/", "evaluator-ipj")
    page.get_by_label("Instituția").select_option("exemplu-ipj")
    press(page.get_by_role("button", name="Arată"))
    press(page.locator(".queue th[scope=row] a").first)
    assert axe_findings(page) == []
    page.get_by_label("propunerea formulei").check()
    page.get_by_label("Motivul aprecierii").fill("Potrivit evidenței instituției.")
    page.get_by_label("interes declarat").check()
    press(page.get_by_role("button", name="Acceptă raportarea"))
    press(page.get_by_role("link", name="pagina indicatorului"))
    assert "Interes declarat" in page.get_by_role("main").inner_text()
