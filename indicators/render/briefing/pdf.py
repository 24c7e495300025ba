"""A briefing as a PDF that an archive and a screen reader accept (PDF/A-3a and PDF/UA-1)."""

import datetime

from django.conf import settings
from django.template.loader import render_to_string

from indicators.render.briefing import charts, words
from indicators.render.briefing.document import QUARTERLY, BriefingDocument
from indicators.render.briefing.widths import LANDSCAPE_LETTERS, LETTERS, is_lying, tables_with_widths
from portal.languages import keep_romanian

ATTACHMENTS = {QUARTERLY: ("informare.json", "Informarea ca date")}
REPORT = ("raport.json", "Raportul ca date")


def render(briefing: BriefingDocument, *, text: str, checksum: str) -> bytes:
    """Return the PDF of a briefing, with its canonical text attached; the same briefing always gives the same bytes."""
    # WeasyPrint takes half a second to import, and most processes never make a PDF.
    from plans.render.pdf import engine

    # A draft has no date yet; the last day that it speaks of is as fixed as its text.
    day = briefing.adopted_on or briefing.period_end
    return engine.pdf_of(
        briefing_html(briefing, checksum=checksum),
        title=briefing.title,
        author=briefing.body.name,
        moment=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
        text=text,
        checksum=checksum,
        data=ATTACHMENTS.get(briefing.kind, REPORT),
    )


@keep_romanian
def briefing_html(briefing: BriefingDocument, *, checksum: str) -> str:
    """Return the HTML that the PDF is made of, in Romanian whoever asks for it."""
    is_landscape = is_lying(briefing)
    letters = LANDSCAPE_LETTERS if is_landscape else LETTERS
    chapters = [
        (
            heading,
            chapter,
            [(table, widths, *charts.heads_and_rows(table)) for table, widths in tables_with_widths(chapter, letters)],
        )
        for heading, chapter in zip(words.headings(briefing), briefing.chapters, strict=True)
    ]
    context = {
        "briefing": briefing,
        "act": words.act(briefing),
        "example_line": words.EXAMPLE_LINE,
        "running_title": words.running_title(briefing),
        "facts": words.facts(briefing),
        "chapters": chapters,
        "is_landscape": is_landscape,
        "signing": words.signing(briefing),
        "address": f"{settings.SITE_URL}/planuri/{briefing.plan}/editii/{briefing.edition}/",
        "checksum": checksum,
        "file": ATTACHMENTS.get(briefing.kind, REPORT)[0],
    }
    return render_to_string("indicators/render/briefing/briefing.html", context)
