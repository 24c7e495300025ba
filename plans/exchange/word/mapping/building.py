"""The plan that comes of a document and of the choices made about it."""

from plans.exchange.word.mapping.budget import read_budget
from plans.exchange.word.mapping.choices import HEADING, INDICATORS, LEVEL_ROLE, TEXT, WordMapping
from plans.exchange.word.mapping.draft import DraftElement, DraftIndicator, DraftProblem, DraftSection, PlanDraft
from plans.exchange.word.mapping.ends import read_head, read_signatures
from plans.exchange.word.mapping.fiche_rows import FicheTable
from plans.exchange.word.mapping.fiches import title_lines
from plans.exchange.word.mapping.grouping import CONTENTS, LABELLED, GroupedLine, group_blocks
from plans.exchange.word.mapping.indicator_cells import cell_indicators, nature_of
from plans.exchange.word.mapping.table_rows import TableRows
from plans.exchange.word.mapping.vocabulary import column_role
from plans.exchange.word.reading.blocks import Table, TextDocument, printed_line
from plans.exchange.word.reading.second_reader import missing_words
from portal.text import fold

MAX_ELEMENTS = 20_000
# As much as a section's text and heading hold.
SECTION_LENGTH, HEADING_LENGTH = 19_000, 300
# A line such as „Termen: 2025” under an element fills a field of it.
LINE_FIELDS = ("indicators", "expected_result", "evaluation_term", "completion_term", "responsible", "description")


def build_plan(document: TextDocument, mapping: WordMapping) -> PlanDraft:
    """Return the plan that would come, with what stands against it and every word that found no place in it."""
    builder = DraftBuilder(document, mapping)
    draft = builder.build()
    draft.not_understood = missing_words(document.raw, draft.texts())
    return draft


class DraftBuilder:
    """Goes through a document once, from its first block to its last."""

    def __init__(self, document: TextDocument, mapping: WordMapping):
        self.mapping = mapping
        self.draft = PlanDraft()
        self.blocks = group_blocks(document)
        # The paragraphs that are titles of the fiches below them, by the fiches' table.
        self.titles = title_lines(self.blocks, mapping)
        self.section = DraftSection()
        # The last element of each level, and the one whose text the next lines are.
        self.current: dict[str, int] = {}
        self.open: int | None = None
        # The one that a line such as „Termen: 2025” is about.
        self.named: int | None = None
        self.shown: set[str] = set()
        # Whether a row of column numbers was met before the first element of its table.
        self.is_numbered = False

    def build(self) -> PlanDraft:
        """Read the head, the signatures and every block between them; return what came of it."""
        titles = {id(one) for one in self.titles.values()}
        self.draft.head, rest = read_head([one for one in self.blocks if id(one) not in titles])
        rest, self.draft.signatories, after = read_signatures(rest)
        for block in rest:
            self.block(block)
        if self.draft.signatories:
            self._begin(DraftSection(block="signatures"))
        for block in after:
            self.block(block)
        self._begin(DraftSection())
        self._compose_codes()
        self._refuse_repeated()
        if not self.draft.elements:
            message = "Nu am găsit niciun obiectiv. Spuneți mai jos care tabel este arborele planului."
            self.draft.problems.append(DraftProblem("tot documentul", message))
        return self.draft

    def block(self, block: GroupedLine | Table) -> None:
        """Add a paragraph or a table, as it was chosen to be understood."""
        if isinstance(block, Table):
            choice = self.mapping.tables.get(block.number)
            self.open = None
            if choice is None or choice.role == TEXT:
                self._table_text(block)
            elif choice.is_fiche:
                FicheTable(self, block, choice, self.titles.get(block.number)).add()
            else:
                TableRows(self, block, choice).add()
            self.open = self.named = None
            return
        role = self.mapping.groups.get(block.group, TEXT)
        if block.group == CONTENTS:
            self.draft.set_aside.append((block.line.place, printed_line(block.line)))
        elif role.startswith(LEVEL_ROLE) and self.mapping.level(role.removeprefix(LEVEL_ROLE)):
            self._element_line(block, role.removeprefix(LEVEL_ROLE))
        elif role == INDICATORS:
            self._plan_indicator(block)
        elif role == HEADING:
            self._heading(block)
        else:
            self._text(block)

    def _element_line(self, block: GroupedLine, level: str) -> None:
        coded = block.coded
        element = DraftElement(
            level,
            None,
            coded.code,
            coded.title or coded.label,
            block.line.place,
            label=coded.label if coded.title else "",
        )
        self.add_element(element, code_format=coded.code_format if coded.shape else "")
        self.open = len(self.draft.elements) - 1 if block.is_heading else None
        if self.open is not None or coded.code:
            self.named = len(self.draft.elements) - 1

    def add_element(self, element: DraftElement, *, code_format: str = "") -> int:
        """Add an element under the last one of the level above, and show its level where its first root stands."""
        level = self.mapping.level(element.level)
        if level.parent:
            element.parent = self.current.get(level.parent)
            if element.parent is None:
                above = self.mapping.level(level.parent)
                name = above.name if above else level.parent
                self.problem(element.place, f"„{element.title[:60]}” nu are deasupra niciun element „{name}”.")
        elif element.level not in self.shown:
            self.show("elements", element.level)
            self.shown.add(element.level)
        self.draft.elements.append(element)
        self.current[element.level] = len(self.draft.elements) - 1
        self._forget_below(element.level)
        if code_format and element.code:
            self.draft.formats.setdefault(element.level, []).append(code_format)
        return self.current[element.level]

    def go_on_under(self, at: int) -> None:
        """Let the next elements stand under one that was added before."""
        element = self.draft.elements[at]
        self.current[element.level] = at
        self._forget_below(element.level)

    def _forget_below(self, key: str) -> None:
        for level in self.mapping.levels:
            if level.parent == key and self.current.pop(level.key, None) is not None:
                self._forget_below(level.key)

    def show(self, block: str, level: str = "") -> None:
        """Let a block of data follow the text of this section, or of a new one where it has one already."""
        if self.section.block:
            self._begin(DraftSection())
        self.section.block, self.section.level = block, level

    def problem(self, place: str, message: str) -> None:
        """Note what stands against writing the plan."""
        self.draft.problems.append(DraftProblem(place, message))

    def _begin(self, section: DraftSection) -> None:
        if not self.section.is_empty:
            self.draft.sections.append(self.section)
        self.section = section
        self.open = self.named = None

    def _heading(self, block: GroupedLine) -> None:
        text = printed_line(block.line)
        is_alone = self.section.heading and not (self.section.body or self.section.block) and text[:1].islower()
        is_continued = is_alone and len(self.section.heading) + len(text) < HEADING_LENGTH
        if is_continued:
            self.section.heading = f"{self.section.heading} {text}"
        elif len(text) > HEADING_LENGTH:
            self._text(block)
        else:
            self._begin(DraftSection(heading=text))

    def _text(self, block: GroupedLine) -> None:
        """Add a paragraph: to the element whose heading stands above it, or to the section."""
        text = printed_line(block.line)
        if self._of_element(text):
            return
        self.named = None
        if self.section.block:
            self._begin(DraftSection())
        budget = [] if self.draft.budget else read_budget(text)
        if budget and self.section.body:
            self._begin(DraftSection())
        if sum(map(len, self.section.body)) + len(text) > SECTION_LENGTH:
            self._begin(DraftSection())
        self.section.body.append(text)
        if budget:
            self.draft.budget = budget
            self.show("budget")

    def _of_element(self, text: str) -> bool:
        """Let a line fill the field that it names of the last element, or go on describing the heading above it."""
        found = LABELLED.match(text)
        role = column_role(found[1]) if found else ""
        at = self.named if role in LINE_FIELDS else self.open
        if at is None:
            return False
        fields = self.draft.elements[at].fields
        if role not in LINE_FIELDS:
            fields["description"] = "\n\n".join(filter(None, [fields.get("description", ""), text]))
            return True
        self.draft.heads.append(found[1])
        if role == "indicators":
            self.draft.elements[at].indicators += cell_indicators(found[2], apart=self.mapping.indicators_apart)
        else:
            fields[role] = "\n".join(filter(None, [fields.get(role, ""), found[2]]))
        return True

    def _plan_indicator(self, block: GroupedLine) -> None:
        if self.section.block != "indicators":
            if "indicators" in self.shown:
                self._text(block)
                return
            self.shown.add("indicators")
            self.show("indicators")
        minimal = "minimal" in fold(block.naming)
        title = block.coded.title
        self.draft.indicators.append(DraftIndicator(title, nature=nature_of(title), is_minimal=minimal))

    def _table_text(self, table: Table) -> None:
        """Keep a table that is not part of the tree as text: a line a row."""
        lines = [" | ".join(cell.text.replace("\n", " ") for cell in row.cells if cell.text) for row in table.rows]
        if self.section.block:
            self._begin(DraftSection())
        self.section.body.append("\n".join(line for line in lines if line))

    def _compose_codes(self) -> None:
        """Put the code of the element above before codes that begin anew under each, as a), b) do."""
        for level in self.mapping.levels:
            rows = [one for one in self.draft.elements if one.level == level.key and one.code]
            seen: dict[str, set] = {}
            for one in rows:
                seen.setdefault(one.code, set()).add(one.parent)
            if not any(len(parents) > 1 for parents in seen.values()):
                continue
            for one in rows:
                above = self.draft.elements[one.parent].code if one.parent is not None else ""
                one.code = f"{above}.{one.code}" if above else one.code
            again = f"Codurile nivelului „{level.name}” se repetă sub fiecare element de deasupra"
            self.draft.notes.append(f"{again}: au primit codul lui în față.")

    def _refuse_repeated(self) -> None:
        """Say where a code stands twice on a level, or is too long."""
        places: dict[tuple[str, str], str] = {}
        for one in self.draft.elements:
            if one.code and (one.level, one.code) in places:
                first = places[one.level, one.code]
                self.problem(
                    one.place,
                    f"Codul „{one.code}” apare și la {first}. Îndreptați documentul, apoi încărcați-l din nou.",
                )
            places.setdefault((one.level, one.code), one.place)
        if len(self.draft.elements) > MAX_ELEMENTS:
            self.problem("tot documentul", "Planul ar avea peste 20.000 de elemente.")
