"""A day's work: from the plan of a year to the published plan of the next one, and to its second edition."""

import re
from itertools import cycle

import pytest

from tests.indicators.reporting.evidence.evidence_files import MINIMAL_PDF
from tests.journeys.conftest import LOOKS, faults, logged_in
from tests.printed import Printed

WORK, PUBLIC = "/lucru/atop-2025/", "/planuri/atop-2025/"
FIRST, SECOND = "Ocuparea posturilor vacante", "Ocuparea posturilor vacante, și a celor de conducere"
SWAPPING = ".htmx-request, .htmx-swapping, .htmx-settling"
OTHER = "Fonduri europene pentru echipamente"
NEW, NEWER = "Camere video în fiecare comună", "Camere video în fiecare comună și în fiecare sat"


class Person:
    """Somebody with a browser, logged in if there is a name; `look` is done on every page of the way."""

    def __init__(self, visit, address, look, scripts, name=""):
        self.address, self.look, self.has_scripts = address, look, scripts
        options = {"java_script_enabled": scripts}
        self.page = (
            logged_in(visit, f"{address}/lucru/planuri/", name, **options) if name else visit(address, **options)
        )
        look(self.page)

    def press(self, role, name, *, exact=True, within="body"):
        """Press a link or a button and look at the page to which it leads."""
        control = self.page.locator(within).get_by_role(role, name=name, exact=exact).first
        if self.has_scripts:
            control.evaluate("control => { control.dataset.pressed = '' }")
            control.click()
            self.page.wait_for_function(f"() => !document.querySelector('[data-pressed], {SWAPPING}')")
        else:
            with self.page.expect_navigation():
                control.click()
        self.page.wait_for_load_state()
        self.look(self.page)

    def go(self, path):
        self.page.goto(self.address + path)
        self.look(self.page)

    def write(self, label, text):
        self.page.get_by_label(label, exact=True).first.fill(text)

    @property
    def said(self):
        return self.page.locator(".messages").last.inner_text()


def copy(editor):
    editor.press("link", "Planul strategic ATOP 2024")
    editor.press("link", "Planul următor, făcut din acesta")
    editor.press("button", "Creează planul")
    editor.page.wait_for_url(f"**{WORK}")


def change(editor):
    """Retitle two objectives, move one, remove one, add one that is measured."""
    editor.press("link", "1. Asigurarea", exact=False)
    editor.press("link", "1.1", exact=False, within=".tree")
    editor.write("Titlu", FIRST)
    editor.press("button", "Salvează", within="#element")
    assert editor.said == f"S-a salvat „1.1. {FIRST}”: Titlu."
    editor.press("link", "Cel următor →")
    editor.write("Titlu", OTHER)
    editor.press("button", "Salvează", within="#element")
    editor.press("link", "← Cel dinainte")
    editor.press("button", "Mai jos")
    editor.press("link", "1.3", exact=False, within=".tree")
    editor.press("link", "Șterge…")
    editor.press("button", "Șterge")
    editor.press("link", "Adaugă: Obiectiv specific / Direcție de acțiune")
    editor.write("Titlu", NEW)
    editor.press("button", "Adaugă", within="#element")
    measure(editor)


def measure(editor):
    editor.press("link", "Adaugă un indicator")
    editor.write("Indicator", "Comune cu camere video")
    editor.page.get_by_label("Natura").select_option(label="număr")
    editor.press("button", "Salvează")
    editor.press("link", "Adaugă o țintă")
    editor.page.get_by_label("Felul țintei").select_option(label="cel puțin")
    editor.write("Valoarea (opțional)", "75")
    editor.press("button", "Salvează")
    assert "Ținta de cel puțin 75 pentru 2025" in editor.page.locator("[id^=tinta-]").inner_text()


def submit(editor, note):
    editor.press("link", "Aprobare și publicare")
    editor.write("Nota dumneavoastră (opțional)", note)
    editor.press("button", "Trimite spre aprobare")
    assert editor.said == "Planul este trimis spre aprobare. Aprobatorii află prin e-mail."


def give_back(publisher):
    """Open a discussion on an element, then return the plan."""
    publisher.press("link", "Planul strategic ATOP 2025")
    publisher.press("link", "Cuprins")
    publisher.press("link", "1. Asigurarea", exact=False)
    publisher.press("link", FIRST, exact=False, within=".tree")
    publisher.page.get_by_text("Deschide o discuție").click()
    publisher.write("Observația dumneavoastră", "Și posturile de conducere?")
    publisher.press("button", "Deschide discuția")
    publisher.press("link", "Aprobare și publicare")
    publisher.write("Ce este de făcut", "Vedeți discuția de la 1.1.")
    publisher.press("button", "Întoarce cu observații")


def answer(editor):
    """Answer in the discussion, change the element, submit again."""
    editor.go("/lucru/")
    editor.press("link", "Și posturile de conducere?")
    editor.write("Observația dumneavoastră", "Da, și acelea.")
    editor.press("button", "Răspunde")
    assert (editor.said, editor.page.locator(".kept").count()) == ("Observația este în discuție.", 0)
    editor.press("link", FIRST, exact=False, within="main")
    editor.write("Titlu", SECOND)
    editor.press("button", "Salvează", within="#element")
    submit(editor, "Corectat după discuție.")


def adopt(publisher):
    """Write the act with its number and date, and add its signed original."""
    publisher.press("link", "Părțile planului")
    publisher.press("link", "Adaugă un act")
    publisher.page.get_by_label("Fel", exact=True).select_option(label="Hotărârea ATOP")
    publisher.page.get_by_label("Emitent", exact=True).select_option(label="ATOP Cluj")
    publisher.write("Denumirea tipărită", "Hotărârea nr. 3/2025")
    publisher.write("Număr", "3/2025")
    publisher.write("Data (opțional)", "2025-01-30")
    publisher.press("button", "Salvează")
    publisher.press("link", "Originalul semnat al actului Hotărârea nr. 3/2025")
    publisher.page.locator("[type=file]").set_input_files(
        {"name": "hotarare.pdf", "mimeType": "application/pdf", "buffer": MINIMAL_PDF}
    )
    publisher.press("button", "Păstrează fișierul")


def publish(publisher, number, note):
    publisher.press("link", "Aprobare și publicare")
    publisher.write("Ce s-a schimbat", note)
    publisher.page.get_by_label("Am citit ce este de verificat și public așa").check()
    publisher.press("button", f"Publică acum ediția {number}")
    assert publisher.said.startswith(f"S-a publicat ediția {number}.")


def read_first(reader, installation):
    """Read the first edition: the page, the act's original, the PDF, the JSON."""
    reader.go(PUBLIC)
    asked = reader.page.request
    installation.ask("from portal.tasks.queue import run_waiting_tasks; run_waiting_tasks()")
    pdf = Printed(asked.get(f"{reader.address}{PUBLIC}plan.pdf").body()).text()
    document = asked.get(f"{reader.address}{PUBLIC}plan.json").json()
    original = reader.page.get_by_role("link", name="Originalul semnat").get_attribute("href")
    read = [" ".join(text.split()) for text in (reader.page.locator("main").text_content(), pdf, str(document))]
    assert [[words in text for words in (SECOND, OTHER, NEW, "3/2025")] for text in read] == [[True] * 4] * 3
    assert asked.get(reader.address + original).body() == MINIMAL_PDF


def read_second(reader):
    """Read what the second edition changed, then go from an objective to that of the year before and back."""
    reader.go(f"{PUBLIC}comparatie/1/2/")
    assert [" ".join(text.split()) for text in reader.page.locator(".what ins").all_inner_texts()] == [
        "adăugat: și în fiecare sat"
    ]
    reader.go(f"{PUBLIC}os-1.1/")
    heading = reader.page.get_by_role("heading", level=1)
    assert SECOND in heading.inner_text()
    reader.press("link", "1.1. Ocuparea/ încadrarea", exact=False)
    assert reader.page.url == f"{reader.address}/planuri/atop-2024/os-1.1/"
    reader.press("link", SECOND, exact=False)
    assert SECOND in heading.inner_text()


def looked_at(found):
    """Return what is done on each page, once for pages alike: find what is wrong with it, in one of the looks by turns.

    Each kind of page is looked at in both by the tests of its own.
    """
    seen, looks = set(), cycle(LOOKS)

    def look(page):
        place = re.sub(r"\?.*|[0-9]+", "", page.url), page.locator(".messages, .error-summary").count()
        if place in seen:
            return
        seen.add(place)
        found.update(faults(page, [next(looks)]))

    return look


def change_again(publisher):
    publisher.press("link", "Cuprins")
    publisher.press("link", "1. Asigurarea", exact=False)
    publisher.press("link", NEW, exact=False, within=".tree")
    publisher.write("Titlu", NEWER)
    publisher.press("button", "Salvează", within="#element")


@pytest.mark.journey
def test_next_years_plan_is_written_approved_published_and_changed(visit, staff_portal, staff_installation):
    found = {}
    at_work = visit, staff_portal, looked_at(found), True
    editor = Person(*at_work, "redactor")
    copy(editor)
    change(editor)
    submit(editor, "Copiat din 2024 și adus la zi.")
    publisher = Person(*at_work, "aprobator")
    give_back(publisher)
    answer(editor)
    adopt(publisher)
    publish(publisher, 1, "Prima ediție.")
    reader = Person(*at_work)
    read_first(reader, staff_installation)
    change_again(publisher)
    publish(publisher, 2, "Titlu mai clar.")
    read_second(reader)
    assert found == {}


@pytest.mark.journey
def test_next_years_plan_is_written_and_sent_for_approval_without_scripts(visit, staff_portal, staff_installation):
    editor = Person(visit, staff_portal, lambda page: None, False, "redactor")
    copy(editor)
    change(editor)
    submit(editor, "Copiat din 2024 și adus la zi.")
    state = "from plans.models import Submission; print(*Submission.objects.values_list('plan__slug', 'state', 'note'))"
    assert "('atop-2025', 'waiting', 'Copiat din 2024 și adus la zi.')" in staff_installation.ask(state)
