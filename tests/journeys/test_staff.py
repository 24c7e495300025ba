"""Staff change a plan and publish it; readers see the change only then, and the first edition stays as it was."""

import re
import urllib.request

import pytest

from tests.journeys.conftest import faults, logged_in, press

ELEMENT = "/planuri/atop-2024/os-2.5/"
FIRST = "/planuri/atop-2024/editii/1/"
OLD = "Prevenirea agresiunilor de natură sexuală și a violenței domestice"
NEW = "Prevenirea violenţei domestice"


def fetch(address):
    with urllib.request.urlopen(address, timeout=180) as response:
        return response.read()


def change_title(page, address):
    page.goto(f"{address}/admin/plans/specificobjective/")
    page.fill("#searchbar", "2.5")
    press(page.locator("#searchbar"), "Enter")
    press(page.get_by_role("link", name=re.compile("agresiunilor de natură sexuală")).first)
    page.get_by_label("Titlu", exact=False).first.fill(NEW)
    press(page.get_by_role("button", name="Salvează", exact=True))
    return page.locator(".messagelist").inner_text()


def publish(page, address, note):
    page.goto(f"{address}/admin/plans/plan/")
    press(page.get_by_role("link", name="Planul strategic ATOP 2024").first)
    press(page.get_by_role("link", name="Verifică și publică"))
    page.get_by_label("Ce s-a schimbat").fill(note)
    page.get_by_label("Am citit ce este de verificat").check()
    press(page.get_by_role("button", name="Publică acum ediția 2"))
    return page.locator(".messages").inner_text()


@pytest.mark.journey
@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.both)])
def test_a_change_is_public_only_as_the_next_edition(visit, staff_portal, scripts):
    files = ("", "plan.pdf", "plan.json") if scripts else ("", "plan.json")
    first = {name: fetch(f"{staff_portal}{FIRST}{name}") for name in files}
    editor = logged_in(visit, f"{staff_portal}/admin/", "redactor", java_script_enabled=scripts)
    assert change_title(editor, staff_portal) == "S-a salvat: obiectiv specific „2.5. Prevenirea violenței domestice”."
    assert OLD in fetch(staff_portal + ELEMENT).decode()

    publisher = logged_in(visit, f"{staff_portal}/admin/", "aprobator", java_script_enabled=scripts)
    assert "S-a publicat ediția 2." in publish(publisher, staff_portal, "Obiectivul 2.5 are alt titlu.")

    reader = visit(staff_portal + ELEMENT)
    assert "Prevenirea violenței domestice" in reader.get_by_role("heading", level=1).inner_text()
    reader.goto(f"{staff_portal}/planuri/atop-2024/editii/")
    assert "Obiectivul 2.5 are alt titlu." in reader.get_by_role("main").inner_text()
    assert {name: fetch(f"{staff_portal}{FIRST}{name}") for name in first} == first
    assert fetch(f"{staff_portal}/planuri/atop-2024/plan.json").decode().count("Prevenirea violenței domestice") == 1


@pytest.mark.journey
def test_an_editor_cannot_publish(visit, staff_portal):
    page = logged_in(visit, f"{staff_portal}/admin/", "redactor")
    page.goto(f"{staff_portal}/admin/plans/plan/")
    press(page.get_by_role("link", name="Planul strategic ATOP 2024").first)
    press(page.get_by_role("link", name="Verifică și publică"))
    page.get_by_role("heading", name="Ediții").wait_for()
    assert page.get_by_role("button", name=re.compile("Publică")).count() == 0


@pytest.mark.journey
def test_two_editors_of_one_objective_lose_nothing(visit, staff_portal):
    pages = [logged_in(visit, f"{staff_portal}/admin/", name) for name in ("redactor", "aprobator")]
    for page in pages:
        page.goto(f"{staff_portal}/admin/plans/specificobjective/?q=2.5")
        press(page.get_by_role("link", name=re.compile("agresiunilor de natură sexuală")).first)
    for page, text in zip(pages, ("Titlul primului redactor", "Titlul celui de-al doilea"), strict=True):
        page.get_by_label("Titlu", exact=False).first.fill(text)
        press(page.get_by_role("button", name="Salvează", exact=True))
    late = pages[1]
    late.locator(".errornote").first.wait_for()
    assert "Titlul primului redactor" in late.locator("#content").inner_text()
    assert late.get_by_label("Titlu", exact=False).first.input_value() == "Titlul celui de-al doilea"
    press(late.get_by_role("button", name="Salvează", exact=True))
    late.locator(".messagelist").wait_for()
    late.goto(f"{staff_portal}/admin/plans/specificobjective/?q=doilea")
    assert late.get_by_role("link", name="Titlul celui de-al doilea").count() == 1


@pytest.mark.journey
def test_the_pages_of_publishing_are_accessible_and_fit(visit, staff_portal):
    page = logged_in(visit, f"{staff_portal}/admin/", "aprobator", bypass_csp=True)
    page.goto(f"{staff_portal}/admin/plans/plan/")
    press(page.get_by_role("link", name="Planul strategic ATOP 2024").first)
    press(page.get_by_role("link", name="Verifică și publică"))
    assert faults(page) == {}
    page.goto(f"{staff_portal}/lucru/atop-2024/discutii/noua/")
    names = page.locator(".handles li").all_text_contents()
    text = page.get_by_label("Observația dumneavoastră")
    text.press_sequentially("De ce anual, @")
    offered = page.get_by_role("listbox", name="Pe cine numiți").get_by_role("option")
    assert offered.all_text_contents() == [name.strip() for name in names][:8]
    assert faults(page) == {}
    text.press("ArrowUp")
    text.press("ArrowDown")
    text.press("Enter")
    assert text.input_value() == f"De ce anual, {names[0].strip()} "
    text.press_sequentially("și @red")
    text.press("Escape")
    assert (offered.count(), text.input_value()[-4:]) == (0, "@red")
