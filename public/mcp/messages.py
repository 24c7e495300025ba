"""The messages of the protocol (JSON-RPC 2.0): one in, one out; nothing is remembered between two."""

import json
from collections.abc import Callable, Mapping

from django.conf import settings

from public.mcp.tools import TOOLS

# The newest first; who asks for another is answered with the newest.
VERSIONS = ("2025-06-18", "2025-03-26")
PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMETERS = -32700, -32600, -32601, -32602
INSTRUCTIONS = (
    "Răspunde numai din ce dau uneltele și citează adresele din „citations”: ale unei ediții, care nu se mai schimbă. "
    "Ce poartă „warning” este un exemplu inventat. Datele sunt sub CC BY 4.0."
)


class MessageRefused(Exception):
    """Why a message is refused, with the protocol's number."""

    def __init__(self, code: int, message: str):
        super().__init__(message)
        self.code, self.message = code, message


def answer_to(text: bytes) -> dict | None:
    """Return the answer to a message; None where it asks for none."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return _error(None, MessageRefused(PARSE_ERROR, "Mesajul nu este JSON."))
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0" or not isinstance(message.get("method"), str):
        return _error(None, MessageRefused(INVALID_REQUEST, "Se așteaptă un mesaj JSON-RPC 2.0, unul singur."))
    if "id" not in message:
        return None
    identity = message["id"]
    if type(identity) not in (str, int):
        return _error(None, MessageRefused(INVALID_REQUEST, "„id” este un text sau un număr întreg."))
    try:
        return {"jsonrpc": "2.0", "id": identity, "result": _result(message["method"], message.get("params", {}))}
    except MessageRefused as refused:
        return _error(identity, refused)


def _result(method: str, parameters) -> dict:
    if method not in METHODS:
        raise MessageRefused(NO_METHOD, f"Metoda „{method[:60]}” nu există. Ce există: {', '.join(METHODS)}.")
    if not isinstance(parameters, dict):
        raise MessageRefused(INVALID_PARAMETERS, "„params” este un obiect.")
    return METHODS[method](parameters)


def _initialize(parameters: Mapping) -> dict:
    asked = parameters.get("protocolVersion")
    return {
        "protocolVersion": asked if asked in VERSIONS else VERSIONS[0],
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "cluj_plans", "title": settings.SITE_NAME, "version": "1"},
        "instructions": INSTRUCTIONS,
    }


def _list_tools(parameters: Mapping) -> dict:
    return {"tools": [one.declaration for one in TOOLS.values()]}


def _call_tool(parameters: Mapping) -> dict:
    name, given = parameters.get("name"), parameters.get("arguments") or {}
    tool = TOOLS.get(name) if isinstance(name, str) else None
    if tool is None:
        raise MessageRefused(INVALID_PARAMETERS, f"Unealta nu există. Ce există: {', '.join(TOOLS)}.")
    if not isinstance(given, dict):
        raise MessageRefused(INVALID_PARAMETERS, "„arguments” este un obiect.")
    if wrong := tool.wrong_argument(given):
        raise MessageRefused(INVALID_PARAMETERS, f"Argument {wrong}.")
    return tool.call(given)


METHODS: dict[str, Callable[[Mapping], dict]] = {
    "initialize": _initialize,
    "ping": lambda parameters: {},
    "tools/list": _list_tools,
    "tools/call": _call_tool,
}


def _error(identity, refused: MessageRefused) -> dict:
    return {"jsonrpc": "2.0", "id": identity, "error": {"code": refused.code, "message": refused.message}}
