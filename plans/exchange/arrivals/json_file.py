"""A plan from the JSON that this portal writes of it: the same document, with the same checksum."""

import json
from collections import Counter

from plans.document import VERSION, Document, to_json
from plans.exchange.arrivals.typed_values import typed_value
from plans.exchange.sheets.refusal import ImportRefused

TOO_DEEP = "Fișierul nu se poate citi: are prea multe niveluri unul în altul."


def read(data: bytes) -> tuple[Document, bool]:
    """Return the document, and whether the file is its canonical text to the byte."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportRefused(f"Fișierul nu este text UTF-8: octetul {error.start + 1} nu se poate citi.") from error
    document = read_text(text)
    return document, to_json(document) == text


def read_text(text: str) -> Document:
    """Return the document of a JSON text; raise ImportRefused, with the place, where it is none."""
    try:
        held = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = f"rândul {error.lineno}, coloana {error.colno}"
        raise ImportRefused(f"Fișierul nu este JSON întreg: greșeala e la {place}.") from error
    except RecursionError as error:
        raise ImportRefused(TOO_DEEP) from error
    except ValueError as error:
        raise ImportRefused("Fișierul nu se poate citi: are un număr prea lung.") from error
    if not isinstance(held, dict) or "version" not in held or "elements" not in held:
        raise ImportRefused(
            "Fișierul este JSON, dar nu este planul unei ediții, așa cum îl scrie portalul (plan.json)."
        )
    if held["version"] != VERSION:
        raise ImportRefused(f"Fișierul are versiunea {held['version']!r} a documentului; portalul citește versiunea 1.")
    document = typed_value(Document, held)
    require_whole_tree(document)
    return document


def _refuse_constant(name: str):
    raise ImportRefused(f"Fișierul nu se poate citi: „{name}” nu este un număr.")


def _object(pairs: list[tuple]) -> dict:
    twice = next((name for name, times in Counter(name for name, _ in pairs).items() if times > 1), None)
    if twice is not None:
        raise ImportRefused(f"Fișierul nu se poate citi: „{twice}” apare de două ori în același loc.")
    return dict(pairs)


def require_whole_tree(document: Document) -> None:
    """Raise ImportRefused where what a document names is not in it, is there twice or stands in another order."""
    ranks: set[str] = set()
    for place, level in enumerate(document.levels):
        _require(level.prefix not in ranks, f"levels[{place}]", f"nivelul „{level.prefix}” apare de două ori")
        ranks.add(level.prefix)
    for place, level in enumerate(document.levels):
        _require(level.parent is None or level.parent in ranks, f"levels[{place}]", "nivelul de deasupra nu există")
        _require(_is_rooted(document, level.prefix), f"levels[{place}]", "nivelurile stau unul sub altul în cerc")
    for place, section in enumerate(document.sections):
        _require(section.level is None or section.level in ranks, f"sections[{place}]", "nivelul nu există")
    seen: dict[str, str] = {}
    for number, one in enumerate(document.elements):
        place = f"elements[{number}] („{one.printed_name[:60]}”)"
        _require(one.uid not in seen, place, "identificatorul apare de două ori")
        _require(one.level in ranks, place, f"nivelul „{one.level}” nu există")
        _require(one.parent is None or one.parent in seen, place, "elementul de deasupra nu stă înaintea lui")
        above = seen[one.parent] if one.parent else None
        _require(above == document.level[one.level].parent, place, "elementul de deasupra este de alt nivel")
        seen[one.uid] = one.level
    _require_indicators(document)


def _require_indicators(document: Document) -> None:
    uids, numbers = set(), set()
    for number, one in enumerate(document.indicators):
        place = f"indicators[{number}] („{one.title[:60]}”)"
        _require(one.uid not in uids, place, "identificatorul apare de două ori")
        _require(one.number not in numbers and one.number > 0, place, f"numărul {one.number} nu este numai al lui")
        _require(one.element is None or one.element in document.by_uid, place, "elementul lui nu există")
        uids.add(one.uid)
        numbers.add(one.number)


def _is_rooted(document: Document, prefix: str | None) -> bool:
    for _step in document.levels:
        if prefix is None:
            return True
        prefix = document.level[prefix].parent
    return prefix is None


def _require(holds: bool, place: str, said: str) -> None:
    if not holds:
        raise ImportRefused(f"Fișierul nu se poate citi, la {place}: {said}.")
