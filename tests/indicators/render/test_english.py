"""The pages of progress in English: every word of the portal, and none of a plan's."""

import datetime

import pytest
from django.utils.translation import override

from indicators.progress.formula import formula_result
from indicators.progress.indicator_status import StatusCounts, counts_in_words, indicator_statuses
from indicators.progress.periods import name, short_name
from indicators.progress.vocabulary import STAGE_NAMES, STATUS_FORMS, STATUS_NAMES, ReportStage, Status
from indicators.render import pages as render_pages
from indicators.render.data.indicator_columns import StatusOfPlan
from indicators.render.data.indicators import indicators_table
from indicators.render.element_list import element_filter, elements_page
from indicators.render.overdue import overdue_institutions
from indicators.render.pictures import counts_picture, indicator_picture
from indicators.render.term_picture import terms_picture
from indicators.render.terms_page import terms_page
from portal.own_words import strip_marks
from tests.english import ROMANIAN_LETTER, said_in, untranslated
from tests.indicators.progress.test_formula import CASES
from tests.indicators.render import progress_documents as made

PLAN = made.plan()
STANDINGS = indicator_statuses(PLAN, made.RECORDS, made.TODAY)
# What is alike in both languages.
ALIKE = ("CSV", "Excel", "Indicator", "PDF", "Total", "Word (DOCX)")
DAY = datetime.date


def element_summary():
    element = PLAN.children[None][0]
    return render_pages.element_summary(PLAN, element, STANDINGS, made.TODAY)


PAGES = {
    "progress": lambda: render_pages.progress_page(PLAN, STANDINGS, made.RECOMMENDATIONS, [], made.TODAY),
    "ordered": lambda: render_pages.progress_page(PLAN, STANDINGS, (), [], made.TODAY, {"ordine": "stadiu"}),
    "nothing": lambda: render_pages.progress_page(made.plan(indicators=()), {}, (), [], made.TODAY),
    "terms": lambda: terms_page(PLAN, STANDINGS, made.TODAY),
    "elements": lambda: elements_page(PLAN, STANDINGS, made.TODAY, {}),
    "no element": lambda: elements_page(PLAN, STANDINGS, made.TODAY, {"cauta": "xyzzyx"}),
    "no elements": lambda: elements_page(made.plan(elements=(), indicators=()), {}, made.TODAY, {}),
    "element filter": lambda: element_filter(PLAN, STANDINGS, made.TODAY),
    "method": render_pages.method_page,
    "recommendations": lambda: render_pages.recommendations_page(made.RECOMMENDATIONS, made.TODAY),
    "no recommendation": lambda: render_pages.recommendations_page([], made.TODAY),
    "plan": lambda: render_pages.plan_summary(PLAN, STANDINGS, made.TODAY),
    "element": element_summary,
    "card": lambda: render_pages.status_card(PLAN, None, STANDINGS),
    **{
        f"indicator {one.number}": lambda one=one: render_pages.indicator_page(
            PLAN, STANDINGS[one.uid], None, made.RECOMMENDATIONS, made.TODAY
        )
        for one in made.INDICATORS
    },
    **{
        f"recommendation {one.reference}": lambda one=one: render_pages.recommendation_page(one, made.TODAY, PLAN)
        for one in made.RECOMMENDATIONS
    },
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_english_but_for_the_plans_words(page):
    assert untranslated(PAGES[page], *ALIKE) == []


def test_one_standing_serves_pages_of_both_languages():
    standing = STANDINGS[made.DEATHS.uid]
    with override("en"):
        english = (standing.explanation, str(standing.reported.text), standing.figure.sentence)
    romanian = (standing.explanation, str(standing.reported.text), standing.figure.sentence)
    assert all(one != other for one, other in zip(english, romanian, strict=True))


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_every_sentence_of_the_rule_is_english(case):
    _, definition, promise, reports, today, _, _, sentence = case
    said = formula_result(definition, promise, reports, today)
    with override("en"):
        (english, *_) = said_in(said.explanation)
        assert not ROMANIAN_LETTER.search(english)
        assert strip_marks(said.explanation) != sentence
        assert "%(" not in english


def test_every_status_and_stage_has_its_english():
    with override("en"):
        assert dict(STATUS_NAMES) == {
            Status.MET: "achieved",
            Status.PARTLY: "partly achieved",
            Status.NOT_MET: "not achieved",
            Status.CANNOT_BE_JUDGED: "cannot be assessed",
            Status.NOT_REPORTED: "not reported on time",
            Status.RETURNED: "returned for completion",
            Status.IN_REVIEW: "under review",
            Status.NOT_YET_DUE: "not due yet",
            Status.CONTEXT: "context only",
            Status.RETIRED: "retired",
        }
        assert all(one == several for one, several in STATUS_FORMS.values())
        assert STAGE_NAMES[ReportStage.LATE] == "late"


@pytest.mark.parametrize(
    ("number", "romanian", "english"),
    [
        (1, "Un indicator, fără valori raportate, îndeplinit.", "One indicator, without reported values, achieved."),
        (2, "0 din 2 indicatori raportați, 2 îndepliniți.", "0 of 2 indicators reported, 2 achieved."),
        (20, "0 din 20 de indicatori raportați, 20 îndepliniți.", "0 of 20 indicators reported, 20 achieved."),
    ],
)
def test_counts_have_the_forms_of_their_language(number, romanian, english):
    counts = StatusCounts({Status.MET: number})
    assert counts_in_words(counts).replace("\xa0", " ") == romanian
    with override("en"):
        assert counts_in_words(counts).replace("\xa0", " ") == english


def test_periods_have_english_names():
    with override("en"):
        assert name(DAY(2024, 4, 1), DAY(2024, 6, 30)) == "quarter II 2024"
        assert name(DAY(2024, 2, 1), DAY(2024, 2, 29)) == "February 2024"
        assert short_name(DAY(2024, 7, 1), DAY(2024, 12, 31)) == "H2 2024"
        assert short_name(DAY(2024, 4, 1), DAY(2024, 6, 30)) == "Q2 2024"


def test_a_picture_says_its_words_in_english():
    pictures = (
        lambda: indicator_picture(PLAN, STANDINGS[made.DEATHS.uid], made.TODAY),
        lambda: counts_picture(PLAN, STANDINGS, made.TODAY),
        lambda: terms_picture(PLAN, STANDINGS, made.TODAY),
    )
    for picture in pictures:
        romanian = picture()
        with override("en"):
            english = picture()
        for one, other in zip((english.title, english.source), (romanian.title, romanian.source), strict=True):
            assert not any(ROMANIAN_LETTER.search(text) for text in said_in(one))
            assert one != other


def test_who_owes_reports_is_said_in_english():
    with override("en"):
        found = overdue_institutions(PLAN, STANDINGS.values(), made.TODAY)
        assert found[0].sentence.replace("\xa0", " ") == "2 overdue reports, the oldest by 111 days"


def test_tables_of_data_are_romanian_whoever_asks():
    items = [StatusOfPlan(document=PLAN, standing=one) for one in STANDINGS.values()]
    romanian = indicators_table(items)
    with override("en"):
        assert indicators_table(items) == romanian
