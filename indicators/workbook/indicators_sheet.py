"""The indicators of a plan as a sheet of its workbook."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate

from django.core.exceptions import ValidationError

from indicators.editing.actions import remove_indicator
from indicators.models import Indicator
from plans.editing.bulk_create import bulk_create_with_history
from plans.editing.bulk_save import bulk_change_with_history
from plans.editing.spacing import STEP
from plans.editing.trash.actions import Dependents, Protected
from plans.exchange.imports.widgets import ChoiceWidget, JoinerWidget, NumberWidget, YesNoWidget
from plans.exchange.workbook.columns import SheetColumn, model_column, widget_column
from plans.exchange.workbook.element_columns import position_column
from plans.exchange.workbook.elements_sheet import MARK_OR_MOVE, ElementsSheet
from plans.exchange.workbook.plan_sheet import PlanSheet
from plans.exchange.workbook.row_edit import CellRefused, RowEdit
from plans.models import Element
from portal.data_files.tables import DataKind
from portal.literals import quote, text_of

MODEL = Indicator._meta
NUMBER, ELEMENT, TITLE, NATURE = "Nr.", "Element", "Indicator", "Natura"
MAX_NUMBER = 1_000_000


class IndicatorsSheet(PlanSheet):
    """The indicators of a plan, in its order."""

    model = Indicator
    name, title = "indicatori", "Indicatori"

    def stored(self):
        """Return the plan's indicators."""
        return self.plan.indicators.all()

    def prepare(self):
        """Find the elements, which indicators refer to."""
        self.elements: ElementsSheet = self.book.sheet(ElementsSheet)
        super().prepare()

    def load(self):
        """Return the plan's indicators, linked to the workbook's elements and institutions."""
        known = {one.pk: one for one in self.elements.rows}
        bodies = {one.pk: one for one in self.elements.institutions.values()}
        rows = list(self.stored().order_by("position", "pk"))
        for one in rows:
            one.plan, one.element = self.plan, known.get(one.element_id)
            one.institution = bodies.get(one.institution_id)
        self.by_number = {one.number: one for one in rows}
        return rows

    def make_columns(self):
        """Return what an indicator says, beside its number and its element."""
        yield SheetColumn(
            name="number",
            heading=NUMBER,
            about="Numărul din plan, care rămâne. La un rând nou îl puteți scrie, ca să îl numiți în foaia „Ținte”.",
            read=read_number_in_plan,
            kind=DataKind.NUMBER,
            width=7,
            is_fixed=True,
            is_first=True,
        )
        yield SheetColumn(
            name="element",
            heading=ELEMENT,
            about="Adresa elementului, de exemplu os-1.2, sau identificatorul lui; gol la un indicator al planului.",
            read=lambda value, _row: self.elements.element_at(text_of(value).strip()),
            say=lambda element: self.elements.address(element) if element else "",
            refers=True,
            moves=True,
        )
        yield position_column("Ordinea în tot planul. Gol la un rând nou: stă ultimul la elementul lui.")
        yield from self._definition_columns()

    def _definition_columns(self):
        """Yield what the indicator measures, and who reports it."""
        yield self._text("title", TITLE, "Textul din plan.", 60)
        joiner = JoinerWidget(MODEL.get_field("joiner"))
        yield widget_column("joiner", "Legat prin", "Ce stă între el și cel dinainte, între ghilimele: „, ”.", joiner)
        yield self._choice("nature", NATURE, "Ce fel de răspuns are.")
        yes_no = YesNoWidget()
        said = {"choices": ("da", "nu"), "width": 10}
        yield widget_column("minimal", "Minimal", "Dacă planul îl numește minimal.", yes_no, **said)
        yield self._text("unit", "Unitate de măsură", "De exemplu „accidente”.")
        yield self._choice("direction", "Sensul bun", "Încotro este mai bine.")
        yield SheetColumn(
            name="baseline_value",
            heading="Valoare de referință",
            about="De unde se pornește.",
            read=lambda value, _row: NumberWidget().clean(value),
            kind=DataKind.NUMBER,
        )
        yield self._text("baseline_period", "Perioada de referință", "Când a fost măsurată.")
        yield self._text("baseline_source", "Sursa valorii de referință", "De unde este.", 24)
        yield self._text("definition", "Definiție", "Ce se numără și ce nu.", 40)
        yield self._text("verification_source", "Sursa de verificare", "De unde se ia valoarea.", 30)
        yield self._choice("frequency", "Frecvență", "Cât de des se raportează.")
        yield self._choice("accumulation", "Cumulare", "Cum fac valorile mai multor perioade valoarea țintei.")
        codes = self.elements.institutions
        yield SheetColumn(
            name="institution",
            heading="Instituție",
            about="Codul instituției care raportează.",
            read=lambda value, _row: self._institution(text_of(value).strip()),
            say=lambda held: held.code if held else "",
            choices=tuple(sorted(codes)),
        )

    def _text(self, name: str, heading: str, about: str, width: int = 18) -> SheetColumn:
        return model_column(MODEL.get_field(name), heading, about, width=width)

    def _choice(self, name: str, heading: str, about: str) -> SheetColumn:
        widget = ChoiceWidget(MODEL.get_field(name))
        return widget_column(name, heading, about, widget, choices=tuple(widget.labels.values()))

    def _institution(self, code: str):
        found = self.elements.institutions_of(code)
        if len(found) > 1:
            raise ValueError("O singură instituție raportează un indicator. Scrieți un cod.")
        return found[0] if found else None

    def label(self, instance):
        """Name the indicator by its number and its text."""
        return f"{instance.number}. {instance.title}" if instance.number else instance.title

    def find(self, row):
        """Return the indicator with the number; without one, the one of the element with the same text."""
        try:
            number = read_number_in_plan(row.cells.get(NUMBER), None)
            element = None if number else self.elements.element_at(row.text(ELEMENT))
        except ValueError as refused:
            raise CellRefused(NUMBER if text_of(row.cells.get(NUMBER)) else ELEMENT, str(refused)) from refused
        if number:
            return self.by_number.get(number)
        found = self._by_text[id(element), row.text(TITLE)]
        return next((one for one in found if id(one) not in self._lines), None)

    @cached_property
    def _by_text(self) -> dict[tuple, list[Indicator]]:
        found = defaultdict(list)
        for one in self.rows:
            found[id(one.element), one.title].append(one)
        return found

    def make(self, row):
        """Return a new indicator of the plan."""
        return Indicator(plan=self.plan, position=None, number=None)

    def register(self, instance):
        """Let targets name a new indicator by its number."""
        if instance.number:
            self.by_number[instance.number] = instance

    def place(self):
        """Give new indicators a number, and those without a position one at the end of their element."""
        newest = max((number for number in self.by_number), default=0)
        for one in self.added:
            if one.number is None:
                newest += 1
                one.number = newest
        without = [one for one in self.added if one.position is None]
        if not without:
            return
        ranks = {None: -1} | {id(one): rank for rank, one in enumerate(self.elements.reading_order())}
        order = sorted((one for one in self.rows), key=lambda one: (one.position, one.pk))
        places = sorted((ranks.get(_key(one.element), len(ranks)), place) for place, one in enumerate(order))
        known, last = [rank for rank, _place in places], list(accumulate((place for _rank, place in places), max))
        ends = [order[at].position for at in range(len(order))]
        taken: dict[int, int] = defaultdict(int)
        for one in sorted(without, key=lambda one: ranks.get(_key(one.element), len(ranks))):
            before = bisect_right(known, ranks.get(_key(one.element), len(ranks)))
            at = last[before - 1] if before else -1
            low = ends[at] if at >= 0 else 0
            taken[at] += 1
            if at + 1 == len(ends):
                one.position = (low // STEP + taken[at]) * STEP
            else:
                # Rows at one place stand as they were added.
                one.position = low + min(taken[at], max(ends[at + 1] - low - 1, 0))

    def check(self):
        """Refuse an element that goes, another nature of what is reported, and what cannot be removed."""
        gone = {id(edit.instance) for edit in self.elements.removed}
        removed = {id(edit.instance) for edit in self.removed}
        for one in self.rows:
            if one.element is not None and id(one.element) in gone and id(one) not in removed:
                edit = next(edit for edit in self.elements.removed if edit.instance is one.element)
                message = f"De el ține indicatorul „{self.short_label(one)}”: {MARK_OR_MOVE}"
                self.elements.refuse(edit.row, "", message)
        for edit in self.edits:
            if edit.is_new and one_of(gone, edit.instance.element):
                yield edit, ELEMENT, "Elementul este marcat pentru scoatere. Alegeți altul."
            if "nature" in edit.fields and not edit.is_new and not edit.is_removed:
                try:
                    edit.instance.clean()
                except ValidationError as refused:
                    yield from ((edit, NATURE, message) for message in refused.messages)
        yield from self._removals()

    def _removals(self) -> Iterator[tuple[RowEdit, str, str]]:
        for edit in self.removed:
            try:
                self.tell_dependents(edit, Dependents(edit.instance).rows)
            except Protected:
                yield edit, "", "Nu se poate scoate: ce s-a raportat despre el trebuie să rămână. Se poate retrage."

    def write(self, *, by, reason):
        """Save the new indicators and the changed ones."""
        bulk_create_with_history(self.added, by=by, reason=reason)
        changes = [
            (edit.instance, {name: getattr(edit.instance, name) for name in edit.fields}) for edit in self.changed
        ]
        bulk_change_with_history(changes, by=by, reason=reason)

    def take_out(self, *, by):
        """Remove the indicators that are marked, but those that go with their element."""
        gone = {id(edit.instance) for edit in self.elements.removed}
        for edit in self.removed:
            if not one_of(gone, edit.instance.element):
                hanging = Dependents(Indicator.objects.get(pk=edit.instance.pk))
                remove_indicator(edit.instance, by=by, version=hanging.row.version, fingerprint=hanging.fingerprint)


def one_of(keys: set[int], element: Element | None) -> bool:
    """Tell whether an element is among some, given by their ids in memory."""
    return element is not None and id(element) in keys


def _key(element: Element | None) -> int | None:
    return None if element is None else id(element)


def read_number_in_plan(value, _row) -> int | None:
    """Return the number of an indicator, None for an empty cell."""
    written = text_of(value).strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and 0 < int(written) < MAX_NUMBER):
        raise ValueError(f"{quote(value)} nu este numărul unui indicator. Scrieți de exemplu 3.")
    return int(written)
