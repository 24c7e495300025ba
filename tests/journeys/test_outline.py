"""The outline editor in a real browser: swaps keep focus, address and place; what is refused is seen."""

import re

import pytest

from tests.journeys.conftest import KEPT, enter, faults, logged_in

ROOT = "/lucru/atop-2024/"
MORE = """
from plans.models import Element, Plan
plan = Plan.objects.get(slug="atop-2024")
level = plan.level_set.get(prefix="os")
parent = Element.objects.get(level__plan=plan, level__prefix="og", code="1")
Element.objects.bulk_create(
    Element(level=level, parent=parent, code=f"9.{n}", title=f"Obiectivul {n}", position=5000 + n) for n in range(120)
)
print(Element.objects.get(level=level, code="9.60").pk)
"""
SAVED = """
from django.contrib.auth import get_user_model
from plans.models import Element
row = Element.objects.get(level__plan__slug="atop-2024", level__prefix="os", code="{code}")
row.title, row._history_user = "Titlul colegului", get_user_model().objects.get(username="aprobator")
row.save()
"""
ENDED = """
from plans.models import Membership
Membership.objects.filter(user__username="redactor").{change}
"""


@pytest.fixture
def opened(visit, staff_portal):
    """Open the plan's outline as an editor; the marker tells whether the page was ever loaded anew."""

    def open_page(path=ROOT, **options):
        page = logged_in(visit, staff_portal + path, "redactor", **options)
        page.evaluate("window.isSame = true")
        return page

    return open_page


def choose(page, code):
    page.locator(".tree").get_by_role("link", name=re.compile(rf"^\s*{re.escape(code)}\. ")).click()
    heading(page, code)


def heading(page, code):
    """Wait until the element is open and the page stands still: its scripts have seen what was swapped in."""
    page.locator(".panel > h2").filter(has_text=re.compile(rf"^\s*{re.escape(code)}\. ")).wait_for()
    page.wait_for_function("() => !document.querySelector('.htmx-swapping, .htmx-settling')")


def button(page, name):
    return page.locator(".panel").get_by_role("button", name=name, exact=True)


def is_same(page):
    return page.evaluate("window.isSame === true")


def lines(page):
    return [text.split()[0] for text in page.locator(".branches .branches > li[data-pk] > a").all_inner_texts()]


@pytest.mark.journey
def test_opening_swaps_the_panel_and_brings_the_focus_to_its_heading(opened):
    page = opened()
    choose(page, "1")
    choose(page, "1.2")
    assert is_same(page)
    assert page.evaluate("document.activeElement.textContent.trim()").startswith("1.2. Dezvoltarea")
    address = page.url
    assert re.search(r"/elemente/\d+/$", address)
    assert page.title().startswith("1.2. Dezvoltarea")
    page.go_back()
    heading(page, "1")
    assert page.url != address
    page.go_forward()
    heading(page, "1.2")
    assert page.url == address


@pytest.mark.journey
def test_moving_by_the_keyboard_keeps_the_pressed_button_and_says_what_happened(opened):
    page = opened()
    choose(page, "1")
    choose(page, "1.2")
    button(page, "Mai jos").focus()
    for expected in (["1.1.", "1.3.", "1.2."], ["1.1.", "1.3.", "1.4.", "1.2."]):
        page.keyboard.press("Enter")
        page.wait_for_function(
            "(n) => [...document.querySelectorAll('.branches .branches > li[data-pk] > a')][n].textContent.startsWith('1.2.')",
            arg=len(expected) - 1,
        )
        assert lines(page)[: len(expected)] == expected
        page.wait_for_function("() => document.activeElement.name === 'down'")
    assert page.locator("#said").inner_text() == "„1.2.” este acum al 4-lea din 8."
    assert is_same(page)


@pytest.mark.journey
def test_saving_says_so_and_a_refusal_brings_the_focus_to_what_is_wrong(opened):
    page = opened()
    choose(page, "1")
    choose(page, "1.2")
    page.fill("#id_title", "Un titlu nou")
    button(page, "Salvează").click()
    page.locator(".panel .messages").get_by_text("S-a salvat „1.2. Un titlu nou”: Titlu.").wait_for()
    assert page.locator("#said").inner_text() == "S-a salvat „1.2. Un titlu nou”: Titlu."
    page.fill("#id_code", "1.1")
    button(page, "Salvează").click()
    page.locator(".error-summary").wait_for()
    page.wait_for_function("() => document.activeElement.matches('.error-summary')")
    page.locator(".error-summary a").click()
    assert page.evaluate("document.activeElement.id") == "id_code"
    assert is_same(page)
    # Lists and tables from Word keep their lines; any other paste is the browser's.
    assert (paste(page, "#id_title", WORD), page.input_value("#id_title").split("\n")) == (False, PASTED)
    assert (paste(page, "#id_code", "<ul><li>1</li><li>2</li></ul>"), page.input_value("#id_code")) == (False, "1; 2")
    assert (paste(page, "#id_title", "<p>Un <b>rând</b></p>"), page.input_value("#id_code")) == (True, "1; 2")


WORD = """<html><head><style>p.MsoListParagraph {}</style></head><body>
<p class=MsoNormal>Se vor
face:<br>anual</p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>patrule în
școli</p>
<ul><li>lecții<ul><li>la gimnaziu</li></ul></li></ul>
<table><tr><td><p>trim. I</p></td><td><p>10</p></td></tr><tr><td><p>trim. II</p></td><td></td><td>20</td></tr></table>
</body></html>"""
PASTED = ["Se vor face:", "anual", "patrule în școli", "lecții", "la gimnaziu", "trim. I; 10", "trim. II; 20"]
PASTE = """(field, [html, text]) => {
  field.focus();
  field.select();
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  return field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def paste(page, field, html):
    """Paste into a field in place of what it holds; return whether it is left to the browser."""
    return page.locator(field).evaluate(PASTE, [html, "orice"])


@pytest.mark.journey
def test_what_was_typed_is_offered_back_after_a_swap_and_forgotten_once_saved(opened):
    page = opened()
    choose(page, "1")
    choose(page, "1.2")
    page.fill("#id_title", "Scris, dar nesalvat")
    choose(page, "1.3")
    assert page.evaluate(KEPT) == 1
    choose(page, "1.2")
    page.get_by_role("button", name="Pun la loc textul nesalvat").click()
    assert page.input_value("#id_title") == "Scris, dar nesalvat"
    button(page, "Salvează").click()
    page.locator(".panel .messages").wait_for()
    page.wait_for_function(f"() => ({KEPT})() === 0")
    assert is_same(page)


@pytest.mark.journey
def test_refusals_are_seen_both_texts_an_overtaken_button_and_an_ended_role(opened, staff_installation):
    page = opened(expect_errors=True)
    choose(page, "1")
    choose(page, "1.2")
    page.fill("#id_title", "Titlul meu")
    staff_installation.ask(SAVED.format(code="1.2"))
    button(page, "Salvează").click()
    page.locator(".conflict").get_by_text("Titlul colegului").first.wait_for()
    assert page.input_value("#id_title") == "Titlul meu"
    choose(page, "1.3")
    staff_installation.ask(SAVED.format(code="1.3"))
    button(page, "Mai jos").click()
    page.get_by_role("heading", name="Mută mai jos: nu s-a făcut încă nimic").wait_for()
    page.wait_for_function("() => document.activeElement.tagName === 'H1'")
    page.goto(page.url.partition("elemente")[0])
    choose(page, "1")
    staff_installation.ask(ENDED.format(change="update(role='reviewer')"))
    button(page, "Copiază").click()
    page.get_by_role("heading", level=1).filter(has_text=re.compile("drept|voie|acces", re.I)).wait_for()


@pytest.mark.journey
def test_when_the_session_ended_the_way_in_is_shown(opened):
    page = opened()
    page.context.clear_cookies()
    page.locator(".tree").get_by_role("link", name=re.compile(r"^1\. ")).click()
    page.locator("[name=username]").wait_for()
    enter(page, "redactor")
    heading(page, "1")
    assert re.search(rf"{ROOT}elemente/\d+/$", page.url)


@pytest.mark.journey
def test_a_branch_is_dragged_to_its_place_and_back_when_it_is_refused(opened, staff_installation):
    page = opened(expect_errors=True)
    choose(page, "1")
    first, third = (page.locator(".branches .branches > li[data-pk]").nth(n) for n in (0, 2))
    drag(page, first, third)
    page.locator(".panel .messages").get_by_text("s-a mutat").wait_for()
    # Where the others have not made room yet, it is let go a place before or after.
    order = lines(page)[:4]
    assert (order.index("1.1.") > 0, [line for line in order if line != "1.1."]) == (True, ["1.2.", "1.3.", "1.4."])
    page.get_by_role("link", name="Deschide tot cuprinsul").click()
    page.get_by_role("link", name="Închide celelalte ramuri").wait_for()
    drop_beside(page, branch(page, "1.8"), branch(page, "2.1"))
    page.locator(".panel .messages").get_by_text(re.compile("„1.8. .* s-a mutat sub „2. ")).wait_for()
    assert is_same(page)
    page.get_by_role("link", name="Închide celelalte ramuri").click()
    page.get_by_role("link", name="Deschide tot cuprinsul").wait_for()
    choose(page, "1")
    staff_installation.ask(SAVED.format(code="1.2"))
    drag(
        page,
        page.locator(".branches .branches > li[data-pk]").nth(0),
        page.locator(".branches .branches > li[data-pk]").nth(2),
    )
    page.get_by_role("heading", name="Mută: nu s-a făcut încă nimic").wait_for()


def branch(page, code):
    return page.locator(".branches .branches > li[data-pk]").filter(has_text=re.compile(rf"^\s*{re.escape(code)}\.\s"))


def drop_beside(page, one, other):
    """Drag a branch onto one of another parent, until it stands among its children."""
    other.scroll_into_view_if_needed()
    page.wait_for_function("() => !document.querySelector('.htmx-swapping, .htmx-settling')")
    start, end = one.bounding_box(), other.bounding_box()
    key = one.get_attribute("data-pk")
    parent = other.evaluate("(item) => item.parentElement.dataset.parent")
    page.mouse.move(start["x"] + 40, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.locator(".sortable-chosen").wait_for()
    for step in range(100):
        page.mouse.move(end["x"] + 40, end["y"] + 3 + step % 9, steps=6)
        if page.evaluate(f"document.querySelector('li[data-pk=\"{key}\"]').parentElement.dataset.parent") == parent:
            break
        page.wait_for_timeout(50)
    page.mouse.up()


GHOST = "[...document.querySelectorAll('.branches .branches > li[data-pk]')].findIndex((li) => li.matches('.sortable-ghost'))"
THIRD = 2


def drag(page, one, other):
    start, end = one.bounding_box(), other.bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.locator(".sortable-chosen").wait_for()
    page.mouse.move(start["x"] + 40, start["y"] + start["height"], steps=4)
    # The branches make room one after another, each in its time: let go where the dragged one has arrived.
    for step in range(100):
        page.mouse.move(end["x"] + 40, end["y"] + end["height"] - 3 - step % 2, steps=6)
        if page.evaluate(GHOST) == THIRD:
            break
        page.wait_for_timeout(50)
    page.mouse.up()


@pytest.mark.journey
def test_the_pages_fit_and_are_accessible(opened, staff_installation):
    key = staff_installation.ask(MORE).strip()
    page, found = opened(), {}
    for path in (
        "",
        "?q=siguran",
        f"elemente/{key}/",
        "elemente/7/mutare/",
        "elemente/7/stergere/",
        "elemente/nou/",
        "elemente/nou/?dupa=7",
        "renumerotare/?os=rand",
        "deodata/?ramura=7",
    ):
        page.goto(page.url.partition("/lucru/")[0] + ROOT + path)
        found.update(faults(page))
    assert found == {}
