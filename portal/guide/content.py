"""The guide: each file of docs/ghid is a page of the portal, so that what is read there and here is one text.

What readers need is in English too, in docs/ghid/en; the guide of staff is Romanian.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from portal.languages import ENGLISH, ROMANIAN

FOLDER = settings.BASE_DIR / "docs" / "ghid"
FIRST_PAGE = "README"
IMAGES_PREFIX = "imagini/"
# The pages that are in English.
ENGLISH_PAGES = ("cititor", "glosar")
# How far into its row the Romanian word stands in a table of words, by the head of the table: in the second cell of the
# English one, so that an address leads to the same word in both.
HEADS = {"cuvânt": 1, "word": 4}


@dataclass(frozen=True)
class GuidePage:
    """A page of the guide: its name in the address, its title, its headings as (anchor, text), its body as HTML."""

    name: str
    title: str
    headings: tuple[tuple[str, str], ...]
    body: SafeString


@cache
def page_names(language: str = ROMANIAN) -> tuple[str, ...]:
    """Return the names of the pages, in the order in which the first page leads to them."""
    if language == ENGLISH:
        return ENGLISH_PAGES
    found = [
        Path(token.attrGet("href")).stem for token in _links(_tokens(FIRST_PAGE)) if _is_page(token.attrGet("href"))
    ]
    return tuple(dict.fromkeys(found))


@cache
def guide_page(name: str, language: str = ROMANIAN) -> GuidePage:
    """Return a page of the guide, by the name of its file."""
    tokens = _tokens(name, language)
    title, headings = _take_title(tokens), []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            text = tokens[place + 1].content
            token.attrSet("id", slugify(text))
            headings += [(slugify(text), text)] if token.tag == "h2" else []
        if token.type == "td_open" and tokens[place - 1].type == "tr_open" and (head := _head(tokens, place)) in HEADS:
            word = tokens[place + HEADS[head]]
            token.attrSet("id", slugify(word.content))
            if HEADS[head] > 1:
                tokens[place + HEADS[head] - 1].attrSet("lang", ROMANIAN)
    for link in _links(tokens):
        link.attrSet("href", _address(link.attrGet("href")))
    for image in _children_of_kind(tokens, "image"):
        image.attrSet("src", static(f"ghid/{image.attrGet('src').removeprefix(IMAGES_PREFIX)}"))
    body = _markdown().renderer.render(tokens, _markdown().options, {})
    # The text is the portal's own, and HTML in it is escaped.
    return GuidePage(name, title, tuple(headings), mark_safe(body))  # noqa: S308


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _tokens(name: str, language: str = ROMANIAN) -> list[Token]:
    return _markdown().parse(source_path(name, language).read_text(encoding="utf-8"))


def source_path(name: str, language: str = ROMANIAN) -> Path:
    """Return the file of a page."""
    return (FOLDER if language == ROMANIAN else FOLDER / language) / f"{name}.md"


def _take_title(tokens: list[Token]) -> str:
    """Return the text of the first heading, and take it out: the page has it as its title."""
    title = tokens[1].content
    del tokens[:3]
    return title


def _head(tokens: list[Token], place: int) -> str:
    """Return the first heading of the table of a cell."""
    head = next(at for at in range(place, -1, -1) if tokens[at].type == "thead_open")
    return tokens[head + 3].content


def _children_of_kind(tokens: list[Token], kind: str):
    return (child for token in tokens for child in token.children or () if child.type == kind)


def _links(tokens: list[Token]):
    return _children_of_kind(tokens, "link_open")


def _is_page(href: str) -> bool:
    return urlsplit(href).path.endswith(".md")


def _address(href: str) -> str:
    """Return where a link of the guide leads in the portal: from one file to another, from one page to another."""
    parts = urlsplit(href)
    if not _is_page(href):
        return href
    stem = Path(parts.path).stem
    return ("/ajutor/" if stem == FIRST_PAGE else f"/ajutor/{stem}/") + (f"#{parts.fragment}" if parts.fragment else "")
