"""What of an English page is left in Romanian that is not marked so: the texts and names that its Romanian page has, too."""

import re
from html.parser import HTMLParser

from portal.romanian import MONTHS

VOID = {"br", "col", "hr", "img", "input", "link", "meta", "path", "rect", "source", "wbr"}
DESCRIBING = ("description", "og:description", "og:title", "og:image:alt")
SPOKEN = ("alt", "aria-label", "data-label", "placeholder", "title")
ROMANIAN_LETTERS = re.compile("[ăâîșț]", re.IGNORECASE)
ROMANIAN_MONTH = re.compile(rf"\d (?:{'|'.join(set(MONTHS) - {'august'})})\b")
WORD = re.compile("[A-Za-zĂÂÎȘȚăâîșț]{3}")
# What is the same word in both languages, or a name.
SAME = {
    "(iCalendar)", "progres.xml", "Akoma Ntoso", "Atom", "BibTeX", "CC BY 4.0", "Contact", "CSV", "E-mail", "English", "EUPL 1.2",
    "Excel", "Excel (.xlsx)", "Indicator:", "JSON", "JSON-LD", "ODS", "PDF", "PNG", "RDF/XML", "RIS", "Română",
    "SHA-256", "StratML", "SVG", "Turtle", "Word", "Word (DOCX)",
}  # fmt: skip
# A checksum, an address.
NO_WORDS = re.compile(r"[0-9a-f]{64}|(?:https?:/)?/\S*")


class Read(HTMLParser):
    """The texts of a page, and the names of its parts, that are not marked as Romanian; and those that are."""

    def __init__(self, html: str):
        super().__init__()
        self.open, self.spoken, self.official = [], [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Read the names of an element, and its description for search engines and for other sites."""
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        if tag not in VOID:
            self.open.append((tag, language))
        names = [given[name] or "" for name in SPOKEN if name in given and tag != "link"]
        if tag == "meta" and (given.get("name") or given.get("property")) in DESCRIBING:
            names.append(given["content"])
        if language != "ro":
            self.spoken += [" ".join(name.split()) for name in names]

    def handle_endtag(self, tag):
        """Leave an element, with those in it that nobody closed."""
        places = [place for place, (name, _language) in enumerate(self.open) if name == tag]
        del self.open[places[-1] if places else len(self.open) :]

    def handle_data(self, data):
        """Read a text."""
        tag, language = self.open[-1] if self.open else ("", "")
        text = " ".join(data.split())
        if text and tag not in ("script", "style", "pre", "textarea"):
            if language == "ro":
                self.official.add(text)
            else:
                self.spoken.append(text)


def romanian_left(english: str, romanian: str, official: set[str]) -> list[str]:
    """Return what an English page says in Romanian; `official` words, which stay so, are looked past."""
    own = set(Read(romanian.replace(' lang="ro"', "")).spoken)
    found = []
    for text in Read(english).spoken:
        rest = text
        for words in sorted((one for one in official if one in text), key=len, reverse=True):
            rest = rest.replace(words, "")
        is_romanian = ROMANIAN_LETTERS.search(rest) or ROMANIAN_MONTH.search(rest)
        if (
            text not in SAME
            and not NO_WORDS.fullmatch(text)
            and (is_romanian or (rest == text and text in own and WORD.search(text)))
        ):
            found.append(text)
    return sorted(set(found))
