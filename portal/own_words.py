"""The plans' own words on a page in another language: they stay as they were adopted, and are marked as Romanian.

A text says which of its words are a plan's by two signs around them, which any text can carry: a sentence, the value of
an attribute, a word of a drawing. The page that is sent has an element with its language in their place.
"""

import re

from django.conf import settings
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language

# Of no script, and refused in what people type.
BEGIN, END = "\ue000", "\ue001"
_TOKEN = re.compile(r"<!--.*?-->|<[a-zA-Z/!](?:\"[^\"]*\"|'[^']*'|[^'\">])*>|[^<]+|<", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
# What holds text alone, in which no element can stand.
TEXT_ONLY = frozenset({"title", "desc", "option", "textarea", "script", "style"})


def is_translated() -> bool:
    """Tell whether what is written now is in another language than the plans."""
    return get_language() not in (None, settings.LANGUAGE_CODE)


def own_words(text: str) -> str:
    """Return a text of a plan, told from the portal's own words where these are in another language."""
    if not text or not is_translated() or not _LETTER.search(str(text)):
        return text
    marked = f"{BEGIN}{text}{END}"
    return mark_safe(marked) if isinstance(text, SafeData) else marked  # noqa: S308


def has_own_words(text: str) -> bool:
    """Tell whether a text says of words in it that they are a plan's."""
    return BEGIN in text


def strip_marks(text: str) -> str:
    """Return a text without the signs, for what cannot say the language of its words."""
    return text.replace(BEGIN, "").replace(END, "")


def end_words(text: str) -> str:
    """Return the beginning of a text with the sign that ends a plan's words where it was cut within them."""
    return text + END * (text.count(BEGIN) - text.count(END))


def mark_language(html: str) -> str:
    """Return a page in which the plans' own words say their language.

    An attribute, a title or an option cannot say it of a part of its words: there the signs are left out. An element
    that has nothing but a plan's words is not given another one inside in a drawing's title.
    """
    if BEGIN not in html:
        return html
    found: list[str] = []
    state = _PagePlace()
    for match in _TOKEN.finditer(html):
        token = match[0]
        if token[0] == "<" and len(token) > 1:
            state.pass_tag(token)
            found.append(strip_marks(token))
        elif BEGIN in token or END in token:
            found.append(state.written(token))
        else:
            found.append(token)
    return "".join(found)


class _PagePlace:
    """The place that a page has been read to: inside a drawing or not, inside what holds text alone, how deep."""

    def __init__(self):
        self.inside = ""
        self.drawings = 0
        self.depth = 0

    def pass_tag(self, tag: str) -> None:
        name = (_NAME.match(tag) or [""])[0].lstrip("</").lower()
        if name == "svg":
            self.drawings += -1 if tag[1] == "/" else 1
        elif name in TEXT_ONLY:
            self.inside = "" if tag[1] == "/" else name

    def written(self, text: str) -> str:
        if self.inside:
            return strip_marks(text)
        element = "tspan" if self.drawings else "span"
        return re.sub(f"[{BEGIN}{END}]", lambda sign: self._sign(sign[0], element), text)

    def _sign(self, sign: str, element: str) -> str:
        """Return the element in place of a sign; words inside words that are already told apart need none."""
        self.depth += 1 if sign == BEGIN else -1
        if sign == BEGIN:
            return f'<{element} lang="{settings.LANGUAGE_CODE}">' if self.depth == 1 else ""
        return f"</{element}>" if self.depth == 0 else ""
