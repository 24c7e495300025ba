"""The words of the glossary: what each means, and where in the guide it is explained."""

from functools import cache

from django.utils.text import slugify

from portal.guide.content import FOLDER

PAGE = "glosar"


@cache
def definitions() -> dict[str, str]:
    """Return what each word of the glossary means, in plain text."""
    lines = (FOLDER / f"{PAGE}.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    words = [row for row in rows if row[0] != "cuvânt" and set(row[0]) != {"-"}]
    return {row[0]: row[1] for row in words}


def word_address(word: str) -> str:
    """Return where the guide explains a word."""
    return f"/ajutor/{PAGE}/#{slugify(word)}"
