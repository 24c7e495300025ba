"""The screen where a plan comes in from a file: what would come, what would not, then the plan."""

import copy
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans import document as d
from plans.models import Element, Plan
from plans.render.stratml import plan_stratml
from tests.forms import fields_of
from tests.page import Page
from tests.plans.exchange.arrivals.test_actions import published

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Strategic_Plan">
<Name>Strategia orașului</Name><StrategicPlanCore><Organization><Name>Primăria</Name></Organization>
<Mission><Description>Servim.</Description></Mission>
<Goal><Name>Străzi curate</Name><Description>Străzi curate</Description><SequenceIndicator>1</SequenceIndicator>
<Objective><Name>Măturat</Name><Stakeholder><Name>Serviciul de salubrizare</Name></Stakeholder>
<PerformanceIndicator ValueChainStage="Output"><MeasurementDimension>Străzi</MeasurementDimension>
<UnitOfMeasurement>km</UnitOfMeasurement><MeasurementInstance><TargetResult><NumberOfUnits>12.5</NumberOfUnits>
</TargetResult><ActualResult><NumberOfUnits>3</NumberOfUnits></ActualResult></MeasurementInstance>
</PerformanceIndicator></Objective></Goal></StrategicPlanCore>
<Submitter><GivenName>Ion</GivenName></Submitter></PerformancePlanOrReport>"""


@pytest.fixture
def address():
    return reverse("plans:arrive")


def send(client, address, name, content):
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def test_a_person_sees_what_would_come_then_has_the_plan(editor, address, it_plan):
    content = d.to_json(published(it_plan)).encode()
    shown = send(editor, address, "plan.json", content)
    page = Page(shown)
    assert "este planul întreg, așa cum l-a scris portalul" in page.text
    assert "elementele și indicatorii primesc identificatori noi" in page.text
    assert "Măsuri: 14" in page.text
    assert not Plan.objects.filter(slug="adus").exists()
    values = fields_of(shown) | {"slug": "adus", "short_title": "Planul adus"}
    done = editor.post(address, values)
    assert (done.status_code, done.url) == (302, reverse("plans:plan", args=["adus"]))
    assert Element.objects.filter(level__plan__slug="adus").count() == len(published(it_plan).elements)
    again = editor.post(address, values)
    assert "nu mai așteaptă confirmarea" in again.content.decode()


def test_a_file_from_elsewhere_says_what_was_not_understood(editor, address):
    shown = send(editor, address, "strategie.xml", FOREIGN.encode())
    page = Page(shown)
    for words in ("etapa „Output”", "„3”", "Submitter / GivenName: „Ion”", "s-a propus anul", "Misiune"):
        assert words in page.text, words
    owner = Plan.objects.get(slug="informatizare-2019").owner_id
    done = editor.post(address, fields_of(shown) | {"owner": owner})
    plan = Plan.objects.get(title="Strategia orașului")
    assert done.url == reverse("plans:plan", args=[plan.slug])
    row = Element.objects.get(level__plan=plan, level__prefix="os")
    assert (row.title, row.responsible, row.parent.title) == ("Măturat", "Serviciul de salubrizare", "Străzi curate")
    assert plan.indicators.get().targets.get().value == 12.5


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.json", b"{", "greșeala e la rândul 1, coloana 2"),
        ("plan.json", b'{"a": 1}', "nu este planul unei ediții"),
        ("plan.json", b"\xff", "nu este text UTF-8"),
        ("plan.json", b"[" * 100_000, "prea multe niveluri"),
        ("plan.json", b"9" * 5_000, "prea lung"),
        ("plan.xml", b"<a>\n<b></a>", "greșeala e la rândul 2"),
        ("plan.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "declară un tip de document"),
        ("plan.xml", b"<a>" * 50 + b"</a>" * 50, "prea multe niveluri"),
        ("plan.xml", b"<html/>", "nu este StratML"),
        ("plan.docx", b"PK", "nu este un plan ca date"),
        ("plan.json", b" ", "este gol"),
    ],
)
def test_what_is_no_plan_is_refused_with_its_place(editor, address, name, content, said):
    before = Plan.objects.count()
    assert said in Page(send(editor, address, name, content)).text
    assert Plan.objects.count() == before


def test_a_field_that_is_wrong_is_named(editor, address, it_plan):
    plain = d.to_plain(published(it_plan))
    for change, said in (
        (lambda one: one["elements"][2].update(title=7), "„elements[2].title” trebuie să fie un text"),
        (lambda one: one["elements"][2].update(altceva=7), "„elements[2].altceva” nu este un câmp cunoscut"),
        (lambda one: one["elements"][2].pop("title"), "„elements[2].title” lipsește"),
        (lambda one: one.update(period_start="2024"), "„period_start” trebuie să fie o zi"),
        (lambda one: one["elements"][0].update(parent=one["elements"][1]["uid"]), "nu stă înaintea lui"),
        (lambda one: one["elements"][1].update(uid=one["elements"][0]["uid"]), "apare de două ori"),
        (lambda one: one["levels"][0].update(parent=one["levels"][0]["prefix"]), "în cerc"),
        (lambda one: one["indicators"][0].update(number=0), "numărul 0"),
    ):
        wrong = copy.deepcopy(plain)
        change(wrong)
        text = Page(send(editor, address, "plan.json", json.dumps(wrong).encode())).text
        assert said in text, said


def test_a_stratml_of_the_portal_that_was_changed_says_what_it_says_now(editor, address, it_plan):
    document = published(it_plan)
    title = document.elements[0].title
    content = plan_stratml.render(document).decode()
    head, root = content.split("<PerformancePlanOrReport", 1)
    changed = f"{head}<PerformancePlanOrReport{root.replace(title, 'Alt titlu')}"
    text = Page(send(editor, address, "plan.xml", changed.encode())).text
    assert "a fost schimbat după ce l-a scris portalul" in text
    assert "Alt titlu" in text


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("outsider", 403), ("reporter", 403), ("reviewer", 403)])
def test_only_who_writes_plans_brings_one(client, people, address, who, status):
    if who:
        client.force_login(getattr(people, who))
    assert client.get(address).status_code == status
    assert send(client, address, "plan.json", b"{}").status_code == status
