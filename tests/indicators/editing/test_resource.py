from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.editing.resource import IndicatorResource
from indicators.models import Indicator
from plans.exchange.imports.outcome import run_import
from plans.exchange.sheets.formats import FORMATS_BY_EXTENSION
from tests.plans.exchange.rows import imported, problems

HEADINGS = ["Plan", "Element", "Poziție", "Indicator", "Natura"]
NEW = ["informatizare-2019", "m-1.9", 990, "Numărul de semnături electronice", "număr"]


@pytest.fixture
def importing(people):
    def run(*rows, by=people.editor):
        return imported(lambda: IndicatorResource(user=by, reason="Probă"), *rows)

    return run


def state():
    return list(Indicator.objects.order_by("pk").values()), Indicator.history.count()


@pytest.mark.parametrize("extension", FORMATS_BY_EXTENSION)
def test_an_export_imported_again_changes_nothing(people, extension):
    Indicator.objects.filter(joiner=", ").update(
        baseline_value=Decimal("1234.5"), direction="context_only", minimal=True, frequency="half_yearly"
    )
    before, file_format = state(), FORMATS_BY_EXTENSION[extension]()
    data = file_format.export_data(IndicatorResource(user=people.editor).export(Indicator.objects.all()))
    seen = run_import(IndicatorResource(user=people.editor), file_format.create_dataset(data))
    done = run_import(IndicatorResource(user=people.editor), file_format.create_dataset(data), only_if=seen.digest)
    assert (done.changes, problems(done), done.unchanged, state()) == ([], [], len(before[0]), before)


def test_a_new_indicator_takes_every_column(importing, it_plan):
    headings = [
        *HEADINGS,
        "Legat prin",
        "Minimal",
        "Unitate de măsură",
        "Sensul bun",
        "Valoare de referință",
        "Perioada de referință",
        "Sursa valorii de referință",
        "Definiție",
        "Sursa de verificare",
        "Frecvență",
        "Instituție",
    ]
    row = [
        *NEW,
        "„ și ”",
        "da",
        "semnături",
        "Creștere",
        "1.234,50",
        "2018",
        "Raport",
        "Se numără …",
        "Registru",
        "anual",
        "cj-cluj",
    ]
    assert importing(headings, row).is_kept
    indicator = Indicator.objects.get(plan=it_plan, position=990)
    texts = (
        "joiner",
        "nature",
        "minimal",
        "unit",
        "direction",
        "baseline_value",
        "baseline_period",
        "baseline_source",
        "definition",
        "verification_source",
        "frequency",
    )
    assert [getattr(indicator, name) for name in texts] == [
        " și ",
        "count",
        True,
        "semnături",
        "increase",
        Decimal("1234.5"),
        "2018",
        "Raport",
        "Se numără …",
        "Registru",
        "yearly",
    ]
    assert (indicator.element.code, indicator.institution.code, indicator.version) == ("1.9", "cj-cluj", 1)
    assert indicator.history.get().history_change_reason == "Probă"
    assert importing(headings, row).unchanged == 1


def test_an_indicator_without_an_element_is_the_whole_plans(importing, atop):
    first = atop.indicators.order_by("position").first()
    outcome = importing(HEADINGS, ["atop-2024", None, first.position, "Alt titlu", "calitativ"])
    again = Indicator.objects.get(uid=first.uid)
    assert (problems(outcome), again.title, again.nature, again.version) == (
        [],
        "Alt titlu",
        "qualitative",
        first.version + 1,
    )
    assert list(again.targets.values()) == list(first.targets.values())


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"Plan": "nu-exista"}, ("Plan", "Nu există un plan „nu-exista” pe care să îl puteți modifica.")),
        (
            {"Element": "os-1.1"},
            ("Element", "Planul nu are niciun element la adresa „os-1.1”. Scrieți de exemplu og-1."),
        ),
        ({"Poziție": "prima"}, ("Poziție", "„prima” nu este o poziție. Scrieți un număr întreg, de exemplu 10.")),
        (
            {"Natura": "mare"},
            (
                "Natura",
                "„mare” nu se poate alege. Scrieți una dintre: număr; raport; procent; evoluție față de altă perioadă; "
                "jalon (există sau nu); calitativ; trimitere la alt document.",
            ),
        ),
        ({"Natura": None}, ("Natura", "Acest câmp nu poate fi gol.")),
        ({"Indicator": None}, ("Indicator", "Acest câmp nu poate fi gol.")),
        (
            {"Valoare de referință": "1.234"},
            (
                "Valoare de referință",
                "„1.234” se poate citi în două feluri. Scrieți 1234 sau 1,234.",
            ),
        ),
        (
            {"Valoare de referință": "0,1234567"},
            ("Valoare de referință", "Asigurați-vă că nu sunt mai mult de 6 zecimale în total."),
        ),
        ({"Minimal": "poate"}, ("Minimal", "„poate” nu este un răspuns. Scrieți da sau nu.")),
        (
            {"Legat prin": "„și, de asemenea, cu”"},
            ("Legat prin", "Asigurați-vă că această valoare are cel mult 10 caractere (are 19)."),
        ),
        (
            {"Instituție": "nimeni"},
            ("Instituție", "Nu există nicio instituție cu codul „nimeni”. Scrieți de exemplu ipj-cluj."),
        ),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(importing, change, problem):
    before = state()
    row = {**dict(zip(HEADINGS, NEW, strict=True)), **change}
    assert problems(importing(list(row), list(row.values()))) == [(2, *problem)]
    assert state() == before


def test_the_same_indicator_on_two_rows_is_refused_with_both(importing):
    assert problems(importing(HEADINGS, NEW, [*NEW[:3], "Altul", "raport"])) == [
        (3, "", "Rândurile 2 și 3 privesc același indicator. Păstrați unul singur.")
    ]


def test_indicators_that_share_a_place_are_not_guessed_between(importing, atop):
    first = atop.indicators.order_by("position").first()
    Indicator.objects.create(plan=atop, position=first.position, title="Geamăn", nature="count")
    outcome = importing(HEADINGS, ["atop-2024", None, first.position, "Alt titlu", "număr"])
    assert problems(outcome) == [
        (2, "Poziție", f"Planul are mai mulți indicatori la poziția {first.position}; schimbați întâi pozițiile.")
    ]


@pytest.mark.parametrize(("role", "count"), [("editor", 36), ("reviewer", 13), ("outsider", 0)])
def test_an_export_holds_only_what_its_reader_may_see(people, role, count):
    assert len(IndicatorResource(user=getattr(people, role)).export(Indicator.objects.all())) == count


def test_a_reader_cannot_change_an_indicator(importing, people):
    outcome = importing(HEADINGS, ["atop-2024", None, 10, "T", "număr"], by=people.reviewer)
    assert problems(outcome) == [(2, "Plan", "Nu există un plan „atop-2024” pe care să îl puteți modifica.")]


def test_the_page_of_indicators_imports_and_exports(client, people):
    client.force_login(people.editor)
    page = "/admin/indicators/indicator/"
    exported = client.post(f"{page}export/", {"format": "ods"})
    assert exported["Content-Disposition"].startswith('attachment; filename="indicatori-')
    answer = client.post(f"{page}import/", {"import_file": SimpleUploadedFile("indicatori.ods", exported.content)})
    assert (answer.context["outcome"].unchanged, answer.context["outcome"].changes, answer.context["ticket"]) == (
        36,
        [],
        "",
    )
