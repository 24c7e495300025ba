"""A document as a PDF that an archive and a screen reader accept (PDF/A-3a and PDF/UA-1)."""

from datetime import UTC

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from plans.document import Document
from plans.render.facts import indicator_facts
from plans.render.pdf.sections import budgets_of, contents_of, printed_sections
from portal.languages import keep_romanian


def render(
    document: Document, *, text: str, checksum: str, draft: bool = False, annex: bool = False, proposed: str = ""
) -> bytes:
    """Return the PDF of an edition, with its canonical text attached; the same document always gives the same bytes.

    `draft` marks every page of what nobody published. An `annex` is what an act has behind it: the plan alone, without
    cover, contents and what the portal says of the edition. A draft put to consultation is no edition: `proposed` is
    the address of its consultation.
    """
    # WeasyPrint takes half a second to import, and most processes never make a PDF.
    from plans.render.pdf import engine

    return engine.pdf_of(
        html_of(document, checksum=checksum, draft=draft, annex=annex, proposed=proposed),
        title=f"{document.title} {document.subtitle}".strip(),
        author=document.owner.name,
        moment=document.edition.published_at.astimezone(UTC),
        text=text,
        checksum=checksum,
    )


@keep_romanian
def html_of(document: Document, *, checksum: str, draft: bool = False, annex: bool = False, proposed: str = "") -> str:
    """Return the HTML that the PDF is made of, in Romanian whoever asks for it."""
    parts = printed_sections(document)
    # The day in the county, whatever time zone this thread works in.
    date = timezone.localtime(document.edition.published_at, timezone.get_default_timezone()).date()
    context = {
        "document": document,
        "parts": parts,
        "contents": contents_of(document, parts),
        "indicators": [(one.title, indicator_facts(one)) for one in document.indicators_of.get(None, ())],
        "budgets": budgets_of(document),
        "date": date,
        "checksum": checksum,
        "draft": draft,
        "annex": annex,
        "proposed": proposed,
        "address": f"{settings.SITE_URL}{proposed or edition_address(document)}",
        # All pages lie or none does: what lies between two wide tables would leave half a page empty.
        "is_landscape": any(part.is_wide for part in parts),
    }
    return render_to_string("plans/render/pdf/document.html", context)


def edition_address(document: Document) -> str:
    """Return where an edition is read on the portal."""
    return f"/planuri/{document.slug}/editii/{document.edition.number}/"
