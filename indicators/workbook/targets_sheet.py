"""The targets in force of a plan as a sheet of its workbook; what the public has seen is replaced, with a reason."""

from collections import defaultdict
from functools import cached_property

from indicators.editing.target_rules import ASKED_REASON, day_problems, kind_problems, outside_problem
from indicators.editing.targets import PROMISE_FIELDS, remove_target, replace_target
from indicators.models import Target
from indicators.target_periods import is_outside
from indicators.workbook.indicators_sheet import IndicatorsSheet, read_number_in_plan
from plans.editing.bulk_create import bulk_create_with_history
from plans.editing.bulk_save import bulk_change_with_history
from plans.exchange.imports.widgets import ChoiceWidget, NumberWidget
from plans.exchange.workbook.columns import SheetColumn, model_column, widget_column
from plans.exchange.workbook.plan_sheet import PlanSheet
from plans.exchange.workbook.row_edit import CellRefused, RowEdit
from portal.data_files.tables import DataKind
from portal.literals import quote, read_day
from portal.romanian import period_until

MODEL = Target._meta
NUMBER, START, END, REASON = "Nr. indicator", "De la", "Până la", "Motivul schimbării"
NO_NUMBER = "Scrieți numărul indicatorului, din foaia „Indicatori”."
HEADINGS = {"kind": "Felul țintei", "value": "Valoarea", "upper_value": "Valoarea de sus", "text": "Textul"}
HEADINGS |= {"period_start": START, "period_end": END, "reason": REASON}


class TargetsSheet(PlanSheet):
    """The targets in force, by indicator and period."""

    model = Target
    name, title = "tinte", "Ținte"
    about = (
        "Țintele care contează astăzi. O țintă publicată nu se șterge și se schimbă numai cu un motiv, care rămâne "
        "public lângă valoarea veche."
    )

    def stored(self):
        """Return the targets of the plan's indicators that no other has replaced."""
        return Target.objects.in_force().filter(indicator__plan=self.plan)

    def prepare(self):
        """Find the indicators, which targets refer to."""
        self.indicators: IndicatorsSheet = self.book.sheet(IndicatorsSheet)
        super().prepare()

    def load(self):
        """Return the targets, linked to the workbook's indicators, in their order."""
        places = {one.pk: (place, one) for place, one in enumerate(self.indicators.rows)}
        rows = [one for one in self.stored() if one.indicator_id in places]
        for one in rows:
            one.indicator = places[one.indicator_id][1]
        self.published = {one.pk: self._promise(one) for one in rows if one.is_published}
        return sorted(rows, key=lambda one: (places[one.indicator_id][0], one.period_start, one.period_end))

    def identity(self, instance):
        """Return the indicator and the period, of which there is one target in force."""
        return f"{instance.indicator.number}/{instance.period_start}/{instance.period_end}"

    def make_columns(self):
        """Return what is promised, of which indicator and for when."""
        yield SheetColumn(
            name="indicator",
            heading=NUMBER,
            about="Numărul indicatorului. Se scrie la un rând nou și nu se mai schimbă.",
            read=lambda value, _row: self._indicator(value),
            say=lambda indicator: indicator.number,
            kind=DataKind.NUMBER,
            width=10,
            is_fixed=True,
            is_first=True,
        )
        yield SheetColumn(
            name="indicator_title",
            heading="Indicator",
            about="Textul indicatorului, ca să știți despre ce este vorba.",
            get=lambda one: one.indicator.title,
            width=50,
            is_fixed=True,
        )
        for name, about in (("period_start", "Prima zi a perioadei."), ("period_end", "Ultima zi a perioadei.")):
            yield SheetColumn(
                name=name, heading=HEADINGS[name], about=about, read=_read_day, kind=DataKind.DATE, width=13
            )
        kinds = ChoiceWidget(MODEL.get_field("kind"))
        choices = tuple(kinds.labels.values())
        yield widget_column("kind", HEADINGS["kind"], "Cum se compară.", kinds, choices=choices, width=20)
        for name, about in (("value", "La un interval, cea de jos."), ("upper_value", "Numai la un interval.")):
            yield SheetColumn(
                name=name,
                heading=HEADINGS[name],
                about=about,
                read=lambda value, _row: NumberWidget().clean(value),
                kind=DataKind.NUMBER,
                width=14,
            )
        yield model_column(MODEL.get_field("text"), HEADINGS["text"], "Ținta fără număr, sau lămuriri.", width=40)
        reason = "De ce se schimbă o țintă publicată, sau de ce perioada ei iese din a planului. Rămâne public."
        yield model_column(MODEL.get_field("reason"), REASON, reason, width=40)

    def label(self, instance):
        """Name the target by its indicator and its period."""
        when = period_until(instance.period_start, instance.period_end) if _has_period(instance) else "?"
        return f"{instance.indicator.number}. {instance.indicator.title} – {when}"

    def find(self, row):
        """Return the target of the indicator for the period."""
        try:
            indicator = self._indicator(row.cells.get(NUMBER))
        except ValueError as refused:
            raise CellRefused(NUMBER, str(refused)) from refused
        try:
            start, end = (_read_day(row.cells.get(name), None) for name in (START, END))
        except ValueError as refused:
            raise CellRefused(f"{START}, {END}", str(refused)) from refused
        return self._by_period.get((id(indicator), start, end))

    @cached_property
    def _by_period(self) -> dict[tuple, Target]:
        return {(id(one.indicator), one.period_start, one.period_end): one for one in self.rows}

    def _indicator(self, value):
        number = read_number_in_plan(value, None)
        if number is None:
            raise ValueError(NO_NUMBER)
        if number not in self.indicators.by_number:
            raise ValueError(f"Planul nu are indicatorul {quote(number)}. {NO_NUMBER}")
        return self.indicators.by_number[number]

    def make(self, row):
        """Return a new target of the indicator that the row names."""
        return Target(indicator=self._indicator(row.cells.get(NUMBER)))

    def check(self):
        """Apply the rules of a target, and of one that the public has seen."""
        gone = {id(edit.instance) for edit in self.indicators.removed}
        for edit in self.edits:
            one = edit.instance
            if edit.is_removed:
                if one.must_stay and id(one.indicator) not in gone:
                    yield edit, "", "O țintă publicată nu se șterge: schimbați-i felul în „de stabilit”, cu un motiv."
            elif edit.does_something:
                yield from ((edit, HEADINGS[name], message) for name, message in self._problems(edit))
        yield from self._period_clashes()

    def _problems(self, edit: RowEdit):
        one = edit.instance
        yield from kind_problems(one.kind, vars(one))
        yield from day_problems(one.period_start, one.period_end)
        if not _has_period(one):
            return
        if one.period_end < one.period_start:
            yield "period_end", "Perioada nu se poate încheia înainte de a începe."
        is_moved = edit.is_new or edit.fields & {"period_start", "period_end", "reason"}
        if is_moved and not one.reason and is_outside(one, self.plan):
            yield "reason", outside_problem(self.plan)
        if self._is_replacement(edit) and "reason" not in edit.fields:
            yield "reason", ASKED_REASON
        elif one.must_stay and "reason" in edit.fields and not one.reason:
            yield "reason", "Scrieți de ce s-a schimbat ținta: motivul se publică lângă valoarea veche."

    def _period_clashes(self):
        holders = defaultdict(list)
        for one in self.live():
            holders[id(one.indicator), one.period_start, one.period_end].append(one)
        for edit in self.edits:
            one = edit.instance
            is_placed = not edit.is_removed and (edit.is_new or edit.fields & {"period_start", "period_end"})
            if is_placed and len(holders[id(one.indicator), one.period_start, one.period_end]) > 1:
                yield edit, START, "Indicatorul are deja o țintă pentru această perioadă."

    def _is_replacement(self, edit: RowEdit) -> bool:
        return edit.instance.pk in self.published and bool(edit.fields & set(PROMISE_FIELDS))

    def write(self, *, by, reason):
        """Save the new targets and the changed ones; what the public has seen is replaced."""
        bulk_create_with_history(self.added, by=by, reason=reason)
        plain = [edit for edit in self.changed if not self._is_replacement(edit)]
        changes = [(edit.instance, {name: getattr(edit.instance, name) for name in edit.fields}) for edit in plain]
        bulk_change_with_history(changes, by=by, reason=reason)
        for edit in self.changed:
            if self._is_replacement(edit):
                new = self._promise(edit.instance)
                old = Target(pk=edit.instance.pk, version=edit.instance.version)
                replace_target(old, reason=edit.instance.reason, act=None, by=by, **new)

    def take_out(self, *, by):
        """Remove the targets that are marked, but those that go with their indicator."""
        gone = {id(edit.instance) for edit in self.indicators.removed}
        for edit in self.removed:
            if id(edit.instance.indicator) not in gone:
                remove_target(edit.instance, by=by, plan=self.plan, version=edit.instance.version)

    @staticmethod
    def _promise(target: Target) -> dict:
        return {name: getattr(target, name) for name in PROMISE_FIELDS}


def _has_period(target: Target) -> bool:
    return target.period_start is not None and target.period_end is not None


def _read_day(value, _row):
    """Return the first or last day of a period, which a target cannot lack."""
    day = read_day(value)
    if day is None:
        raise ValueError("Lipsește data. Scrieți de exemplu 31.12.2026.")
    return day
