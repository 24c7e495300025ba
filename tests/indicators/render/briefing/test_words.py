"""What a printed briefing says beside its chapters."""

import dataclasses
import datetime

from indicators.render.briefing.document import BriefingDocument, BriefingTable, Chapter
from indicators.render.briefing.words import DRAFT, act, facts, headings, running_title
from plans.document import InstitutionValue

BRIEFING = BriefingDocument(
    version=1,
    kind="quarterly",
    number="",
    adopted_on=None,
    title="Informare",
    body=InstitutionValue(code="atop", name="Autoritatea", short_name="ATOP"),
    plan="plan",
    plan_title="Planul 2026",
    edition=3,
    period_start=datetime.date(2026, 1, 1),
    period_end=datetime.date(2026, 3, 31),
    sitting="",
    known_on=datetime.date(2026, 4, 21),
    chapters=(Chapter(key="a", heading="Context", body="unu\n\ndoi"), Chapter(key="b", heading="Concluzii", body="")),
)
ADOPTED = dataclasses.replace(BRIEFING, number="4", adopted_on=datetime.date(2026, 4, 27))


def test_a_draft_is_marked_as_one():
    assert (BRIEFING.is_adopted, act(BRIEFING)) == (False, DRAFT)


def test_an_adopted_briefing_is_an_annex_whose_number_and_day_are_not_parted():
    assert (ADOPTED.is_adopted, act(ADOPTED)) == (
        True,
        "Anexă la Hotărârea ATOP nr.\u00a04\u00a0din\u00a027\u00a0aprilie\u00a02026",
    )


def test_every_page_says_the_kind_of_document_and_whose_it_is():
    yearly = dataclasses.replace(BRIEFING, kind="yearly")
    assert [running_title(one) for one in (BRIEFING, yearly)] == [
        "Informare trimestrială · ATOP",
        "Raport anual · ATOP",
    ]


def test_under_the_title_stand_the_period_and_the_plan():
    assert facts(BRIEFING) == [("Perioada", "trimestrul I 2026"), ("Planul", "Planul 2026, ediția 3")]


def test_the_sitting_that_examined_the_data_is_said_where_there_was_one():
    found = facts(dataclasses.replace(BRIEFING, sitting="Ședința din 21 aprilie 2026"))
    assert found[-1] == ("Examinare", "Ședința din 21 aprilie 2026")


def test_chapters_are_numbered_from_one():
    assert headings(BRIEFING) == ["1. Context", "2. Concluzii"]


def test_an_empty_line_parts_the_paragraphs_of_a_chapter():
    assert [chapter.paragraphs for chapter in BRIEFING.chapters] == [["unu", "doi"], []]


def test_a_narrow_screen_reads_each_cell_beside_its_heading():
    table = BriefingTable(caption="c", headings=("A", "B"), rows=(("1", "2"), ("3", "4")))
    assert table.labelled_rows == [[("A", "1"), ("B", "2")], [("A", "3"), ("B", "4")]]
