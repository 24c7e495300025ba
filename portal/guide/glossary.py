"""The words of the glossary: what each means, and where in the guide it is explained."""

from functools import cache

from django.utils.text import slugify

from portal.guide.content import HEADS, source_path
from portal.languages import ROMANIAN

PAGE = "glosar"


@cache
def definitions(language: str = ROMANIAN) -> dict[str, str]:
    """Return what each word of the glossary means, in plain text, by the Romanian word."""
    lines = source_path(PAGE, language).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    words = [row for row in rows if row[0] not in HEADS and set(row[0]) != {"-"}]
    # In English the Romanian word stands second.
    word = 0 if language == ROMANIAN else 1
    return {row[word]: row[word + 1] for row in words}


def word_address(word: str) -> str:
    """Return where the guide explains a word."""
    return f"/ajutor/{PAGE}/#{slugify(word)}"
