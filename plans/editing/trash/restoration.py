"""What putting a removal back would do: what comes back and where, what is linked again, and what stands in the way."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models

from plans.history.labels import RowNames
from plans.history.registry import tracked_model
from plans.models import Element, Removal
from portal.romanian import inside

Key = tuple[type[models.Model], int]


@dataclass(frozen=True)
class CutLink:
    """A row that lost its link to one that went: the field, and the key that it named."""

    row: models.Model
    attname: str
    named: int

    @property
    def is_free(self) -> bool:
        """Tell whether the row was linked to nothing else since."""
        return getattr(self.row, self.attname) is None


class Restoration:
    """What a removal holds, seen against the plan as it is now."""

    def __init__(self, removal: Removal):
        self.removal = removal
        kept = json.loads(removal.rows)
        self.rows: list[Any] = [one.object for one in serializers.deserialize("json", kept["rows"])]
        self.cut = kept["cut"]
        self.keys: set[Key] = {(type(row), row.pk) for row in self.rows}

    @cached_property
    def _gone(self) -> list[tuple[Any, models.Field]]:
        """Return the rows with the fields that name what is not in the plan any more."""
        wanted: dict[type[models.Model], set[int]] = {}
        named = [(row, field, *key) for row in self.rows for field, key in _named_rows(row) if key not in self.keys]
        for _row, _field, model, pk in named:
            wanted.setdefault(model, set()).add(pk)
        there = {
            (model, pk)
            for model, keys in wanted.items()
            for pk in model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
        }
        return [(row, field) for row, field, model, pk in named if (model, pk) not in there]

    @cached_property
    def returning_rows(self) -> list[Any]:
        """Return the rows that come back: all but links to what is gone, without naming it, the mere links first."""
        lost = {(type(row), row.pk) for row, _field in self._gone if row._meta.auto_created}
        rows = [row for row in self.rows if (type(row), row.pk) not in lost]
        for row, field in self._gone:
            if _may_be_emptied(field):
                setattr(row, field.attname, None)
        # The history of a row says what it is linked to.
        return sorted(rows, key=lambda row: not row._meta.auto_created)

    @property
    def links(self) -> list[CutLink]:
        """Return what was cut loose and is still there."""
        found = []
        for label, attname, pk, named in self.cut:
            if row := apps.get_model(label)._base_manager.filter(pk=pk).first():
                found.append(CutLink(row, attname, named))
        return found

    @property
    def place(self) -> str:
        """Return where the removed row comes back, as a sentence; nothing for what hangs on the plan alone."""
        if self._missing_above():
            return ""
        free = (row for row in self.rows if not any(key in self.keys for _field, key in _named_rows(row)))
        row = next(free, None)
        if isinstance(row, Element):
            above = f"sub „{row.parent}”, " if row.parent else ""
            return f"La nivelul „{row.level.name}”, {above}{_neighbours(row)}."
        kind = tracked_model(type(row))
        above = getattr(row, "element", None) or (getattr(row, kind.under, None) if kind and kind.under else None)
        return f"La „{above}”." if above else ""

    @property
    def obstacles(self) -> list[str]:
        """Return what stands in the way, each with what to do; nothing where all can come back."""
        above = self._missing_above()
        if above:
            return above
        return [problem for row in self.returning_rows for problem in _place_conflicts(row)]

    @property
    def effects(self) -> list[str]:
        """Return what else changes in the plan, and what does not come back, as sentences."""
        said = [_linked_again(link) for link in self.links]
        called = {(type(row), row.pk): _name(row) for row in self.rows}
        for row, field in self._gone:
            if row._meta.auto_created:
                owner = next(called[key] for _field, key in _named_rows(row) if key in called)
                said.append(
                    f"„{owner}” nu mai este legat de {_one(field.related_model)} de atunci: între timp s-a șters."
                )
            elif _may_be_emptied(field):
                said.append(f"„{_name(row)}”: câmpul „{field.verbose_name}” rămâne gol, ce era acolo s-a șters.")
        return said

    def _missing_above(self) -> list[str]:
        """Return what has to come back first, one sentence each."""
        missing = [
            (row, field) for row, field in self._gone if not row._meta.auto_created and not _may_be_emptied(field)
        ]
        names = RowNames()
        for row, field in missing:
            names.want(field.related_model, [getattr(row, field.attname)])
        names.read()
        called = [(row, names.of(field.related_model, getattr(row, field.attname))) for row, field in missing]
        return [
            f"„{_name(row)}” ținea de „{above}”, care este și el șters. Puneți-l întâi pe acela la loc."
            for row, above in called
        ]


def _named_rows(row: Any) -> Iterator[tuple[models.Field, Key]]:
    """Yield the rows that a row names, with the field that names each."""
    for field in row._meta.concrete_fields:
        if field.remote_field and (pk := getattr(row, field.attname)) is not None:
            yield field, (field.related_model, pk)


def _may_be_emptied(field: models.Field) -> bool:
    """Tell whether the field of a row that had stayed would be empty now that what it named is gone."""
    return field.remote_field.on_delete is models.SET_NULL


def _place_conflicts(row: Any) -> list[str]:
    """Return why a row's place is taken; nothing where it is free."""
    if isinstance(row, Element) and row.code:
        other = Element.objects.filter(level=row.level_id, code=row.code).first()
        if other:
            return [
                f"Codul „{row.code}”, pe care îl avea „{row.title}”, este acum al elementului „{other}”. Schimbați "
                "codul aceluia, apoi puneți la loc."
            ]
        return []
    try:
        row.validate_constraints()
        row.validate_unique()
    except ValidationError as refused:
        return [f"„{_name(row)}”: {message}" for message in refused.messages]
    return []


def _neighbours(row: Element) -> str:
    """Return between which of its siblings an element comes back."""
    siblings = Element.objects.filter(level=row.level_id, parent=row.parent_id).order_by("position", "pk")
    places = [(one.position, one.pk, one) for one in siblings]
    before = [one for position, pk, one in places if (position, pk) < (row.position, row.pk)]
    after = [one for position, pk, one in places if (position, pk) > (row.position, row.pk)]
    if before and after:
        return f"între „{before[-1]}” și „{after[0]}”"
    if before:
        return f"ultimul, după „{before[-1]}”"
    return f"primul, înainte de „{after[0]}”" if after else "singurul"


def _linked_again(link: CutLink) -> str:
    field = link.row._meta.get_field(link.attname.removesuffix("_id"))
    subject, what = f"{_one(type(link.row)).capitalize()} „{_name(link.row)}”", f"„{field.verbose_name}”"
    if link.is_free:
        return f"{subject}: câmpul {what} arată din nou spre ce se pune la loc."
    return f"{subject}: câmpul {what} are între timp altă valoare și rămâne așa."


def _name(row: Any) -> str:
    kind = tracked_model(type(row))
    return kind.row_name(row) if kind else str(row)


def _one(model: type[models.Model]) -> str:
    kind = tracked_model(model)
    return kind.one if kind else inside(str(model._meta.verbose_name))
