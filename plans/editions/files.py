"""The files of an edition: made once, kept, and made again only when they are missing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from plans import document
from plans.models import Edition
from plans.render import plan_data
from plans.render.akoma_ntoso import plan_akn
from plans.render.pdf import plan_pdf
from plans.render.stratml import plan_stratml
from portal.data_files import csv_file, csvw, ods_file, xlsx_file
from portal.storage import write_once

# How many characters of a document's text are made into a file at once: some sixty elements.
SHORT_TEXT = 50_000
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, ANNEX, DATA = "plan.pdf", "anexa.pdf", "plan.json"
CSV, CSV_METADATA = "plan.csv", "plan.csv-metadata.json"


@dataclass(frozen=True, kw_only=True)
class EditionFile:
    """A file of an edition: its name in the address, what people call it, its media type, and what makes it.

    One that `takes_long` is not made while a reader waits, unless the plan is short. The worker makes every file of a
    new edition, but for one that is made `on_request`. `record` is the kind of record that a kept file is.
    """

    name: str
    title: str
    content_type: str
    make: Callable[[Edition], bytes]
    takes_long: bool = False
    on_request: bool = False
    record: str = ""
    is_read_in_browser: bool = False

    def path(self, edition: Edition) -> Path:
        """Return where the file of an edition is kept."""
        return Path(settings.MEDIA_ROOT) / "editii" / edition.plan.slug / str(edition.number) / self.name

    def called(self, edition: Edition) -> str:
        """Return what the file is called when it is kept: atop-2024-editia-1.pdf, atop-2024-editia-1-anexa.pdf."""
        ending = self.name.removeprefix("plan")
        return f"{edition.plan.slug}-editia-{edition.number}{ending if ending != self.name else f'-{ending}'}"


def _make_pdf(edition: Edition, *, annex: bool = False) -> bytes:
    return plan_pdf.render(edition.read(), text=edition.document, checksum=edition.checksum, annex=annex)


def _text_document(content: document.Document, *, draft: bool = False) -> bytes:
    # A fifth of a second to import, and most processes write no text document.
    from plans.render.docx import plan_docx

    return plan_docx.render(content, draft=draft)


EDITION_FILES = {
    one.name: one
    for one in (
        EditionFile(
            name=PDF,
            title="PDF",
            content_type="application/pdf",
            make=_make_pdf,
            takes_long=True,
            record="plans_edition_pdf",
            is_read_in_browser=True,
        ),
        EditionFile(
            name=ANNEX,
            title="Anexa, fără copertă (PDF)",
            content_type="application/pdf",
            make=lambda edition: _make_pdf(edition, annex=True),
            takes_long=True,
            on_request=True,
            record="plans_edition_annex",
            is_read_in_browser=True,
        ),
        EditionFile(
            name="plan.docx",
            title="Word",
            content_type=DOCX_TYPE,
            make=lambda edition: _text_document(edition.read()),
        ),
        EditionFile(
            name="plan.xlsx",
            title="Excel",
            content_type=xlsx_file.CONTENT_TYPE,
            make=lambda edition: xlsx_file.write(plan_data.plan_file(edition.read())),
        ),
        EditionFile(
            name="plan.ods",
            title="OpenDocument (ODS)",
            content_type=ods_file.CONTENT_TYPE,
            make=lambda edition: ods_file.write(plan_data.plan_file(edition.read())),
        ),
        EditionFile(
            name=CSV,
            title="CSV",
            content_type=csv_file.CONTENT_TYPE,
            make=lambda edition: csv_file.write(plan_data.elements_file(edition.read())),
        ),
        EditionFile(
            name=CSV_METADATA,
            title="Descrierea coloanelor (CSVW)",
            content_type=csvw.CONTENT_TYPE,
            make=lambda edition: csvw.metadata(plan_data.elements_file(edition.read()), url=CSV),
        ),
        EditionFile(
            name="plan.xml",
            title="StratML",
            content_type=plan_stratml.CONTENT_TYPE,
            make=lambda edition: plan_stratml.render(edition.read()),
        ),
        EditionFile(
            name="plan.akn.xml",
            title="Akoma Ntoso",
            content_type=plan_akn.CONTENT_TYPE,
            make=lambda edition: plan_akn.render(edition.read()),
        ),
    )
}


def make_file(edition: Edition, name: str) -> Path:
    """Make a file of an edition, unless it is there, and return its path."""
    file = EDITION_FILES[name]
    return write_once(file.path(edition), lambda: file.make(edition))


def may_wait(edition: Edition, name: str) -> bool:
    """Tell whether a reader would wait too long for a file that is not there yet."""
    return (
        name != DATA
        and EDITION_FILES[name].takes_long
        and not EDITION_FILES[name].path(edition).exists()
        and not is_short(edition.document)
    )


def is_short(text: str) -> bool:
    """Tell whether files of a document are made while the person waits: a second at most."""
    return len(text) <= SHORT_TEXT


@dataclass(frozen=True, kw_only=True)
class DraftFile:
    """A file of a working plan, marked as a draft, for those who may see it; `ending` names it when it is kept."""

    title: str
    ending: str
    content_type: str
    make: Callable[[document.Document], bytes]
    takes_long: bool = False

    def called(self, slug: str) -> str:
        """Return what the file of a working plan is called when it is kept."""
        return f"{slug}-{self.ending}"


def _draft_pdf(content: document.Document, *, annex: bool = False) -> bytes:
    text = document.to_json(content)
    return plan_pdf.render(content, text=text, checksum=document.checksum_of(text), draft=True, annex=annex)


DRAFT_FILES = {
    PDF: DraftFile(
        title="PDF-ul de lucru",
        ending="proiect.pdf",
        content_type="application/pdf",
        make=_draft_pdf,
        takes_long=True,
    ),
    ANNEX: DraftFile(
        title="Anexa de lucru",
        ending="anexa-proiect.pdf",
        content_type="application/pdf",
        make=lambda content: _draft_pdf(content, annex=True),
        takes_long=True,
    ),
    "plan.docx": DraftFile(
        title="Documentul Word de lucru",
        ending="proiect.docx",
        content_type=DOCX_TYPE,
        make=lambda content: _text_document(content, draft=True),
    ),
    "plan.xlsx": DraftFile(
        title="Foaia Excel de lucru",
        ending="proiect.xlsx",
        content_type=xlsx_file.CONTENT_TYPE,
        make=lambda content: xlsx_file.write(plan_data.plan_file(content, draft=True)),
    ),
}
