"""An element of a plan with all below it as a text document (DOCX), to be put before who answers for it."""

from dataclasses import replace

from plans.document import Document, ElementValue, SectionValue
from plans.render.data_tables import public_address
from plans.render.docx.plan_docx import PlanWriter
from plans.render.pdf.plan_pdf import edition_address
from plans.render.plan_data import EXAMPLE_NOTE
from portal.romanian import period_until


def render(document: Document, element: ElementValue) -> bytes:
    """Return the text document; the same edition always gives the same bytes."""
    return ElementWriter(document, element).write()


class ElementWriter(PlanWriter):
    """One element being written as a text document, its table laid out as in the plan."""

    def __init__(self, document: Document, element: ElementValue):
        self.element, self.above = element, document.ancestors(element)
        super().__init__(_part(document, element), draft=False)

    def _title(self) -> str:
        return self.element.printed_name

    def _front(self) -> None:
        """Write the element, what it belongs to, the plan and the edition."""
        document, add = self.document, self.file.add_paragraph
        if document.is_invented:
            add(EXAMPLE_NOTE, "Proiect")
        add(document.owner.name, "Emitent")
        add(self.element.printed_name, "Title")
        add(f"Nivelul\t{document.level[self.element.level].name}", "Fapt")
        for one in self.above:
            add(f"Ține de\t{one.printed_name}", "Fapt")
        add(f"Planul\t{document.title} {document.subtitle}".rstrip(), "Fapt")
        add(f"Perioada\t{period_until(document.period_start, document.period_end)}", "Fapt")
        add(f"Ediția\t{public_address(edition_address(document))}", "Fapt")

    def _contents(self) -> None:
        """Write no contents of so little."""

    def _listed_indicators(self):
        return self.document.indicators


def _part(document: Document, element: ElementValue) -> Document:
    """Return the document as if the plan were this element alone."""
    elements = document.branch(element)
    places = {one.uid for one in elements}
    indicators = tuple(one for one in document.indicators if one.element in places)
    sections = [SectionValue(heading="Ce prevede planul", block="elements", level=element.level)]
    sections += [SectionValue(heading="Indicatorii și țintele", block="indicators")] if indicators else []
    return replace(
        document,
        sections=tuple(sections),
        elements=(replace(element, parent=None), *elements[1:]),
        indicators=indicators,
    )
