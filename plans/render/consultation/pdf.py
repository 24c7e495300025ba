"""A paper of a consultation as a PDF that an archive and a screen reader accept (PDF/A-3a and PDF/UA-1)."""

import datetime

from django.conf import settings
from django.template.loader import render_to_string

from plans import document
from plans.render.consultation.papers import Paper
from plans.render.consultation.record import ConsultationRecord
from portal.languages import keep_romanian

DATA = ("consultare.json", "Consultarea ca date")


@keep_romanian
def render(paper: Paper, record: ConsultationRecord) -> bytes:
    """Return the PDF of a paper, with all that is public of the consultation attached."""
    # WeasyPrint takes half a second to import, and most processes never make a PDF.
    from plans.render.pdf import engine

    text = document.to_json(record)
    day = record.closing.at.date() if record.closing else record.opened_on
    context = {"paper": paper, "record": record, "address": f"{settings.SITE_URL}{record.address}"}
    return engine.pdf_of(
        render_to_string("plans/render/pdf/paper.html", context),
        title=f"{paper.title}: {record.plan_title}",
        author=record.owner.name,
        moment=datetime.datetime.combine(day, datetime.time(), datetime.UTC),
        text=text,
        checksum=document.checksum_of(text),
        data=DATA,
    )
