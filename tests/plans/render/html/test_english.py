"""The pages of a plan in English: every word of the portal, and none of the plan's."""

import datetime
from dataclasses import replace
from functools import partial

import pytest
from django.utils.translation import override

from indicators.progress.indicator_status import indicator_statuses
from indicators.render import pages as progress_pages
from indicators.render.element_list import elements_page
from indicators.render.terms_page import terms_page
from plans import document as d
from plans.render import comparison
from plans.render.html import pages
from plans.render.known_names import known_name
from portal.own_words import own_words
from tests.english import untranslated
from tests.plans.render.plan_documents import element, levels, plan

CHECKSUM = "a" * 64
TODAY = datetime.date(2026, 11, 28)
MOMENT = datetime.datetime(2026, 11, 21, 22, 30, tzinfo=datetime.UTC)
# What is alike in both languages, and what is an address or a number.
ALIKE = (
    "Akoma Ntoso",
    "BibTeX",
    "CSV",
    "Excel",
    "ODS",
    "RIS",
    "StratML",
    "Word",
    "PDF",
    "SHA-256",
    "Total",
    "Program",
    "Indicator",
    "Indicator:",
    "Text",
    CHECKSUM,
)


def addresses(document):
    root = f"/planuri/{document.slug}/editii/{document.edition.number}/"
    return (root, f"https://planuri.example{root}", *(one.code for one in document.elements))


def alike(document):
    return (*ALIKE, *addresses(document))


def test_a_plan_and_its_edition_are_english_but_for_their_own_words(document):
    names = alike(document)
    assert untranslated(lambda: pages.plan_page(document, checksum=CHECKSUM, has_ended=True), *names) == []
    assert untranslated(lambda: pages.edition_page(document, checksum=CHECKSUM), *names) == []
    assert untranslated(lambda: pages.proposed_page(document, checksum=CHECKSUM, number=1), *names) == []


def test_elements_of_every_level_are_english_but_for_their_own_words(document):
    first_of = {one.level: one for one in reversed(document.elements)}
    formerly = [pages.FormerHolder("Alt element", 1, is_public=True), pages.FormerHolder("", 1, False, "x")]
    said = {"formerly": formerly, "came_from": "m-1", "has_ended": True}
    for one in first_of.values():
        assert untranslated(partial(pages.element_page, document, one, **said), *alike(document)) == []


def test_progress_terms_and_indicators_of_a_real_plan_are_english(document):
    standings = indicator_statuses(document, {}, TODAY)
    indicator = document.indicators[0]
    found = standings[indicator.uid]
    for write in (
        lambda: progress_pages.progress_page(document, standings, (), [], TODAY),
        lambda: terms_page(document, standings, TODAY),
        lambda: elements_page(document, standings, TODAY, {}),
        lambda: progress_pages.indicator_page(document, found, document.by_uid.get(indicator.element or ""), (), TODAY),
    ):
        assert untranslated(write, *alike(document)) == []


def test_editions_that_were_withdrawn_and_things_that_are_gone_say_so_in_english():
    old, new = plan(), plan()
    withdrawn = [pages.WithdrawnEdition(1, MOMENT, "Avea o greșeală.")]
    entries = [pages.EditionEntry(new, CHECKSUM), pages.EditionEntry(old, CHECKSUM)]
    for write in (
        lambda: pages.editions_page(new, entries, withdrawn),
        lambda: pages.withdrawn_plan_page(withdrawn),
        lambda: pages.gone_page(new, pages.FormerHolder("Măsura 1", 1, is_public=True)),
        lambda: pages.gone_page(new, pages.FormerHolder("", 1, is_public=False)),
        lambda: pages.withdrawn_page(slug="x", number=1, withdrawn_on=MOMENT, reason="Avea o greșeală.", current=2),
        lambda: pages.withdrawn_page(slug="x", number=1, withdrawn_on=MOMENT, reason="Avea o greșeală.", current=None),
    ):
        assert untranslated(write, *ALIKE, "Date (JSON)") == []


def test_what_changed_is_said_in_english(document):
    one, *others = document.elements
    changed = replace(
        document,
        short_title="Alt titlu",
        acts=tuple(replace(act, title="Hotărârea nr. 5", date=TODAY) for act in document.acts),
        elements=(replace(one, title="Alt text", completion_due=TODAY, completion_term="2026"), *others[:-1]),
        budget=document.budget[1:],
        indicators=(replace(document.indicators[0], direction="decrease", unit="persoane"), *document.indicators[2:]),
        edition=replace(document.edition, number=2),
    )
    assert untranslated(lambda: comparison.comparison_page(document, changed, [changed.edition]), *ALIKE) == []


def test_the_document_is_the_same_whoever_asks(document):
    with override("en"):
        english = d.to_json(document)
    assert english == d.to_json(document)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Obiectiv specific / Direcție de acțiune", "Specific objective / Action direction"),
        ("Măsuri", "Measures"),
        ("Termen de finalizare", "Completion date"),
    ],
)
def test_names_that_many_plans_give_are_translated_and_others_are_theirs(name, said):
    assert (known_name(name), known_name("Țel")) == (name, "Țel")
    with override("en"):
        assert (known_name(name), known_name("Țel")) == (said, own_words("Țel"))


@pytest.mark.parametrize(
    ("number", "romanian", "english"),
    [(1, "1 măsură", "1 measure"), (2, "2 măsuri", "2 measures"), (20, "20 de măsuri", "20 measures")],
)
def test_counts_of_elements_have_the_forms_of_their_language(number, romanian, english):
    named = levels(("m", "Măsură", "Măsuri"))
    document = plan(levels=named, elements=tuple(element("m", str(n), None) for n in range(number)))

    def said():
        return pages.element_counts(document)[0].replace("\xa0", " ")

    assert said() == romanian
    with override("en"):
        assert said() == english
