"""A plan as Akoma Ntoso, against the schema of LegalDocML (OASIS, CC BY 4.0), a copy of which is beside this file."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from plans import document as d
from plans.render.akoma_ntoso import identifiers, plan_akn
from tests.plans.render.plan_documents import composed, element, levels, plan

SCHEMA = Path(__file__).parent / "schemas" / "akomantoso30.xsd"
NAMES = {"a": plan_akn.NAMESPACE}


@pytest.fixture(scope="module")
def schema():
    """The schema, read once."""
    return etree.XMLSchema(etree.parse(str(SCHEMA)))


def read(document):
    return etree.fromstring(plan_akn.render(document))


def test_both_real_plans_fit_the_schema_and_hold_each_statement_in_its_place(atop, it_plan, schema):
    for document in (composed(atop), composed(it_plan)):
        root = read(document)
        schema.assertValid(root)
        found = {}
        for one in root.iter("{*}hcontainer"):
            if one.get("wId"):
                above = one.getparent().get("wId")
                found[one.get("wId").removeprefix("uid-")] = (above and above.removeprefix("uid-"), one)
        for element_value in document.elements:
            parent, container = found[element_value.uid]
            assert parent == element_value.parent
            assert container.findtext("a:heading", namespaces=NAMES) == element_value.title
            assert container.findtext("a:num", "", namespaces=NAMES) == element_value.printed_code
        assert {one.uid for one in document.indicators} <= set(found)


def test_it_says_which_edition_of_which_plan_it_is_and_by_which_acts(it_plan):
    document = composed(it_plan)
    root = read(document)
    assert root.xpath("//a:FRBRWork/a:FRBRuri/@value", namespaces=NAMES) == [
        "/akn/ro/doc/plan/cj-cluj/2019/informatizare-2019"
    ]
    assert root.xpath("//a:FRBRalias[@name='eli']/@value", namespaces=NAMES) == [
        "/eli/ro/cj-cluj/plan/informatizare-2019/editia-3/ron"
    ]
    wanted = [identifiers.act_eli(act) for act in document.acts]
    assert root.xpath("//a:activeRef/@href", namespaces=NAMES) == wanted
    assert root.xpath("//a:preface//a:ref/@href", namespaces=NAMES) == wanted


def test_a_plan_without_sections_or_with_nothing_in_it_fits_too(schema):
    ranks = levels(("og", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
    tree = (element("og", "1", description="<x> & „y”"), element("m", "1.1", "og-1"))
    shown = (d.SectionValue(heading="A", block="elements", level="og"),) * 2
    for one in (plan(), plan(levels=ranks, elements=tree), plan(levels=ranks, elements=tree, sections=shown)):
        root = read(one)
        schema.assertValid(root)
        ids = root.xpath("//@eId")
        assert len(set(ids)) == len(ids)


def test_the_schema_notices_what_does_not_fit(it_plan, schema):
    root = read(replace(composed(it_plan), acts=()))
    root.find(".//{*}FRBRWork").clear()
    assert not schema.validate(root)
