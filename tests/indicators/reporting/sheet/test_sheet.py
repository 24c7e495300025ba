import io
from decimal import Decimal

import openpyxl
import pytest

from indicators.models import Report
from indicators.reporting.sheet.resource import ReportResource
from indicators.review import actions as review_actions
from plans.exchange.imports.outcome import run_import
from plans.exchange.imports.waiting_files import GONE
from plans.exchange.sheets.formats import FORMATS_BY_EXTENSION
from plans.models import Institution, Membership
from tests.indicators.report_factories import ask, owed, promise, reported, sent
from tests.office import convert
from tests.page import Page, message_texts
from tests.plans.exchange.rows import imported, problems
from tests.plans.exchange.sheet_files import uploaded, workbook, xlsx

SHEET = "/raportare/foaie/"
EXPORT = f"{SHEET}export/"
HEADINGS = ["Plan", "Indicator nr.", "Perioada de la", "Perioada până la", "Valoare", "Numărător", "Numitor"]
YEAR = ["01.01.2024", "31.12.2024"]


def changed_cells(response):
    """Return the texts of a preview without spaces, in which one text took the place of another."""
    return Page(response).text.replace(" ", "")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def reporter(client, people):
    """A browser signed in as the police's reporter."""
    client.force_login(people.reporter)
    return client


@pytest.fixture
def reports(people, atop):
    """Four reports owed by the police: a count, a ratio, something done or not, and a text."""
    promise(atop.indicators.get(number=1))
    ask(2, nature="ratio", unit="%")
    ask(3, nature="milestone", unit="")
    ask(4, nature="qualitative", unit="")
    owed(people, number=1)
    return list(Report.objects.order_by("indicator__number"))


@pytest.fixture
def importing(people, reports):
    """See what rows would do, then do it."""

    def run(*rows, headings=HEADINGS, by=people.reporter):
        return imported(lambda: ReportResource(user=by, reason="Import din a.xlsx"), headings, *rows)

    return run


def row(number, *cells):
    return ["atop-2024", number, *YEAR, *cells]


def state():
    return list(Report.objects.order_by("pk").values()), Report.history.count()


def exported(browser, extension="xlsx", **chosen):
    return browser.get(EXPORT, {"format": extension, **chosen})


def cells(answer):
    return [list(values) for values in openpyxl.load_workbook(io.BytesIO(answer.content)).active.values]


@pytest.mark.parametrize("address", [SHEET, EXPORT])
def test_a_stranger_is_asked_to_sign_in(client, db, address):
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, f"/cont/intrare/?next={address}")


@pytest.mark.parametrize("role", ["editor", "publisher", "reviewer", "outsider"])
def test_only_reporters_have_sheets(client, people, reports, role):
    client.force_login(getattr(people, role))
    assert [client.get(SHEET).status_code, client.post(SHEET).status_code, exported(client).status_code] == [403] * 3


@pytest.mark.parametrize(("address", "method"), [(SHEET, "put"), (SHEET, "delete"), (EXPORT, "post"), (EXPORT, "put")])
def test_a_wrong_method_is_refused(reporter, address, method):
    assert getattr(reporter, method)(address).status_code == 405


def test_what_is_owed_goes_out_with_what_helps_to_fill_it_in(reporter, people, reports):
    reported(reports[0], by=people.reporter, value=Decimal("1234.5"), narrative="Două patrule în plus.")
    reported(reports[2], by=people.reporter, value=Decimal(1))
    answer = exported(reporter)
    headings, first, second, third, _fourth = cells(answer)
    due = f"{reports[0].due_on:%d.%m.%Y}"
    assert headings == [
        *("Plan", "Indicator nr.", "Indicator", "Unitate", "Ținta", "Perioada de la", "Perioada până la", "Termen"),
        *("Valoare", "Numărător", "Numitor", "Răspuns", "De ce nu există date", "Explicații", "De ce este așa"),
    ]
    assert [(cell or "").replace("\u00a0", " ") for cell in first] == [
        *("atop-2024", "1", reports[0].indicator.title, "accidente", "cel mult 5 accidente", *YEAR, due),
        *("1234,5", "", "", "", "", "Două patrule în plus.", ""),
    ]
    assert (second[1], second[3], third[8]) == ("2", "%", "da")
    assert answer["Content-Disposition"].startswith('attachment; filename="raportari-')


def test_what_was_sent_and_what_others_owe_does_not_go_out(reporter, people, reports):
    sent(reports[0], by=people.reporter)
    owed(people, number=5, institution="cj-cluj")
    assert [line[1] for line in cells(exported(reporter))] == ["Indicator nr.", "2", "3", "4"]


def test_the_sheet_may_hold_one_period_only(reporter, people):
    owed(people, number=1, frequency="half_yearly")
    lines = cells(exported(reporter, perioada="2024-S2"))
    assert [line[5:7] for line in lines[1:]] == [["01.07.2024", "31.12.2024"]]


def test_when_nothing_is_owed_the_page_says_so(reporter, db):
    answer = exported(reporter)
    assert answer.status_code == 200
    assert "Nu este nimic de raportat acum, deci nici nimic de scos." in Page(answer).text


def test_a_format_that_does_not_exist_is_refused(reporter, reports):
    answer = exported(reporter, "exe")
    assert (answer.status_code, list(answer.context["export"].errors)) == (200, ["format"])


@pytest.mark.parametrize("extension", FORMATS_BY_EXTENSION)
def test_nothing_that_goes_out_is_a_formula(reporter, people, reports, extension):
    reported(reports[3], by=people.reporter, text="=HYPERLINK(1)")
    data = exported(reporter, extension).content
    dataset = FORMATS_BY_EXTENSION[extension]().create_dataset(data)
    assert dataset["Răspuns"][3] == "=HYPERLINK(1)"
    if extension == "csv":
        assert b";'=HYPERLINK(1);" in data
    if extension == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(data)).active["L5"].data_type == "s"


@pytest.mark.parametrize("extension", FORMATS_BY_EXTENSION)
def test_an_export_imported_again_changes_nothing(reporter, people, reports, extension):
    reported(reports[0], by=people.reporter, value=Decimal("1234.5"), narrative="Unu.\n\nDoi; „trei”.")
    reported(reports[1], by=people.reporter, numerator=Decimal(3), denominator=Decimal("0.5"))
    reported(reports[2], by=people.reporter, value=Decimal(0))
    before = state()
    data = FORMATS_BY_EXTENSION[extension]().create_dataset(exported(reporter, extension).content)
    seen = run_import(ReportResource(user=people.reporter), data)
    assert (seen.changes, problems(seen), seen.unchanged, state()) == ([], [], 4, before)


@pytest.mark.drill
def test_an_export_saved_by_libreoffice_changes_nothing(reporter, people, reports, tmp_path):
    reported(reports[0], by=people.reporter, value=Decimal("1234.5"), narrative="Unu.\n\nDoi; „trei”.")
    reported(reports[2], by=people.reporter, value=Decimal(1))
    source = tmp_path / "raportari.xlsx"
    source.write_bytes(exported(reporter).content)
    saved = convert("ods", tmp_path, source) / "raportari.ods"
    data = FORMATS_BY_EXTENSION["ods"]().create_dataset(saved.read_bytes())
    seen = run_import(ReportResource(user=people.reporter), data)
    assert (seen.changes, problems(seen), seen.unchanged) == ([], [], 4)


@pytest.mark.both
def test_rows_become_drafts_with_their_history(importing, people, reports):
    done = importing(row(1, "1.234,56"), row(2, None, "3", 4.5), row(3, "da"))
    assert (done.is_kept, problems(done)) == (True, [])
    assert list(
        Report.objects.order_by("indicator__number").values_list("state", "value", "numerator", "denominator")
    ) == [
        ("draft", Decimal("1234.56"), None, None),
        ("draft", None, Decimal(3), Decimal("4.5")),
        ("draft", Decimal(1), None, None),
        ("due", None, None, None),
    ]
    record = reports[0].history.first()
    assert record.history_change_reason == "Import din a.xlsx"
    assert list(reports[0].steps.values_list("kind", "by")) == [("started", people.reporter.pk)]


def test_what_is_doubtful_is_asked_by_row_and_column_and_is_a_draft_all_the_same(importing, reports):
    done = importing(row(1, "4"), row(2, None, "5", "4"), row(3, "da"))
    asked = "Verificați și, dacă așa este, scrieți de ce; motivul îl citește cine evaluează."
    assert [(one.line, one.heading, one.message) for one in done.questions] == [
        (3, "De ce este așa", f"5 din 4 este mai mult decât tot. {asked}")
    ]
    assert (done.is_kept, Report.objects.get(pk=reports[1].pk).state) == (True, "draft")


def test_a_reason_in_the_sheet_answers_and_is_kept(importing, reports):
    headings = [*HEADINGS, "De ce este așa"]
    done = importing(row(2, None, "5", "4", "Sunt și din anul trecut."), headings=headings)
    report = Report.objects.get(pk=reports[1].pk)
    assert (done.questions, report.confirmation) == ([], "Sunt și din anul trecut.")


def test_the_preview_asks_before_it_is_confirmed(reporter, reports):
    file = workbook(HEADINGS, row(2, None, "5", "4"))
    page = Page(reporter.post(SHEET, {"import_file": uploaded("a.xlsx", file)}))
    text = page.text.replace("\xa0", " ")
    assert "1 rând de confirmat" in text
    assert "Rândul 2, coloana „De ce este așa”: 5 din 4 este mai mult decât tot." in text


def test_texts_come_in_the_one_spelling(importing, reports):
    headings = [*HEADINGS[:4], "Răspuns", "De ce nu există date", "Explicații"]
    importing(row(4, "Raportul a fost însuşit"), row(1, None, "Registrul lipseşte.", "Din mai."), headings=headings)
    for report in reports:
        report.refresh_from_db()
    assert (reports[3].text, reports[0].no_data_reason, reports[0].narrative) == (
        "Raportul a fost însușit",
        "Registrul lipsește.",
        "Din mai.",
    )


def test_columns_that_are_only_for_reading_may_say_anything(importing, reports):
    headings = [*HEADINGS[:4], "Indicator", "Unitate", "Ținta", "Termen", "Valoare"]
    done = importing(row(1, "Altceva", "kg", "9", "mâine", "5"), headings=headings)
    reports[0].refresh_from_db()
    assert (done.is_kept, done.changes[0].fields) == (True, [("Valoare", "", "5")])
    assert (reports[0].value, reports[0].indicator.unit) == (Decimal(5), "accidente")


@pytest.mark.both
@pytest.mark.parametrize(
    ("wrong", "heading", "message"),
    [
        (row(1, "1.234"), "Valoare", "„1.234” se poate citi în două feluri. Scrieți 1234 sau 1,234."),
        (row(1, "-3"), "Valoare", "Un număr nu poate fi mai mic decât zero."),
        (row(1, "0,1234567"), "Valoare", "Scrieți cel mult 6 cifre după virgulă."),
        (row(1, None, 3), "Numărător", "La acest indicator se completează „Valoare”. Goliți celula."),
        (row(2, "5"), "Valoare", "La acest indicator se completează „Numărător” și „Numitor”. Goliți celula."),
        (row(3, "7"), "Valoare", "„7” nu este un răspuns. Scrieți da sau nu."),
        (row("unu"), "Indicator nr.", "„unu” nu este numărul unui indicator. Scrieți de exemplu 3."),
        (
            row(99, "1"),
            "Indicator nr.",
            "Nu aveți de raportat indicatorul 99 al acestui plan pentru perioada 01.01.2024 – 31.12.2024.",
        ),
        (
            ["atop-2024", 1, "01.01.2024", "31.03.2024", "1"],
            "Indicator nr.",
            "Nu aveți de raportat indicatorul 1 al acestui plan pentru perioada 01.01.2024 – 31.03.2024.",
        ),
        (
            ["atop-2024", 1, "ieri", "31.12.2024"],
            "Perioada de la",
            "„ieri” nu este o dată. Scrieți de exemplu 31.12.2025.",
        ),
        (["atop-2024", 1, "01.01.2024", None, 1], "Perioada până la", "Lipsește data. Scrieți de exemplu 31.03.2026."),
        (["altul", 1, *YEAR, "1"], "Plan", "Nu aveți nimic de raportat dintr-un plan „altul”."),
    ],
)
def test_one_wrong_row_keeps_every_row_out_and_says_where(importing, wrong, heading, message):
    before = state()
    done = importing(row(4), wrong) if wrong[1] == 1 else importing(row(1, "5"), wrong)
    assert (problems(done), done.is_kept, state()) == ([(3, heading, message)], False, before)


def test_another_institutions_row_is_refused_as_one_that_is_not_owed(importing, people):
    owed(people, number=5, institution="cj-cluj")
    done = importing(row(5, "1"))
    assert problems(done) == [
        (
            2,
            "Indicator nr.",
            "Nu aveți de raportat indicatorul 5 al acestui plan pentru perioada 01.01.2024 – 31.12.2024.",
        )
    ]


def test_a_plan_of_which_nothing_is_owed_is_refused_as_one_that_does_not_exist(importing, people):
    Membership.objects.filter(user=people.reporter).update(institution=Institution.objects.get(code="cj-cluj"))
    assert problems(importing(row(1, "1"))) == [(2, "Plan", "Nu aveți nimic de raportat dintr-un plan „atop-2024”.")]


def test_what_was_sent_is_refused_with_its_row(importing, people, reports):
    sent(reports[0], by=people.reporter)
    accepted = sent(reports[2], by=people.reporter, value=Decimal(1))
    review_actions.accept_report(accepted, by=people.reviewer, verdict="met", reason="Bine.")
    done = importing(row(1, "9"), row(3, "nu"))
    assert problems(done) == [
        (2, "", "Raportarea este deja trimisă și nu se mai schimbă. Ștergeți rândul din fișier."),
        (3, "", "Raportarea este deja acceptată și nu se mai schimbă. Ștergeți rândul din fișier."),
    ]


def test_two_rows_of_one_report_are_refused(importing):
    assert problems(importing(row(1, "1"), row(1, "2"))) == [
        (3, "", "Rândurile 2 și 3 privesc aceeași raportare. Păstrați unul singur.")
    ]


def test_the_preview_shows_every_change_and_confirming_it_saves_them_all(reporter, people, reports):
    reported(reports[0], by=people.reporter, value=Decimal(3))
    before = state()
    answer = reporter.post(SHEET, {"import_file": uploaded("a.xlsx", workbook(HEADINGS, row(1, 5), row(3, "nu")))})
    page = answer.content.decode()
    assert (state() == before, page.count('<tbody class="changed">')) == (True, 2)
    assert "eliminat:3adăugat:5" in changed_cells(answer)
    assert f"1. {reports[0].indicator.title.rstrip(';')} – 2024" in Page(answer).text
    done = reporter.post(SHEET, {"ticket": answer.context["ticket"]}, follow=True)
    assert message_texts(done) == ["Importul s-a încheiat: 2 rânduri din fișier, acum ciorne. Verificați și trimiteți."]
    assert list(Report.objects.order_by("indicator__number").values_list("value", flat=True)) == [5, None, 0, None]


@pytest.mark.both
def test_what_changed_after_the_preview_is_shown_again(reporter, people, reports):
    answer = reporter.post(SHEET, {"import_file": uploaded("a.xlsx", workbook(HEADINGS, row(1, 5)))})
    reported(reports[0], by=people.admin, value=Decimal(4))
    again = reporter.post(SHEET, {"ticket": answer.context["ticket"]})
    assert message_texts(again) == [
        "Datele s-au schimbat între timp. Verificați din nou ce face importul, apoi confirmați."
    ]
    assert "eliminat:4adăugat:5" in changed_cells(again)
    assert Report.objects.get(pk=reports[0].pk).value == 4


def test_a_ticket_is_good_for_its_owner_and_this_page_only(client, reporter, people, reports):
    answer = reporter.post(SHEET, {"import_file": uploaded("a.xlsx", workbook(HEADINGS, row(1, 5)))})
    client.force_login(people.admin)
    said_to_another = message_texts(client.post(SHEET, {"ticket": answer.context["ticket"]}))
    assert (said_to_another, message_texts(client.post(SHEET, {"ticket": "x"}))) == ([GONE], [GONE])
    assert Report.objects.get(pk=reports[0].pk).state == "due"


def test_errors_are_said_by_row_and_column(reporter, reports):
    answer = reporter.post(SHEET, {"import_file": uploaded("a.xlsx", workbook(HEADINGS, row(1, "1.234")))})
    assert (
        "Rândul 2, coloana „Valoare”: „1.234” se poate citi în două feluri. Scrieți 1234 sau 1,234."
        in Page(answer).text
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.exe", b"MZ", "Fișierul „a.exe” nu este o foaie de calcul. Formatele primite sunt xlsx, ods și csv."),
        ("a.csv", b"Plan;Numele\natop-2024;x", "Coloane necunoscute: „Numele”."),
        ("a.csv", b"Plan;Valoare\natop-2024;1", "Lipsesc coloanele după care se recunosc rândurile: Indicator nr."),
    ],
)
def test_a_file_that_is_no_such_sheet_is_refused_at_its_field(reporter, reports, name, data, message):
    answer = reporter.post(SHEET, {"import_file": uploaded(name, data)})
    assert answer.context["form"].errors["import_file"][0].startswith(message)


def test_a_malformed_workbook_is_refused(reporter, reports):
    answer = reporter.post(SHEET, {"import_file": uploaded("a.xlsx", xlsx("<sheetData><row></sheetData>"))})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["import_file"])


@pytest.mark.parametrize("number", [1, 3])
def test_an_export_takes_as_many_queries_for_one_row_as_for_three(reporter, people, django_assert_num_queries, number):
    for indicator in range(2, number + 1):
        ask(indicator)
    owed(people, number=1)
    with django_assert_num_queries(12):
        assert len(cells(exported(reporter))) == number + 1
