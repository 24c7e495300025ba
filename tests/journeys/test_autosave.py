"""What reporters and reviewers type stays on the device when the tab is closed or the login ends, and is given back."""

import re

import pytest

from tests.installation import wait_until
from tests.journeys.conftest import KEPT, axe_findings, enter, logged_in, press, sideways

FORM = "form[data-keep]"
TEXT = f"{FORM} textarea:visible"
TYPED = "Scris și nesalvat, cu „ghilimele” și ș."


def reopen(page):
    """Type in the last text of the page, close the tab, open the address again; return what is offered and put back."""
    address = page.url
    page.locator(TEXT).last.fill(TYPED)
    wait_until(lambda: page.evaluate(KEPT) == 1)
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.goto(address)
    page.locator(".kept").wait_for()
    wrong = axe_findings(page), sideways(page)
    page.get_by_role("button", name="Pun la loc textul nesalvat").click()
    return page, page.locator(TEXT).last.input_value(), wrong


@pytest.mark.journey
@pytest.mark.parametrize(
    ("name", "places"),
    [
        (
            "raportor",
            {
                "/raportare/": ".reports tbody a",
                "/raportare/tabel/": "",
                "/raportare/recomandari/?stare=open": "tbody a",
            },
        ),
        (
            "evaluator",
            {
                "/evaluare/?stare=de-evaluat": ".queue th[scope=row] a",
                "/evaluare/sedinte/noua/": "",
                "/evaluare/informari/": "tbody a",
                "/evaluare/recomandari/noua/?plan=exemplu": "",
                "/evaluare/recomandari/?stare=answered": "tbody a",
            },
        ),
    ],
)
def test_a_text_that_was_not_saved_is_given_back(visit, portal, name, places):
    page, found = logged_in(visit, f"{portal}/cont/", name, width=320, bypass_csp=True), {}
    for begin, link in places.items():
        page.goto(portal + begin)
        if link:
            press(page.locator(link).first)
        # What the page before kept.
        page.evaluate("localStorage.clear()")
        page, *found[begin] = reopen(page)
    assert found == {begin: [TYPED, ([], 0)] for begin in places}


@pytest.mark.journey
def test_a_report_sent_after_the_login_ended_is_given_back_and_let_go_once_saved(visit, staff_portal):
    page = logged_in(visit, f"{staff_portal}/raportare/", "raportor")
    press(page.locator(".reports tbody a").first)
    save = page.get_by_role("button", name=re.compile("^Salvează ciorna$")).last
    page.locator(TEXT).last.fill(TYPED)
    page.context.clear_cookies(name="sessionid")
    press(save)
    enter(page, "raportor")
    page.get_by_role("button", name="Pun la loc textul nesalvat").click()
    press(save)
    wait_until(lambda: page.evaluate(KEPT) == 0)
    assert page.locator(TEXT).last.input_value() == TYPED
    assert page.locator(".kept").count() == 0


@pytest.mark.journey
def test_two_periods_of_the_grid_keep_a_text_each(visit, portal):
    page = logged_in(visit, f"{portal}/raportare/tabel/", "raportor")
    choice = page.get_by_label("Perioada")
    periods = [option.get_attribute("value") for option in choice.locator("option").all()][:2]
    for period in periods:
        choice.select_option(period)
        press(page.locator(".grid-choice button"))
        page.locator(TEXT).first.fill(f"Din {period}")
    found = []
    for period in periods:
        choice.select_option(period)
        press(page.locator(".grid-choice button"))
        assert re.match("De ce nu există date, indicatorul [0-9]+: .", page.locator(".kept h3").inner_text())
        page.get_by_role("button", name="Pun la loc textul nesalvat").click()
        found.append(page.locator(TEXT).first.input_value())
    assert found == [f"Din {period}" for period in periods]
