"""What assistants are answered over MCP: what was published, with citations that lead to it, and nothing else."""

import json

import jsonschema_rs
import pytest

from plans.models import Element, Plan
from public.models import PlanSummary
from tests.indicators.oversight.oversight_factories import DAY, TODAY, issued

SITE = "http://127.0.0.1:8000"


def ask(client, message, status=200, **headers):
    text = message if isinstance(message, str | bytes) else json.dumps(message)
    answer = client.post("/mcp/", text, content_type="application/json", headers=headers)
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*"), answer.content
    return answer.json() if answer.content else None


def call(client, name, **given):
    parameters = {"name": name, "arguments": given}
    answer = ask(client, {"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": parameters})
    assert (answer["jsonrpc"], answer["id"]) == ("2.0", 7)
    return answer["result"]


def read(client, name, **given):
    result = call(client, name, **given)
    assert result["isError"] is False, result
    assert json.loads(result["content"][0]["text"]) == result["structuredContent"]
    return result["structuredContent"]


def error(client, message):
    return ask(client, message)["error"]["code"]


def test_an_assistant_is_told_what_there_is_without_a_session(client):
    hello = {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}}
    result = ask(client, {"jsonrpc": "2.0", "id": "a", "method": "initialize", "params": hello})["result"]
    assert (result["protocolVersion"], result["capabilities"]) == ("2025-03-26", {"tools": {}})
    assert ask(client, {"jsonrpc": "2.0", "method": "notifications/initialized"}, 202) is None
    assert ask(client, {"jsonrpc": "2.0", "id": 1, "method": "ping"})["result"] == {}
    tools = ask(client, {"jsonrpc": "2.0", "id": 2, "method": "tools/list"})["result"]["tools"]
    for tool in tools:
        jsonschema_rs.meta.validate(tool["inputSchema"])
    assert [one["name"] for one in tools] == ["search", "list_plans", "read_plan", "read_element", "progress", "late"]
    assert {one["annotations"]["readOnlyHint"] for one in tools} == {True}


def test_each_tool_answers_with_citations_that_lead_to_what_it_says(client, editions, people, atop):
    issued(people, atop)
    Plan.objects.get(pk=atop.pk).recommendations.update(deadline=TODAY - 3 * DAY, issued_on=TODAY - 9 * DAY)
    answers = {
        "search": read(client, "search", query="ordine publică", limit=3),
        "list_plans": read(client, "list_plans"),
        "read_plan": read(client, "read_plan", plan="atop-2024"),
        "read_element": read(client, "read_element", plan="informatizare-2019", address="m-1.8"),
        "progress": read(client, "progress", plan="atop-2024"),
        "late": read(client, "late", plan="atop-2024"),
    }
    addresses = {cited["address"] for one in answers.values() for cited in one["citations"]}
    wrong = [one for one in addresses if client.get(one.removeprefix(SITE).partition("#")[0]).status_code != 200]
    assert (wrong, min(len(one["citations"]) for one in answers.values())) == ([], 1)
    assert len(answers["search"]["found"]) == 3
    assert len(answers["read_plan"]["outline"]) == len(editions[0].read().elements)
    assert answers["read_element"]["element"]["code"] == "1.8"
    assert answers["read_element"]["citations"][0]["address"].endswith("/editii/1/#m-1.8")
    assert len(answers["progress"]["indicators"]) == 13
    assert [one["days_late"] for one in answers["late"]["recommendations"]] == [3]


def test_what_institutions_owe_is_told_without_a_plan(client, editions):
    assert set(read(client, "late")) == {"as_of", "late", "citations"}


def test_an_example_is_told_as_one_and_a_draft_is_not_there(client, editions):
    Element.objects.update(title="Taină")
    PlanSummary.objects.update(is_invented=True)
    assert read(client, "list_plans")["plans"] == []
    text = json.dumps(read(client, "read_plan", plan="atop-2024"), ensure_ascii=False)
    assert "Taină" not in text
    missing = call(client, "read_plan", plan="ciorna")
    assert (missing["isError"], "„ciorna”" in missing["content"][0]["text"]) == (True, True)
    assert call(client, "read_element", plan="atop-2024", address="x-1")["isError"] is True


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", -32700),
        ("[" * 10_000, -32700),
        ([], -32600),
        ({"id": 1, "method": "ping"}, -32600),
        ({"jsonrpc": "2.0", "id": None, "method": "ping"}, -32600),
        ({"jsonrpc": "2.0", "id": 1, "method": "resources/list"}, -32601),
        ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": []}, -32602),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "delete"}}, -32602),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search"}}, -32602),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": ["search"]}}, -32602),
    ],
)
def test_a_message_that_is_none_is_refused_with_the_number_of_the_protocol(client, message, code):
    assert error(client, message) == code


@pytest.mark.parametrize(
    "given", [{"query": ""}, {"query": "\x00"}, {"query": 5}, {"query": "a", "limit": True}, {"query": "a", "x": 1}]
)
def test_an_argument_that_does_not_fit_is_refused(client, given):
    parameters = {"name": "search", "arguments": given}
    assert error(client, {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": parameters}) == -32602


def test_the_address_takes_messages_alone_and_none_that_is_too_large(client):
    assert (client.get("/mcp/").status_code, client.get("/mcp/")["Allow"]) == (405, "POST, OPTIONS")
    assert client.options("/mcp/").status_code == 204
    assert ask(client, " " * 70_000, 413)["error"]
    assert ask(client, {"jsonrpc": "2.0", "id": 1, "method": "ping"}, 400, MCP_Protocol_Version="1999-01-01")["error"]


@pytest.mark.parametrize(
    ("name", "given", "queries"),
    [
        ("list_plans", {}, 1),
        ("read_plan", {"plan": "atop-2024"}, 1),
        ("read_element", {"plan": "informatizare-2019", "address": "m-1.8"}, 3),
        ("progress", {"plan": "atop-2024"}, 3),
    ],
)
def test_a_tool_costs_its_queries_whatever_there_is(client, editions, django_assert_num_queries, name, given, queries):
    with django_assert_num_queries(queries):
        read(client, name, **given)
