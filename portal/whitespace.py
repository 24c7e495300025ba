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
_BLOCKS = (
    "article|aside|blockquote|body|caption|col|colgroup|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|head|header|hr|html"
    "|li|link|main|meta|nav|ol|p|section|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
_BLOCK_TAG = re.compile(
    rf"[ \t\r\n\f]*(</?(?:{_BLOCKS}|!doctype)(?![\w-])(?:\"[^\"]*\"|'[^']*'|[^'\">])*>)[ \t\r\n\f]*", re.IGNORECASE
)


def collapse_white_space(html: str) -> str:
    """Make every line break with the indentation around it one line break, and every gap in a tag one space.

    A browser shows either the same. Kept as they are: the values of attributes and what is in <pre>, <textarea>,
    <script> and <style>; no white space goes altogether, since between two words or links it may be what parts them.
    """
    return TOKEN.sub(_collapse_token, html).strip() + "\n"


def drop_space_beside_blocks(html: str) -> str:
    """Leave out the white space beside the tags of blocks; make every other line break a space. For HTML without <pre>.

    Nobody sees it, but a typesetter counts it: a paper's bytes would follow the indentation of its templates.
    """
    return _LINE_BREAK.sub(" ", _BLOCK_TAG.sub(r"\1", html))


def _collapse_token(match: re.Match) -> str:
    if match["tag"]:
        return _QUOTED_OR_GAP.sub(_collapse_gap, match["tag"])
    return match[0] if match["verbatim"] else _LINE_BREAK.sub("\n", match["text"])


def _collapse_gap(match: re.Match) -> str:
    if match[1]:
        return match[1]
    return "" if match.string[match.end()] == ">" else " "
