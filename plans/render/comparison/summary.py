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
    counts = [
        *_counts(found.elements, ("element", "elemente"), ("adăugat", "adăugate"), ("eliminat", "eliminate")),
        _phrase([p for p in stayed if p.is_moved or p.is_reordered], "element mutat", "elemente mutate"),
        _phrase([p for p in stayed if p.is_renumbered], "element renumerotat", "elemente renumerotate"),
        _phrase([p for p in stayed if p.fields], "element modificat", "elemente modificate"),
        *_counts(indicators, ("indicator", "indicatori"), ("adăugat", "adăugați"), ("eliminat", "eliminați")),
        _phrase([p for p in indicators if p.old and p.new], "indicator modificat", "indicatori modificați"),
        _phrase(targets, "țintă schimbată", "ținte schimbate"),
        _phrase(found.plan, "schimbare în datele planului", "schimbări în datele planului"),
        _phrase(found.acts, "schimbare la actele de adoptare", "schimbări la actele de adoptare"),
        _phrase(found.levels, "nivel schimbat", "niveluri schimbate"),
        _phrase(found.sections, "secțiune schimbată", "secțiuni schimbate"),
        _phrase(found.budget, "linie de buget schimbată", "linii de buget schimbate"),
        _phrase(found.signatories, "schimbare la semnături", "schimbări la semnături"),
    ]
    said = [text for text in counts if text]
    return f"{', '.join(said)}." if said else ""


def _counts(pairs: Iterable[ValuePair], noun: tuple, added: tuple, removed: tuple) -> list[str]:
    """Return how many things were added, and how many removed."""
    pairs = list(pairs)
    new, old = [p for p in pairs if p.is_added], [p for p in pairs if p.is_removed]
    return [
        _phrase(new, f"{noun[0]} {added[0]}", f"{noun[1]} {added[1]}"),
        _phrase(old, f"{noun[0]} {removed[0]}", f"{noun[1]} {removed[1]}"),
    ]


def _phrase(things, singular: str, plural: str) -> str:
    """Return a number with its words; nothing for none."""
    return count(len(things), singular, plural) if things else ""
