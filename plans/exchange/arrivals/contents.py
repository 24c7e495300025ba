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
        found.append((f"{level.name_plural}: {len(names)}", _shown(names)))
    targets = sum(len(one.targets) + len(one.former_targets) for one in document.indicators)
    indicators = [one.title for one in document.indicators]
    found.append((count(len(indicators), "indicator", "indicatori"), _shown(indicators)))
    found.append((count(targets, "țintă", "ținte"), []))
    headings = [one.heading or one.body[:80] for one in document.sections]
    found.append((count(len(headings), "secțiune", "secțiuni"), [one for one in _shown(headings) if one]))
    found.append((count(len(document.acts), "act", "acte"), [one.title for one in document.acts]))
    found.append((count(len(document.budget), "rând de buget", "rânduri de buget"), []))
    signatories = [f"{one.office} {one.name}" for one in document.signatories]
    found.append((count(len(signatories), "semnatar", "semnatari"), signatories))
    return found


def _shown(names: list[str]) -> list[str]:
    more = len(names) - SHOWN
    return [*names[:SHOWN], *([f"… și încă {more}"] if more > 0 else [])]
