"""What people said of an institution's last documents holds for the next one, where its tables have the same heads."""

from dataclasses import replace

from plans import permissions
from plans.exchange.word.mapping.choices import LEVEL_ROLE, LevelRegister, WordMapping
from plans.exchange.word.mapping.proposal import propose_mapping
from plans.exchange.word.reading.blocks import TextDocument
from plans.models import WordImport

# How many of an institution's documents are looked at.
REMEMBERED = 20


def propose_from_memory(document: TextDocument, *, by) -> WordMapping:
    """Return how a document is most likely to be understood: as one of the same shape was, or else as proposed."""
    mapping = propose_mapping(document)
    mine = permissions.editable_institutions(by)
    rows = WordImport.objects.filter(plan__owner__in=mine).order_by("-pk")[:REMEMBERED]
    known = [WordMapping.from_plain(row.mapping) for row in rows if row.mapping]
    return next((_reuse_choices(mapping, one) for one in known if is_same_shape(mapping, one)), mapping)


def is_same_shape(mapping: WordMapping, known: WordMapping) -> bool:
    """Tell whether the tables of two documents have the same heads, and their paragraphs the same groups."""
    return {one.head for one in mapping.tables.values()} == {one.head for one in known.tables.values()} and bool(
        mapping.tables or set(mapping.groups) & set(known.groups)
    )


def _reuse_choices(mapping: WordMapping, known: WordMapping) -> WordMapping:
    """Return the choices of a known document for the tables and groups of this one."""
    by_head = {one.head: one for one in known.tables.values()}
    tables = {
        number: replace(one, role=by_head[one.head].role, columns=by_head[one.head].columns)
        for number, one in mapping.tables.items()
    }
    register = LevelRegister()
    register.levels = [*known.levels]
    groups = {}
    for group, role in mapping.groups.items():
        level = mapping.level(role.removeprefix(LEVEL_ROLE)) if role.startswith(LEVEL_ROLE) else None
        if group in known.groups:
            role = known.groups[group]
        elif level is not None:
            role = LEVEL_ROLE + register.add((level.name, level.name_plural), level.kind, level.key).key
        groups[group] = role
    return WordMapping(register.levels, tables, groups, known.indicators_apart)
