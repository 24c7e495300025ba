"""A plan as StratML: it fits the standard, says what the plan says, and holds the document whole."""

import json
import os
from dataclasses import replace

import pytest
from lxml import etree

from plans import document as d
from plans.render.stratml import plan_stratml
from plans.render.stratml.kept_document import kept_document
from tests.plans.render.plan_documents import composed, element, levels, plan
from tests.plans.render.stratml.grammar import faults

NAMES = {"s": plan_stratml.NAMESPACE}


def read(document):
    return etree.fromstring(plan_stratml.render(document))


def is_valid(root):
    """Whether the grammar has nothing against it, nor the published schema where it is."""
    path = os.environ.get("STRATML_XSD")
    if path:
        etree.XMLSchema(etree.parse(path)).assertValid(root)
    return faults(root) == []


def test_both_real_plans_fit_the_standard_and_say_each_statement_once(atop, it_plan):
    for document in (composed(atop), composed(it_plan)):
        root = read(document)
        assert is_valid(root), faults(root)
        found = {one.findtext("s:Identifier", namespaces=NAMES): one for one in root.iter("{*}Goal", "{*}Objective")}
        for one in document.elements:
            said = found[f"_{one.uid}"]
            assert etree.QName(said).localname == ("Objective" if one.parent else "Goal")
            assert said.findtext("s:Name", namespaces=NAMES) == one.title
            assert said.findtext("s:SequenceIndicator", "", namespaces=NAMES) == one.printed_code
        dimensions = root.xpath("//s:MeasurementDimension/text()", namespaces=NAMES)
        assert sorted(dimensions) == sorted(one.title for one in document.indicators)


def test_the_document_is_in_it_whole_and_a_change_of_the_file_is_noticed(it_plan):
    document = composed(it_plan)
    root = read(document)
    assert kept_document(root) == (d.to_json(document), True)
    root.find(".//{*}Goal/{*}Name").text = "Altceva"
    assert kept_document(root) == (d.to_json(document), False)


def test_what_xml_cannot_hold_or_would_end_the_instruction_comes_back(it_plan):
    note = "<?x?> ?> \uffff \u0085 ]]> &amp;"
    document = replace(composed(it_plan), subtitle=note)
    text, is_same = kept_document(read(document))
    assert is_same
    assert d.checksum_of(d.to_json(d.from_plain(d.Document, json.loads(text)))) == d.checksum_of(d.to_json(document))


def test_a_plan_with_nothing_in_it_and_indicators_of_every_place_fit(it_plan):
    ranks = levels(("og", "Obiectiv", "Obiective"), ("m", "Măsură", "Măsuri"))
    tree = (element("og", "1", description="Despre"), element("m", "1.1", "og-1"))
    of = [None, "og-1", "m-1.1"]
    own = [
        d.IndicatorValue(uid=f"i{n}", element=uid, title=f"Ind {n}", joiner="", nature="count", minimal=False, number=n)
        for n, uid in enumerate(of, start=1)
    ]
    for one in (plan(), plan(levels=ranks, elements=tree, indicators=tuple(own))):
        assert is_valid(read(one))


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("Goal/{*}Description", lambda one: one.getparent().remove(one)),
        ("StartDate", lambda one: setattr(one, "text", "31.12.2024")),
        ("Goal/{*}Identifier", lambda one: setattr(one, "text", "1a")),
        ("Role/{*}RoleType", lambda one: setattr(one, "text", "Altul")),
    ],
)
def test_the_grammar_notices_what_does_not_fit(it_plan, path, change):
    root = read(composed(it_plan))
    change(root.find(f".//{{*}}{path}"))
    assert faults(root) != []
