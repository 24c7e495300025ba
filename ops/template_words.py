"""Names the places where a template shows a space it did not show before: `make format` ends with it.

djangofmt keeps words and inline elements together, but it breaks a long line between two template tags, and
`{% endif %}{% if annex %}, {{ annex }}{% endif %}` then shows "2019 , annex". What is named needs a look; where the
space is seen, a <span> around the whole run of tags holds it together.

Use: python3 -m ops.template_words FILE…; compares with the last commit.
"""

import re
import subprocess
import sys
from pathlib import Path

from ops.template_lines import ELEMENTS, VOID

CONTROL = (
    "if|elif|else|endif|for|empty|endfor|block|endblock|with|endwith|load|extends|localize|endlocalize|autoescape"
    "|endautoescape|csrf_token"
)
DRAWING = "svg|g|path|rect|line|circle|text|desc"
INSIDE = r"(?:[^<>{]|\{[{%].*?[%}]\}|\{)*"
TOKEN = re.compile(
    rf"(?P<element></?(?:{ELEMENTS}|{VOID}|br|title|!DOCTYPE|{DRAWING})\b{INSIDE}>|<button\b{INSIDE}>(?=\s)|(?<=\s)</button>)"
    rf"|(?P<control>\{{% *(?:{CONTROL})\b.*?%\}}|\{{#.*?#\}}|<input type=\"hidden\"{INSIDE}>)|(?P<space>\s+)"
    rf"|(?P<word>\{{\{{.*?\}}\}}|\{{%.*?%\}}|</?\w{INSIDE}>|[^\s<{{]+|.)",
    re.DOTALL,
)


def shown_spaces(text: str) -> list[str]:
    """Give the words and inline tags of a template with the spaces between them that are seen.

    A space beside an element of its own lines is not, whatever control tags stand between the two. White space within
    tags says nothing, and is left out.
    """
    said: list[str] = []
    gap: list[str] = []
    for match in TOKEN.finditer(text):
        if match.lastgroup in ("space", "control"):
            gap.append(match.lastgroup)
            continue
        is_beside = match.lastgroup == "element" or not said or said[-1].startswith("\n")
        said += [" "] if "space" in gap and not is_beside else []
        said.append(("\n" if match.lastgroup == "element" else "") + "".join(match[0].split()))
        gap = []
    return said


def new_spaces(before: str, after: str) -> list[str]:
    """Give the places of the second text, a few words each, with a space the first does not have, or the reverse."""
    old, new, places = shown_spaces(before), shown_spaces(after), []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] != new[j]:
            places.append("".join(new[max(0, j - 3) : j + 4]).replace("\n", ""))
            i, j = i + (old[i] == " "), j + (new[j] == " ")
            if i < len(old) and j < len(new) and old[i] != new[j]:
                return places
        i, j = i + 1, j + 1
    return places


def committed_text(path: str) -> str | None:
    """Give the text of a file in the last commit; None when it was not there."""
    shown = subprocess.run(["git", "show", f"HEAD:{path}"], capture_output=True, text=True)  # noqa: S603, S607
    return shown.stdout if shown.returncode == 0 else None


def main(paths: list[str]) -> int:
    """Print what needs a look; always 0, since a person decides."""
    for path in paths:
        before = committed_text(path)
        for place in new_spaces(before, Path(path).read_text(encoding="utf-8")) if before is not None else []:
            print(f"{path}: look at the space in {place}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
