"""The read API: what was published and accepted, as its own description says, and a refusal of everything else."""

import json
import time
from decimal import Decimal

import jsonschema_rs
import pytest
from django.test import Client

from indicators.models import Indicator, Recommendation, Report
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from plans.editions.publishing import withdraw
from plans.models import Edition, Element, Plan
from public.api import views
from public.api.openapi import description
from public.api.resources import RESOURCES
from public.models import PlanSummary
from tests import snapshots
from tests.indicators.oversight.oversight_factories import issued, sitting
from tests.indicators.report_factories import owed, promise, sent
from tests.public.published_plans import named_copies, published_plans

API = "/api/v1/"
PLAN = f"{API}plans/atop-2024"


def said(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.content)
    return answer.json()


def items(client, address):
    return said(client, address)["items"]


@pytest.fixture
def document(editions):
    return json.loads(editions[0].document)


@pytest.fixture
def accepted(people, atop):
    """A value of the first indicator that was accepted, its correction, a sitting and a recommendation."""

    def accept():
        promise(Indicator.objects.get(plan=atop, number=1))
        report = owed(people).reports.get()
        judged = {"by": people.reviewer, "verdict": "met", "reason": "Este în registru."}
        first = review_actions.accept_report(sent(report, by=people.reporter), **judged)
        correction = reporting_actions.begin_correction(first, by=people.reporter)
        sent(correction, by=people.reporter, value=Decimal(3))
        review_actions.accept_report(Report.objects.get(pk=correction.pk), **judged)
        sitting(Edition.objects.get(plan=atop, number=1), conclusions="S-a aprobat.")
        issued(people, atop)

    snapshots.once("accepted and corrected", accept)
    return Recommendation.objects.get()


def test_rows_of_a_plan_are_word_for_word_those_of_its_published_document(client, document):
    assert items(client, f"{PLAN}/elements?limit=200") == document["elements"]
    assert items(client, f"{PLAN}/indicators?limit=200") == document["indicators"]
    assert said(client, f"{PLAN}/editions/1") == document
    address = document["elements"][7]["address"]
    assert said(client, f"{PLAN}/elements/{address}") == document["elements"][7]


def test_rows_are_filtered_as_asked(client, document):
    levels = [one["level"] for one in items(client, f"{PLAN}/elements?level=og")]
    assert levels == ["og"] * 6
    uid = next(one["uid"] for one in document["elements"] if one["address"] == "og-2")
    below = items(client, f"{PLAN}/elements?parent=og-2")
    assert below == [one for one in document["elements"] if one["parent"] == uid] != []
    assert items(client, f"{API}plans?institution=atop-cluj&since=2024-01-01")[0]["slug"] == "atop-2024"
    assert items(client, f"{API}plans?until=2018-12-31") == []


def test_pages_lead_to_one_another_and_hold_every_row_once(client, document):
    found, address = [], f"{PLAN}/elements?limit=20"
    while address:
        page = said(client, address)
        assert page["total"] == len(document["elements"])
        found += page["items"]
        address = (page["next"] or "").removeprefix("http://127.0.0.1:8000")
    assert found == document["elements"]


def test_accepted_values_verdicts_recommendations_and_sittings_are_given(client, accepted):
    values = items(client, f"{PLAN}/values")
    assert [(one["value"], one["is_valid"], one["number"]) for one in values] == [("3", True, 1), ("4", False, 1)]
    assert [one["value"] for one in items(client, f"{PLAN}/values?valid=true&indicator=1")] == ["3"]
    assert items(client, f"{PLAN}/values?until=2023-12-31") == []
    assert [one["verdict_reason"] for one in items(client, f"{PLAN}/verdicts?verdict=met")] == ["Este în registru."] * 2
    assert items(client, f"{PLAN}/verdicts?verdict=not_met") == []
    assert [one["text"] for one in items(client, f"{API}recommendations?state=open")] == [accepted.text]
    assert items(client, f"{API}recommendations?plan=informatizare-2019") == []
    assert [one["conclusions"] for one in items(client, f"{API}sittings")] == ["S-a aprobat."]
    assert items(client, f"{PLAN}/targets?indicator=1&in_force=true")[0]["target"]["value"] == "5"


def test_every_answer_is_as_its_schema_says(client, accepted):
    schemas = description()["components"]["schemas"]
    places = {"plan": "atop-2024", "number": 1, "address": "og-1"}
    for one in RESOURCES:
        answer = said(client, API + one.path.format(**places))
        rows = answer["items"] if one.is_list else [answer]
        assert rows, one.path
        schema = {"$ref": f"#/components/schemas/{one.schema}", "components": {"schemas": schemas}}
        jsonschema_rs.Draft202012Validator(schema).validate(rows[0])
        wrong = {"strange": 1, **rows[0]}
        assert not jsonschema_rs.Draft202012Validator(schema).is_valid(wrong)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("plans?title=x", 400, "„title”"),
        ("plans?limit=10&limit=20", 400, "de mai multe ori"),
        ("plans?limit=0", 400, "de la 1 la 200"),
        ("plans?offset=99999999999999999999", 400, "„offset”"),
        ("plans?since=2024-02-30", 400, "2024-12-31"),
        ("plans?institution=%00", 400, "un cod"),
        ("plans/atop-2024/elements?parent=xx-9", 404, "„xx-9”"),
        ("plans/atop-2024/verdicts?verdict=bine", 400, "met sau"),
        ("plans/atop-2024?limit=1", 400, "niciunul"),
        ("plans/nimic", 404, "„nimic”"),
        ("plans/atop-2024/elements/og-99", 404, "og-99"),
        ("plans/atop-2024/editions/7", 404, "ediția 7"),
        ("plans/", 404, "plans/"),
        ("../v2/plans", 404, "v2"),
        ("plans/atop-2024/editions/%0A1", 404, "editions/\n1"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_problem_document(client, editions, address, status, words):
    answer = client.get(API + address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert words in problem["detail"]


def test_the_api_is_only_read_by_any_site_and_sent_once(editions):
    client = Client(enforce_csrf_checks=True)
    for method in (client.post, client.put, client.delete, client.patch):
        answer = method(f"{API}plans")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    answer = client.options(f"{API}plans")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, "*")
    answer = client.get(f"{API}plans")
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    again = client.get(f"{API}plans", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_no_word_of_a_draft_is_anywhere(client, people, accepted):
    Plan.objects.create(
        slug="ciorna", short_title="Taină", title="Taină", owner=Plan.objects.first().owner,
        period_start="2025-01-01", period_end="2025-12-31",
    )  # fmt: skip
    Element.objects.filter(level__plan__slug="atop-2024").update(title="Taină")
    Report.objects.filter(state="due").update(narrative="Taină", state="draft")
    Indicator.objects.all().update(definition="Taină")
    places = {"plan": "atop-2024", "number": 1, "address": "og-1"}
    texts = [client.get(API + one.path.format(**places)).content.decode() for one in RESOURCES]
    assert [text for text in texts if "Taină" in text] == []
    assert {client.get(API + one.path.format(**places)).status_code for one in RESOURCES} == {200}
    problem = said(client, f"{API}plans/ciorna/elements", 404)
    assert "Taină" not in problem["detail"]


def test_a_withdrawn_plan_says_so_and_an_example_is_found_only_by_its_name(client, editions, people):
    withdraw(editions[0], by=people.publisher, reason="Greșeală.")
    assert "retras" in said(client, f"{PLAN}/elements", 410)["detail"]
    assert "retras" in said(client, f"{PLAN}/editions/1", 410)["detail"]
    PlanSummary.objects.update(is_invented=True)
    assert items(client, f"{API}plans") == []
    assert said(client, f"{API}plans/informatizare-2019")["is_invented"] is True


@pytest.mark.parametrize("number", [1, 20])
def test_a_page_costs_the_same_queries_beside_any_number_of_plans_and_rows(
    client, accepted, people, django_assert_num_queries, number
):
    document = Edition.objects.current().get(plan__slug="atop-2024").read()
    published_plans(named_copies(document, [f"Planul {one}" for one in range(number)]), by=people.publisher)
    for address, queries in {
        "plans": 2,
        "plans/atop-2024/elements": 1,
        "plans/atop-2024/values": 4,
        "recommendations": 6,
        "sittings": 2,
    }.items():
        with django_assert_num_queries(queries):
            client.get(API + address)


def test_a_page_of_fifty_rows_costs_under_a_millisecond_beyond_reading(rf, editions):
    request = rf.get(f"{PLAN}/elements")
    one = next(one for one in RESOURCES if one.name == "listElements")
    rows = one.rows({"plan": "atop-2024"})
    unread = type(one)(**{**vars(one), "rows": lambda asked: rows})
    seconds = []
    for _ in range(30):
        start = time.process_time()
        views.resource(request, one=unread, plan="atop-2024")
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.001
