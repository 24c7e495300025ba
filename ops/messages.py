"""The English catalogue: `make messages` brings it up to date with the words that templates and code give to gettext.

The Romanian words are the keys. What is new stands empty, for somebody to write; what nobody says any more goes. A
count's noun is found where it is counted for the public: `count(n, "zi", "zile")`, `{{ n|counted:"zi,zile" }}`.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.template.base import Lexer, TokenType
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
ROOMS = ("portal", "plans", "indicators", "public", "accounts", "cluj_plans")
# Where nouns are counted that the public reads.
PUBLIC = (
    "public/", "plans/render/", "indicators/progress/", "indicators/render/", "templates/public/",
    "templates/components/", "templates/plans/render/", "templates/indicators/render/",
)  # fmt: skip
# The back office, whose words are Django's.
FOREIGN = "templates/admin/"
SINGLE = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy", "CountedNoun"}
# What is declared in Romanian and said in the language of who asks: the keyword, or the values of a dictionary.
DECLARED = {"WordsByCode": "", "ElementField": "label"}
CONSTANT = r'"(?P<text>(?:[^"\\]|\\.)*)"'
TRANSLATE = re.compile(rf"^(?:translate|trans)\s+{CONSTANT}")
MARKED = re.compile(rf"_\({CONSTANT}\)")
COUNTED = re.compile(rf"(?:\|counted:|\bnouns=){CONSTANT}")
GLOSSARY = re.compile(rf'^glossary_word\s+"[^"]*"\s+{CONSTANT}')
BLOCK = re.compile(r"^blocktrans(?:late)?\b(?P<rest>.*)", re.DOTALL)

# What is said, and in the plural where there is one.
Message = tuple[str, str]


def messages() -> dict[Message, set[str]]:
    """Return what the project gives to gettext, each with the files that say it."""
    found: dict[Message, set[str]] = {}
    for path in tracked_files():
        read, name = template_messages if path.parts[0] == "templates" else code_messages, path.as_posix()
        for message in read((ROOT / path).read_text(encoding="utf-8"), is_public=name.startswith(PUBLIC)):
            found.setdefault(message, set()).add(name)
    return found


def tracked_files() -> Iterator[Path]:
    """Yield the templates and the code."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "templates", *ROOMS]
    for name in subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n"):  # noqa: S603
        is_read = name.endswith((".html", ".txt", ".svg", ".py")) and not name.startswith(FOREIGN)
        if is_read and (ROOT / name).exists():
            yield Path(name)


def code_messages(source: str, *, is_public: bool) -> Iterator[Message]:
    """Yield what Python gives to gettext."""
    if not re.search(rf"gettext|\bcount\(|{'|'.join(DECLARED)}", source):
        return
    for node in ast.walk(ast.parse(source)):
        name = isinstance(node, ast.Call) and getattr(node.func, "id", "")
        if not name:
            continue
        words = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
        if name in SINGLE and words and isinstance(words[0], str):
            yield words[0], ""
        elif name in DECLARED:
            yield from ((one, "") for one in _declared_words(node, DECLARED[name]))
        elif name in PLURAL or (name == "count" and is_public):
            words = words[1:3] if name == "count" else words[:2]
            if len(words) == 2 and all(isinstance(one, str) for one in words):
                yield tuple(words)


def _declared_words(node: ast.Call, keyword: str) -> Iterator[str]:
    """Yield the words that a declaration holds: those of one keyword, else the values of its dictionary."""
    if keyword:
        values = [one.value for one in node.keywords if one.arg == keyword]
    else:
        values = [value for one in node.args if isinstance(one, ast.Dict) for value in one.values]
    for value in values:
        for one in value.elts if isinstance(value, ast.Tuple) else [value]:
            if isinstance(one, ast.Constant):
                yield one.value


def template_messages(source: str, *, is_public: bool) -> Iterator[Message]:
    """Yield what a template gives to gettext."""
    block, rest = None, ""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK and (start := BLOCK.match(token.contents)):
            block, rest = [""], start["rest"]
        elif token.token_type == TokenType.BLOCK and token.contents.startswith("endblocktrans"):
            texts = [trim_whitespace(one) if "trimmed" in rest else one for one in block]
            yield texts[0], texts[1] if len(texts) > 1 else ""
            block = None
        elif block is not None:
            if token.token_type == TokenType.BLOCK:
                block.append("")
            else:
                is_text = token.token_type == TokenType.TEXT
                block[-1] += token.contents.replace("%", "%%") if is_text else f"%({token.contents})s"
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from _inside_token(token.contents, is_public)


def _inside_token(contents: str, is_public: bool) -> Iterator[Message]:
    for found in filter(None, [TRANSLATE.match(contents), GLOSSARY.match(contents), *MARKED.finditer(contents)]):
        yield found["text"].replace('\\"', '"'), ""
    for found in COUNTED.finditer(contents if is_public else ""):
        singular, _, plural = found["text"].partition(",")
        yield singular, plural


def renew(catalogue: polib.POFile, found: dict[Message, set[str]]) -> list[polib.POEntry]:
    """Keep of a catalogue what is said, add what is new, and return what has no English yet."""
    known = {(entry.msgid, entry.msgid_plural or ""): entry for entry in catalogue}
    catalogue.clear()
    for message in sorted(found, key=lambda one: (one[0].casefold(), one)):
        entry = known.get(message) or polib.POEntry(msgid=message[0], msgid_plural=message[1])
        if message[1] and not entry.msgstr_plural:
            entry.msgstr_plural = {0: "", 1: ""}
        entry.occurrences, entry.flags = [(name, "") for name in sorted(found[message])], []
        if "%(" in message[0] + message[1]:
            entry.flags.append("python-format")
        catalogue.append(entry)
    return [entry for entry in catalogue if not entry.translated()]


def main() -> int:
    """Renew the catalogue and what is read from it; name what has no English, and fail where there is any."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=120)
    missing = renew(catalogue, messages())
    catalogue.save()
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    for entry in missing:
        print(f"No English yet: {entry.msgid}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
