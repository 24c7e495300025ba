"""The page of a plan's workbook: who may use it, out, in, what is shown, confirmed, filtered and chosen."""

import io
import zipfile

import pytest

from plans.exchange.workbook.plan_workbook import PlanWorkbook
from plans.models import Element
from portal.data_files.formats import DATA_FORMATS
from portal.security_log.models import SecurityEvent
from portal.tasks.queue import run_waiting_tasks
from tests.page import Page
from tests.plans.exchange.sheet_files import uploaded
from tests.plans.exchange.workbook.edited import element

ADDRESS = "/lucru/informatizare-2019/registru/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"


def csv_of(row, **cells):
    """The row as a CSV file with these cells beside its identity and its stamp."""
    cells = {"Identificator": row["Identificator"], "Stare": row["Stare"], **cells}
    return uploaded("elemente.csv", f"{';'.join(cells)}\n{';'.join(cells.values())}\n".encode())


def test_only_who_writes_the_plan_reaches_the_page_and_the_file(client, people, it_plan):
    found = {}
    for name in ("editor", "reviewer", "outsider"):
        client.force_login(getattr(people, name))
        found[name] = [client.get(address).status_code for address in (ADDRESS, f"{ADDRESS}descarca.xlsx")]
    assert found == {"editor": [200, 200], "reviewer": [404, 404], "outsider": [404, 404]}
    client.logout()
    assert client.get(ADDRESS).status_code == 302


def test_the_file_is_a_workbook_with_choices_and_it_is_written_down_who_took_it(editor, it_plan):
    answer = editor.get(f"{ADDRESS}descarca.xlsx")
    assert answer["Content-Disposition"].startswith('attachment; filename="registru-informatizare-2019-')
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        about = archive.read("xl/sharedStrings.xml").decode()
    assert "<dataValidation " in sheet
    assert 'topLeftCell="A2"' in sheet
    assert 'hidden="1"' in sheet
    assert "Foaia „Raportări”" in about
    assert SecurityEvent.objects.filter(what="exported").count() == 1
    assert editor.get(f"{ADDRESS}descarca.csv").status_code == 404


def test_the_workbook_of_a_long_plan_is_made_by_the_worker_when_asked_for(editor, it_plan, monkeypatch):
    monkeypatch.setattr("plans.exchange.workbook.views.SHORT_PLAN", 3)
    offered = editor.get(f"{ADDRESS}descarca.ods")
    assert "Planul este lung" in Page(offered).text
    assert ("Content-Disposition" in offered, SecurityEvent.objects.filter(what="exported").exists()) == (False, False)
    job = editor.post(f"{ADDRESS}descarca.ods").url
    assert run_waiting_tasks() == 1
    assert "registru-informatizare-2019-" in editor.get(f"{job}fisier/")["Content-Disposition"]


def test_a_file_is_shown_then_confirmed_and_a_second_time_changes_nothing(editor, workbook, it_plan):
    row = workbook.element("m", "1.2")
    shown = editor.post(ADDRESS, {"import_file": csv_of(row, Titlu="Alt titlu")}, follow=True)
    page = Page(shown)
    assert "0 rânduri noi, 1 rând schimbat, 0 rânduri neschimbate. Încă nu s-a salvat nimic." in page.text
    assert "Alt titlu" in page.text
    assert element(it_plan, "m", "1.2").title == row["Titlu"]
    done = editor.post(ADDRESS, {"ticket": shown.context["ticket"]}, follow=True)
    assert "Importul s-a încheiat: 0 rânduri noi, 1 rând schimbat" in Page(done).text
    assert element(it_plan, "m", "1.2").title == "Alt titlu"
    again = editor.post(ADDRESS, {"import_file": csv_of(row, Titlu="Alt titlu")})
    assert "Nu este nimic de importat." in Page(again).text


def test_the_changes_are_filtered_by_kind_and_by_sheet(editor, workbook):
    workbook.element("m", "1.2")["Titlu"] = "Alt titlu"
    workbook.element("m", "1.3")["Sub"] = "ax-2"
    data = edited_file(workbook)
    shown = editor.post(ADDRESS, {"import_file": uploaded("registru.xlsx", data)}, follow=True)
    assert [one.line for one in shown.context["changes"].page] == [
        workbook.line("Elemente", workbook.element("m", code)) for code in ("1.2", "1.3")
    ]
    address = f"{ADDRESS}?fisier={shown.request['QUERY_STRING'].partition('=')[2]}"
    for choice, codes in (("fel=mutat", ["1.3"]), ("fel=schimbat", ["1.2"]), ("foaie=Indicatori", ["1.2", "1.3"])):
        found = editor.get(f"{address}&{choice}").context["changes"]
        assert [one.line for one in found.page] == [
            workbook.line("Elemente", workbook.element("m", code)) for code in codes
        ]


def test_the_plan_goes_out_and_in_as_csv_files_in_an_archive(editor, it_plan):
    sent = editor.get(f"{ADDRESS}descarca.zip")
    assert (sent["Content-Type"], sent["Content-Disposition"].endswith('.zip"')) == ("application/zip", True)
    shown = editor.post(ADDRESS, {"import_file": uploaded("registru.zip", sent.content)}, follow=True)
    assert not shown.context["outcome"].changes
    assert "Nu este nimic de importat." in Page(shown).text


def test_two_texts_for_one_place_stand_side_by_side_until_one_is_chosen(editor, workbook, it_plan):
    row, other = workbook.element("m", "1.2"), element(it_plan, "m", "1.2")
    other.title = "Titlul altcuiva"
    other.save()
    shown = editor.post(ADDRESS, {"import_file": csv_of(row, Titlu="Titlul meu")}, follow=True)
    assert "1 loc scris și de altcineva de la descărcare încoace" in Page(shown).text
    assert not shown.context["ticket"]
    chosen = editor.post(ADDRESS, {"choosing": shown.context["choosing"], "loc-rest": "fisier"}, follow=True)
    editor.post(ADDRESS, {"ticket": chosen.context["ticket"]})
    assert element(it_plan, "m", "1.2").title == "Titlul meu"


@pytest.mark.parametrize("short", [200, 0])
def test_one_place_after_the_other_is_chosen_and_what_was_chosen_is_remembered(
    editor, workbook, it_plan, monkeypatch, short
):
    monkeypatch.setattr("plans.exchange.imports.screen.SHORT_SHEET", short)
    row, other = workbook.element("m", "1.2"), element(it_plan, "m", "1.2")
    other.title, other.responsible = "Titlul altcuiva", "Altcineva"
    other.save()

    def send(**sent):
        address = editor.post(ADDRESS, sent).url
        if "fisier=" not in address:
            assert run_waiting_tasks() == 1
            address = f"{ADDRESS}?lucrare={address.strip('/').rpartition('/')[2]}"
        return editor.get(address).context

    shown = send(import_file=csv_of(row, Titlu="Titlul meu", Responsabili="Eu"))
    title, responsible = shown["outcome"].conflicts
    left = send(choosing=shown["choosing"], **{f"loc-{title.key}": "plan", "loc-x": "plan", "loc-rest": "oricum"})
    assert (left["outcome"].conflicts, left["ticket"]) == ([responsible], "")
    chosen = send(choosing=left["choosing"], **{f"loc-{responsible.key}": "fisier"})
    editor.post(ADDRESS, {"ticket": chosen["ticket"]})
    assert run_waiting_tasks() == (not short)
    saved = element(it_plan, "m", "1.2")
    assert (saved.title, saved.responsible) == ("Titlul altcuiva", "Eu")


def test_a_long_file_is_tried_out_and_saved_by_the_worker(editor, workbook, it_plan, monkeypatch):
    monkeypatch.setattr("plans.exchange.imports.screen.SHORT_SHEET", 0)
    row = workbook.element("m", "1.2")
    job = editor.post(ADDRESS, {"import_file": csv_of(row, Titlu="Alt titlu")}).url
    assert run_waiting_tasks() == 1
    preview = f"{ADDRESS}?lucrare={job.strip('/').rpartition('/')[2]}"
    ticket = editor.get(preview).context["ticket"]
    editor.post(ADDRESS, {"ticket": ticket})
    assert (run_waiting_tasks(), element(it_plan, "m", "1.2").title) == (1, "Alt titlu")
    record = Element.history.filter(title="Alt titlu").get()
    assert (record.history_change_reason, record.history_user.username) == ("Import din elemente.csv", "editor")


def test_what_is_wrong_is_told_by_sheet_row_and_column(editor, workbook):
    row = workbook.element("m", "1.2")
    shown = editor.post(ADDRESS, {"import_file": csv_of(row, Poziție="zece")})
    assert "Elemente, rândul 2, coloana „Poziție”: „zece” nu este o poziție." in Page(shown).text
    refused = editor.post(ADDRESS, {"import_file": uploaded("a.xlsx", b"PK\x03\x04")})
    assert "nu" in refused.context["form"].errors["import_file"][0]
    forged = editor.post(ADDRESS, {"ticket": "fals"}, follow=True)
    assert "Fișierul nu mai așteaptă confirmarea" in Page(forged).text


def edited_file(workbook):
    """The edited rows as an Excel file."""
    file = PlanWorkbook(workbook.plan, user=workbook.user).file()
    tables = tuple(
        type(table)(
            **{
                **vars(table),
                "rows": tuple(
                    tuple(row[heading] for heading in workbook.headings[table.title])
                    for row in workbook.sheets[table.title]
                ),
            }
        )
        for table in file.tables
    )
    return DATA_FORMATS["xlsx"].write(type(file)(**{**vars(file), "tables": tables}))
