"""In which language a page is read: Romanian at its own address, English at the same one under /en/.

Inside, an address has no language: views, stored links and templates name the Romanian one. The language is put on at
the edge: `LanguageMiddleware` takes it off the address that is asked for, `link_in_language` puts it on those that a
page leads to. The public's pages alone are in English, with the mails to who wrote on one; files, feeds and the pages
of staff are Romanian.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import is_valid_path
from django.utils import translation
from django.utils.encoding import escape_uri_path

from portal.own_words import mark_language
from portal.whitespace import TOKEN

ROMANIAN, ENGLISH = "ro", "en"
# The one that readers get who ask for none comes first.
LANGUAGES = {ROMANIAN: "Română", ENGLISH: "English"}
PREFIX = "/en"
# Where the public's pages are; whatever does not end in a slash is a file, which only pictures are in English.
PLACES = (
    "accesibilitate", "ajutor/cititor", "ajutor/glosar", "cautare", "consultari", "contact", "cuprins", "date-deschise",
    "date-personale", "institutii", "licenta", "metodologie", "planuri", "recomandari", "sedinte", "sesizari",
    "urmarire",
)  # fmt: skip
_PICTURE = r"planuri/[^/?#]+/grafice/[^/?#]+\.(?:svg|png)"
# The one of a page that other sites show.
_SHARED = r"(?:(?:planuri|recomandari|sedinte|institutii)/(?:[^?#]*/)?)?imagine\.png"
_PAGE = re.compile(rf"/(?:(?:{'|'.join(PLACES)})/(?:[^?#]*/)?|{_PICTURE}|{_SHARED})?")
_LINK = re.compile(
    r"(?P<before>\s(?:href|src|srcset|action|formaction)=)(?P<quote>[\"'])(?P<address>[^\"']*)(?P=quote)"
)


@dataclass(frozen=True)
class PageInLanguage:
    """The page that is being made, in one of the languages: its name, and where it is then."""

    language: str
    name: str
    path: str

    @property
    def address(self) -> str:
        """Return the whole address."""
        return settings.SITE_URL + self.path


def is_english() -> bool:
    """Tell whether what is being written is read in English."""
    return translation.get_language() == ENGLISH


def page_language() -> str:
    """Return the language of the page that is asked for, as `lang` says it and as who is written to later has it."""
    return ENGLISH if is_english() else ROMANIAN


def is_in_english(path: str) -> bool:
    """Tell whether there may be an English page beside the Romanian one.

    >>> [is_in_english(path) for path in ("/", "/planuri/atop-2024/", "/planuri/atop-2024/plan.pdf", "/lucru/", "/en/")]
    [True, True, False, False, False]
    """
    return bool(_PAGE.fullmatch(path))


def path_in(language: str, path: str) -> str:
    """Return where the page of an address is in a language.

    >>> path_in("en", "/planuri/"), path_in("ro", "/planuri/"), path_in("en", "/lucru/")
    ('/en/planuri/', '/planuri/', '/lucru/')
    """
    return PREFIX + path if language == ENGLISH and is_in_english(path) else path


def split_language(path: str) -> tuple[str, str]:
    """Return the language in which an address is answered, and the address without it.

    >>> split_language("/en/planuri/"), split_language("/encore/")
    (('en', '/planuri/'), ('ro', '/encore/'))
    """
    return (ENGLISH, path.removeprefix(PREFIX)) if path.startswith(f"{PREFIX}/") else (ROMANIAN, path)


def page_address(path: str) -> str:
    """Return the whole address of a page, in the language of the page or mail that names it."""
    return settings.SITE_URL + path_in(translation.get_language(), path)


def in_all_languages(paths: Iterable[str]) -> set[str]:
    """Return where the pages of some addresses are, in every language."""
    return {path_in(language, path) for path in paths for language in LANGUAGES}


def pages_in_languages(path: str) -> list[PageInLanguage]:
    """Return the page of an address in each language; none where it is in Romanian alone."""
    if not is_in_english(path):
        return []
    return [PageInLanguage(language, name, path_in(language, path)) for language, name in LANGUAGES.items()]


def address_in_language(address: str, base: str = "/") -> str:
    """Return what a link on the page `base` leads to, in the language of the page.

    A file beside the Romanian page is not beside the English one, so what is relative becomes whole.
    """
    if not is_english() or re.match(r"[a-zA-Z][-+.a-zA-Z0-9]*:|//|[#?]|$", address):
        return address
    whole = urljoin(base, address)
    end = re.search(r"[?#]|$", whole).start()
    return path_in(ENGLISH, whole[:end]) + whole[end:]


def link_in_language(html: str, base: str) -> str:
    """Make an English page lead on in English, and its Romanian words say so; a Romanian page stays as it is.

    What leads to another language says so by `hreflang` and is left alone; so is all that is not the tag of an element:
    texts, scripts, comments.
    """
    if not is_english():
        return html
    linked = TOKEN.sub(lambda token: _link_tag(token[0], base) if token["tag"] else token[0], html)
    return mark_language(linked)


def _link_tag(tag: str, base: str) -> str:
    if " hreflang=" in tag:
        return tag
    return _LINK.sub(lambda link: f'{link["before"]}"{address_in_language(link["address"], base)}"', tag)


def keep_romanian(function):
    """Make a function write in Romanian, whatever the page it is called for: what is kept or mailed has one language.

    A decorator; each call has an override of its own, for those of threads would undo each other.
    """

    @wraps(function)
    def write(*args, **more):
        with translation.override(ROMANIAN):
            return function(*args, **more)

    return write


class LanguageMiddleware:
    """Answers /en/… with the page that is at the rest of the address, in English.

    No language is guessed from the browser or kept in a cookie. A file that is in Romanian alone is at its own address,
    to which the English one leads. Any other address that has no English page stays as it was asked for, and nothing is
    there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer in the language of the address."""
        if request.path_info == PREFIX:
            return HttpResponsePermanentRedirect(f"{PREFIX}/")
        language, rest = split_language(request.path_info)
        if language != ENGLISH:
            return self.get_response(request)
        is_page = is_in_english(rest)
        if is_page or is_in_english(f"{rest}/"):
            if not is_page and is_valid_path(rest):
                query = request.META.get("QUERY_STRING")
                return HttpResponsePermanentRedirect(escape_uri_path(rest) + (f"?{query}" if query else ""))
            request.path = request.path_info = rest
        with translation.override(ENGLISH):
            return self.lead_on(self.get_response(request), request.path)

    def lead_on(self, response, path: str):
        """Make an English answer lead to English pages."""
        if location := response.headers.get("Location"):
            response.headers["Location"] = address_in_language(location, path)
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            response.content = link_in_language(response.content.decode(), path).encode()
            if "Content-Length" in response.headers:
                response.headers["Content-Length"] = str(len(response.content))
        return response
