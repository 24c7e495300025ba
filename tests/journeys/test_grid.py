"""A reporter fills in many reports from the keyboard, and brings values in by a sheet."""

import re
from uuid import uuid4

import openpyxl
import pytest

from tests.indicators.reporting_portal import ASK
from tests.journeys.conftest import faults, logged_in, press, sideways

CLIPBOARD = ["clipboard-read", "clipboard-write"]
GRID = "/raportare/tabel/?institutie=ipj-cluj&plan=atop-2024&perioada=2024"


@pytest.fixture(scope="module")
def owing(base_installation, tmp_path_factory):
    """A portal, not served, in which the police owe thirteen reports: to copy from."""
    copy = base_installation.copy_to(tmp_path_factory.mktemp("portal") / f"portal_{uuid4().hex[:8]}")
    copy.ask(ASK)
    yield copy
    copy.remove()


@pytest.fixture(scope="module")
def owing_portal(owing, tmp_path_factory):
    """The address of such a portal, in which nobody saves any report."""
    copy = owing.copy_to(tmp_path_factory.mktemp("portal") / f"portal_{uuid4().hex[:8]}")
    with copy.serving() as address:
        yield address
    copy.remove()


@pytest.fixture
def reporting_portal(served, owing):
    """The address of such a portal of the test's own."""
    copy, address = served
    copy.become(owing)
    return address


def message_lines(page):
    """What the page says was done."""
    return page.locator(".messages").inner_text().replace("\u00a0", " ").split("\n")


def here(page):
    """The name of the field where the keyboard is."""
    return re.sub(r"r\d+-", "", page.evaluate("document.activeElement.name")), page.evaluate(
        "[...document.querySelectorAll('.grid tbody')].indexOf(document.activeElement.closest('tbody')) + 1"
    )


def press_keys(page, *keys):
    """Where each key leads."""
    places = []
    for key in keys:
        page.keyboard.press(key)
        places.append(here(page))
    return places


def pasted(page, text, field):
    """Paste into a field what a spreadsheet copies; return what the page says of it."""
    page.evaluate(
        """text => navigator.clipboard.write([new ClipboardItem({
            "text/plain": text, "text/html": "<table><tr><td>copied</td></tr></table>"
        })])""",
        text,
    )
    page.locator(f".grid [name$={field}]").first.focus()
    page.keyboard.press("Control+v")
    return page.locator(".grid-status").inner_text()


def cells(page, rows):
    """What the cells of the first rows hold."""
    found = page.evaluate(
        "[...document.querySelectorAll('.grid tbody')].map(r => [...r.querySelectorAll('[data-column]')].map(c => c.value))"
    )
    return found[:rows]


@pytest.mark.journey
def test_the_keyboard_leads_across_rows_and_down_columns(visit, reporting_portal):
    page = logged_in(visit, reporting_portal + GRID, "raportor", permissions=CLIPBOARD)
    page.get_by_label(re.compile("^Valoarea, indicatorul 1:")).focus()
    assert press_keys(page, "Enter", "Tab", "Tab", "Enter", "ArrowUp", "ArrowUp") == [
        ("numerator", 2),
        ("denominator", 2),
        ("no_data_reason", 2),
        ("no_data_reason", 3),
        ("no_data_reason", 2),
        ("no_data_reason", 1),
    ]
    page.keyboard.type("Registrul lipsește.")
    assert press_keys(page, "Shift+Enter", "ArrowUp", "ArrowDown", "ArrowDown") == [("no_data_reason", 1)] * 3 + [
        ("no_data_reason", 2)
    ]
    press(page.get_by_role("button", name="Salvează ciorna"))
    assert message_lines(page) == ["S-a salvat 1 rând."]
    assert page.get_by_label(re.compile("^De ce nu există date, indicatorul 1:")).input_value() == "Registrul lipsește."

    # What does not fit whole is not pasted at all, and it is said why.
    assert [
        pasted(page, "1\t2\t3\t4\r\n", "-value"),
        pasted(page, "1\r\n" * 15, "-value"),
        pasted(page, "1\t2\r\n", "-value"),
    ] == [
        "Nu s-a lipit nimic: coloane copiate: 4, iar de aici la dreapta încap 3; „2” cade unde rândul nu are o celulă.",
        "Nu s-a lipit nimic: rânduri copiate: 15, iar de aici în jos încap 13.",
        "Nu s-a lipit nimic: „2” cade unde rândul nu are o celulă.",
    ]
    page.evaluate("document.querySelector('.grid [name$=-denominator]').readOnly = true")
    block = '12,5\t\t"Registrul\nde „ieri”\nscrie ""nu""."\r\n3\t4\t\r\n'
    assert pasted(page, block, "-value").startswith("Nu s-a lipit nimic: „4” cade într-o celulă care nu se scrie (Num")
    assert cells(page, 2) == [["", "Registrul lipsește."], ["", "", ""]]
    page.evaluate("document.querySelector('.grid [name$=-denominator]').readOnly = false")

    # What fits stands in its columns, the lines of a cell in one cell; it is taken back whole.
    filled = [["12,5", 'Registrul\nde „ieri”\nscrie "nu".'], ["3", "4", ""]]
    said = pasted(page, block, "-value")
    assert (said, cells(page, 2)) == (
        "Celule lipite: 5. Încă nu s-a salvat nimic; Ctrl+Z le pune la loc.",
        filled,
    )
    page.keyboard.press("Control+z")
    assert cells(page, 2) == [["", "Registrul lipsește."], ["", "", ""]]
    pasted(page, "\t\tNu s-a numărat.\r\n3\t4\t\r\n", "-value")
    press(page.get_by_role("button", name="Salvează ciorna"))
    assert (message_lines(page), cells(page, 2)) == (
        ["S-au salvat 2 rânduri."],
        [["", "Nu s-a numărat."], ["3", "4", ""]],
    )


@pytest.mark.journey
def test_what_has_the_keyboard_is_never_hidden_behind_the_buttons(visit, owing_portal):
    page = logged_in(visit, owing_portal + GRID, "raportor", height=600)
    page.get_by_label(re.compile("^Valoarea, indicatorul 1:")).focus()
    bar = page.locator(".grid-actions").bounding_box()["y"]
    for _ in range(9):
        page.keyboard.press("Enter")
        field = page.locator(":focus").bounding_box()
        assert field["y"] + field["height"] <= bar


@pytest.mark.journey
def test_without_scripts_enter_saves_the_rows_as_drafts(visit, reporting_portal):
    page = logged_in(visit, reporting_portal + GRID, "raportor", java_script_enabled=False)
    field = page.get_by_label(re.compile("^Valoarea, indicatorul 1:"))
    field.fill("1.234,5")
    press(field, "Enter")
    assert message_lines(page) == ["S-a salvat 1 rând."]
    assert field.input_value() == "1234,5"


@pytest.mark.journey
def test_a_sheet_goes_out_comes_back_and_is_sent(visit, reporting_portal, tmp_path):
    page = logged_in(visit, reporting_portal + "/raportare/foaie/", "raportor", java_script_enabled=False)
    page.get_by_label("Planul").select_option("atop-2024")
    with page.expect_download() as download:
        page.get_by_role("button", name="Descarcă foaia").click()
    download.value.save_as(tmp_path / "raportari.xlsx")
    book = openpyxl.load_workbook(tmp_path / "raportari.xlsx")
    book.active["I2"] = 17
    book.save(tmp_path / "completat.xlsx")
    page.set_input_files("[name=import_file]", tmp_path / "completat.xlsx")
    press(page.get_by_role("button", name="Verifică fișierul"))
    shown = [" ".join(text.split()) for text in page.locator(".preview tbody .text").all_inner_texts()]
    assert shown == ["adăugat: 17"]
    press(page.get_by_role("button", name="Confirmă importul").first)
    page.goto(reporting_portal + GRID)
    press(page.get_by_role("button", name="Salvează și trimite tot ce e complet"))
    assert message_lines(page) == ["S-a trimis 1 raportare la evaluare.", "Nu s-au trimis – fără valoare: 12 rânduri."]


@pytest.mark.journey
def test_the_pages_are_accessible_and_fit(visit, owing_portal, tmp_path):
    page = logged_in(visit, owing_portal + GRID, "raportor", bypass_csp=True)
    found = faults(page)
    page.get_by_label(re.compile("^Valoarea, indicatorul 1:")).fill("doisprezece")
    press(page.get_by_role("button", name="Salvează ciorna"))
    found.update(faults(page))
    page.goto(f"{owing_portal}/raportare/foaie/")
    found.update(faults(page))
    (tmp_path / "a.csv").write_text(
        "Plan;Indicator nr.;Perioada de la;Perioada până la;Valoare\natop-2024;1;01.01.2024;31.12.2024;12,5\n"
    )
    page.set_input_files("[name=import_file]", tmp_path / "a.csv")
    press(page.get_by_role("button", name="Verifică fișierul"))
    found.update(faults(page))
    assert found == {}


@pytest.mark.journey
def test_a_day_that_no_month_has_is_not_pasted_and_the_elements_fit_the_screen(visit, staff_portal):
    address = f"{staff_portal}/lucru/informatizare-2019/tabel/?nivel=m"
    page = logged_in(visit, address, "redactor", permissions=CLIPBOARD)
    held = page.locator(".grid [name$=-completion_due]").first
    before = held.input_value()
    for day in ("31.02.2026", "2026-13-45", "mâine"):
        assert pasted(page, f"2026\t{day}\r\n", "-completion_term").startswith(
            f"Nu s-a lipit nimic: „{day}” nu este o dată"
        )
        assert held.input_value() == before
    assert pasted(page, "2026\t1.3.2026\r\n", "-completion_term").startswith("Celule lipite: 2.")
    assert (held.input_value(), sideways(page)) == ("2026-03-01", 0)
