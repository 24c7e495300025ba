"""WeasyPrint, held so that it opens nothing but the portal's own fonts and gives the same bytes every time."""

import gc
import threading
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pydyf
from django.contrib.staticfiles import finders
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from portal.whitespace import drop_space_beside_blocks

FONTS = frozenset(f"fonts/planuri-{face}.woff2" for face in ("serif", "serif-600", "sans", "sans-600"))
# The name and the description of the file that carries a plan's data.
PLAN_DATA = ("plan.json", "Planul ca date")
COLUMN_WIDTHS = "".join(f".w{percent}{{width:{percent}%}}" for percent in range(101))
# What XMP must say for a PDF/A to be a PDF/UA too: the claim, and the description of the claim's own vocabulary.
PDF_UA = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
LONG_DOCUMENT = 20
# A packed stream whose last byte is a carriage return: a reader may take the byte for a part of the line end after it,
# and find the stream shorter than it says. One file in ten has such a stream.
UNCLEAR_END = b"\r\nendstream"
MAX_TRIES = 9
# A title at the head of a page rarely moves the end of the page, and then hardly ever twice.
MAX_LAYOUTS = 4
# Pango is not safe when two threads share a font map.
RENDER_LOCK = threading.Lock()


class FetchRefused(ValueError):
    """A document asked for something that is not one of the portal's own fonts."""


class OwnFontsFetcher(URLFetcher):
    """Opens `static:` addresses of the portal's fonts, and nothing else whatever the scheme."""

    def __init__(self):
        super().__init__(allowed_protocols=["static"], allow_redirects=False)

    def fetch(self, url, headers=None):
        """Return a font of the portal; raise FetchRefused for any other address."""
        scheme, _, name = url.partition(":")
        if scheme != "static" or name not in FONTS:
            raise FetchRefused(url)
        return URLFetcherResponse(url, _static(name).read_bytes(), EmailMessage())


class PDFMetadata(DocumentMetadata):
    """Metadata of a file that is both PDF/A and PDF/UA; WeasyPrint writes only one of the claims."""

    def include_in_pdf(self, pdf, variant, version, conformance, compress):
        """Write the metadata uncompressed, for archives that read it without reading the PDF."""
        super().include_in_pdf(pdf, variant, version, conformance, compress=False)

    def generate_rdf_metadata(self, variant, version, conformance):
        """Return the XMP with the claim of PDF/UA added."""
        rdf = super().generate_rdf_metadata(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", PDF_UA + b"</rdf:RDF>")


def pdf_of(
    html: str, *, title: str, author: str, moment: datetime, text: str, checksum: str, data: tuple[str, str] = PLAN_DATA
) -> bytes:
    """Return the PDF of a page of HTML, with `text` attached; `moment` is its date in UTC, `data` names the file."""
    with RENDER_LOCK:
        rendered = layout_with_titles(HTML(string=drop_space_beside_blocks(html), url_fetcher=OwnFontsFetcher()))
        if len(rendered.pages) > LONG_DOCUMENT:
            # The layout leaves as much again in cycles; freed now, it does not lie under what the writing needs.
            gc.collect()
        stamp = f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        rendered.metadata = PDFMetadata(title=title, authors=[author], lang="ro", created=stamp, modified=stamp)
        for tries in range(MAX_TRIES):
            content = rendered.write_pdf(
                finisher=lambda _document, pdf, tries=tries: unpack_unclear_streams(pdf, tries),
                pdf_variant="pdf/a-3a",
                pdf_tags=True,
                pdf_identifier=checksum.encode(),
                attachments=[plan_attachment(text, moment, *data)],
            )
            if UNCLEAR_END not in content:
                break
        return content


def layout_with_titles(page: HTML) -> Document:
    """Lay a page out so that a group of rows that goes on over a page says its title again at the head of the page.

    Where the pages end is known once they are laid out, and a title may move it: so it is laid out again, until the
    titles stand where they should.
    """
    rendered = page.render(**render_options(), pdf_tags=True)
    said: dict[Element, str] = {}
    for _ in range(MAX_LAYOUTS):
        titles = dict(_continued_cells(rendered))
        if titles == said:
            break
        for cell in said.keys() | titles.keys():
            cell.text = titles.get(cell)
        said = titles
        rendered = page.render(**render_options(), pdf_tags=True)
    return rendered


def _continued_cells(rendered: Document) -> Iterator[tuple[Element, str]]:
    """Yield the empty cell under a group's title at the head of every page that the group goes on to, and the title.

    A row that itself goes on over the page has its first cell behind it.
    """
    begun: set[Element] = set()
    for page in rendered.pages:
        for group in page._page_box.descendants():
            if isinstance(group, boxes.TableRowGroupBox) and group.element.get("data-title"):
                cells = [row.children[0].element for row in group.children if row.children]
                if cells and cells[0].get("class") == "under" and cells[0] not in begun:
                    yield cells[0], group.element.get("data-title")
                begun.update(cells)


def plan_attachment(text: str, moment: datetime, name: str, description: str) -> Attachment:
    """Return the data of what is printed as an attachment; it can be written once."""
    return Attachment(
        string=text,
        name=name,
        description=description,
        relationship="Data",
        created=moment,
        modified=moment,
        url_fetcher=OwnFontsFetcher(),
    )


def unpack_unclear_streams(pdf: pydyf.PDF, tries: int) -> None:
    """Store unpacked the streams that would end unclearly; after each try, empty objects move the lists of objects."""
    if tries:
        for item in pdf.objects:
            if isinstance(item, pydyf.Stream) and item.compress and item.data.endswith(UNCLEAR_END):
                item.compress = False
    for _ in range(tries):
        pdf.add_object(pydyf.Dictionary({}))


@cache
def render_options() -> dict:
    """Return the stylesheet and the fonts, parsed once a process."""
    fonts = FontConfiguration()
    css = _static("pdf.css").read_text(encoding="utf-8") + COLUMN_WIDTHS
    return {"stylesheets": [CSS(string=css, font_config=fonts, url_fetcher=OwnFontsFetcher())], "font_config": fonts}


def _static(name: str) -> Path:
    """Return the path of a static file as it is in the source, not as collected under a hashed name."""
    return Path(finders.find(name))
