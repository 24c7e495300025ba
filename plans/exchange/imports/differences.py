"""What changed inside a text, word by word."""

import re
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
# Beyond this many comparisons, a text is shown as replaced whole.
MAX_WORK = 1_000_000


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """Return a text as parts that stayed ("same"), went ("del") and came ("ins"), in reading order.

    >>> word_diff("anual", "de două ori anual")
    [('ins', 'de două ori '), ('same', 'anual')]
    """
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) * len(after) > MAX_WORK:
        return [("del", old), ("ins", new)]
    found = []
    for operation, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            found.append(("same", "".join(before[i:j])))
            continue
        found += [(kind, text) for kind, text in (("del", "".join(before[i:j])), ("ins", "".join(after[k:m]))) if text]
    return found
