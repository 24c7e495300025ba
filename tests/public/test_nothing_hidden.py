"""Every format a published plan goes out in: no draft, no private proof, nothing of a person, no live formula."""

import csv
import io
import re
import subprocess
import zipfile

import openpyxl
import pytest

from indicators.models import Evidence, Indicator
from indicators.render.data.table_names import TABLE_TITLES
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from plans.editions.element_files import ELEMENT_FILES
from plans.editions.files import ANNEX, DATA, EDITION_FILES
from plans.models import Edition, Element
from portal.data_files.formats import DATA_FORMATS
from public.api.resources import RESOURCES
from public.catalogue.formats import CATALOGUE_FORMATS
from public.models import MistakeReport
from tests.indicators.report_factories import owed, promise, sent
from tests.public.mcp.test_assistants import call
from tests.public.mistakes.mistake_factories import report as mistake

ROOT = "/planuri/atop-2024/"
FORMULA = '=HYPERLINK("http://rau.example","apasă")'
SECRETS = (
    "Ciornă nespusă", "Corectură nespusă", "73519", "Dovadă internă", "intern.example", "Raportoru", "Reclamantu",
    "reporter@example.org", "publisher@example.org", "reviewer@example.org", "ion@reclamant.example",
)  # fmt: skip


@pytest.fixture
def addresses(client, people, atop, settings, tmp_path):
    """Where the police plan goes out: published and reported, with all that must not be there beside it."""
    settings.MEDIA_ROOT = tmp_path
    Element.objects.filter(level__plan=atop, code="1.1").update(
        title=FORMULA, responsible="+1+1", expected_result="@SUM(A1)"
    )
    promise(Indicator.objects.get(plan=atop, number=1))
    report = owed(people).reports.get()
    for proof in ({"title": "Registru", "is_public": True}, {"title": "Dovadă internă", "is_public": False}):
        url = f"https://{'registru' if proof['is_public'] else 'intern'}.example/x"
        Evidence.objects.create(report=report, url=url, added_by=people.reporter, **proof)
    accepted = review_actions.accept_report(
        sent(report, by=people.reporter, value=4, narrative="=2+3"), by=people.reviewer, verdict="met", reason="-1+1"
    )
    correction = reporting_actions.begin_correction(accepted, by=people.reporter)
    empty = {"numerator": None, "denominator": None, "text": "", "no_data_reason": ""}
    hidden = {**empty, "value": 73519, "narrative": "Corectură nespusă"}
    reporting_actions.save_draft(correction, by=people.reporter, content=hidden)
    Element.objects.filter(level__plan=atop).update(title="Ciornă nespusă")
    for person, name in ((people.reporter, "Raportoru"), (people.reviewer, "Raportoru")):
        type(person).objects.filter(pk=person.pk).update(last_name=name)
    mistake(name="Reclamantu", email="ion@reclamant.example")
    assert MistakeReport.objects.get().email
    return [*_pages_and_files(Edition.objects.current_of("atop-2024")), *_for_programs()]


def _pages_and_files(edition):
    root, element = f"{ROOT}editii/{edition.number}/", "os-1.1"
    places = ("", "progres/", "termene/", "date/", "elemente/", "indicatori/1/", f"{element}/", "card/", "editii/")
    yield from (f"{way}{ROOT}{place}" for place in places for way in ("", "/en"))
    yield from (root + name for name in ("", DATA, *EDITION_FILES) if name != ANNEX)
    yield from (f"{root}{element}/{name}" for name in ELEMENT_FILES)
    yield from (ROOT + name for name in ("flux.atom", "termene.ics", f"{element}/flux.atom", "date/progres.xml"))
    yield from (f"{ROOT}{place}citare.{kind}" for place in ("", f"{element}/") for kind in ("bib", "ris"))
    tables = [*TABLE_TITLES, "tot"]
    yield from (f"{ROOT}date/{name}.{kind}" for name in tables for kind in DATA_FORMATS)
    yield from (
        f"{ROOT}{place}date/tot.{kind}" for place in (f"{element}/", "indicatori/1/") for kind in ("xlsx", "ods")
    )


def _for_programs():
    given = {"{plan}": "atop-2024", "{number}": "1", "{address}": "os-1.1"}
    for one in RESOURCES:
        path = one.path
        for name, value in given.items():
            path = path.replace(name, value)
        yield f"/api/v1/{path}"
    yield from (f"/odata/atop-2024/{name}" for name in ("", "$metadata", *TABLE_TITLES))
    yield from (kind.path for kind in CATALOGUE_FORMATS.values())
    yield from (
        "/",
        "/planuri/",
        "/cautare/?q=registru",
        "/recomandari/flux.atom",
        f"/oembed/?url=http://127.0.0.1:8000{ROOT}",
    )


def _bytes(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _text(content: bytes) -> str:
    """All that a file says: the parts of one that is packed, the words of a PDF."""
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    if content[:4] == b"%PDF":
        read = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        return read.stdout.decode()
    return content.decode()


def _formulas(path: str, content: bytes) -> list[str]:
    """What a spreadsheet would compute, or a text document fetch."""
    if path.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [
            cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f" or cell.hyperlink
        ]
    if path.endswith(".ods"):
        return re.findall(r"table:formula|xlink:href", _text(content))
    if path.endswith(".csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
        return [cell for row in rows for cell in row if re.match(r"[=@\t\r]|[-+](?!\d+(,\d+)?$)", cell)]
    if path.endswith(".docx"):
        fields = re.findall(r'<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"', _text(content))
        return [
            one for one in ("".join(found).split()[0] for found in fields) if one not in ("TOC", "PAGE", "NUMPAGES")
        ]
    if path.endswith("/") or "?" in path:
        return re.findall(r'href="https?://rau\.example', content.decode())
    return []


def test_no_format_of_a_published_plan_says_what_is_hidden_or_computes_what_it_says(client, addresses):
    answers = {path: client.get(path) for path in addresses}
    # A plan has not every table.
    contents = {path: _bytes(answer) for path, answer in answers.items() if answer.status_code == 200}
    refused = {path for path in answers if path not in contents}
    assert {path for path in refused if not re.search(r"/(date|odata/[^/]+)/[a-z]+", path)} == set()
    assert len(contents) > 90
    said = {path: _text(content) for path, content in contents.items()}
    for tool, given in {"read_plan": {}, "progress": {}, "read_element": {"address": "os-1.1"}}.items():
        result = call(client, tool, plan="atop-2024", **given)
        assert not result["isError"], result
        said[tool] = str(result)
    assert [(path, word) for path, text in said.items() for word in SECRETS if word in text] == []
    assert {path: found for path, content in contents.items() if (found := _formulas(path, content))} == {}
    # They are looked for where they could be.
    files = [path for path in said if path.endswith((".xlsx", ".ods", ".docx", ".csv", ".pdf", ".json", ".xml"))]
    assert len([path for path in files if "rau.example" in said[path]]) > 15
