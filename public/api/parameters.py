"""What a request may ask: declared, so that the description of the API and the reading of it cannot disagree."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from public.api.problems import ApiProblem

CODE = r"[-.\w]{1,120}"
LARGEST_PAGE = 200
USUAL_PAGE = 50


@dataclass(frozen=True, kw_only=True)
class ApiParameter:
    """A parameter of the query: what it asks, and the JSON Schema of its value as text."""

    name: str
    about: str
    schema: Mapping = field(default_factory=dict)

    def read(self, text: str):
        """Return the value of a text; raise ApiProblem where it is none."""
        kind = self.schema.get("type")
        if kind == "integer":
            return self._integer(text)
        if kind == "boolean":
            return self._one_of(text, {"true": True, "false": False})
        if self.schema.get("format") == "date":
            return self._day(text)
        if "enum" in self.schema:
            return self._one_of(text, {one: one for one in self.schema["enum"]})
        if not re.fullmatch(CODE, text, re.ASCII):
            raise self._problem("se așteaptă un cod, din litere, cifre, puncte și liniuțe")
        return text

    def _integer(self, text: str) -> int:
        least, most = self.schema["minimum"], self.schema["maximum"]
        if not re.fullmatch("[0-9]{1,9}", text, re.ASCII) or not least <= int(text) <= most:
            raise self._problem(f"se așteaptă un număr întreg de la {least} la {most}")
        return int(text)

    def _day(self, text: str) -> datetime.date:
        try:
            if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
                return datetime.date.fromisoformat(text)
        except ValueError:
            pass
        raise self._problem("se așteaptă o zi ca 2024-12-31")

    def _one_of(self, text: str, values: Mapping):
        if text not in values:
            raise self._problem(f"se așteaptă {' sau '.join(values)}")
        return values[text]

    def _problem(self, expected: str) -> ApiProblem:
        return ApiProblem(400, f"Parametrul „{self.name}”: {expected}.")


def code(name: str, about: str) -> ApiParameter:
    """Return a parameter that is a code or the last part of an address."""
    return ApiParameter(name=name, about=about, schema={"type": "string", "pattern": r"^[-.0-9A-Za-z_]{1,120}$"})


def number(name: str, about: str) -> ApiParameter:
    """Return a parameter that is a number in the portal: of an indicator, of an edition."""
    return ApiParameter(name=name, about=about, schema={"type": "integer", "minimum": 1, "maximum": 999_999})


def day(name: str, about: str) -> ApiParameter:
    """Return a parameter that is a day."""
    return ApiParameter(name=name, about=about, schema={"type": "string", "format": "date"})


def yes_no(name: str, about: str) -> ApiParameter:
    """Return a parameter that is true or false."""
    return ApiParameter(name=name, about=about, schema={"type": "boolean"})


def choice(name: str, about: str, values: Iterable[str]) -> ApiParameter:
    """Return a parameter that is one of some words."""
    return ApiParameter(name=name, about=about, schema={"type": "string", "enum": list(values)})


LIMIT = ApiParameter(
    name="limit",
    about="Câte rânduri are pagina.",
    schema={"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": USUAL_PAGE},
)
OFFSET = ApiParameter(
    name="offset",
    about="Câte rânduri se sar.",
    schema={"type": "integer", "minimum": 0, "maximum": 999_999_999, "default": 0},
)
PAGING = (LIMIT, OFFSET)


def read_query(query, parameters: Iterable[ApiParameter]) -> dict:
    """Return what a request asks for, by parameter; raise ApiProblem for what is unknown, repeated or no value."""
    known = {one.name: one for one in parameters}
    found = {}
    for name, texts in query.lists():
        if name not in known:
            can_be = ", ".join(known) or "niciunul"
            raise ApiProblem(400, f"Parametrul „{name[:60]}” nu există aici. Parametrii cunoscuți: {can_be}.")
        if len(texts) > 1:
            raise ApiProblem(400, f"Parametrul „{name}” este dat de mai multe ori.")
        found[name] = known[name].read(texts[0])
    return found
