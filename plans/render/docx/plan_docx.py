"""A plan as a text document (DOCX), as a council annexes it to its decision."""

from collections.abc import Iterable
from datetime import UTC

from django.utils import timezone
from docx.document import Document as TextDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm

from plans.document import Document, IndicatorValue
from plans.render.data_tables import public_address
from plans.render.docx.styles import (
    CELL,
    CONTENTS,
    CONTENTS_HEADING,
    HEADING,
    ITEM,
    MORE,
    NUMBER,
    TOTAL,
    add_plan_styles,
)
from plans.render.docx.tables import MILLIMETRE, TableWriter, TextCell, bookmark_of, run_xml, section_rows
from plans.render.facts import indicator_facts
from plans.render.pdf.plan_pdf import edition_address
from plans.render.pdf.sections import PrintedSection, budgets_of, printed_sections
from plans.render.pdf.tables import PrintedNode
from plans.render.pdf.widths import whole_percents
from plans.render.plan_data import DRAFT, EXAMPLE_NOTE
from portal.docx import LANGUAGE, add_field, describe, document_bytes, new_document
from portal.romanian import amount, long_date, percent, period_until

UPRIGHT_WIDTH, LYING_WIDTH = 160, 247
BUDGET_SHARES = (60, 24, 16)


def render(document: Document, *, draft: bool = False) -> bytes:
    """Return the text document of an edition; `draft` marks every page of what nobody published.

    The same document always gives the same bytes.
    """
    return PlanWriter(document, draft).write()


class PlanWriter:
    """One plan being written as a text document."""

    def __init__(self, document: Document, draft: bool):
        self.document, self.draft = document, draft
        self.file: TextDocument = new_document()
        add_plan_styles(self.file)
        self.tables = TableWriter(self.file)
        self.parts = printed_sections(document)

    def write(self) -> bytes:
        """Return the whole file."""
        self._describe()
        self._running_lines(self.file.sections[0], UPRIGHT_WIDTH)
        self._front()
        self._contents()
        lies = False
        for number, part in enumerate(self.parts):
            if part.is_wide != lies:
                lies = part.is_wide
                self._turn(lies)
            self._part(number, part)
        return document_bytes(self.file)

    def _describe(self) -> None:
        """Say in the file's properties what it is, whose, and from when."""
        document = self.document
        moment = document.edition.published_at.astimezone(UTC).replace(tzinfo=None)
        describe(
            self.file,
            title=self._title(),
            subject=document.short_title,
            language=LANGUAGE,
            author=document.owner.name,
            last_modified_by=document.owner.name,
            created=moment,
            modified=moment,
            comments=self._state(),
        )

    def _title(self) -> str:
        return f"{self.document.title} {self.document.subtitle}".strip()

    def _state(self) -> str:
        """Return which edition it is, or that it is a draft."""
        day = timezone.localtime(self.document.edition.published_at, timezone.get_default_timezone()).date()
        if self.draft:
            return f"{DRAFT}, planul de lucru din {long_date(day)}"
        return f"Ediția {self.document.edition.number} din {long_date(day)}"

    def _running_lines(self, section: Section, width: int) -> None:
        """Put the plan, its state and the number of the page on every page."""
        marks = [DRAFT] if self.draft else []
        marks += ["Exemplu, date inventate"] if self.document.is_invented else []
        for place in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            place.is_linked_to_previous = False
        for header, title in ((section.header, self.document.short_title), (section.first_page_header, "")):
            self._running_line(header, f"{title}\t{' · '.join(marks)}".rstrip(), "Header", width)
        for footer in (section.footer, section.first_page_footer):
            line = self._running_line(footer, f"{self._state()}\tPagina ", "Footer", width)
            add_field(line, "PAGE")
            line.add_run(" din ")
            add_field(line, "NUMPAGES")

    def _running_line(self, place, text: str, style: str, width: int):
        line = place.paragraphs[0]
        line.text, line.style = text, style
        if width != UPRIGHT_WIDTH:
            line.paragraph_format.tab_stops.add_tab_stop(Mm(UPRIGHT_WIDTH), WD_TAB_ALIGNMENT.CLEAR)
            line.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
        return line

    def _turn(self, lies: bool) -> None:
        """Begin pages that lie, or stand again."""
        section = self.file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if lies else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if lies else (Mm(210), Mm(297))
        section.different_first_page_header_footer = False
        self._running_lines(section, LYING_WIDTH if lies else UPRIGHT_WIDTH)

    def _front(self) -> None:
        """Write the acts, whose plan it is, its title and its period."""
        document, add = self.document, self.file.add_paragraph
        for act in document.acts:
            lines = [f"{act.annex}\nla {act.title}" if act.annex else act.title]
            lines += [f"din {long_date(act.date)}"] if act.date else []
            add("\n".join(lines), "Act")
        if self.draft:
            add(DRAFT, "Proiect")
        if document.is_invented:
            add(EXAMPLE_NOTE, "Proiect")
        add(document.letterhead or document.owner.name, "Emitent")
        add(document.title, "Title")
        if document.subtitle:
            add(document.subtitle)
        add(f"Perioada\t{period_until(document.period_start, document.period_end)}", "Fapt")
        add(f"Instituția\t{document.owner.name}", "Fapt")
        if not self.draft:
            add(f"Adresa\t{public_address(edition_address(document))}", "Fapt")

    def _contents(self) -> None:
        """Write the contents as a field that has the names; Word adds the pages when it opens the file."""
        entries = [entry for number, part in enumerate(self.parts) if part.label for entry in _entries(number, part)]
        if not entries:
            return
        self.file.add_paragraph("Cuprins", CONTENTS_HEADING)
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> '
            'TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        for place, (depth, bookmark, text) in enumerate(entries):
            line = self.file.add_paragraph(style=CONTENTS[depth])._p
            field = begin if place == 0 else ""
            link = f'<w:hyperlink w:anchor="{bookmark}">{run_xml(text)}</w:hyperlink>'
            for one in parse_xml(f"<w:p {nsdecls('w')}>{field}{link}</w:p>"):
                line.append(one)
        line.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
        self.file.add_page_break()

    def _part(self, number: int, part: PrintedSection) -> None:
        """Write a section: its heading, its text, then what it shows of the plan."""
        if part.label:
            heading = self.file.add_paragraph(style=HEADING)
            mark = f'{nsdecls("w")} w:id="{number + 1}"'
            heading._p.append(parse_xml(f'<w:bookmarkStart {mark} w:name="s_{number}"/>'))
            heading.add_run(part.label)
            heading._p.append(parse_xml(f"<w:bookmarkEnd {mark}/>"))
        for paragraph in part.section.paragraphs:
            self.file.add_paragraph(paragraph)
        if part.layout:
            self._elements(part)
        elif part.section.block == "indicators":
            for indicator in self._listed_indicators():
                self._item(indicator.title, [f"{fact.label}: {fact.text}" for fact in indicator_facts(indicator)])
        elif part.section.block == "budget":
            self._budgets()
        elif part.section.block == "signatures":
            self._signatures()

    def _listed_indicators(self) -> Iterable[IndicatorValue]:
        return self.document.indicators_of.get(None, ())

    def _elements(self, part: PrintedSection) -> None:
        layout = part.layout
        if not layout.heads:
            for node in layout.nodes:
                self._node(node)
            return
        whole = (LYING_WIDTH if part.is_wide else UPRIGHT_WIDTH) * MILLIMETRE
        widths = [round(whole * share / 100) for share in whole_percents(list(layout.widths))]
        marks = {"numbered": part.section.numbered_columns, "number_heads": layout.number_heads}
        self.tables.add(layout.heads, section_rows(part), widths, **marks)

    def _node(self, node: PrintedNode) -> None:
        more = [text for text in node.description.split("\n\n") if text]
        self._item(node.name, [*more, *(f"{fact.label}: {fact.text}" for fact in node.facts)])

    def _item(self, name: str, more: list[str]) -> None:
        self.file.add_paragraph(name, ITEM).paragraph_format.keep_with_next = bool(more)
        for text in more:
            self.file.add_paragraph(text, MORE)

    def _budgets(self) -> None:
        widths = [round(UPRIGHT_WIDTH * MILLIMETRE * share / 100) for share in BUDGET_SHARES]
        for budget, lines in budgets_of(self.document):
            unit = f" ({budget.unit})" if budget.unit else ""
            rows = []
            for line, _bar in lines:
                said = amount(line.amount) + ("" if budget.unit else f" {line.unit}")
                share = "" if line.share is None else percent(line.share)
                label = (line.label, TOTAL if line.is_total else CELL, 0)
                rows.append([TextCell((one,)) for one in (label, (said, NUMBER, 0), (share, NUMBER, 0))])
            self.tables.add((f"Anul {budget.year}", f"Suma{unit}", "Ponderea"), rows, widths, number_heads=(1, 2))

    def _signatures(self) -> None:
        """Leave each who signs a place for the signature, the date and the stamp, on one page."""
        for one in self.document.signatories:
            lines = [one.preamble, one.office, one.name, "Semnătura", "Data", "L.S."]
            lines = [line for line in lines if line]
            for line in lines:
                self.file.add_paragraph(line).paragraph_format.keep_with_next = line != lines[-1]


def _entries(number: int, part: PrintedSection):
    """Yield the lines of the contents that a section has: it and the titles of its groups, with their bookmarks."""
    yield 0, f"s_{number}", part.label
    if part.layout and part.layout.grouped:
        for group in part.layout.groups:
            yield 1, bookmark_of(group.node), group.node.name
