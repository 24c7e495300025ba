"""A briefing as one canonical text, and back."""

import json

import pytest

from indicators.render.briefing import document as b
from plans import document as d
from tests.indicators.oversight.briefings.briefing_documents import adopted, draft


@pytest.mark.parametrize("make", [adopted, draft])
def test_a_briefing_survives_its_text(make):
    text = d.to_json(make())
    assert b.from_json(text, checksum=d.checksum_of(text)) == make()


def test_the_text_is_sorted_tight_and_in_romanian_letters():
    text = d.to_json(adopted())
    again = json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (text, "ședința" in text, "2026-04-27" in text) == (again, True, True)


def test_a_changed_letter_is_found_out():
    text = d.to_json(adopted())
    with pytest.raises(d.CorruptDocument):
        b.from_json(text.replace("ședința", "sedinta"), checksum=d.checksum_of(text))


def test_a_briefing_is_adopted_when_it_has_a_date():
    assert (adopted().is_adopted, draft().is_adopted) == (True, False)


def test_an_empty_line_separates_the_paragraphs_of_a_chapter():
    chapter = b.Chapter(key="note", heading="Note", body="Unu.\n\nDoi,\npe două rânduri.\n\n")
    assert chapter.paragraphs == ["Unu.", "Doi,\npe două rânduri."]
