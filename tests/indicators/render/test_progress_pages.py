"""The page of a plan's progress, and what the plan's and the elements' pages say of it."""

import dataclasses

import pytest
from django.utils.safestring import mark_safe

from indicators.progress.indicator_status import indicator_statuses
from indicators.render import pages as render_pages
from plans.render.html import pages as plans_html
from tests.indicators.render import progress_documents as made
from tests.page import Page

ADDRESS = "/planuri/plan"


def page(asked=None, document=None, records=made.RECORDS, recommendations=(), briefings=(), today=made.TODAY):
    document = document or made.plan()
    found = indicator_statuses(document, records, today)
    return Page(render_pages.progress_page(document, found, recommendations, briefings, today, asked))


def indicator_titles(found):
    """The indicators in the page's tables of indicators, in their order."""
    rows = found.cells
    return [row[0] for row in rows if len(row) == 6 and row[0] != "Indicatorul"]


def row_of(found, title):
    (row,) = [row for row in found.cells if row[0].startswith(title) and len(row) == 6]
    return row


def test_the_page_opens_with_the_counts_in_a_sentence():
    found = page()
    (said,) = [one["content"] for tag, one in found.attributes if tag == "meta" and one.get("name") == "description"]
    sentence = "5 din 6 indicatori raportați, 1 îndeplinit, 1 neîndeplinit, 2 neraportați la termen; 2 raportări întârziate, 1 raportare în evaluare."
    assert " ".join(said.split()) == f"Ce s-a raportat și ce s-a îndeplinit din Planul 2026. {sentence}"
    assert f"Progresul planului {sentence} La 3 februarie 2027, după ediția 3 a planului." in found.text


def test_every_objective_has_its_bar_and_the_table_has_the_same_numbers():
    found = page()
    start = found.cells.index(
        [
            "Obiectivul",
            "îndeplinit",
            "neîndeplinit",
            "nu se poate aprecia",
            "neraportat la termen",
            "numai context",
            "în total",
        ]
    )
    assert found.cells[start + 1 : start + 4] == [
        ["Indicatorii întregului plan", "1", "0", "0", "1", "1", "3"],
        ["1. Siguranță rutieră", "0", "0", "0", "1", "0", "1"],
        ["2. Colaborare", "0", "1", "1", "0", "0", "2"],
    ]
    bars = [values for tag, values in found.attributes if tag == "svg" and values.get("class") == "stack"]
    assert [bar["aria-labelledby"] for bar in bars] == [
        "bara-plan-titlu bara-plan-text", "bara-og-1-titlu bara-og-1-text", "bara-og-2-titlu bara-og-2-text",
    ]  # fmt: skip
    assert "Stadiul indicatorilor: 2. Colaborare 1 neîndeplinit, 1 nu se poate aprecia" in found.text


def test_an_indicator_has_its_value_target_status_and_the_two_other_signs():
    found = page()
    assert row_of(found, "Persoane") == [
        "Persoane decedate în accidente",
        "26 de persoane se apreciază: cumulat pe anul 2026 8 persoane numai trimestrul IV 2026",
        "cel mult 28 de persoane",
        "● îndeplinit Apreciere ATOP: îndeplinit – Scăderea este constantă; evaluatorul face parte din instituția care a "
        "raportat. 6 + 7 + 5 + 8 = 26 de persoane față de ținta de cel mult 28 de persoane pentru 2026 (referința: 40 în 2024): "
        "îndeplinit.",
        "raportat cu 5 zile întârziere",
        "date la zi, din trimestrul IV 2026",
    ]
    assert row_of(found, "Ponderea")[1:3] == ["180 din 240 = 75% trimestrul I 2026", "cel puțin 85%"]
    assert row_of(found, "Cereri")[3].startswith("○ neîndeplinit 2 + 1 + 0 + 1 = 4 față de ținta")
    assert f"{ADDRESS}/indicatori/1/" in found.links


def test_indicators_stand_as_in_the_plan_under_their_objective():
    found = page()
    assert indicator_titles(found) == [
        "Persoane decedate în accidente",
        "Ponderea dosarelor soluționate",
        "Infracțiuni constatate",
        "Lecții în școli 1.1. Educație",
        "Calitatea colaborării",
        "Cereri prin portal",
    ]
    assert [i for i in found.ids if i.startswith("stadiu-")] == ["stadiu-plan", "stadiu-og-1", "stadiu-og-2"]


def test_what_is_only_context_has_no_colour():
    alone = made.plan([made.CRIMES])
    found = page(document=alone)
    classes = {name for value in found.all("span", "class") + found.all("rect", "class") for name in value.split()}
    assert classes & {"met", "partly", "not-met", "cannot-be-judged", "not-reported", "not-yet-due"} == set()
    assert row_of(found, "Infracțiuni")[3].startswith("– numai context Ultima valoare: 66 de infracțiuni")


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"stadiu": "neindeplinit"}, ["Cereri prin portal"]),
        ({"stadiu": "fara-date"}, ["Calitatea colaborării"]),
        ({"stadiu": "nonsens", "ordine": "x"}, 6),
        ({"institutie": "birou"}, ["Cereri prin portal"]),
        ({"institutie": "alta"}, 6),
        ({"cauta": "LECTII scoli"}, ["Lecții în școli 1.1. Educație"]),
        ({"cauta": "educaţie"}, ["Lecții în școli 1.1. Educație"]),
        ({"cauta": "zile."}, ["Persoane decedate în accidente"]),
    ],
)
def test_a_reader_filters_by_status_institution_and_words(asked, titles):
    found = indicator_titles(page(asked))
    assert (len(found) if isinstance(titles, int) else found) == titles


def test_a_reader_orders_by_status_or_by_age_of_the_data():
    assert indicator_titles(page({"ordine": "stadiu"})) == [
        "Cereri prin portal 2. Colaborare",
        "Ponderea dosarelor soluționate",
        "Lecții în școli 1.1. Educație",
        "Calitatea colaborării 2. Colaborare",
        "Persoane decedate în accidente",
        "Infracțiuni constatate",
    ]
    assert indicator_titles(page({"ordine": "actualitate"}))[:3] == [
        "Calitatea colaborării 2. Colaborare",
        "Ponderea dosarelor soluționate",
        "Lecții în școli 1.1. Educație",
    ]


def test_a_filter_that_finds_nothing_says_so_and_leads_back():
    found = page({"cauta": "nimic de felul acesta"})
    assert "0 indicatori. Arată toți indicatorii Niciun indicator nu se potrivește cu ce ați ales." in found.text
    assert found.links.count(f"{ADDRESS}/progres/#indicatori") == 1


def test_what_the_reader_asked_stays_in_the_form():
    found = page({"cauta": '"><b>', "stadiu": "partial"})
    assert '"><b>' in found.all("input", "value")
    chosen = [values["value"] for tag, values in found.attributes if tag == "option" and "selected" in values]
    assert chosen == ["partial", ""]


def test_who_has_not_reported_is_named_with_the_age():
    found = page()
    assert "Inspectoratul de poliție: 2 raportări întârziate, cea mai veche de 111 zile" in found.text
    start = found.cells.index(["Indicatorul", "Perioada", "Termenul", "Întârzierea"])
    assert found.cells[start + 1] == [
        "Lecții în școli", "trimestrul III 2026 și încă o perioadă", "15 octombrie 2026", "111 zile",
    ]  # fmt: skip
    assert "Raportări întârziate" not in page(today=made.DAY(2026, 10, 15)).text


def test_a_plan_without_targets_says_what_that_means():
    bare = made.plan([dataclasses.replace(one, targets=(), former_targets=()) for one in made.INDICATORS])
    assert "Indicatorii acestui plan nu au încă ținte. Valorile raportate se văd aici" in page(document=bare).text
    nothing = page(document=bare, records={})
    assert "Nu s-a raportat nimic încă: niciun indicator nu are o valoare acceptată." in nothing.text
    assert nothing.text.count("fără țintă") == 6


def test_a_plan_without_indicators_says_so():
    found = page(document=made.plan([]), records={})
    assert "Planul nu are indicatori, așa că progresul lui nu se poate măsura." in found.text
    assert (found.tags.count("table"), found.all("form", "class")) == (0, ["site-search"])


def test_adopted_reports_and_recommendations_are_linked():
    report = render_pages.AdoptedBriefing(
        title="Informarea pe trimestrul III", number="12", adopted_on=made.DAY(2026, 11, 10), pdf_address="/i.pdf",
        docx_address="/i.docx",
    )  # fmt: skip
    found = page(recommendations=made.RECOMMENDATIONS[:2], briefings=[report])
    assert "Informarea pe trimestrul III Nr. 12 din 10 noiembrie 2026 PDF Word (DOCX)" in found.text
    assert "2 recomandări, 2 deschise, 1 cu termenul de răspuns depășit." in found.text
    assert [link for link in found.links if link in ("/i.pdf", "/i.docx", "/recomandari/?plan=plan")] == [
        "/i.pdf", "/i.docx", "/recomandari/?plan=plan",
    ]  # fmt: skip


def test_titles_are_text_and_never_markup():
    hostile = made.plan([dataclasses.replace(made.DEATHS, title="<script>alert(1)</script>", unit="<b>", uid="i9")])
    source = page(document=hostile).source + render_pages.plan_summary(
        hostile, indicator_statuses(hostile, {}, made.TODAY), made.TODAY
    )
    assert (source.count("<script>"), source.count("<b>"), source.count("&lt;script&gt;")) == (0, 0, 1)


def test_the_plan_shows_its_progress_beside_the_text():
    document = made.plan()
    found = indicator_statuses(document, made.RECORDS, made.TODAY)
    beside = render_pages.plan_summary(document, found, made.TODAY)
    foot = '<section id="unelte"></section>'
    shown = Page(plans_html.plan_page(document, checksum="0" * 64, beside=beside, foot=mark_safe(foot)))
    assert (
        "Progres 5 din 6 indicatori raportați, 1 îndeplinit, 1 neîndeplinit, 2 neraportați la termen; 2 raportări "
        "întârziate, 1 raportare în evaluare. La 1 indicator termenul a trecut și nu s-a raportat nimic. Stadiul indicatorilor "
        "1 îndeplinit, 1 neîndeplinit, 1 nu se poate aprecia, 2 neraportați la termen, 1 numai context" in shown.text
    )
    assert f"{ADDRESS}/progres/" in shown.links
    # Each number leads to the indicators that it counts, and from the head the way is short to what stands at the foot.
    assert [link for link in shown.links if "?stadiu=" in link] == [
        f"{ADDRESS}/progres/?stadiu={slug}#indicatori"
        for slug in ("indeplinit", "neindeplinit", "neapreciat", "neraportat", "context")
    ]
    assert shown.links.count("#unelte") == 1
    for other in (
        plans_html.edition_page(document, checksum="0" * 64),
        plans_html.plan_page(document, checksum="0" * 64, draft=True),
    ):
        assert {f"{ADDRESS}/progres/", "#unelte"} & set(Page(other).links) == set()


def test_an_element_shows_its_own_indicators_and_counts_those_below():
    document = made.plan()
    found = indicator_statuses(document, made.RECORDS, made.TODAY)
    above, own, none = (
        render_pages.element_summary(document, document.by_uid[uid], found, made.TODAY)
        for uid in ("og-1", "og-2", "og-3")
    )
    assert none == ""
    assert (
        "Un indicator raportat, neraportat la termen; 2 raportări întârziate. Sunt socotiți și indicatorii elementelor de mai jos."
        in Page(above).text
    )
    assert [link for link in Page(above).links if "/indicatori/" in link] == []
    assert [link for link in Page(own).links if "/indicatori/" in link] == [
        f"{ADDRESS}/indicatori/5/", f"{ADDRESS}/indicatori/6/",
    ]  # fmt: skip
    shown = Page(plans_html.element_page(document, document.by_uid["og-2"], beside=own))
    assert f"{ADDRESS}/indicatori/6/" in shown.links
