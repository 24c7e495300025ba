"""Both documents of a comparison told as blocks of items, each with lines of text runs."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from plans.document import Document, ElementValue, IndicatorValue
from plans.document.changes import Comparison, ElementPair, IndicatorPair, ValueChange, ValuePair
from plans.document.columns import ColumnType
from plans.render.column_text import printed_value
from plans.render.comparison.labels import WORDS, event_in_words, field_name, in_words, row_name
from plans.render.facts import target_text
from plans.render.known_names import known_name
from portal.own_words import own_words
from portal.romanian import period_until
from portal.word_diff import TextRun, difference, replacement


@dataclass(frozen=True)
class ChangeLine:
    """One thing that changed of an item: its name, its runs, and why where that is known."""

    label: str
    runs: tuple[TextRun, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeItem:
    """An element, an indicator or a row that changed: what happened to it in a few words, and the details."""

    kind: str
    title: tuple[TextRun, ...]
    code: str
    href: str
    happened: tuple[str, ...]
    lines: tuple[ChangeLine, ...]
    items: tuple["ChangeItem", ...] = ()


@dataclass(frozen=True)
class ChangeBlock:
    """Items that stand under one heading."""

    title: str
    items: tuple[ChangeItem, ...]


class ComparisonRenderer:
    """A comparison put into blocks of items, whose titles lead to the edition that has them."""

    def __init__(self, comparison: Comparison, old_root: str, new_root: str):
        self.comparison, self.old, self.new = comparison, comparison.old, comparison.new
        self.roots = {True: old_root, False: new_root}

    def blocks(self) -> list[ChangeBlock]:
        """Return the blocks in reading order: the plan, its texts, its elements, then what stands at its end."""
        found, whole = self.comparison, self.comparison.plan
        about = (ChangeItem("", (), "", "", (), tuple(change_lines(whole, {}))),) if whole else ()
        blocks = [
            ChangeBlock(gettext("Datele planului"), about),
            ChangeBlock(gettext("Acte de adoptare"), self.rows(found.acts, "title", self.new.acts)),
            ChangeBlock(gettext("Niveluri"), self.rows(found.levels, "name")),
            ChangeBlock(gettext("Textele planului"), self.rows(found.sections, "heading", self.new.sections)),
            *self.elements(),
            ChangeBlock(gettext("Indicatorii planului"), tuple(self.indicator(pair) for pair in found.indicators)),
            ChangeBlock(gettext("Buget"), self.rows(found.budget, "label", self.new.budget)),
            ChangeBlock(gettext("Semnături"), self.rows(found.signatories, "office", self.new.signatories)),
        ]
        return [block for block in blocks if block.items]

    def elements(self) -> list[ChangeBlock]:
        """Return a block for each top element; the removed ones stand last in the block where they were."""
        groups: dict[str, list[ChangeItem]] = {}
        for pair in self.comparison.elements:
            groups.setdefault(self.group(pair), []).append(self.element(pair))
        order = dict.fromkeys(self.heading(d, e) for d in (self.new, self.old) for e in d.elements)
        return [ChangeBlock(title, tuple(groups[title])) for title in order if title in groups]

    def group(self, pair: ElementPair) -> str:
        """Return the heading under which an element's changes stand, that of the new document where it has one."""
        document, element = (self.old, pair.old) if pair.is_removed else (self.new, pair.new)
        top = (document.ancestors(element) or [element])[0]
        document, top = (self.new, self.new.by_uid[top.uid]) if top.uid in self.new.by_uid else (document, top)
        return self.heading(document, top)

    def heading(self, document: Document, element: ElementValue) -> str:
        """Return the heading of a top element: its own name, or that of its level where nothing stands below."""
        top = (document.ancestors(element) or [element])[0]
        if top.uid in self.new.children or top.uid in self.old.children:
            return own_words(top.printed_name)
        return known_name(document.level[top.level].name_plural)

    def element(self, pair: ElementPair) -> ChangeItem:
        """Return what changed of an element."""
        document, element = (self.old, pair.old) if pair.is_removed else (self.new, pair.new)
        level = document.level[element.level]
        columns = {column.field: column.label for column in level.columns}
        happened = [*events(pair), *([gettext("renumerotat")] if pair.is_renumbered else [])]
        happened += [gettext("indicatori schimbați")] if pair.indicators and pair.old and pair.new else []
        renumbered = replacement(pair.old.printed_code, pair.new.printed_code) if pair.is_renumbered else ()
        return ChangeItem(
            kind=known_name(level.name),
            title=title_runs(pair, "title"),
            code=own_words(element.printed_code),
            href=f"{self.roots[pair.is_removed]}#{element.address}",
            happened=tuple(happened),
            lines=(
                *([ChangeLine(gettext("Cod"), renumbered)] if renumbered else ()),
                *self.place(pair),
                *(self.element_line(change, pair, columns) for change in pair.fields if change.field != "title"),
            ),
            items=tuple(self.indicator(one) for one in pair.indicators),
        )

    def element_line(self, change: ValueChange, pair: ElementPair, columns: dict[str, str]) -> ChangeLine:
        """Return the line of a changed field; a column that holds no texts is told whole, as it is printed."""
        texts, is_typed = [], False
        for document, element, held in ((self.old, pair.old, change.old), (self.new, pair.new, change.new)):
            column = document.own_columns.get((element.level, change.field)) if element else None
            is_typed = is_typed or bool(column and column.type != ColumnType.TEXT)
            texts.append(printed_value(column, str(held or "")))
        if not is_typed:
            return change_line(change, columns)
        return ChangeLine(field_name(change.field, columns), replacement(*texts))

    def place(self, pair: ElementPair) -> Iterable[ChangeLine]:
        """Yield where an element that moved stood, and where it stands now."""
        if pair.is_moved:
            if pair.old.level != pair.new.level:
                levels = (known_name(document.level[one.level].name) for document, one in self.both(pair))
                yield ChangeLine(gettext("Nivelul"), replacement(*levels))
            yield ChangeLine(
                gettext("Locul"), replacement(*(self.above(document, one) for document, one in self.both(pair)))
            )
        elif pair.is_reordered:
            siblings = [one for one in self.new.children[pair.new.parent] if one.level == pair.new.level]
            place = siblings.index(pair.new)
            after = place_after(siblings[place - 1].printed_name) if place else gettext("acum primul")
            yield ChangeLine(gettext("Locul"), (TextRun("same", after),))

    def above(self, document: Document, element: ElementValue) -> str:
        """Return the name of what stands right above an element."""
        return own_words(document.by_uid[element.parent].printed_name) if element.parent else gettext("direct în plan")

    def both(self, pair: ElementPair) -> tuple[tuple[Document, ElementValue], tuple[Document, ElementValue]]:
        """Return an element that stays as each document has it, beside its document."""
        return (self.old, pair.old), (self.new, pair.new)

    def indicator(self, pair: IndicatorPair) -> ChangeItem:
        """Return what changed of an indicator."""
        happened = [*events(pair), *([gettext("ținte schimbate")] if pair.targets and pair.old and pair.new else [])]
        moved = replacement(self.owner(self.old, pair.old), self.owner(self.new, pair.new)) if pair.is_moved else ()
        return ChangeItem(
            kind=gettext("Indicator"),
            title=title_runs(pair, "title"),
            code="",
            href="",
            happened=tuple(happened),
            lines=(
                *([ChangeLine(gettext("Elementul"), moved)] if moved else ()),
                *change_lines(pair.fields, {}, but="title"),
                *(target_line(one, pair) for one in pair.targets),
            ),
        )

    def owner(self, document: Document, indicator: IndicatorValue) -> str:
        """Return the name of what an indicator measures."""
        if not indicator.element:
            return gettext("Indicatorii planului")
        return own_words(document.by_uid[indicator.element].printed_name)

    def rows(self, pairs: tuple[ValuePair, ...], field: str, among: tuple = ()) -> tuple[ChangeItem, ...]:
        """Return what changed of rows, each named by one of its fields; `among` are all of them as they stand now."""
        return tuple(
            ChangeItem(
                row_name(pair.new or pair.old),
                title_runs(pair, field),
                "",
                "",
                tuple(events(pair)),
                (*row_move(pair, among, field), *change_lines(pair.fields, {}, but=field)),
            )
            for pair in pairs
        )


def events(pair: ValuePair) -> Iterable[str]:
    """Yield what happened to a thing, in a few words."""
    thing = pair.new or pair.old
    if pair.is_added or pair.is_removed:
        yield event_in_words("added" if pair.is_added else "removed", thing)
        return
    if pair.is_moved or getattr(pair, "is_reordered", False):
        yield event_in_words("moved", thing)
    if pair.fields:
        yield event_in_words("changed", thing)


def row_move(pair: ValuePair, among: tuple, field: str) -> Iterable[ChangeLine]:
    """Yield where a row that moved stands now."""
    if pair.is_moved:
        place = among.index(pair.new)
        before = among[place - 1] if place else None
        after = gettext("acum la început")
        if before:
            after = (
                place_after(getattr(before, field))
                if getattr(before, field)
                else gettext("acum după textul fără titlu")
            )
        yield ChangeLine(gettext("Locul"), (TextRun("same", after),))


def place_after(name: str) -> str:
    """Return where a thing stands that follows another."""
    return gettext("acum după „%(name)s”") % {"name": own_words(name)}


def title_runs(pair: ValuePair, field: str) -> tuple[TextRun, ...]:
    """Return the name of a thing with its own change; one that stays and has none is called „Fără titlu”."""
    old, new = (getattr(one, field) if one else "" for one in (pair.old, pair.new))
    return own_difference(old, new) or (TextRun("same", gettext("Fără titlu")),)


def own_difference(old: str, new: str) -> tuple[TextRun, ...]:
    """Return the runs of a plan's own text that changed."""
    return tuple(TextRun(run.kind, own_words(run.text)) for run in difference(old, new))


def change_lines(changes: tuple[ValueChange, ...], columns: dict[str, str], *, but: str = "") -> list[ChangeLine]:
    """Return the lines of changed fields; running text word by word, anything else whole."""
    return [change_line(change, columns) for change in changes if change.field != but]


def change_line(change: ValueChange, columns: dict[str, str]) -> ChangeLine:
    """Return the line of a changed field."""
    name = field_name(change.field, columns)
    if change.field not in (*WORDS, "code_format") and isinstance(change.old or change.new, str):
        return ChangeLine(name, own_difference(change.old or "", change.new or ""))
    return ChangeLine(name, replacement(in_words(change.field, change.old), in_words(change.field, change.new)))


def target_line(pair: ValuePair, of: IndicatorPair) -> ChangeLine:
    """Return the line of a changed target, with the reason and the act that it was changed for."""
    target = pair.new or pair.old
    old = target_text(pair.old, of.old) if pair.old else ""
    new = target_text(pair.new, of.new) if pair.new else ""
    said = ((gettext("Motivul"), target.reason), (gettext("Actul"), target.act)) if pair.new else ()
    why = tuple(f"{name}: {own_words(text)}" for name, text in said if text)
    name = gettext("Ținta pentru %(period)s") % {"period": period_until(target.period_start, target.period_end)}
    return ChangeLine(name, replacement(old, new), why)
