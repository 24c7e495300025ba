"""How Romanian text is written here: one spelling of each letter, one kind of space."""

import re
import unicodedata
from dataclasses import dataclass
from operator import itemgetter

CEDILLA_TO_COMMA = str.maketrans({"ş": "ș", "Ş": "Ș", "ţ": "ț", "Ţ": "Ț", "\u00a0": " ", "\u202f": " ", "\u2007": " "})
COMBINING = {"s\u0327": "ș", "S\u0327": "Ș", "t\u0327": "ț", "T\u0327": "Ț"}
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
IRREGULAR = re.compile(f"[şŞţŢ\u00a0\u202f\u2007\r\t{INVISIBLE.pattern[1:]}|  | \n|\n |\n\n\n")
# With the signs by which pages tell a plan's own words (`own_words`).
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000\ue001\ufffe\uffff]")
NUMBERS = re.compile(r"(\d+)")
# Letters that Romanian orders right after another one: ă after az, before b.
LATER_LETTERS = str.maketrans({"ă": "a\uffff", "â": "a\uffff\uffff", "î": "i\uffff", "ș": "s\uffff", "ț": "t\uffff"})
# As much of a question as is looked for.
QUERY_LIMIT = 200


def normalise(text: str) -> str:
    """Return text in composed form, with comma-below letters, plain single spaces and no invisible characters.

    Line breaks stay, at most one empty line in a row; spaces around them go.
    """
    # Most texts are already so, and each is asked on every way in and out.
    if not IRREGULAR.search(text) and unicodedata.is_normalized("NFC", text):
        return text.strip()
    for decomposed, letter in COMBINING.items():
        text = text.replace(decomposed, letter)
    text = unicodedata.normalize("NFC", text).translate(CEDILLA_TO_COMMA)
    text = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub(r"[ \t]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def fold(text: str) -> str:
    """Return text without case and diacritics, so that „polițiști”, „poliţişti” and „politisti” are one.

    >>> fold("Polițiști"), fold("POLIŢIŞTI"), fold("Siguranţă ȘCOLARĂ")
    ('politisti', 'politisti', 'siguranta scolara')
    """
    decomposed = unicodedata.normalize("NFKD", normalise(text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def alphabetical_key(text: str) -> str:
    """Return a key that sorts texts as Romanian does, case aside; any database orders it the same.

    >>> sorted(["Țară", "Zid", "tuș", "Școli", "Șuți", "suțe", "Ărie", "Azi", "arie"], key=alphabetical_key)
    ['arie', 'Azi', 'Ărie', 'suțe', 'Școli', 'Șuți', 'tuș', 'Țară', 'Zid']
    """
    letters = normalise(text).casefold().translate(LATER_LETTERS)
    return (
        "".join(letter if letter == "\uffff" else fold(letter) or letter for letter in letters)
        .encode("utf-16-be")
        .hex()
    )


def has_words(words: list[str], *texts: str) -> bool:
    """Tell whether each of some folded words is somewhere in the texts; no words are everywhere."""
    text = fold(" ".join(texts)) if words else ""
    return all(word in text for word in words)


@dataclass(frozen=True)
class Excerpt:
    """A word of a text as the text writes it, with some of what stands around it."""

    before: str
    word: str
    after: str


def excerpt(text: str, words: list[str], around: int = 90) -> Excerpt:
    """Return what stands around the first of some folded words in a text; its beginning where none is in it.

    >>> excerpt("Asigurarea climatului de siguranță publică", ["sigurant"], around=14)
    Excerpt(before='…de ', word='siguranț', after='ă publică')
    >>> excerpt("Alt text", ["nimic"]).after
    'Alt text'
    """
    letters = [fold(letter) or letter for letter in text]
    folded = "".join(letters)
    places = [(place, word) for word in words if (place := folded.find(word)) >= 0]
    found, word = min(places, key=itemgetter(0), default=(-1, ""))
    if not word:
        return Excerpt("", "", cut_end(text, 2 * around))
    origins = [place for place, letter in enumerate(letters) for _ in letter]
    start, end = origins[found], origins[found + len(word) - 1] + 1
    return Excerpt(_cut_start(text[:start], around), text[start:end], cut_end(text[end:], around))


def _cut_start(text: str, limit: int) -> str:
    return text if len(text) <= limit else "…" + text[-limit:].partition(" ")[2]


def cut_end(text: str, limit: int) -> str:
    """Return the text, without the words at its end for which there is no room."""
    return text if len(text) <= limit else text[:limit].rpartition(" ")[0] + "…"


def whole_number(text: str | None, digits: int = 15) -> int | None:
    """Return the number that a text writes in so many digits at most; nothing for any other text.

    >>> whole_number("12"), whole_number("12", digits=1), whole_number("-3"), whole_number("²"), whole_number(None)
    (12, None, None, None, None)
    """
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= digits else None


def natural_key(code: str) -> tuple:
    """Return a key that sorts codes as people read them: 1.2 before 1.10."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in NUMBERS.split(code) if part)
