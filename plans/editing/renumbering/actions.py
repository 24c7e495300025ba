"""New codes for the elements of a plan: proposed by a scheme for each level, given only as they were seen."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from plans.locking import lock_plan
from plans.models import Element, Plan
from plans.outline import CODE, ORDERING_FIELDS, PARENT, PK, POSITION, Outline, load_outline
from portal.versioning import Conflict

LEVEL, TITLE = len(ORDERING_FIELDS), len(ORDERING_FIELDS) + 1


class Scheme(models.TextChoices):
    """How the codes of a level are made."""

    KEPT = "", "Rămân cum sunt"
    BRANCH = "ramura", "După ramură: codul celui de deasupra și locul sub el (1.1, 1.2, 2.1)"
    RUNNING = "rand", "La rând, peste toate ramurile (1.1, 1.2, 1.3)"


@dataclass(frozen=True)
class CodeChange:
    """An element whose code would change."""

    pk: int
    level: int
    title: str
    old: str
    new: str


@dataclass(frozen=True)
class RenumberingProposal:
    """The codes that would change, in reading order; `seen` tells whether the tree is still the one it was made for."""

    changes: tuple[CodeChange, ...]
    seen: str


def propose_codes(plan: Plan, schemes: Mapping[int, str]) -> RenumberingProposal:
    """Return the new codes that the schemes, by level, give; levels without a scheme keep theirs. One query."""
    outline = load_outline(plan, "level_id", "title")
    codes = _codes(outline, schemes)
    rows = [row for _depth, row in outline.walk()]
    changes = (
        CodeChange(row[PK], row[LEVEL], row[TITLE], row[CODE], codes[row[PK]])
        for row in rows
        if codes[row[PK]] != row[CODE]
    )
    tree = repr([(row[PK], row[PARENT], row[POSITION], row[CODE]) for row in rows])
    return RenumberingProposal(tuple(changes), hashlib.sha256(tree.encode()).hexdigest())


def renumber(plan: Plan, *, by, schemes: Mapping[int, str], seen: str) -> int:
    """Give the elements the proposed codes, and return how many changed.

    Raises Conflict when the tree is not the one that was seen, ValidationError when two elements of a level would
    have one code; then nothing changes.
    """
    with lock_plan(plan.pk, by) as plan:
        proposal = propose_codes(plan, schemes)
        if proposal.seen != seen:
            raise Conflict(plan)
        new = {change.pk: change.new for change in proposal.changes}
        elements = list(Element.objects.filter(level__plan=plan).select_related("level"))
        _refuse_clashes([(element.level, new.get(element.pk, element.code)) for element in elements])
        # A level has each code once, at every moment: those that change are free before any is given.
        Element.objects.filter(pk__in=new).update(code="")
        for element in (element for element in elements if element.pk in new):
            element.code = new[element.pk]
            element._history_user = by
            element.save()
    return len(new)


def _codes(outline: Outline, schemes: Mapping[int, str]) -> dict[int, str]:
    """Return the code that each element would have."""
    codes: dict[int | None, str] = {None: ""}
    places: Counter = Counter()
    prefixes = _prefixes(outline)
    for _depth, row in outline.walk():
        pk, level, parent = row[PK], row[LEVEL], row[PARENT]
        scheme = schemes.get(level, Scheme.KEPT)
        group = (level, parent) if scheme == Scheme.BRANCH else level
        places[group] += 1
        if scheme == Scheme.KEPT:
            codes[pk] = row[CODE]
        elif scheme == Scheme.BRANCH:
            codes[pk] = f"{codes[parent]}.{places[group]}" if codes[parent] else str(places[group])
        else:
            codes[pk] = f"{prefixes[level]}{places[group]}"
    return codes


def _prefixes(outline: Outline) -> dict[int, str]:
    """Return what stands before the last number of each level's first code: „1.” for 1.1, nothing for 1."""
    prefixes: dict[int, str] = defaultdict(str)
    for _depth, row in outline.walk():
        if row[CODE] and row[LEVEL] not in prefixes:
            prefixes[row[LEVEL]] = row[CODE][: row[CODE].rfind(".") + 1]
    return prefixes


def _refuse_clashes(given: list[tuple]) -> None:
    counts = Counter((level, code) for level, code in given if code)
    twice = sorted(f"„{code}” ({level.name})" for (level, code), count in counts.items() if count > 1)
    if twice:
        raise ValidationError(f"Două elemente ale aceluiași nivel ar avea același cod: {', '.join(twice[:5])}.")


def code_after(code: str) -> str:
    """Return the code after a code that ends in a number, nothing after any other.

    >>> code_after("1.9"), code_after("4"), code_after("a)")
    ('1.10', '5', '')
    """
    number = re.search(r"[0-9]+\Z", code)
    return code[: number.start()] + str(int(number[0]) + 1) if number else ""
