"""Every word of a document, by a reader that knows nothing of tables and lists: so that ours can be checked.

It shares no code with the reading of blocks: it hears the XML, keeps what stands in text, and leaves out what was
deleted.
"""

import re
from collections import Counter
from collections.abc import Iterable
from xml.parsers import expat

from plans.exchange.word.reading.package import MAIN, WORD, Package
from portal.text import normalise

DELETED = {f"{WORD} del", f"{WORD} moveFrom"}
COPIED = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
TEXTS, PARAGRAPHS = {f"{one} t" for one in (WORD, MATH, DRAWING)}, {f"{WORD} p", f"{DRAWING} p"}
GAPS = {f"{WORD} {name}" for name in ("tab", "ptab", "br", "cr")}
GAPS |= {f"{MATH} {name}" for name in ("num", "den", "e", "sup", "sub")}
WORDS = re.compile(r"[^\W\d_]+|\d+")
PARTS = {"footnotes": "notă de subsol", "endnotes": "notă de final", "header": "antetul paginii", "footer": "subsolul",
         "diagrams": "o diagramă", "charts": "un grafic"}  # fmt: skip


def raw_paragraphs(package: Package) -> list[tuple[str, str]]:
    """Return where each paragraph with text stands and what it says, of the text and of what is printed beside it."""
    found = []
    for name in [MAIN, *package.side_parts()]:
        kind = next((words for key, words in PARTS.items() if key in name), "")
        texts = _Listener().hear(package.content(name))
        found += [(kind or f"paragraful {number}", text) for number, text in enumerate(texts, 1) if text.strip()]
    return found


def words_of(text: str) -> list[str]:
    """Return the words and the numbers of a text, without the signs between them.

    >>> words_of("1.2.Dezvoltarea capacităţii; etc.")
    ['1', '2', 'Dezvoltarea', 'capacității', 'etc']
    """
    return WORDS.findall(normalise(text))


def missing_words(raw: Iterable[tuple[str, str]], kept: Iterable[str]) -> list[tuple[str, str]]:
    """Return where words stand that are not among those kept, and which they are; each kept word accounts for one.

    Titles in capitals are kept in small letters: the case of a word does not matter.
    """
    left = Counter(word.casefold() for text in kept for word in words_of(text))
    found = []
    for place, text in raw:
        words = words_of(text)
        gone = []
        for word in words:
            if left[word.casefold()]:
                left[word.casefold()] -= 1
            else:
                gone.append(word)
        if gone:
            found.append((place, text.strip() if len(gone) == len(words) else " ".join(gone)))
    return found


class _Listener:
    def __init__(self):
        self.texts: list[str] = []
        self.open: list[list[str]] = []
        self.skipping = 0
        self.is_text = False

    def hear(self, content: bytes) -> list[str]:
        """Return the texts of the paragraphs in the order in which they end."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(content, True)
        return self.texts

    def _start(self, name, _attributes):
        self.skipping += name in DELETED or name == COPIED
        if name in PARAGRAPHS:
            self.open.append([])
        self.is_text = name in TEXTS and not self.skipping
        if name in GAPS and self.open:
            self.open[-1].append(" ")

    def _end(self, name):
        self.skipping -= name in DELETED or name == COPIED
        self.is_text = False
        if name in PARAGRAPHS:
            self.texts.append("".join(self.open.pop()))

    def _data(self, data):
        if self.is_text and self.open:
            self.open[-1].append(data)
