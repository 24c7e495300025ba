"""The elements of a plan as a sheet of its workbook, with the columns of the plan's own."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction

from plans import document
from plans.editing.bulk_create import bulk_create_with_history
from plans.editing.bulk_save import bulk_change_with_history
from plans.editing.spacing import STEP
from plans.editing.trash.actions import Dependents, Protected, remove
from plans.editions.composition import addresses
from plans.exchange.elements import ELEMENT_META
from plans.exchange.imports.widgets import CodeWidget
from plans.exchange.workbook.element_columns import CODE, LEVEL, PARENT, TITLE, element_columns
from plans.exchange.workbook.plan_sheet import PlanSheet
from plans.exchange.workbook.row_edit import CellRefused, RowEdit, SheetRow
from plans.models import Element, Institution, Level
from plans.outline import PK, Outline
from portal.literals import quote
from portal.romanian import count
from portal.text import fold
from portal.versioning import keep_beginnings, keep_links

MARK_OR_MOVE = "scrieți și acolo „da” în coloana „Șterge”, sau mutați întâi."


class ElementsSheet(PlanSheet):
    """The elements of a plan, in its reading order."""

    model = Element
    name, title = "elemente", "Elemente"

    def stored(self):
        """Return the plan's elements."""
        return Element.objects.filter(level__plan=self.plan)

    def is_current(self):
        """Tell whether the elements and their levels are stored as they were read."""
        levels = set(Level.objects.filter(plan=self.plan).values_list("pk", "version"))
        return levels == {(one.pk, one.version) for one in self.levels.values()} and super().is_current()

    def prepare(self):
        """Read the levels and the institutions."""
        self.levels = {level.pk: level for level in Level.objects.filter(plan=self.plan)}
        for level in self.levels.values():
            level.plan, level.parent = self.plan, self.levels.get(level.parent_id)
        self.by_prefix = {level.prefix: level for level in self.levels.values()}
        self.institutions = {one.code: one for one in Institution.objects.all()}
        super().prepare()

    def load(self):
        """Return the plan's elements, linked to one another and to their levels."""
        elements = {one.pk: one for one in self.stored().order_by()}
        for one in elements.values():
            one.level, one.parent = self.levels[one.level_id], elements.get(one.parent_id)
            one.named_institutions = []
        self._name_institutions(elements)
        self.addresses = addresses(self.plan)
        self.stored_codes = {one.pk: one.code for one in elements.values()}
        order = {pk: place for place, pk in enumerate(self.addresses)}
        return sorted(elements.values(), key=lambda one: order.get(one.pk, len(order)))

    def _name_institutions(self, elements: dict[int, Element]) -> None:
        bodies = {one.pk: one for one in self.institutions.values()}
        links = Element.institutions.through.objects.filter(element__level__plan=self.plan)
        for pk, body in links.values_list("element_id", "institution_id"):
            # What somebody adds at this moment is not there yet; a confirmation would find it.
            if pk in elements and body in bodies:
                elements[pk].named_institutions.append(bodies[body])

    def make_columns(self):
        """Return where an element stands, what every element says, and the columns of the plan's own."""
        return element_columns(self)

    def level(self, text: str) -> Level:
        """Return a level of the plan by its prefix, or by the name that only it has."""
        if (found := self._find_level(text)) is None:
            known = ", ".join(f"{level.prefix} ({level.name})" for level in self.levels.values()) or "niciunul"
            raise ValueError(f"Planul nu are nivelul {quote(text)}. Nivelurile lui: {known}.")
        return found

    def _find_level(self, text: str) -> Level | None:
        return self.by_prefix.get(text) or self.levels_by_name.get(fold(text))

    @cached_property
    def levels_by_name(self) -> dict[str, Level]:
        """Return the levels by their names, for one and for many, that no other level has."""
        found = defaultdict(dict)
        for level in self.levels.values():
            for name in (level.name, level.name_plural):
                found[fold(name)][level.pk] = level
        return {name: next(iter(levels.values())) for name, levels in found.items() if len(levels) == 1}

    def institutions_of(self, text: str) -> list[Institution]:
        """Return institutions by their codes, with commas between."""
        codes = sorted({code.strip() for code in text.split(",")} - {""})
        for code in codes:
            if code not in self.institutions:
                raise ValueError(f"Nu există nicio instituție cu codul {quote(code)}. Scrieți de exemplu ipj-cluj.")
        return [self.institutions[code] for code in codes]

    def address(self, element: Element) -> str:
        """Return the address by which an element is known in the workbook: that of the plan as it is."""
        if element.pk in self.addresses:
            return self.addresses[element.pk]
        return document.address(element.level.prefix, element.code, 0) if element.code else ""

    def element_at(self, name: str) -> Element | None:
        """Return the element at an address of the plan as it would be, or with an identifier."""
        if not name:
            return None
        if name.casefold() in self.held:
            return self.held[name.casefold()]
        found = self.by_address.get(name, [])
        if len(found) > 1:
            raise ValueError(f"Sunt mai multe elemente la adresa {quote(name)}. Scrieți identificatorul elementului.")
        if not found:
            raise ValueError(f"Planul nu are niciun element la adresa {quote(name)}. Scrieți de exemplu og-1.")
        return found[0]

    @cached_property
    def by_address(self) -> dict[str, list[Element]]:
        """Return the elements by address: those with a code by the code that they would have, once it was read."""
        found = defaultdict(list)
        for one in self.rows:
            address = document.address(one.level.prefix, one.code, 0) if one.code else self.addresses.get(one.pk)
            found[address].append(one)
        return found

    def rank(self, row):
        """Return how deep the row's level stands; 0 where it cannot be told, which the row itself will say."""
        return _depth(self._find_level(row.text(LEVEL)))

    def find(self, row):
        """Return the element of the level with the code; without a code, the one under the same with the same title."""
        try:
            level = self.level(row.text(LEVEL))
        except ValueError as refused:
            raise CellRefused(LEVEL, str(refused)) from refused
        code = self._code(row)
        key = (level.pk, code) if code else (level.pk, id(self._parent(row)), row.text(TITLE))
        # Without a code, one that another row is about is not meant.
        return next((one for one in self.by_name[key] if code or id(one) not in self._lines), None)

    @cached_property
    def by_name(self) -> dict[tuple, list[Element]]:
        """Return the elements by level and code, as they would be; those without a code by place and title."""
        found = defaultdict(list)
        for one in self.rows:
            key = (one.level_id, one.code) if one.code else (one.level_id, id(one.parent), one.title)
            found[key].append(one)
        return found

    def _code(self, row: SheetRow) -> str:
        try:
            return CodeWidget(ELEMENT_META.get_field("code")).clean(row.cells.get(CODE))
        except ValueError as refused:
            raise CellRefused(CODE, str(refused)) from refused

    def _parent(self, row: SheetRow) -> Element | None:
        try:
            return self.element_at(row.text(PARENT))
        except ValueError as refused:
            raise CellRefused(PARENT, str(refused)) from refused

    def make(self, row):
        """Return a new element of the row's level."""
        made = Element(level=self.level(row.text(LEVEL)), position=None)
        made.named_institutions = []
        return made

    def register(self, instance):
        """Let later rows stand under a new element that has a code."""
        if instance.code:
            self.by_address[document.address(instance.level.prefix, instance.code, 0)].append(instance)

    def place(self):
        """Put new elements without a position after those that stand with them."""
        last: dict[tuple, int] = defaultdict(int)
        for one in (*self.rows, *self.added):
            if one.position is not None:
                last[one.level_id, id(one.parent)] = max(last[one.level_id, id(one.parent)], one.position)
        for one in self.added:
            if one.position is None:
                place = one.level_id, id(one.parent)
                last[place] = one.position = (last[place] // STEP + 1) * STEP

    def check(self):
        """Refuse a place that the levels do not allow, a code that a level has twice, and what cannot be removed."""
        for edit in self.edits:
            if edit.is_new or PARENT in (heading for heading, _old, _new in edit.changes):
                try:
                    edit.instance.clean()
                except ValidationError as refused:
                    yield from ((edit, PARENT, message) for message in refused.messages)
        below: dict[int, list[Element]] = defaultdict(list)
        for one in self.live():
            below[id(one.parent)].append(one)
        for edit in self.removed:
            if left := below[id(edit.instance)]:
                said = count(len(left), "element nemarcat", "elemente nemarcate")
                yield edit, "", f"Sub el ar rămâne {said}, de exemplu „{self.short_label(left[0])}”: {MARK_OR_MOVE}"
        yield from self._code_clashes()
        yield from self._removals()

    def _code_clashes(self) -> Iterator[tuple[RowEdit, str, str]]:
        holders: dict[tuple[int, str], list[Element]] = defaultdict(list)
        for one in self.live():
            if one.code:
                holders[one.level_id, one.code].append(one)
        freed = {(edit.instance.level_id, self.stored_codes[edit.instance.pk]) for edit in self.removed}
        for edit in self.edits:
            if edit.is_removed or not (edit.is_new or "code" in edit.fields) or not edit.instance.code:
                continue
            key = edit.instance.level_id, edit.instance.code
            if len(holders[key]) > 1:
                yield edit, CODE, f"Nivelul ar avea codul {quote(key[1])} de mai multe ori. Schimbați unul dintre ele."
            elif key in freed:
                yield (
                    edit,
                    CODE,
                    f"Codul {quote(key[1])} este al unui element pe care îl scoateți acum. Importați întâi scoaterea.",
                )

    def _removals(self) -> Iterator[tuple[RowEdit, str, str]]:
        for edit in self.uppermost_removals():
            try:
                hanging = Dependents(edit.instance).rows
            except Protected as refused:
                kept = ", ".join(f"„{row}”" for row in refused.rows[:3])
                yield edit, "", f"Nu se poate scoate: de el ține ce trebuie să rămână ({kept}). Se poate retrage."
            else:
                self.tell_dependents(edit, (row for row in hanging if not isinstance(row, Element)))

    def uppermost_removals(self) -> list[RowEdit]:
        """Return the removals that are not part of one above them."""
        gone = {id(edit.instance) for edit in self.removed}
        return [edit for edit in self.removed if id(edit.instance.parent) not in gone]

    def label(self, instance):
        """Name the element by its code and its title."""
        return f"{instance.printed_code} {instance.title}".strip()

    def reading_order(self) -> list[Element]:
        """Return the elements that the plan would have, as it would be read."""
        found = {id(one): one for one in self.live()}
        rows = (
            (key, id(one.parent) if one.parent else None, one.level.position, one.position or 0, one.code)
            for key, one in found.items()
        )
        return [found[row[PK]] for _depth_of, row in Outline(rows).walk()]

    def write(self, *, by, reason: str) -> None:
        """Save the new elements and the changed ones, each with one record of its history."""
        recoded = [edit.instance.pk for edit in self.changed if "code" in edit.fields]
        keep_beginnings(Element, recoded)
        # A level has each code once, at every moment: those that change are free before any is given.
        Element.objects.filter(pk__in=recoded).update(code="")
        ranks: dict[int, list[Element]] = defaultdict(list)
        for one in self.added:
            ranks[_depth(one.level)].append(one)
        for _depth_of, made in sorted(ranks.items()):
            bulk_create_with_history(made, by=by, reason=reason)
        self._link(self.added)
        changes = [
            (edit.instance, {name: self._saved(edit.instance, name) for name in edit.fields}) for edit in self.changed
        ]
        bulk_change_with_history(changes, by=by, reason=reason)

    def take_out(self, *, by) -> None:
        """Remove the elements that are marked, each with what hangs on it."""
        for edit in self.uppermost_removals():
            with transaction.atomic():
                remove(edit.instance, by=by, plan=self.plan, version=edit.instance.version)

    def _saved(self, one: Element, name: str):
        return one.named_institutions if name == "institutions" else getattr(one, name)

    def _link(self, made: list[Element]) -> None:
        """Link new elements to their institutions, also in the one record that each has."""
        through = Element.institutions.through
        through.objects.bulk_create(
            through(element_id=one.pk, institution_id=body.pk) for one in made for body in one.named_institutions
        )
        linked = [one.pk for one in made if one.named_institutions]
        for at in range(0, len(linked), 500):
            records = Element.history.filter(id__in=linked[at : at + 500]).order_by()
            keep_links(Element, dict(records.values_list("id", "history_id")))


def _depth(level: Level | None) -> int:
    return 1 + _depth(level.parent) if level else 0
