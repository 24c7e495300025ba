"""The files of data: what was published and accepted and nothing else, the same as the pages say, kept once."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from indicators.models import Evidence, Indicator, Recommendation, Report
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from plans.editions.publishing import withdraw
from plans.models import Edition, Element
from portal.data_files.formats import DATA_FORMATS
from portal.literals import number_text
from public.data.plan_data import plan_tables
from public.page_tools.data import data_tools
from public.page_tools.subject import PageSubject
from tests.indicators.oversight.oversight_factories import DAY, TODAY, issued, sitting
from tests.indicators.report_factories import owed, promise, sent
from tests.page import Page
from tests.plans.render.stratml.grammar import faults

ROOT = "/planuri/atop-2024/"
VALUES = f"{ROOT}indicatori/1/date/valori.csv"


def read_csv(answer) -> list[dict]:
    assert answer.status_code == 200, answer
    text = io.StringIO(answer.content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def rows_of(client, address):
    return read_csv(client.get(address))


@pytest.fixture
def report(people, atop):
    promise(Indicator.objects.get(plan=atop, number=1))
    return owed(people).reports.get()


def accept(report, people, verdict="met", reason="Este în registru."):
    return review_actions.accept_report(report, by=people.reviewer, verdict=verdict, reason=reason)


def test_an_accepted_value_is_a_row_with_everything_that_its_page_says(client, people, report):
    accept(sent(report, by=people.reporter), people)
    (row,) = rows_of(client, VALUES)
    wanted = {
        "Nr. indicator": "1",
        "De la": "2024-01-01",
        "Până la": "2024-12-31",
        "Valoarea": "4",
        "Unitatea": "accidente",
        "Numărătorul": "",
        "Valoarea apreciată": "4",
        "Ținta": "5",
        "Aprecierea": "îndeplinit",
        "Motivul aprecierii": "Este în registru.",
        "Stadiul indicatorului": "îndeplinit",
        "Acceptată la": TODAY.isoformat(),
        "Valabilă": "da",
        "Ediția": str(Edition.objects.current().get(plan__slug="atop-2024").number),
        "Licența": "CC BY 4.0",
    }
    assert {name: row[name] for name in wanted} == wanted


def test_a_ratio_gives_both_its_numbers_and_a_quotient_of_six_decimals(client, people, atop):
    indicator = owed(people, nature="ratio", unit="dosare")
    row = sent(indicator.reports.get(), by=people.reporter, numerator=Decimal(1), denominator=Decimal(3))
    accept(row, people, verdict="cannot_be_judged")
    (row,) = rows_of(client, VALUES)
    assert [row[name] for name in ("Valoarea", "Numărătorul", "Numitorul")] == ["0,333333", "1", "3"]


def test_what_is_not_accepted_is_in_no_file(client, people, report):
    content = {"value": Decimal(73519), "narrative": "Nespus", "text": "", "no_data_reason": ""}
    empty = {"numerator": None, "denominator": None}
    reporting_actions.save_draft(report, by=people.reporter, content={**content, **empty})
    for act in (
        lambda row: row,
        lambda row: reporting_actions.submit_report(row, by=people.reporter),
        lambda row: review_actions.return_report(row, by=people.reviewer, note="Taină"),
    ):
        act(Report.objects.get(pk=report.pk))
        files = [client.get(f"{ROOT}{place}date/tot.xlsx") for place in ("", "indicatori/1/")]
        said = " ".join(_texts(answer.content) for answer in files)
        assert [word in said for word in ("73519", "Nespus", "Taină")] == [False] * 3
        assert rows_of(client, VALUES) == []


def _texts(workbook: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    return " ".join(str(value) for sheet in book for row in sheet.values for value in row if value is not None)


def test_a_corrected_value_stays_beside_the_one_that_took_its_place(client, people, report):
    first = accept(sent(report, by=people.reporter), people)
    correction = reporting_actions.begin_correction(first, by=people.reporter)
    accept(sent(correction, by=people.reporter, value=Decimal(6)), people, verdict="not_met")
    rows = rows_of(client, VALUES)
    assert [(row["Valoarea"], row["Valabilă"], row["Aprecierea"]) for row in rows] == [
        ("6", "da", "neîndeplinit"),
        ("4", "nu", "îndeplinit"),
    ]


def test_only_public_proofs_are_named(client, people, report):
    Evidence.objects.create(
        report=report, title="Registrul", url="https://exemplu.ro/r", is_public=True, added_by=people.reporter
    )
    hidden = {"title": "Intern", "url": "https://exemplu.ro/i", "is_public": False}
    Evidence.objects.create(report=report, added_by=people.reporter, **hidden)
    accept(sent(report, by=people.reporter), people)
    for address in (VALUES, f"{ROOT}date/valori.csv"):
        (row,) = rows_of(client, address)
        assert row["Dovezi"] == "Registrul: https://exemplu.ro/r"


def test_the_file_of_a_plan_says_what_its_edition_says_and_not_what_is_being_written(client, editions, it_plan):
    document = editions[1].read()
    Element.objects.filter(level__plan=it_plan).update(title="Nepublicat")
    root = "/planuri/informatizare-2019/"
    elements = rows_of(client, f"{root}date/elemente.csv")
    assert [row["Titlu"] for row in elements] == [one.title for one in document.elements]
    assert [row["Cod"] for row in elements] == [one.printed_code for one in document.elements]
    assert len(rows_of(client, f"{root}date/indicatori.csv")) == len(document.indicators)
    budget = editions[0].read().budget
    assert [row["Suma"] for row in rows_of(client, f"{ROOT}date/buget.csv")] == [
        number_text(one.amount) for one in budget
    ]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{root}date/tot.xlsx").content))
    names = ["Elementele", "Indicatorii", "Valorile", "Stadiile", "Termenele", "Recomandările", "Despre date"]
    names += ["Coloanele"]
    assert book.sheetnames == names
    below = rows_of(client, f"{root}ax-2/date/elemente.csv")
    assert below[0]["Titlu"] == document.by_address["ax-2"].title
    assert len(below) == 1 + len(document.children[document.by_address["ax-2"].uid])


def test_the_targets_are_given_with_those_that_were_replaced(client, people, report):
    (row,) = rows_of(client, f"{ROOT}date/tinte.csv")
    assert (row["Nr. indicator"], row["Fel"], row["Ținta"], row["Înlocuită la"]) == ("1", "cel mult", "5", "")


def test_the_lists_and_an_institution_give_their_tables(client, people, atop, report):
    row = issued(people, atop, text="=Să se publice lista.")
    Recommendation.objects.filter(pk=row.pk).update(issued_on=TODAY - 40 * DAY, deadline=TODAY - DAY)
    sitting(conclusions="S-a hotărât.")
    assert [one["Titlul scurt"] for one in rows_of(client, "/planuri/date/planuri.csv")] == [atop.short_title]
    for address in ("/recomandari/", "/institutii/ipj-cluj/", ROOT):
        (said,) = rows_of(client, f"{address}date/recomandari.csv")
        assert (said["Textul"], said["Termen depășit"]) == ("'=Să se publice lista.", "da")
    assert [one["Concluzii"] for one in rows_of(client, "/sedinte/date/sedinte.csv")] == ["S-a hotărât."]
    (said,) = rows_of(client, "/institutii/ipj-cluj/date/indicatori.csv")
    assert (said["Planul"], said["Nr. indicator"]) == (atop.short_title, "1")


def test_what_is_not_there_is_not_found_and_what_was_withdrawn_leads_to_its_page(client, people, editions):
    for address in (
        f"{ROOT}date/nimic.csv",
        f"{ROOT}date/tot.csv",
        "/planuri/informatizare-2019/date/buget.csv",
        f"{ROOT}os-99/date/elemente.csv",
        f"{ROOT}indicatori/999/date/valori.csv",
        "/planuri/fara/date/elemente.csv",
        "/institutii/fara/date/indicatori.csv",
        "/planuri/date/sedinte.csv",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"{ROOT}date/elemente.csv").status_code == 405
    withdraw(editions[0], by=people.publisher, reason="Greșită.")
    assert client.get(f"{ROOT}date/elemente.csv").headers["Location"] == ROOT


def test_a_file_is_kept_once_and_not_sent_again_to_who_has_it(client, people, report):
    address = f"{ROOT}date/tot.xlsx"
    first = client.get(address)
    (kept,) = Path(settings.DATA_DIR, "tabele").glob(f"*/{first['ETag'][1:-1]}.xlsx")
    kept.write_bytes(b"kept")
    assert client.get(address).content == b"kept"
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    accept(sent(report, by=people.reporter), people)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)
    assert [path.read_bytes() == changed.content for path in kept.parent.iterdir()] == [True]


def test_a_file_is_called_after_its_page_and_says_its_licence(client, editions):
    answer = client.get(f"{ROOT}date/elemente.xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="planuri-atop-2024-elemente.xlsx"'
    assert answer["Link"] == '<https://creativecommons.org/licenses/by/4.0/deed.ro>; rel="license"'
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not answer.cookies


def test_every_table_has_headings_that_tell_its_columns_apart(client, editions):
    for address in (f"{ROOT}date/indicatori.csv", f"{ROOT}date/elemente.csv", f"{ROOT}date/valori.csv"):
        (headings, *_) = csv.reader(io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=";")
        assert len(set(headings)) == len(headings)


def test_the_number_of_queries_does_not_depend_on_how_many_rows_there_are(client, editions):
    counts = []
    for root in (ROOT, "/planuri/informatizare-2019/"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(f"{root}date/tot.xlsx")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_every_file_that_a_page_leads_to_is_there_and_so_is_every_table_of_a_plan(client, people, atop, report):
    row = issued(people, atop)
    meeting = sitting(conclusions="S-a hotărât.")
    pages = [
        ROOT,
        f"{ROOT}date/",
        f"{ROOT}progres/",
        f"{ROOT}indicatori/1/",
        f"{ROOT}os-1.1/",
        "/recomandari/",
        "/sedinte/",
    ]
    pages += [f"/sedinte/{meeting.pk}/", f"/recomandari/atop-cluj-{row.number}-{row.year}/", "/institutii/atop-cluj/"]
    pages += ["/institutii/ipj-cluj/", "/date-deschise/"]
    found = {page: data_links(client, page) for page in pages}
    assert [page for page, links in found.items() if not links] == []
    links = set().union(*found.values())
    assert [link for link in sorted(links) if client.get(link).status_code != 200] == []
    names = {link.rpartition("/")[2] for link in found[f"{ROOT}date/"] if link.startswith(ROOT)}
    assert names == {"tot.xlsx", "tot.ods", "progres.xml"} | {
        f"{name}.{extension}" for name in plan_tables("atop-2024").plan().tables for extension in DATA_FORMATS
    }


def data_links(client, page):
    return {link for link in Page(client.get(page)).links if re.search(r"/date/[a-z]+\.[a-z]+$", link)}


def test_a_page_of_an_example_leads_to_no_list_of_real_things(client, people, atop, editions):
    subject = PageSubject(kind="sitting", path="/sedinte/1/", title="Ședința", is_invented=True)
    assert list(data_tools(subject)) == []


def test_progress_is_a_performance_report_with_what_was_accepted_and_nothing_else(client, people, report):
    address = f"{ROOT}date/progres.xml"
    report = sent(report, by=people.reporter, value=Decimal(7))
    waiting = etree.fromstring(client.get(address).content)
    assert (waiting.get("Type"), faults(waiting)) == ("Performance_Report", [])
    assert "7" not in [one.text for one in waiting.iter("{*}NumberOfUnits")]
    accept(report, people)
    answer = client.get(address)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    assert faults(root) == []
    results = [one for one in root.iter("{*}ActualResult") if one.find("{*}StartDate") is not None]
    assert [[part.text for part in one] for one in results] == [["2024-01-01", "2024-12-31", "7", "îndeplinit"]]
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert address in Page(client.get(f"{ROOT}date/")).links
    assert client.get("/planuri/alt-plan/date/progres.xml").status_code == 404
