"""The files of a consultation: its draft as PDF, its papers, its register as CSV, and the archive of all of them.

The archive holds only what is public, so that it can be posted as it is.
"""

import datetime
import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from plans.consultations.records import public_record
from plans.models import Consultation
from plans.render.consultation import papers, pdf
from plans.render.consultation.record import ConsultationRecord
from plans.render.pdf import plan_pdf
from portal.csv_text import csv_bytes
from portal.storage import write_once

# What every ZIP starts with: the same content gives the same bytes.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
CONTENTS_HEADINGS = ("Fișierul", "Ce este", "SHA-256")


def draft_path(consultation: Consultation) -> Path:
    """Return where the PDF of a draft is kept."""
    return Path(settings.MEDIA_ROOT) / "consultari" / str(consultation.number) / "proiect.pdf"


def make_draft_pdf(consultation: Consultation) -> Path:
    """Make the PDF of a draft, marked as one, unless it is there, and return its path."""
    return write_once(
        draft_path(consultation),
        lambda: plan_pdf.render(
            consultation.read(),
            text=consultation.document,
            checksum=consultation.checksum,
            draft=True,
            proposed=f"/consultari/{consultation.number}/",
        ),
    )


def register_csv(record: ConsultationRecord) -> bytes:
    """Return the public register as CSV, its days as programs read them."""
    return csv_bytes([papers.REGISTER_HEADINGS, *papers.register_rows(record, write_day=datetime.date.isoformat)])


def packet_name(consultation: Consultation) -> str:
    """Return what the archive of a consultation is called."""
    return f"consultare-{consultation.number}-e-consultare.zip"


def packet(consultation: Consultation) -> bytes:
    """Return one archive with all that is posted on e-consultare.gov.ro, each file with what it is and its SHA-256."""
    entries = list(_entries(consultation, public_record(consultation)))
    contents = [CONTENTS_HEADINGS, *((name, what, _sha256(content)) for name, what, content in entries)]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [("cuprins.csv", csv_bytes(contents)), *((name, held) for name, _, held in entries)]:
            archive.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def yearly_lines(consultation: Consultation) -> list[tuple[str, int]]:
    """Return the figures of all consultations that the plan's owner opened in the same year, without stopped ones."""
    year = consultation.opened_on.year
    rows = Consultation.objects.filter(opened_on__year=year, plan__owner=consultation.plan.owner_id)
    found = [public_record(row) for row in rows.select_related("plan").order_by("number")]
    lines = [one.figures.lines for one in found if not one.is_stopped]
    names = [name for name, _number in lines[0]] if lines else []
    counted = [(name, sum(one[place][1] for one in lines)) for place, name in enumerate(names)]
    return [("Consultări deschise", len(lines)), *counted]


def _entries(consultation: Consultation, record: ConsultationRecord) -> Iterator[tuple[str, str, bytes]]:
    """Yield the files of the archive: name, what it is, content; the report once the consultation is closed."""
    yield "1-anunt.pdf", "Anunțul", pdf.render(papers.announcement(record), record)
    yield "2-proiect.pdf", "Textul proiectului", make_draft_pdf(consultation).read_bytes()
    yield "2-proiect.json", "Proiectul ca date", consultation.document.encode()
    yield "3-registrul-propunerilor.pdf", "Registrul propunerilor", pdf.render(papers.register(record), record)
    yield "3-registrul-propunerilor.csv", "Registrul propunerilor, ca tabel", register_csv(record)
    if record.closing:
        yield "4-raport.pdf", "Raportul, cu motivele scrise", pdf.render(papers.report(record), record)
    minutes = papers.minutes(record)
    if minutes:
        yield "5-minuta.pdf", "Minuta dezbaterilor", pdf.render(minutes, record)
    year, lines = consultation.opened_on.year, yearly_lines(consultation)
    yearly = papers.yearly_figures(year, lines, record)
    yield f"6-cifre-{year}.pdf", "Cifrele anului", pdf.render(yearly, record)
    stated = [(name, "") for name in papers.STATED_BY_INSTITUTION]
    yield f"6-cifre-{year}.csv", "Cifrele anului, ca tabel", csv_bytes([papers.FIGURE_HEADINGS, *lines, *stated])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
