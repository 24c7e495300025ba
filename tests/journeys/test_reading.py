"""A citizen reads a plan, on a wide screen, on a phone, with the keyboard, without scripts."""

import pytest

from tests.installation import PATIENCE
from tests.journeys.conftest import faults, press, sideways

PAGES = [
    "/",
    "/planuri/",
    "/institutii/",
    "/contact/",
    "/planuri/atop-2024/",
    "/planuri/informatizare-2019/",
    "/planuri/atop-2024/os-2.5/",
    "/planuri/informatizare-2019/m-1.9/",
    "/planuri/atop-2024/editii/",
    "/planuri/informatizare-2019/editii/1/",
    "/planuri/atop-2024/progres/",
    "/planuri/exemplu/progres/",
    "/planuri/informatizare-2019/termene/",
    "/planuri/exemplu/progres/?stadiu=neindeplinit&ordine=stadiu",
    "/planuri/exemplu/indicatori/1/",
    "/planuri/exemplu/indicatori/2/",
    "/cautare/?q=siguranta&fel=element",
    "/recomandari/",
    "/consultari/1/",
    "/urmarire/",
    "/planuri/exemplu/date/",
    "/accesibilitate/",
    "/metodologie/",
    "/sesizari/noua/?pagina=/planuri/atop-2024/os-2.5/&editia=1",
    "/nu-exista/",
    "/cautare/",
    "/planuri/informatizare-2019/elemente/?an=2020",
    "/sedinte/",
    "/sedinte/1/",
    "/institutii/atop-cluj/",
    "/recomandari/exemplu-atop-1-2026/",
    "/consultari/",
    "/consultari/1/proiect/",
    "/consultari/1/propuneri/noua/",
    "/urmarire/?pagina=/planuri/atop-2024/",
    "/sesizari/",
    "/date-deschise/",
    "/date-personale/",
    "/licenta/",
    "/planuri/exemplu/grafice/stadii/",
    "/en/planuri/exemplu/indicatori/1/",
]

# The words of the tables that stand on two lines.
BROKEN_WORDS = """() => [...document.querySelectorAll("main td, main th")].flatMap((cell) => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), broken = [];
  for (let text; (text = walker.nextNode()); )
    for (const word of text.data.matchAll(/[^\\s\\-–/]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word[0]);
    }
  return broken;
})"""

# A page without the portal's own letters, which a slow line brings late or never; returns how many sets it had.
TAKE_LETTERS = """() => [...document.styleSheets].reduce((taken, sheet) => {
  for (let place = sheet.cssRules.length - 1; place >= 0; place--)
    if (sheet.cssRules[place].cssText.includes(".woff2")) {
      sheet.deleteRule(place);
      taken++;
    }
  return taken;
}, 0)"""


@pytest.fixture(scope="module")
def portal(served, base_installation):
    """The address of a portal that only readers use, the same for all of them."""
    copy, address = served
    copy.become(base_installation)
    return address


@pytest.fixture(scope="module")
def page(chromium):
    """A page of a browser in which one address is read after the other."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="ro-RO", bypass_csp=True)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.mark.journey
@pytest.mark.parametrize(
    ("plan", "code", "title"),
    [
        ("Planul strategic ATOP 2024", "2.5", "Prevenirea agresiunilor de natură sexuală și a violenței domestice"),
        (
            "Planul de acțiune pentru informatizare 2019–2025",
            "1.9",
            "Crearea condițiilor pentru lansarea licitațiilor, dezvoltarea și aplicarea pachetului de proiecte critice",
        ),
    ],
)
@pytest.mark.parametrize("width", [1280, 375])
def test_a_reader_finds_an_element_in_two_clicks(visit, portal, plan, code, title, width):
    page = visit(portal, width=width)
    press(page.get_by_role("link", name=plan).first)
    # The outline beside the text leads further down the same page.
    press(page.get_by_role("main").locator(f"a[href$='-{code}/']", has_text=title).first)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert (title in heading, page.url.rsplit("-", 1)[1]) == (True, f"{code}/")
    page.get_by_role("button", name="Copiază adresa").click()
    said = page.get_by_text("S-a copiat.").or_(page.get_by_text("Textul este selectat: îl puteți copia."))
    said.wait_for(state="attached")


@pytest.mark.journey
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_fault_and_fits_with_its_letters_and_without(page, portal, path):
    page.goto(portal + path)
    page.evaluate("document.fonts.ready")
    assert (page.evaluate(BROKEN_WORDS), faults(page)) == ([], {})
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate(TAKE_LETTERS) > 0
    too_wide = sideways(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert too_wide == 0


@pytest.mark.journey
def test_the_first_visit_is_light_and_stays_on_this_host(chromium, portal):
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes, hosts = [], set()
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(f"{portal}/planuri/atop-2024/", wait_until="networkidle")
    assert hosts == {portal.split("/")[2]}
    assert context.cookies() == []
    # Over plain http the browser asks for gzip; over https it would be brotli, which is smaller.
    # The headers that keep a page safe are 5,000 of them.
    assert sum(sizes) <= 65_000, sizes
    context.close()


@pytest.mark.journey
def test_a_plan_reads_the_same_without_scripts(visit, portal):
    texts = [
        visit(f"{portal}/planuri/atop-2024/", java_script_enabled=enabled).get_by_role("main").text_content()
        for enabled in (True, False)
    ]
    # A script writes the host into the address to cite; nothing else.
    assert texts[0].replace(portal, "") == texts[1].replace(portal, "")


@pytest.mark.journey
def test_a_mistake_is_reported_and_taken_back_without_scripts_and_without_a_cookie(visit, portal):
    page = visit(f"{portal}/planuri/atop-2024/os-2.5/", java_script_enabled=False, expect_errors=True)
    press(page.get_by_role("link", name="Semnalați greșeala"))
    page.get_by_label("Ce este greșit").fill("Scris de probă.")
    # Who presses at once is asked to look again, and finds what was typed.
    press(page.get_by_role("button", name="Trimite"))
    while page.get_by_role("alert").count():
        assert page.get_by_label("Ce este greșit").input_value() == "Scris de probă."
        press(page.get_by_role("button", name="Trimite"))
    assert page.url in page.get_by_role("main").inner_text()
    while page.get_by_role("button", name="Retrag sesizarea").count():
        press(page.get_by_role("button", name="Retrag sesizarea"))
    assert "Sesizarea este retrasă." in page.get_by_role("main").inner_text()
    assert page.context.cookies() == []


@pytest.mark.journey
def test_the_keyboard_leads_past_the_header_into_the_plan(visit, portal):
    page = visit(f"{portal}/planuri/atop-2024/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#continut"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.journey
def test_an_unknown_address_under_a_plan_leads_to_the_plan(visit, portal):
    page = visit(f"{portal}/planuri/atop-2024/os-9.9/", expect_errors=True)
    assert page.get_by_role("heading", level=1).inner_text() == "Pagina nu există"
    press(page.get_by_role("main").get_by_role("link").first)
    assert page.url == f"{portal}/planuri/atop-2024/"
