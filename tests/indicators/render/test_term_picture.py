"""The picture of a plan's terms: as many bars as years, their parts what is known, the numbers beside them."""

import dataclasses

from indicators.progress.indicator_status import indicator_statuses
from indicators.render.term_picture import TermState, terms_picture, year_bars
from indicators.render.terms import years_of
from portal.pictures.frame import NARROW_WIDTH, picture_svg
from tests.indicators.render import progress_documents as made
from tests.indicators.render.test_terms import NEXT_YEAR, plan, rows


def picture(document):
    return terms_picture(document, indicator_statuses(document, made.RECORDS, made.TODAY), made.TODAY)


def test_the_longest_bar_takes_the_whole_width_and_the_others_their_share():
    document = plan(og_3={"completion_due": NEXT_YEAR})
    full, short = year_bars(years_of(list(rows(document).values())))
    assert (full.year.title, short.year.title) == ("2026", "2027")
    assert sum(full.numbers.values()) == len(full.year.rows) == 5
    ends = [float(bar.parts[-1].x.rstrip("%")) + float(bar.parts[-1].width.rstrip("%")) for bar in (full, short)]
    assert ends == [100, 20]


def test_what_passed_in_silence_is_told_from_what_has_time_and_from_what_is_known():
    document = plan(og_3={"completion_due": made.YEAR[0]}, og_2={"completion_due": NEXT_YEAR})
    found = picture(document)
    words = [state.words.capitalize() for state in TermState]
    assert found.headings == ["Anul", *words]
    assert found.rows == [["2026", "4", "1", "0"], ["2027", "1", "0", "0"]]
    assert [entry.text for entry in found.key] == [TermState.KNOWN.words, TermState.SILENT.words]
    assert "2026: 4 cu date acceptate, 1 trecut fără nicio raportare." in found.description
    assert picture(dataclasses.replace(made.plan(indicators=()), elements=())) is None


def test_the_picture_says_its_numbers_on_any_width():
    for width in (720, NARROW_WIDTH):
        svg = picture_svg(picture(plan()), width=width)
        assert ("<title" in svg, "<desc" in svg, f'width="{width}"' in svg) == (True, True, True)
        assert "2026: 5 termene" in svg.replace("\xa0", " ")
