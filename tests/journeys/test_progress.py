"""From a target to the public: promised, reported with evidence, returned, corrected, accepted, recommended, answered,
adopted in a briefing; each person in a browser of their own."""

import datetime
import re
import subprocess
import urllib.request

import pytest

from tests.journeys.conftest import faults, logged_in, press
from tests.journeys.test_staff import publish
from tests.office import convert

PLAN = "/planuri/atop-2024/"
INDICATOR = f"{PLAN}indicatori/1/"
TITLE = "Dezvoltarea și implementarea unui management performant"


def words(page):
    return " ".join(page.get_by_role("main").inner_text().split())


def set_target(visit, address):
    """Staff say how the indicator is measured and promise at most five; the publisher publishes it."""
    page = logged_in(visit, f"{address}/admin/", "redactor")
    page.goto(f"{address}/admin/indicators/indicator/?q=management+performant")
    press(page.get_by_role("link", name=re.compile(TITLE)).first)
    page.get_by_label("Natura").select_option(label="număr")
    page.get_by_label("Unitatea de măsură").fill("accidente")
    page.get_by_label("Sensul bun").select_option(label="scădere")
    page.get_by_label("Se raportează").select_option(label="anual")
    page.get_by_label("Instituția care raportează").select_option(label="IPJ Cluj")
    press(page.get_by_role("button", name="Salvează și rămâi pe pagină"))
    assert "S-a salvat" in page.locator(".messagelist").inner_text()
    press(page.get_by_role("link", name="Deschide în spațiul de lucru"))
    press(page.get_by_role("link", name="Adaugă o țintă"))
    for name, value in {"value": "5", "period_start": "2024-01-01", "period_end": "2024-12-31"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=kind]").select_option(label="cel mult")
    press(page.get_by_role("main").get_by_role("button", name="Salvează", exact=True))
    assert "Ținta este adăugată." in words(page)
    publisher = logged_in(visit, f"{address}/admin/", "aprobator")
    assert "S-a publicat ediția 2." in publish(publisher, address, "Primul indicator are țintă.")


def open_report(page, address):
    page.goto(f"{address}/raportare/?cauta=management+performant")
    press(page.get_by_role("link", name=re.compile(TITLE)).first)


def report(page, address, evidence):
    """The reporter fills in six accidents, with a file and an explanation, and sends it."""
    open_report(page, address)
    page.get_by_label("Valoarea", exact=False).first.fill("6")
    page.get_by_label("Explicații", exact=False).fill("Numărate din registru.")
    page.get_by_label("Fișierul").set_input_files(evidence)
    page.get_by_label("Titlul dovezii").fill("Registrul accidentelor")
    page.get_by_label("Dovada devine publică odată cu acceptarea").check()
    press(page.get_by_role("button", name="Adaugă dovada"))
    assert "Registrul accidentelor" in words(page)
    press(page.get_by_role("button", name="Trimite spre evaluare"))


def review(page, address):
    page.goto(f"{address}/evaluare/?cauta=management+performant")
    press(page.get_by_role("link", name=re.compile(TITLE)).first)


def accept(page, address):
    review(page, address)
    page.get_by_label("îndeplinit (propunerea formulei)").check()
    page.get_by_label("Motivul aprecierii").fill("Patru accidente, cel mult cinci promise.")
    place = page.url
    press(page.get_by_role("button", name="Acceptă raportarea"))
    page.locator(".messages").wait_for()
    page.goto(place)


def recommend(page, address):
    """From the accepted report, the reviewer asks the police for something; return the recommendation's address."""
    press(page.get_by_role("link", name=re.compile("Recomandă ceva")).first)
    page.get_by_label("Termenul răspunsului").fill("2099-12-31")
    page.get_by_label("Textul recomandării").fill("Să se patruleze la trecerile de pietoni.")
    press(page.get_by_role("button", name="Emite recomandarea"))
    page.locator(".messages").wait_for()


def answer(page, address):
    page.goto(f"{address}/raportare/recomandari/")
    press(page.get_by_role("link", name=re.compile("^Să se patruleze")).first)
    page.get_by_label("Răspunsul oficial").fill("Se patrulează din octombrie.")
    press(page.get_by_role("button", name="Trimite răspunsul"))
    page.locator(".messages").wait_for()


def sit(page, address):
    """The body sits on the plan's year, and adopts the briefing that the portal drafts."""
    page.goto(f"{address}/evaluare/sedinte/noua/")
    # The example's body sits today, too, and its members are others.
    body = page.locator("[name=body]")
    body.select_option(body.locator("option", has_text="Cluj").get_attribute("value"))
    press(page.get_by_role("button", name="Arată membrii la această dată"))
    page.locator("[name=starts_at]").fill("14:00")
    page.get_by_label("Prima Persoană Inventată, președinte (exemplu)", exact=True).check()
    page.get_by_label("Ediția examinată").select_option(label="Planul strategic ATOP 2024, ediția 2")
    page.get_by_label("Începutul perioadei examinate").fill("2024-01-01")
    page.get_by_label("Sfârșitul perioadei examinate").fill("2024-12-31")
    page.get_by_label("Concluzii").fill("Anul s-a încheiat bine.")
    press(page.get_by_role("button", name="Salvează ședința"))
    press(page.get_by_role("button", name="Redactează raportul anual"))
    page.get_by_label("Textul capitolului 1").first.fill("Text schimbat de redactor.")
    press(page.get_by_role("button", name="Salvează", exact=True))
    press(page.get_by_role("link", name="Adoptarea"))
    page.get_by_label("Numărul hotărârii").fill("7")
    page.get_by_label("Data adoptării").fill(f"{datetime.date.today()}")
    page.get_by_role("checkbox").check()
    press(page.get_by_role("button", name="Adoptă documentul"))
    press(page.get_by_role("button", name="Da, adoptă definitiv"))
    page.locator(".messages").wait_for()


def fetch(address, folder):
    path = folder / address.rsplit("/", 1)[1]
    with urllib.request.urlopen(address, timeout=180) as response:
        path.write_bytes(response.read())
    return path


def printed(path, folder):
    """Return the words of a PDF, or of a text document that LibreOffice prints."""
    if path.suffix == ".docx":
        path = convert("pdf", folder, path) / f"{path.stem}.pdf"
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True, timeout=180)
    return " ".join(done.stdout.split())


@pytest.mark.journey
def test_a_year_from_the_target_to_the_adopted_report(visit, staff_portal, tmp_path):
    address = staff_portal
    evidence = tmp_path / "registru.txt"
    evidence.write_text("Patru accidente în registru.", encoding="utf-8")
    set_target(visit, address)
    reporter, reviewer = (logged_in(visit, f"{address}/cont/intrare/", name) for name in ("raportor", "evaluator"))

    report(reporter, address, evidence)
    review(reviewer, address)
    assert "6 accidente" in words(reviewer)
    reviewer.get_by_label("Ce trebuie completat sau corectat").fill("Registrul spune patru.")
    press(reviewer.get_by_role("button", name="Întoarce raportarea"))

    open_report(reporter, address)
    assert "Registrul spune patru." in words(reporter)
    reporter.get_by_label("Valoarea", exact=False).first.fill("4")
    press(reporter.get_by_role("button", name="Trimite spre evaluare"))

    accept(reviewer, address)
    recommend(reviewer, address)
    answer(reporter, address)
    sit(reviewer, address)

    reader = visit(address + INDICATOR)
    for text in (
        "4 accidente",
        "Patru accidente, cel mult cinci promise.",
        "Numărate din registru.",
        "Să se patruleze la trecerile de pietoni.",
    ):
        assert text in words(reader)
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Registrul accidentelor").click()
    assert download.value.path().read_text(encoding="utf-8") == "Patru accidente în registru."
    press(reader.get_by_role("link", name=re.compile("Să se patruleze")).first)
    assert "Se patrulează din octombrie." in words(reader)

    reader.goto(f"{address}{PLAN}progres/")
    assert "1 din 13 indicatori raportat, 1 îndeplinit" in words(reader)
    for kind in ("PDF", "DOCX"):
        link = reader.get_by_role("link", name=re.compile(kind)).last.get_attribute("href")
        text = printed(fetch(address + link, tmp_path), tmp_path)
        said = ("Text schimbat de redactor.", "Patru accidente, cel mult cinci promise.", "Anul s-a încheiat bine.")
        assert [one in text for one in said] == [True] * 3


@pytest.mark.journey
@pytest.mark.parametrize(
    ("name", "paths"),
    [
        (
            "raportor",
            [
                "/lucru/",
                "/lucru/calendar/",
                "/cont/calendar/",
                "/raportare/",
                "/raportare/tabel/",
                "/raportare/foaie/",
                "/raportare/recomandari/",
            ],
        ),
        ("evaluator", ["/evaluare/", "/evaluare/sedinte/", "/evaluare/sedinte/noua/", "/evaluare/recomandari/"]),
    ],
)
def test_the_pages_of_those_who_report_and_oversee_are_accessible_and_fit(visit, portal, name, paths):
    page = logged_in(visit, f"{portal}/cont/intrare/", name, bypass_csp=True)
    for path in paths:
        page.goto(portal + path)
        assert faults(page) == {}
