"""The page of one indicator: its facts, its status, its targets' history, and every period of its reports."""

import dataclasses
import re
from decimal import Decimal

import pytest

from indicators.progress.indicator_status import indicator_statuses
from indicators.render import pages as render_pages
from tests.indicators.render import progress_documents as made
from tests.page import Page, dense


def page(indicator, records=None, recommendations=(), today=made.TODAY):
    document = made.plan([indicator])
    records = made.RECORDS.get(indicator.uid, ()) if records is None else records
    (standing,) = indicator_statuses(document, {indicator.uid: records}, today).values()
    element = document.by_uid[indicator.element] if indicator.element else None
    return Page(render_pages.indicator_page(document, standing, element, recommendations, today))


def part(found, anchor):
    """The words of one period of the page."""
    source = found.source[found.source.index(f'<section class="period" id="{anchor}">') :]
    return Page(source[: source.index("</section>")]).text


def kept(record):
    return dataclasses.replace(
        record, definition=dataclasses.replace(made.DEATHS, definition="La fața locului."), target=made.FORMER
    )


def test_the_page_opens_with_the_status_its_reason_and_its_arithmetic():
    found = page(made.DEATHS)
    assert (
        "Stadiul: ● îndeplinit Apreciere ATOP: Scăderea este constantă. 6 + 7 + 5 + 8 = 26 de persoane față de ținta de cel "
        "mult 28 de persoane pentru 2026 (referința: 40 în 2024): îndeplinit. Interes declarat: evaluatorul face parte din instituția "
        "care a raportat. Valoarea care se apreciază 26 de persoane, cumulat pe anul 2026 Valoarea ultimei perioade 8 persoane, "
        "trimestrul IV 2026 Ținta cel mult 28 de persoane, pentru 2026 Raportat raportat cu 5 zile întârziere Actual date la zi, din trimestrul IV 2026"
        in found.text
    )


def test_a_verdict_that_differs_shows_what_the_formula_proposed():
    records = made.RECORDS["i1"]
    judged = dataclasses.replace(records[3], verdict="partly", verdict_reason="Trei localități lipsesc.")
    found = page(made.DEATHS, [*records[:3], judged])
    assert "Stadiul: ◐ îndeplinit parțial Apreciere ATOP: Trei localități lipsesc." in found.text
    assert "Formula propunea: ● îndeplinit. Aprecierea este a oamenilor și are întâietate." in found.text


def test_the_facts_of_the_definition_and_the_element_stand_on_the_page():
    assert (
        "Definiție La fața locului sau în 30 de zile. Unitatea de măsură persoane Sensul bun scădere Valoarea de referință "
        "40 de persoane, 2024 Ținta pentru 2026 cel mult 28 de persoane" in page(made.DEATHS).text
    )
    found = page(made.LESSONS)
    assert "Obiectiv specific 1.1. Educație" in found.text
    assert found.links.count("/planuri/plan/os-1.1/") == 2


def test_a_changed_target_keeps_the_old_one_its_date_reason_and_act():
    found = page(made.DEATHS)
    start = found.cells.index(["Pentru", "Ținta veche", "Ținta nouă", "Data", "Motivul", "Actul"])
    assert found.cells[start + 1 : start + 3] == [
        ["2026", "", "cel mult 32 de persoane", "5 ianuarie 2026", "", ""],
        [
            "2026", "cel mult 32 de persoane", "cel mult 28 de persoane", "2 martie 2026", "Consiliul a cerut mai mult.",
            "Hotărârea nr. 3/2026",
        ],
    ]  # fmt: skip
    assert "Istoricul țintelor" not in page(made.SOLVED).text


def test_the_chart_and_the_table_have_the_same_numbers():
    found = page(made.DEATHS)
    start = found.cells.index(["Perioada", "Valoarea perioadei", "Cumulat, așa cum se apreciază", "Ținta"])
    assert found.cells[start + 1 : start + 5] == [
        ["trimestrul I 2026", "6 persoane", "6 persoane", "cel mult 28 de persoane"],
        ["trimestrul II 2026", "7 persoane", "13 persoane", "cel mult 28 de persoane"],
        ["trimestrul III 2026", "5 persoane", "18 persoane", "cel mult 28 de persoane"],
        ["trimestrul IV 2026", "8 persoane", "26 de persoane", "cel mult 28 de persoane"],
    ]
    assert re.findall(r'<text class="value"[^>]*>\s*([^<]*?)\s*</text>', found.source) == ["6", "13", "18", "26"]
    assert (
        "Valorile acceptate ale indicatorului, pe perioade (persoane) trimestrul I 2026: 6 persoane; "
        "trimestrul II 2026: 13 persoane; trimestrul III 2026: 18 persoane; trimestrul IV 2026: 26 de persoane."
        in found.text
    )
    assert [len(re.findall(f'<line class="{name}" x1', dense(found.source))) for name in ("target", "baseline")] == [
        2,
        2,
    ]


def test_a_ratio_shows_both_its_numbers_and_a_gap_says_why_it_is_one():
    found = page(made.SOLVED, [*made.RECORDS["i2"], made.report(2, 3, numerator=0, denominator=0)])
    start = found.cells.index(["Perioada", "Valoarea", "Ținta"])
    assert found.cells[start + 1 : start + 4] == [
        ["trimestrul I 2026", "180 din 240 = 75%", "cel puțin 85%"],
        ["trimestrul II 2026", "în evaluare", "cel puțin 85%"],
        ["trimestrul III 2026", "0 din 0", "cel puțin 85%"],
    ]
    assert found.source.count("<circle") == 2


def test_every_period_has_its_permanent_address_in_the_page():
    found = page(made.DEATHS)
    assert [one for one in found.ids if one.startswith("2026")] == ["2026-T4", "2026-T3", "2026-T2", "2026-T1"]
    assert found.links.count("#2026-T1") == 2


def test_a_period_tells_when_it_was_reported_and_accepted_how_and_by_what_proof():
    found = page(made.DEATHS)
    assert part(found, "2026-T4") == (
        "trimestrul IV 2026 8 persoane Raportat la 20 ianuarie 2027, cu 5 zile după termenul de 15 ianuarie 2027; acceptat la "
        "25 ianuarie 2027 Aprecierea ● îndeplinit. Scăderea este constantă. S-a apreciat 26 de persoane, cumulat pe "
        "anul 2026, față de: cel mult 28 de persoane Formula a propus ● îndeplinit Interes declarat Cine a apreciat face parte și din instituția care raportează."
    )
    assert part(found, "2026-T3") == (
        "trimestrul III 2026 5 persoane Mai ales în afara localităților. Raportat la 10 octombrie 2026; acceptat la "
        "25 octombrie 2026 Dovezi Situația accidentelor (fișier) Comunicat Raportarea de dinainte de corectură: 4 persoane "
        "4 persoane Raportat la 10 octombrie 2026; acceptat la 25 octombrie 2026 Aprecierea ◐ îndeplinit parțial. "
        "Date provizorii. S-a apreciat 17 persoane, cumulat de la începutul anului până la 30 septembrie 2026, față de: "
        "cel mult 28 de persoane"
    )
    assert [link for link in found.links if link in ("/dovezi/1/", "https://example.org/comunicat")] == [
        "/dovezi/1/", "https://example.org/comunicat",
    ]  # fmt: skip


def test_what_was_different_when_a_report_was_accepted_is_said():
    found = page(made.DEATHS, [kept(made.report(1, 1, value=6))])
    assert part(found, "2026-T1").endswith(
        "Când a fost acceptată raportarea era altfel: Definiție La fața locului. Ținta cel mult 32 de persoane"
    )
    same = dataclasses.replace(made.report(1, 1, value=6), definition=made.DEATHS, target=made.CHANGED)
    assert "era altfel" not in page(made.DEATHS, [same]).text


def test_no_data_has_its_reason_and_what_is_owed_has_its_day_and_its_debtor():
    found = page(made.LESSONS)
    assert "fără date De ce lipsesc datele: Vacanță prelungită." in part(found, "2026-T2")
    assert part(found, "2026-T3") == (
        "trimestrul III 2026 Inspectoratul de poliție raportează până la 15 octombrie 2026. Raportarea este întârziată cu "
        "111 zile."
    )
    assert part(page(made.LESSONS, today=made.DAY(2026, 10, 15)), "2026-T3") == (
        "trimestrul III 2026 Inspectoratul de poliție raportează până la 15 octombrie 2026."
    )


def test_who_reports_by_now_stands_beside_who_the_edition_names():
    assert "Raportează acum" not in page(made.LESSONS).text
    successor = dataclasses.replace(made.IPJ, code="alta", name="Poliția județului")
    records = [
        dataclasses.replace(one, institution=successor if one.state == "due" else made.IPJ)
        for one in made.RECORDS[made.LESSONS.uid]
    ]
    text = page(made.LESSONS, records).text
    assert f"Instituția care raportează {made.IPJ.name} Raportează acum Poliția județului" in text


def test_a_report_in_review_has_no_value_on_the_page():
    found = page(made.SOLVED, [made.report(2, 2, state="submitted")])
    assert part(found, "2026-T2") == (
        "trimestrul II 2026 Raportarea a fost trimisă la 10 iulie 2026 și este în evaluare. Valoarea se arată după ce este "
        "acceptată."
    )
    assert found.tags.count("svg") == 0


def test_an_indicator_of_which_nothing_is_known_says_so():
    found = page(made.QUALITY)
    assert "Stadiul: ? nu se poate aprecia" in found.text
    assert found.text.count("indicatorul nu are țintă") == 1
    assert "Nu s-a raportat nimic încă și nu este stabilit cât de des se raportează." in found.text
    assert (found.tags.count("table"), found.tags.count("svg")) == (0, 0)


def test_a_milestone_is_words_and_no_chart():
    guide = made.indicator(7, "Ghid publicat", nature="milestone", accumulation="")
    found = page(guide, [made.report(7, 1, value=0), made.report(7, 2, value=1)])
    assert [row[:2] for row in found.cells if row[0].startswith("trimestrul")] == [
        ["trimestrul I 2026", "nerealizat"],
        ["trimestrul II 2026", "realizat"],
    ]
    assert found.tags.count("svg") == 0


def test_only_the_recommendations_about_the_indicator_stand_on_its_page():
    found = page(made.LESSONS, recommendations=made.RECOMMENDATIONS)
    assert [link for link in found.links if link.startswith("/recomandari/atop")] == ["/recomandari/atop-1-2026/"]
    assert "fără răspuns · deschisă de 90 de zile, termen depășit cu 60 de zile · termen 5 decembrie 2026" in found.text


def test_what_is_only_context_has_a_chart_but_no_colour_of_a_status():
    found = page(made.CRIMES, [made.report(3, 1, value=40), made.report(3, 2, value=66)])
    assert [row for row in found.cells if row[0].startswith("trimestrul")] == [
        ["trimestrul I 2026", "40 de infracțiuni", "–"],
        ["trimestrul II 2026", "66 de infracțiuni", "–"],
    ]
    assert "nu are țintă" not in found.text
    assert found.all("span", "class") == ["status", "shape"]
    assert found.all("svg", "class") == ["chart over-time"]


@pytest.mark.parametrize("field", ["title", "definition", "unit", "verification_source", "baseline_source"])
def test_what_people_wrote_is_text_and_never_markup(field):
    hostile = dataclasses.replace(made.DEATHS, **{field: "<script>alert('1')</script>"}, baseline_value=Decimal(1))
    record = made.report(
        1, 1, value=5, narrative="<img src=x>", verdict="met", verdict_reason="<img src=x>", proposed="partly",
        definition=hostile, target=made.CHANGED,
    )  # fmt: skip
    source = page(hostile, [record]).source
    # Data for programs, and the header's script, are no scripts of what was written.
    assert (source.count("<script>"), source.count("<img")) == (0, 0)
    assert "&lt;script&gt;" in source


def test_the_chart_stands_right_after_the_sentence_and_before_what_is_known_of_the_indicator():
    found = page(made.DEATHS, made.RECORDS["i1"])
    order = [found.text.index(words) for words in ("Stadiul:", "Valorile acceptate", "Definiție", "Raportările")]
    assert order == sorted(order)


def test_a_term_that_passed_with_nothing_reported_is_told():
    said = "Termenul a trecut, nu s-a raportat nimic."
    assert [said in page(made.LESSONS, records).text for records in ([], made.RECORDS["i4"])] == [True, False]
