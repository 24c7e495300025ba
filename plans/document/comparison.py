"""What changed between two documents of a plan: a value made of the two, without words for it.

Elements and indicators are the same by their uid, levels by their prefix; acts, sections, budget lines and signatories
by their text.
"""

from collections.abc import Callable, Iterable
from itertools import zip_longest

from plans import document as d
from plans.document.changes import Comparison, ElementPair, IndicatorPair, ValueChange, ValuePair
from plans.document.columns import column_words
from plans.document.fields import FORM_KINDS, FieldKind, names_of_kinds
from plans.document.sequences import join_moves, moved_items, pair_items

INDICATOR_VALUES = (
    "title",
    "nature",
    "minimal",
    "accumulation",
    "unit",
    "direction",
    "baseline_value",
    "baseline_period",
    "baseline_source",
    "definition",
    "verification_source",
    "frequency",
)
PLAN_VALUES = ("short_title", "title", "subtitle", "letterhead", "period_start", "period_end")
TARGET_VALUES = ("kind", "value", "upper_value", "text", "period_start", "period_end")
ROW_VALUES = {
    d.ActValue: ("title", "number", "date", "annex", "url", "original"),
    d.SectionValue: ("heading", "body", "block"),
    d.BudgetLineValue: ("label", "year", "amount", "unit", "share"),
    d.SignatoryValue: ("preamble", "office", "name"),
}


def compare(old: d.Document, new: d.Document) -> Comparison:
    """Return what changed between two documents of one plan."""
    indicators = indicator_pairs(old, new)
    of_element: dict[str | None, list[IndicatorPair]] = {}
    for pair in indicators:
        of_element.setdefault((pair.new or pair.old).element, []).append(pair)
    names = {level.prefix: level.name for level in (*old.levels, *new.levels)}
    return Comparison(
        old=old,
        new=new,
        plan=field_changes(plan_values(old), plan_values(new)),
        acts=row_pairs(old.acts, new.acts, lambda act: act.title),
        levels=keyed_pairs(old.level, new.level, lambda level: level_values(level, names)),
        sections=row_pairs(
            old.sections,
            new.sections,
            lambda section: section.heading or section.body or f"{section.block} {section.level}",
            lambda section: section_values(section, names),
        ),
        elements=element_pairs(old, new, of_element),
        indicators=tuple(of_element.get(None, ())),
        budget=row_pairs(old.budget, new.budget, lambda line: f"{line.year} {line.label}"),
        signatories=row_pairs(old.signatories, new.signatories, lambda one: one.office or one.name),
    )


def field_changes(old: dict[str, object], new: dict[str, object]) -> tuple[ValueChange, ...]:
    """Return the fields that hold something else; nothing is nothing, whether None, empty or False."""
    fields = dict.fromkeys([*new, *old])
    found = (ValueChange(field, _value_or_none(old.get(field)), _value_or_none(new.get(field))) for field in fields)
    return tuple(change for change in found if change.old != change.new)


def _value_or_none(value: object) -> object:
    """Return the value, None for an empty one; zero is something."""
    return None if value == "" or value is False else value


def element_pairs(
    old: d.Document, new: d.Document, indicators: dict[str | None, list[IndicatorPair]]
) -> tuple[ElementPair, ...]:
    """Return the elements that changed in any way, in the reading order of the new document, then the removed ones."""
    reordered = reordered_uids(old.elements, new.elements, ("parent", "level"))
    found = []
    for uid in dict.fromkeys([*new.by_uid, *old.by_uid]):
        one, other = old.by_uid.get(uid), new.by_uid.get(uid)
        found.append(
            ElementPair(
                one,
                other,
                field_changes(element_values(one), element_values(other)),
                is_moved=bool(one and other) and (one.parent, one.level) != (other.parent, other.level),
                is_reordered=uid in reordered,
                indicators=tuple(indicators.get(uid, ())),
            )
        )
    return tuple(pair for pair in found if pair.is_changed)


def indicator_pairs(old: d.Document, new: d.Document) -> list[IndicatorPair]:
    """Return the indicators that changed in any way, those of the new document first."""
    before = {indicator.uid: indicator for indicator in old.indicators}
    after = {indicator.uid: indicator for indicator in new.indicators}
    reordered = reordered_uids(old.indicators, new.indicators, ("element",))
    found = []
    for uid in dict.fromkeys([*after, *before]):
        one, other = before.get(uid), after.get(uid)
        found.append(
            IndicatorPair(
                one,
                other,
                field_changes(indicator_values(one), indicator_values(other)),
                is_moved=bool(one and other) and one.element != other.element,
                is_reordered=uid in reordered,
                targets=target_pairs(one, other),
            )
        )
    return [pair for pair in found if pair.is_changed]


def target_pairs(old: d.IndicatorValue | None, new: d.IndicatorValue | None) -> tuple[ValuePair, ...]:
    """Return the targets that are not the same, of each period in turn; what is promised counts, not since when."""
    before, after = (_by_period(one.targets if one else ()) for one in (old, new))
    pairs = [
        ValuePair(one, other, field_changes(field_values(one, TARGET_VALUES), field_values(other, TARGET_VALUES)))
        for period in sorted(before.keys() | after.keys())
        for one, other in zip_longest(before.get(period, ()), after.get(period, ()))
    ]
    return tuple(pair for pair in pairs if pair.is_changed)


def _by_period(targets: tuple[d.TargetValue, ...]) -> dict[tuple, list[d.TargetValue]]:
    periods: dict[tuple, list[d.TargetValue]] = {}
    for target in targets:
        periods.setdefault((target.period_start, target.period_end), []).append(target)
    return periods


def reordered_uids(old: Iterable, new: Iterable, group: tuple[str, ...]) -> set[str]:
    """Return the uids of what stays in its group, the fewest that changed place among those that stay with it."""
    before: dict[tuple, list[str]] = {}
    after: dict[tuple, list[str]] = {}
    for items, groups in ((old, before), (new, after)):
        for item in items:
            groups.setdefault(tuple(getattr(item, name) for name in group), []).append(item.uid)
    return set().union(*(moved_items(before.get(key, ()), uids) for key, uids in after.items()))


def keyed_pairs(old: dict, new: dict, values: Callable[[object], dict]) -> tuple[ValuePair, ...]:
    """Return what changed of things that have a key."""
    pairs = (
        ValuePair(old.get(key), new.get(key), field_changes(values(old.get(key)), values(new.get(key))))
        for key in dict.fromkeys([*new, *old])
    )
    return tuple(pair for pair in pairs if pair.is_changed)


def row_pairs(old: tuple, new: tuple, key: Callable, values: Callable | None = None) -> tuple[ValuePair, ...]:
    """Return what changed of rows that have no identity but their text."""
    values = values or row_values
    pairs = (
        ValuePair(one, other, field_changes(values(one), values(other)), is_moved)
        for one, other, is_moved in join_moves(pair_items(old, new, key), key)
    )
    return tuple(pair for pair in pairs if pair.is_changed)


def field_values(row: object | None, names: Iterable[str]) -> dict[str, object]:
    """Return the fields of these names; nothing of nothing."""
    return {name: getattr(row, name) for name in names} if row else {}


def row_values(row: object | None) -> dict[str, object]:
    """Return what a reader sees of an act, a section, a budget line or a signatory."""
    return field_values(row, ROW_VALUES[type(row)]) if row else {}


def plan_values(document: d.Document) -> dict[str, object]:
    """Return what a reader sees of the plan itself."""
    reviewer = document.reviewer.name if document.reviewer else ""
    return {**field_values(document, PLAN_VALUES), "owner": document.owner.name, "reviewer": reviewer}


def level_values(level: d.LevelValue | None, names: dict[str, str]) -> dict[str, object]:
    """Return what a reader sees of a level; the one above it by its name."""
    if level is None:
        return {}
    columns = "; ".join(f"{column.label}{column_words(column)}" for column in level.columns)
    above = names[level.parent] if level.parent else ""
    return {**field_values(level, ("name", "name_plural", "kind", "code_format")), "parent": above, "columns": columns}


def section_values(section: d.SectionValue | None, names: dict[str, str]) -> dict[str, object]:
    """Return what a reader sees of a section; the level whose elements it shows by its name."""
    level = names[section.level] if section and section.level else ""
    return {**row_values(section), "level": level}


def element_values(element: d.ElementValue | None) -> dict[str, object]:
    """Return what a reader sees of an element beside its code and place."""
    if element is None:
        return {}
    declared = field_values(element, ("title", *names_of_kinds(*FORM_KINDS)))
    for name in names_of_kinds(FieldKind.INSTITUTIONS):
        declared[name] = "; ".join(institution.name for institution in declared[name])
    for name in names_of_kinds(FieldKind.LINKS):
        declared[name] = "; ".join(link.label for link in declared[name])
    return {**declared, **_retirement_values(element), **element.extra}


def indicator_values(indicator: d.IndicatorValue | None) -> dict[str, object]:
    """Return what a reader sees of an indicator beside its targets."""
    institution = indicator.institution.name if indicator and indicator.institution else ""
    values = {**field_values(indicator, INDICATOR_VALUES), "institution": institution}
    return values | (_retirement_values(indicator) if indicator else {})


def _retirement_values(row: d.ElementValue | d.IndicatorValue) -> dict[str, object]:
    """Return what a reader sees of a retirement; nothing where there is none."""
    retired = row.retired
    return {"retired_on": retired.on, "retired_reason": retired.reason, "retired_act": retired.act} if retired else {}
