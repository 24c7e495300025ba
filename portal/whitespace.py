"""White space that nobody sees: templates are indented for who writes them, pages are sent to who reads them."""

import re

# What a browser shows, or runs, as it was written.
_VERBATIM = r"<(?P<name>pre|textarea|script|style)\b.*?</(?P=name)\s*>"
_TAG = r"<[a-z/!](?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
# A tag, a text, or what is neither.
TOKEN = re.compile(
    rf"(?P<verbatim>{_VERBATIM}|<!--.*?-->)|(?P<tag>{_TAG})|(?P<text>[^<]+|<)", re.DOTALL | re.IGNORECASE
)
_QUOTED_OR_GAP = re.compile(r"(\"[^\"]*\"|'[^']*')|\s+")
# White space as HTML counts it: a space that does not break stays.
_LINE_BREAK = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")


def collapse_white_space(html: str) -> str:
    """Make every line break with the indentation around it one line break, and every gap in a tag one space.

    A browser shows either the same. Kept as they are: the values of attributes and what is in <pre>, <textarea>,
    <script> and <style>; no white space goes altogether, since between two words or links it may be what parts them.
    """
    return TOKEN.sub(_collapse_token, html).strip() + "\n"


def _collapse_token(match: re.Match) -> str:
    if match["tag"]:
        return _QUOTED_OR_GAP.sub(_collapse_gap, match["tag"])
    return match[0] if match["verbatim"] else _LINE_BREAK.sub("\n", match["text"])


def _collapse_gap(match: re.Match) -> str:
    if match[1]:
        return match[1]
    return "" if match.string[match.end()] == ">" else " "
