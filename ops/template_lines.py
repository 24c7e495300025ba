"""Gives an element that takes several lines a line of its own, apart from the template tag beside it.

djangofmt adds no white space where there was none, so `{% if x %}<p>` stays glued however long the paragraph is. Beside
the elements named here white space is never seen. What stands on one line with both its ends stays there.

Use: python3 -m ops.template_lines [--check] FILE…; --check changes nothing, names the files and fails.
"""

import re
import sys
from pathlib import Path

VOID = "link|meta|hr|col"
ELEMENTS = (
    "article|aside|blockquote|body|caption|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|head|header|html|legend|li|main|nav|ol|optgroup|option|p|script|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
TAG = r"\{%(?:[^%]|%(?!\}))*%\}"
AFTER_TAG = re.compile(rf"(?P<beside>{TAG})[ \t]*(?P<place>)(?P<element><(?:{ELEMENTS}|{VOID})\b)")
BEFORE_TAG = re.compile(rf"(?P<element></(?:{ELEMENTS})>|<(?:{VOID})\b[^<>]*>)[ \t]*(?P<place>)(?P<beside>{TAG})")
EDGE = re.compile(
    rf"<(?P<end>/?)(?P<name>{ELEMENTS})\b"
    r"|\{% *(?P<stop>end)?(?P<tag>block|if|for|with|localize|autoescape)\b(?!trans)|\{% *(?P<turn>else|elif|empty)\b"
)
VOID_OVER_LINES = re.compile(rf"(?P<before>{TAG})?(?P<element><(?:{VOID})\b[^<>]*\n[^<>]*>)(?P<after>{TAG})?")


def loose_edges(line: str) -> set[int]:
    """Give where a line begins what it does not end, or ends what it did not begin: elements and template tags."""
    opened, loose = [], set()
    for edge in EDGE.finditer(line):
        name = edge["name"] or edge["tag"] or "if"
        if edge["end"] or edge["stop"] or edge["turn"]:
            is_own = opened and (opened[-1][0] == name or edge["turn"])
            # The end of an {% else %} that itself goes back beyond the line goes with it.
            loose |= set() if is_own and opened[-1][1] not in loose else {edge.start()}
            name = opened.pop()[0] if is_own else name
        if not (edge["end"] or edge["stop"]):
            opened.append((name, edge.start()))
    return loose | {start for _, start in opened}


def split_line(line: str) -> list[str]:
    """Split a line between a template tag and an element when one of the two goes on beyond the line."""
    loose = loose_edges(line)
    found = [*AFTER_TAG.finditer(line), *BEFORE_TAG.finditer(line)]
    cuts = sorted({m.start("place") for m in found if {m.start("element"), m.start("beside")} & loose})
    parts = [line[start:end] for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    return [part.rstrip() if part is not parts[-1] else part for part in parts]


def open_elements(text: str) -> str:
    """Give a template in which every element of several lines begins and ends on lines of its own."""
    text = VOID_OVER_LINES.sub(lambda m: "\n".join(part for part in m.groups() if part), text)
    return "\n".join(part for line in text.split("\n") for part in split_line(line))


def main(arguments: list[str]) -> int:
    """Open the elements of the named files; with --check only name those that are not, and give 1 if there are any."""
    is_check = "--check" in arguments
    paths = [Path(name) for name in arguments if name != "--check"]
    wanting = [path for path in paths if open_elements(text := path.read_text(encoding="utf-8")) != text]
    for path in wanting:
        if is_check:
            print(f"{path}: an element of several lines stands beside a template tag")
        else:
            path.write_text(open_elements(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if is_check and wanting else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
