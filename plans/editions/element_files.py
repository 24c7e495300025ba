"""The files of an element of an edition: what the edition says of it and of all below it."""

from collections.abc import Callable
from dataclasses import dataclass

from plans.document import ElementValue, to_json
from plans.document.excerpt import excerpt_of
from plans.editions.files import DOCX_TYPE
from plans.models import Edition

ELEMENT_DATA = "element.json"


@dataclass(frozen=True, kw_only=True)
class ElementFile:
    """A file of an element: its name in the address, what people call it, its media type, and what makes it."""

    name: str
    title: str
    content_type: str
    make: Callable[[Edition, ElementValue], bytes]

    def called(self, edition: Edition, element: ElementValue) -> str:
        """Return what the file is called when it is kept: atop-2024-editia-1-os-1.2.docx."""
        ending = self.name.rpartition(".")[2]
        return f"{edition.plan.slug}-editia-{edition.number}-{element.address}.{ending}"


def _text_document(edition: Edition, element: ElementValue) -> bytes:
    # A fifth of a second to import, and most processes write no text document.
    from plans.render.docx import element_docx

    return element_docx.render(edition.read(), element)


def _data(edition: Edition, element: ElementValue) -> bytes:
    return to_json(excerpt_of(edition.read(), element, checksum=edition.checksum)).encode()


ELEMENT_FILES = {
    one.name: one
    for one in (
        ElementFile(name="element.docx", title="Word", content_type=DOCX_TYPE, make=_text_document),
        ElementFile(name=ELEMENT_DATA, title="JSON", content_type="application/json; charset=utf-8", make=_data),
    )
}
