"""How much changed between two documents, in one sentence."""

from collections.abc import Iterable

from plans.document.changes import Comparison, ValuePair
from portal.romanian import count


def summary(found: Comparison) -> str:
    """Return the sentence that counts the changes; nothing changed gives an empty one.

    An element that is both moved and reworded is counted in both.
    """
    indicators = [*found.indicators, *(one for pair in found.elements for one in pair.indicators)]
    stayed = [pair for pair in found.elements if pair.old and pair.new]
    targets = [target for one in indicators if one.old and one.new for target in one.targets]
    new, gone = _number(found.elements, "is_added"), _number(found.elements, "is_removed")
    moved = sum(pair.is_moved or pair.is_reordered for pair in stayed)
    numbered, worded = _number(stayed, "is_renumbered"), _number(stayed, "fields")
    new_ones, gone_ones = _number(indicators, "is_added"), _number(indicators, "is_removed")
    changed = sum(bool(pair.old and pair.new) for pair in indicators)
    plan, acts, levels = len(found.plan), len(found.acts), len(found.levels)
    sections, budget, signatories = len(found.sections), len(found.budget), len(found.signatories)
    counts = {
        count(new, "element adăugat", "elemente adăugate"): new,
        count(gone, "element eliminat", "elemente eliminate"): gone,
        count(moved, "element mutat", "elemente mutate"): moved,
        count(numbered, "element renumerotat", "elemente renumerotate"): numbered,
        count(worded, "element modificat", "elemente modificate"): worded,
        count(new_ones, "indicator adăugat", "indicatori adăugați"): new_ones,
        count(gone_ones, "indicator eliminat", "indicatori eliminați"): gone_ones,
        count(changed, "indicator modificat", "indicatori modificați"): changed,
        count(len(targets), "țintă schimbată", "ținte schimbate"): len(targets),
        count(plan, "schimbare în datele planului", "schimbări în datele planului"): plan,
        count(acts, "schimbare la actele de adoptare", "schimbări la actele de adoptare"): acts,
        count(levels, "nivel schimbat", "niveluri schimbate"): levels,
        count(sections, "secțiune schimbată", "secțiuni schimbate"): sections,
        count(budget, "linie de buget schimbată", "linii de buget schimbate"): budget,
        count(signatories, "schimbare la semnături", "schimbări la semnături"): signatories,
    }
    said = [text for text, number in counts.items() if number]
    return f"{', '.join(said)}." if said else ""


def _number(pairs: Iterable[ValuePair], having: str) -> int:
    """Return how many pairs have a property."""
    return sum(bool(getattr(pair, having)) for pair in pairs)
