"""A cell of „Indicatori de evaluare” as indicators: apart only where it names several."""

import re

from plans.exchange.word.mapping.draft import DraftIndicator
from portal.text import fold, normalise

# What an indicator begins with; a comma before one of these parts two of them, any other comma does not.
BEGINNINGS = (
    r"num[aă]r|nr\.|grad|procent|pondere|rat[aă]\b|rata\b|valoare|volum|nivel|existen[tț]|calificativ|tip(?:ul|uri)|"
    r"raport(?:ul)?\b|rapoarte|sum[ae]\b|durat|timp|total|indice|strategi[ea]\b|procedur|platform|ghid|regulament|studi|"
    r"plan(?:ul)?\b|registru|baz[aă] de date|aplica[tț]i|proiecte?\b|acord|protocol|contract|%|cre[sș]tere|sc[aă]dere|"
    r"reducere|document|lista\b|chestionar|list[aă] de|inventar"
)
BETWEEN = re.compile(rf"(\s*[;,]\s*|\s+și\s+|\s+precum și\s+)(?=(?:{BEGINNINGS}))", re.IGNORECASE)
NATURES = (
    (r"^(numar|nr\.|total)", "count"),
    (r"^(procent|pondere|rata)|%", "percent"),
    (r"criteri\w* .*indicat|conform (strategiei|anexei)|prevazut\w* in", "reference"),
    (r"^(existent|adopta|elabora|procedur|strategi|platform|document|ghid|regulament|raport|plan|registr|aproba|studi)",
     "milestone"),
)  # fmt: skip


def cell_indicators(text: str, *, apart: bool = True) -> list[DraftIndicator]:
    """Return the indicators of a cell, each with what is printed between it and the one before.

    >>> [one.title for one in cell_indicators("procedură matură, strategie diseminată, argumentată")]
    ['procedură matură', 'strategie diseminată, argumentată']
    >>> [one.joiner for one in cell_indicators("Existența parteneriatului și gradul de interacțiune")]
    ['', ' și ']
    """
    found: list[DraftIndicator] = []
    for line in filter(None, (without_bullet(one) for one in normalise(text).split("\n"))):
        pieces = BETWEEN.split(line) if apart else [line]
        for at in range(0, len(pieces), 2):
            joiner = pieces[at - 1] if at else (" " if found else "")
            joiner = f"{joiner.strip()} " if joiner.strip() in {",", ";"} else joiner
            if pieces[at].strip():
                found.append(DraftIndicator(pieces[at].strip(), joiner=joiner[:10], nature=nature_of(pieces[at])))
    return found


def without_bullet(line: str) -> str:
    """Return a line without the bullet that it begins with."""
    return re.sub(r"^[•·▪●–—-]\s*", "", line).strip()


def nature_of(title: str) -> str:
    """Return what kind of answer an indicator most likely takes; a person may say otherwise later."""
    text = fold(title)
    return next((nature for pattern, nature in NATURES if re.search(pattern, text)), "qualitative")
