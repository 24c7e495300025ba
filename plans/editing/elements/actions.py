"""How the elements of a working plan are arranged: added, moved, copied.

Each function holds the plan while it works, so that two arrangements of one plan wait for each other; each refuses
what was not seen as it is now (Conflict) and what does not fit (ValidationError), and then changes nothing.
"""

import uuid

from django.core.exceptions import ValidationError

from plans.document.fields import LINK_KINDS, names_of_kinds
from plans.editing.positions import save_at_place
from plans.extensions import EXTENSIONS
from plans.locking import lock_plan
from plans.models import Element, Level
from plans.outline import PK, POSITION, Outline, rows_of
from portal.versioning import lock_version

COPIED_FIELDS = ("level", *Element.CONTENT)
LINK_FIELDS = names_of_kinds(*LINK_KINDS)
COPY_MARK = " (copie)"


def lock_element(element: Element, version: int) -> Element:
    """Return the element as it is stored; raise Conflict when it is gone or is not at the version that was seen."""
    return lock_version(Element.objects.select_related("level__parent", "level__plan", "parent"), element, version)


def add(element: Element, *, by, after: Element | None = None) -> Element:
    """Save a new element after a sibling, or as the last; the same one (by its uid) sent twice is added once."""
    with lock_plan(element.level.plan_id, by) as plan:
        sent = Element.objects.filter(uid=element.uid, level__plan=plan).first()
        if sent is not None:
            return sent
        order = siblings(element.level, element.parent)
        _put(element, order, place_after(order, after) if after else len(order), by)
    return element


def move(element: Element, *, by, version: int, parent: Element | None, after: Element | None) -> Element:
    """Move an element under a parent of the level above, after a sibling or, without one, as the first."""
    with lock_plan(element.level.plan_id, by):
        stored = lock_element(element, version)
        stored.parent = parent
        stored.clean()
        order = [row for row in siblings(stored.level, parent) if row[PK] != stored.pk]
        _put(stored, order, place_after(order, after) if after else 0, by)
    return stored


def shift(element: Element, *, by, version: int, down: bool) -> Element:
    """Move an element one place up or down among its siblings."""
    with lock_plan(element.level.plan_id, by):
        stored = lock_element(element, version)
        order = siblings(stored.level, stored.parent)
        place = [row[PK] for row in order].index(stored.pk)
        wanted = place + (1 if down else -1)
        if not 0 <= wanted < len(order):
            raise ValidationError("Elementul este deja ultimul." if down else "Elementul este deja primul.")
        del order[place]
        _put(stored, order, wanted, by)
    return stored


def duplicate(element: Element, *, by, version: int, uid: uuid.UUID) -> Element:
    """Copy an element with all that hangs on it, after it; codes stay with the original, as a level has each once.

    The copy takes the given uid: sent twice, it is made once.
    """
    with lock_plan(element.level.plan_id, by) as plan:
        sent = Element.objects.filter(uid=uid, level__plan=plan).first()
        if sent is not None:
            return sent
        stored = lock_element(element, version)
        copy = _copy(stored, parent=stored.parent, uid=uid, title=stored.title + COPY_MARK)
        order = siblings(stored.level, stored.parent)
        _put(copy, order, place_after(order, stored), by)
        copies = {stored.pk: copy} | copy_below([stored.pk], {stored.pk: copy}, by=by)
        copy_links(copies)
        for extension in EXTENSIONS:
            extension.copy_to_elements(copies, by=by)
    return copy


def copy_below(originals: list[int], copies: dict[int, Element], *, by) -> dict[int, Element]:
    """Copy what hangs under the originals under their copies, rank by rank; return the new copies by original."""
    made: dict[int, Element] = {}
    while originals:
        below = list(Element.objects.filter(parent__in=originals).select_related("level").order_by("pk"))
        for row in below:
            copy = _copy(row, parent=(copies | made)[row.parent_id], position=row.position)
            copy._history_user = by
            copy.save()
            made[row.pk] = copy
        originals = [row.pk for row in below]
    return made


def copy_links(copies: dict[int, Element]) -> None:
    """Link the copies to what their originals are linked to; what was copied too, by its copy."""
    for name in LINK_FIELDS:
        field = Element._meta.get_field(name)
        through, source, target = field.remote_field.through, field.m2m_column_name(), field.m2m_reverse_name()
        found = through.objects.filter(**{f"{source}__in": copies}).values_list(source, target)
        renamed = copies if name == "contributes_to" else {}
        through.objects.bulk_create(
            through(**{source: copies[one].pk, target: renamed[other].pk if other in renamed else other})
            for one, other in found
        )


def siblings(level: Level, parent: Element | None) -> list[tuple]:
    """Return the outline rows of a level's elements under one parent, in reading order; one query."""
    return Outline(rows_of(Element.objects.filter(level=level, parent=parent))).siblings(parent and parent.pk)


def place_after(order: list[tuple], element: Element) -> int:
    """Return the place after an element of the order; raise ValidationError when it stands elsewhere."""
    keys = [row[PK] for row in order]
    if element.pk not in keys:
        raise ValidationError("Elementul după care îl puneți nu mai stă aici. Alegeți din nou locul.")
    return keys.index(element.pk) + 1


def _put(element: Element, order: list[tuple], place: int, by) -> None:
    """Save the element at a place among its siblings' outline rows."""
    save_at_place(element, [(row[PK], row[POSITION]) for row in order], place, by=by)


def _copy(element: Element, **changed) -> Element:
    return Element(**{name: getattr(element, name) for name in COPIED_FIELDS} | changed)
