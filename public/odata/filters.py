"""What `$filter` asks, read into a question about a row; what is not read whole is refused.

Comparisons (eq, ne, gt, ge, lt, le) of a property with a value, contains, startswith and endswith, joined by and, or,
not and parentheses. As in OData, a comparison with nothing is not true, but eq and ne know null.
"""

import datetime
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from public.odata.refusals import ODataRefusal

Predicate = Callable[[dict], bool]
TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<date>\d{4}-\d{2}-\d{2})(?![\w.])|(?P<number>-?\d{1,30}(?:\.\d{1,30})?)(?![\w.])"
    r"|(?P<word>\w+)|(?P<sign>[(),]))"
)
COMPARISONS = {
    "eq": operator.eq, "ne": operator.ne, "gt": operator.gt, "ge": operator.ge, "lt": operator.lt, "le": operator.le,
}  # fmt: skip
FUNCTIONS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "startswith": str.startswith,
    "endswith": str.endswith,
}
CONSTANTS = {"true": True, "false": False, "null": None}
# Of each type, what a value must be.
PYTHON_TYPES = {
    "Edm.String": str,
    "Edm.Decimal": Decimal,
    "Edm.Int32": Decimal,
    "Edm.Date": datetime.date,
    "Edm.Boolean": bool,
}
LONGEST, DEEPEST = 2000, 20


def read_filter(text: str, types: Mapping[str, str]) -> Predicate:
    """Return the question that a filter asks of a row, by the types of its properties; raise ODataRefusal."""
    if len(text) > LONGEST:
        raise ODataRefusal(400, f"$filter: cel mult {LONGEST} de semne.")
    reader = _FilterReader(_tokens(text), types)
    found = reader.any_of(0)
    if reader.kind() != "end":
        raise reader.refusal()
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if not match:
            raise ODataRefusal(400, f"$filter: nu se înțelege „{text[place : place + 40].strip()}”.")
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        place = match.end()
    return [*found, ("end", "sfârșitul")]


class _FilterReader:
    """Reads the tokens of a filter from left to right."""

    def __init__(self, tokens: list[tuple[str, str]], types: Mapping[str, str]):
        self.tokens, self.types, self.place = tokens, types, 0

    def kind(self) -> str:
        return self.tokens[self.place][0]

    def refusal(self) -> ODataRefusal:
        return ODataRefusal(400, f"$filter: nu se aștepta „{self.tokens[self.place][1][:40]}”.")

    def take(self, *wanted: str) -> str:
        """Return the next token, which is one of those or else refused."""
        token = self.tokens[self.place][1]
        if token not in wanted:
            raise self.refusal()
        self.place += 1
        return token

    def is_next(self, word: str) -> bool:
        if self.tokens[self.place] != ("word", word):
            return False
        self.place += 1
        return True

    def any_of(self, depth: int) -> Predicate:
        parts = [self.all_of(depth)]
        while self.is_next("or"):
            parts.append(self.all_of(depth))
        return parts[0] if len(parts) == 1 else lambda row: any(part(row) for part in parts)

    def all_of(self, depth: int) -> Predicate:
        parts = [self.one(depth)]
        while self.is_next("and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else lambda row: all(part(row) for part in parts)

    def one(self, depth: int) -> Predicate:
        if depth > DEEPEST:
            raise ODataRefusal(400, "$filter: prea multe paranteze.")
        if self.is_next("not"):
            denied = self.one(depth + 1)
            return lambda row: not denied(row)
        if self.tokens[self.place][1] == "(":
            self.take("(")
            inside = self.any_of(depth + 1)
            self.take(")")
            return inside
        if self.tokens[self.place][1] in FUNCTIONS:
            return self.function()
        return self.comparison()

    def function(self) -> Predicate:
        holds = FUNCTIONS[self.take(*FUNCTIONS)]
        self.take("(")
        name = self.property()
        self.take(",")
        part = self.value(name)
        self.take(")")
        if not isinstance(part, str):
            raise ODataRefusal(400, f"$filter: „{name}” nu este text.")
        return lambda row: row[name] is not None and holds(row[name], part)

    def comparison(self) -> Predicate:
        name = self.property()
        sign = self.take(*COMPARISONS)
        compare, value = COMPARISONS[sign], self.value(name)
        if value is None or sign in ("eq", "ne"):
            return (lambda row: compare(row[name], value)) if sign in ("eq", "ne") else (lambda row: False)
        return lambda row: row[name] is not None and compare(row[name], value)

    def property(self) -> str:
        kind, name = self.tokens[self.place]
        if kind != "word" or name not in self.types:
            raise ODataRefusal(400, f"$filter: nu există coloana „{name[:40]}”.")
        self.place += 1
        return name

    def value(self, name: str):
        """Return the value that a property is compared with, which must be of its type."""
        kind, token = self.tokens[self.place]
        wanted = PYTHON_TYPES[self.types[name]]
        value = _literal(kind, token, self.refusal)
        if value is not None and type(value) is not wanted:
            raise ODataRefusal(400, f"$filter: „{name}” este {self.types[name]}, nu ca {token[:40]}.")
        self.place += 1
        return value


def _literal(kind: str, token: str, refusal: Callable[[], ODataRefusal]):
    if kind == "text":
        return token[1:-1].replace("''", "'")
    if kind == "number":
        return Decimal(token)
    if kind == "word" and token in CONSTANTS:
        return CONSTANTS[token]
    try:
        if kind == "date":
            return datetime.date.fromisoformat(token)
    except ValueError:
        pass
    raise refusal()
