"""What would come of a document, said before anything is written."""

from plans.document import Document
from portal.romanian import count

# As many elements are shown of each level.
SHOWN = 200


def contents_of(document: Document) -> list[tuple[str, list[str]]]:
    """Return what a document holds, each thing with its number, and the names of what has names."""
    found = []
    for level in document.levels:
        names = [one.printed_name for one in document.roots(level.prefix)]
        found.append((f"{level.name_plural}: {len(names)}", _first_names(names)))
    for names, single, plural in (
        ([one.title for one in document.indicators], "indicator", "indicatori"),
        (["" for one in document.indicators for _ in (*one.targets, *one.former_targets)], "țintă", "ținte"),
        ([one.heading or one.body[:80] for one in document.sections], "secțiune", "secțiuni"),
        ([one.title for one in document.acts], "act", "acte"),
        ([one.label for one in document.budget], "rând de buget", "rânduri de buget"),
        ([f"{one.office} {one.name}" for one in document.signatories], "semnatar", "semnatari"),
    ):
        if names:
            found.append((count(len(names), single, plural), [name for name in _first_names(names) if name]))
    return found


def _first_names(names: list[str]) -> list[str]:
    more = len(names) - SHOWN
    return [*names[:SHOWN], *([f"… și încă {more}"] if more > 0 else [])]
