"""A whole small plan is written with the keyboard alone, from a template to the approval."""

import pytest

from tests.journeys.keyboard import Keyboard

OBJECTIVES = ("Prevenirea faptelor de corupție", "Transparența deciziilor", "Educația angajaților")


def log_in(hands):
    hands.write("Numele de utilizator sau adresa de e-mail", "redactor")
    hands.write("Parola", "planuri-demo")
    hands.press_on("button", "Intră în cont")


def choose_day(hands, arrow):
    """Choose the first or the last day of 2026 with the arrows, in whichever order the browser asks for its parts."""
    hands.press(arrow, "ArrowRight", arrow, "ArrowRight")
    hands.page.keyboard.type("2026")


def begin(hands):
    """Begin a plan with the levels of plans of integrity."""
    hands.press_on("link", "Începeți un plan nou")
    hands.to("radio", "Plan strategic ATOP")
    hands.press("ArrowDown", "ArrowDown")
    hands.write("Titlu scurt", "Planul de integritate 2026")
    hands.write("Titlu", "Planul de integritate")
    hands.to("combobox", "Instituția care îl întocmește")
    hands.press("ArrowDown", "ArrowDown")
    hands.to("textbox", "De la")
    choose_day(hands, "ArrowUp")
    hands.to("textbox", "Până la, inclusiv")
    choose_day(hands, "ArrowDown")
    hands.press_on("button", "Începe planul")


def write_objectives(hands):
    """Add the objectives one after another, then a measure under one of them."""
    hands.press_on("link", "Adaugă: Obiectiv general")
    for title in OBJECTIVES:
        hands.write("Titlu", title)
        hands.press_on("button", "Adaugă și treci la următorul" if title != OBJECTIVES[-1] else "Adaugă")


def titles(page):
    return page.locator(".branches").first.locator("li[data-pk] > a").all_inner_texts()


def arrange(hands):
    """Move the last objective up, delete another and put it back, then number them all."""
    hands.press_on("button", "Mai sus")
    assert titles(hands.page) == [OBJECTIVES[0], OBJECTIVES[2], OBJECTIVES[1]]
    hands.press_here()
    assert titles(hands.page) == [OBJECTIVES[2], OBJECTIVES[0], OBJECTIVES[1]]
    hands.press_on("link", OBJECTIVES[1])
    hands.press_on("link", "Șterge…", back=True)
    hands.press_on("button", "Șterge")
    assert titles(hands.page) == [OBJECTIVES[2], OBJECTIVES[0]]
    hands.press_on("button", "Puneți la loc", exact=False)


def number_them(hands):
    """Give the objectives codes in the order in which they stand."""
    hands.press_on("link", "Cuprins")
    hands.press_on("link", "Renumerotează")
    hands.to("combobox", "Obiective generale")
    hands.press("ArrowDown")
    hands.press_on("button", "Arată ce s-ar schimba")
    hands.press_on("button", "Schimbă codurile")
    expected = [OBJECTIVES[2], OBJECTIVES[0], OBJECTIVES[1]]
    assert titles(hands.page) == [f"{place}. {title}" for place, title in enumerate(expected, 1)]


def measure(hands):
    """Add an indicator to an objective, with a target."""
    hands.press_on("link", OBJECTIVES[0], exact=False)
    hands.press_on("link", "Adaugă un indicator")
    hands.write("Indicator", "Numărul de angajați instruiți")
    hands.to("combobox", "Natura")
    hands.page.keyboard.type("num")
    hands.press_on("button", "Salvează")
    hands.press_on("link", "Adaugă o țintă")
    hands.to("combobox", "Felul țintei")
    hands.page.keyboard.type("cel p")
    hands.write("Valoarea (opțional)", "120")
    hands.press_on("button", "Salvează")
    assert "Ținta de cel puțin 120 pentru 2026" in hands.page.locator("[id^=tinta-]").inner_text()


def adopt(hands):
    """Write down the act by which the plan is adopted."""
    hands.press_on("link", "Părțile planului")
    hands.press_on("link", "Adaugă un act")
    hands.to("combobox", "Fel")
    hands.page.keyboard.type("Hot")
    hands.write("Denumirea tipărită", "Hotărârea nr. 7/2026")
    hands.write("Număr", "7/2026")
    hands.press_on("button", "Salvează")


def submit(hands):
    """Check what the portal still asks for, then submit the plan; return what it says, and the note that it keeps."""
    hands.press_on("link", "Aprobare și publicare")
    page = hands.page
    assert page.get_by_role("heading", name="Erori").count() == 0
    hands.write("Nota dumneavoastră (opțional)", "Scris fără mouse.")
    hands.press_on("button", "Trimite spre aprobare")
    return page.locator(".messages").inner_text(), page.locator(".facts").inner_text().splitlines()[-1]


@pytest.mark.journey
def test_a_whole_plan_is_written_with_the_keyboard_only(visit, staff_portal):
    hands = Keyboard(visit(f"{staff_portal}/cont/intrare/?next=/lucru/planuri/"))
    log_in(hands)
    begin(hands)
    write_objectives(hands)
    arrange(hands)
    number_them(hands)
    measure(hands)
    adopt(hands)
    said, note = submit(hands)
    assert said.startswith("Planul este trimis spre aprobare.")
    assert note == "Scris fără mouse."
