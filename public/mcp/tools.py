"""The tools that assistants have, declared once: their list and the reading of what they are given come from here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from public.mcp.readings import (
    MOST_FOUND,
    ReadingRefused,
    late,
    list_plans,
    read_element,
    read_plan,
    read_progress,
    search,
)

LONGEST_WORDS = 300
PLAN = {"type": "string", "maxLength": 50, "description": "Numele planului din adresa lui, de exemplu „atop-2024”."}


@dataclass(frozen=True, kw_only=True)
class AssistantTool:
    """A tool: its name, what it is for, what it takes, and what reads the answer."""

    name: str
    title: str
    description: str
    read: Callable[[Mapping], dict]
    takes: Mapping[str, dict] = field(default_factory=dict)
    required: tuple[str, ...] = ()

    @property
    def declaration(self) -> dict:
        """What an assistant is told of it."""
        schema = {"type": "object", "properties": dict(self.takes), "required": list(self.required)}
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": {**schema, "additionalProperties": False},
            "annotations": {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
        }

    def wrong_argument(self, given: Mapping) -> str:
        """Return in words what is wrong with what was given; nothing where all is well."""
        unknown = [name for name in given if name not in self.takes]
        missing = [name for name in self.required if name not in given]
        if unknown or missing:
            return f"{'necunoscut' if unknown else 'lipsește'}: {(unknown or missing)[0][:60]}"
        wrong = [name for name, value in given.items() if not _is_fitting(value, self.takes[name])]
        return f"nepotrivit: {wrong[0]}" if wrong else ""

    def call(self, given: Mapping) -> dict:
        """Return the result of a call; what is not there is a result that says so."""
        try:
            said = self.read(given)
        except ReadingRefused as refused:
            return {"content": [{"type": "text", "text": str(refused)}], "isError": True}
        text = json.dumps(said, ensure_ascii=False)
        return {"content": [{"type": "text", "text": text}], "structuredContent": said, "isError": False}


def _is_fitting(value, schema: Mapping) -> bool:
    if schema["type"] == "integer":
        return type(value) is int and schema["minimum"] <= value <= schema["maximum"]
    return isinstance(value, str) and 0 < len(value) <= schema["maxLength"] and "\x00" not in value


TOOLS = {
    one.name: one
    for one in (
        AssistantTool(
            name="search",
            title="Caută",
            description="Caută cuvinte în tot ce este publicat: planuri, obiective, indicatori, raportări acceptate, "
            "recomandări, ședințe. Forma cuvântului și diacriticele nu contează.",
            read=search,
            takes={
                "query": {"type": "string", "maxLength": LONGEST_WORDS, "description": "Cuvintele căutate."},
                "limit": {"type": "integer", "minimum": 1, "maximum": MOST_FOUND, "description": "Câte rezultate."},
            },
            required=("query",),
        ),
        AssistantTool(
            name="list_plans",
            title="Planurile",
            description="Planurile publicate, cu perioada și ce promit.",
            read=list_plans,
        ),
        AssistantTool(
            name="read_plan",
            title="Un plan",
            description="Ce este un plan: ediția în vigoare, secțiunile, cuprinsul pe niveluri, indicatorii.",
            read=read_plan,
            takes={"plan": PLAN},
            required=("plan",),
        ),
        AssistantTool(
            name="read_element",
            title="Un obiectiv sau o măsură",
            description="Tot ce spune planul despre un element, ce ține de el și în ce stadiu sunt indicatorii lui.",
            read=read_element,
            takes={
                "plan": PLAN,
                "address": {"type": "string", "maxLength": 120, "description": "Adresa din cuprins, ca „os-1.2”."},
            },
            required=("plan", "address"),
        ),
        AssistantTool(
            name="progress",
            title="Progresul unui plan",
            description="Stadiul fiecărui indicator, cu explicația lui. „Fără date” nu înseamnă zero; procentele nu se "
            "adună și nu se mediază.",
            read=read_progress,
            takes={"plan": PLAN},
            required=("plan",),
        ),
        AssistantTool(
            name="late",
            title="Ce întârzie",
            description="Raportările și răspunsurile la recomandări care au depășit termenul: ale unui plan, sau ale "
            "fiecărei instituții.",
            read=late,
            takes={"plan": PLAN},
        ),
    )
}
