"""Staff write the parts of a plan and its indicators in a real browser, with scripts and without."""

import pytest

from tests.journeys.conftest import faults, logged_in, press
from tests.journeys.test_grid import CLIPBOARD, cells, pasted

LEVELS = "/lucru/informatizare-2019/parti/"
INDICATORS = "/lucru/informatizare-2019/indicatori/"
PAGES = (
    "/lucru/atop-2024/parti/",
    "/lucru/atop-2024/parti/buget/nou/",
    "/lucru/informatizare-2019/parti/niveluri/7/",
    INDICATORS,
    f"{INDICATORS}nou/",
)


def in_row(page, name):
    return page.locator(".parts > li").filter(has_text=name)


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_a_column_is_added_put_in_its_place_and_saved_with_the_enter_key(visit, staff_portal, scripts):
    page = logged_in(visit, staff_portal + LEVELS, "redactor", java_script_enabled=scripts)
    press(in_row(page, "adrese „m-…”").get_by_role("link", name="Modifică"))
    page.get_by_role("button", name="Adaugă o coloană").click()
    page.get_by_label("Titlul coloanei 6").fill("Riscuri")
    page.get_by_label("Ce arată coloana 6").select_option(label="o coloană nouă, proprie planului")
    page.get_by_role("button", name="Mută la stânga coloana 6").click()
    page.get_by_label("Titlul coloanei 5").press("Enter")
    page.wait_for_url(f"**{LEVELS}#niveluri-*")
    assert "Termen de finalizare, Riscuri, Responsabili." in in_row(page, "adrese „m-…”").inner_text()


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, False])
def test_an_indicator_is_added_once_and_gets_its_target(visit, staff_portal, scripts):
    options = {"java_script_enabled": scripts, "bypass_csp": True, "permissions": CLIPBOARD}
    page = logged_in(visit, staff_portal + INDICATORS, "redactor", **options)
    press(page.get_by_role("link", name="Adaugă aici încă un indicator").first)
    page.get_by_label("Indicator", exact=True).fill("Numărul de şedinţe")
    page.get_by_label("Natura").select_option(label="număr")
    page.get_by_role("button", name="Salvează", exact=True).dblclick()
    press(page.get_by_role("link", name="Adaugă o țintă"))
    page.get_by_label("Felul țintei").select_option(label="cel puțin")
    page.get_by_label("Valoarea (opțional)").fill("1.234,5")
    press(page.get_by_role("button", name="Salvează", exact=True))
    page.wait_for_url("**#tinta-*")
    assert "Ținta de cel puțin 1.234,5 pentru 2019–2025" in page.locator("[id^=tinta-]").inner_text()
    page.goto(staff_portal + INDICATORS)
    assert page.get_by_role("link", name="Numărul de ședințe", exact=True).count() == 1
    if scripts:
        write_target_from_a_spreadsheet(page, staff_portal)


def write_target_from_a_spreadsheet(page, portal):
    """In the table of targets a choice and a day are pasted as they read; what is neither is not."""
    page.goto(f"{portal}/lucru/informatizare-2019/tabel/tinte/")
    assert faults(page) == {}
    row = "cel mult\t900\t\t\t01.01.2020\t31.12.2024\t\r\n"
    refused = [pasted(page, row.replace(*change), "-kind") for change in (("cel mult", "mult"), ("31.12.2024", "2024"))]
    assert [text.partition(" (")[0] for text in refused] == [
        "Nu s-a lipit nimic: „mult” nu este printre variante",
        "Nu s-a lipit nimic: „2024” nu este o dată",
    ]
    pasted(page, row, "-kind")
    press(page.get_by_role("button", name="Salvează tabelul"))
    assert cells(page, 1) == [["at_most", "900", "", "", "2020-01-01", "2024-12-31", ""]]


@pytest.mark.journey
def test_the_pages_of_parts_and_indicators_are_accessible_and_narrow(visit, staff_portal):
    page = logged_in(visit, staff_portal + PAGES[0], "redactor")
    for path in PAGES:
        page.goto(staff_portal + path)
        assert faults(page) == {}
