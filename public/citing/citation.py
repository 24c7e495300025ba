"""A citation in words, and as the files that reference managers read."""

import datetime
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from plans.document import Document, ElementValue, IndicatorValue
from portal.languages import keep_romanian
from portal.romanian import NO_BREAK_SPACE, long_date

BIBTEX_SPECIAL = re.compile(r"[\\{}$&#%_~^]")
BIBTEX_COMMANDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What is cited: a whole plan, or a `part` of it, in an edition at its permanent address."""

    key: str
    author: str
    title: str
    part: str
    edition: int
    published_on: datetime.date
    address: str

    @property
    @keep_romanian
    def text(self) -> str:
        """Return the citation in words: Romanian ones, as what is cited is."""
        named = f"„{self.part}”, în {self.title}" if self.part else self.title
        words = (
            f"{self.author}, {named}, ediția {self.edition}, publicată în portal la {long_date(self.published_on)}, "
            f"{settings.SITE_NAME}, {self.address}"
        )
        return words.replace(NO_BREAK_SPACE, " ")

    @property
    def bibtex(self) -> str:
        """Return the citation as a BibTeX entry."""
        fields = {
            "author": f"{{{_bibtex_text(self.author)}}}",
            "title": f"{{{_bibtex_text(self.part or self.title)}}}",
            **({"booktitle": f"{{{_bibtex_text(self.title)}}}"} if self.part else {}),
            "edition": str(self.edition),
            "year": str(self.published_on.year),
            "date": self.published_on.isoformat(),
            "publisher": f"{{{_bibtex_text(settings.SITE_NAME)}}}",
            "url": self.address,
            "langid": "romanian",
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        return f"@{'incollection' if self.part else 'book'}{{{self.key},\n{lines}}}\n"

    @property
    def ris(self) -> str:
        """Return the citation as a RIS record."""
        rows = [
            ("TY", "CHAP" if self.part else "RPRT"),
            ("AU", self.author),
            ("TI", self.part or self.title),
            *([("T2", self.title)] if self.part else []),
            ("ET", str(self.edition)),
            ("PY", str(self.published_on.year)),
            ("DA", self.published_on.strftime("%Y/%m/%d")),
            ("PB", settings.SITE_NAME),
            ("UR", self.address),
            ("LA", "ro"),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in rows)


def plan_citation(document: Document) -> Citation:
    """Return how the whole plan is cited, in this edition."""
    return _citation(document, "", "", "")


def element_citation(document: Document, element: ElementValue) -> Citation:
    """Return how an element is cited, in this edition."""
    return _citation(document, element.printed_name, element.address, element.address)


def indicator_citation(document: Document, indicator: IndicatorValue) -> Citation:
    """Return how an indicator is cited; its place in the edition is its element's."""
    element = document.by_uid.get(indicator.element or "")
    part = f"Indicatorul {indicator.number}: {indicator.title}"
    return _citation(document, part, f"indicator-{indicator.number}", element.address if element else "")


def _citation(document: Document, part: str, name: str, place: str) -> Citation:
    number = document.edition.number
    address = f"{settings.SITE_URL}/planuri/{document.slug}/editii/{number}/"
    return Citation(
        key="-".join(filter(None, [document.slug, f"editia-{number}", name])),
        author=document.owner.name,
        title=document.short_title,
        part=" ".join(part.split()),
        edition=number,
        published_on=timezone.localdate(document.edition.published_at),
        address=f"{address}#{place}" if place else address,
    )


def _bibtex_text(text: str) -> str:
    return BIBTEX_SPECIAL.sub(lambda found: BIBTEX_COMMANDS.get(found[0], f"\\{found[0]}"), text)
