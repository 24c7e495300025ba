"""The catalogue: whole in one file, the same in three formats, as DCAT-AP asks, and nothing of a draft or an example."""

from pathlib import Path

import pytest
import rdflib
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rdflib import DCAT, DCTERMS, RDF, SH, URIRef

from plans.editions.publishing import withdraw
from plans.models import Edition, Plan
from public.catalogue.formats import CATALOGUE_FORMATS
from public.catalogue.vocabulary import ROMANIA
from public.data.lists import LISTS
from public.models import PlanSummary
from tests.public.published_plans import named_copies, published_plans
from tests.wsgi_client import ask

SITE = "http://127.0.0.1:8000"
SHAPES = Path(__file__).parent / "shapes"
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}


def graph_of(answer, extension="ttl") -> rdflib.Graph:
    assert answer.status_code == 200, answer
    return rdflib.Graph().parse(data=answer.content, format=PARSERS[extension])


@pytest.fixture
def graph(client, editions):
    return graph_of(client.get("/catalog.ttl"))


def test_the_three_formats_say_the_same(client, editions):
    Plan.objects.filter(slug="atop-2024").update(title='Un „titlu" cu \\ & < \n și @')
    PlanSummary.objects.filter(slug="atop-2024").update(title='Un „titlu" cu \\ & < \n și "@"', standing="a\tb > c")
    ttl, *others = (set(graph_of(client.get(f"/catalog.{one}"), one)) for one in CATALOGUE_FORMATS)
    assert [one ^ ttl for one in others] == [set(), set()]
    assert any("\\ & < \n și" in str(value) for _, _, value in ttl)


def validation(graph, *names, breaks=()):
    import pyshacl  # A second, which no other test needs.

    shapes = rdflib.Graph()
    for name in names:
        shapes.parse(SHAPES / name, format="turtle")
    # The published shapes name some that they do not define.
    for triple in [one for one in shapes.triples((None, SH.property, None)) if (one[2], SH.path, None) not in shapes]:
        shapes.remove(triple)
    for triple in breaks:
        graph.remove(triple)
    return pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=True, do_owl_imports=False)


def _found(results):
    return results.subjects(RDF.type, SH.ValidationResult)


def test_the_catalogue_conforms_to_the_shapes_of_dcat_ap(graph):
    conforms, _results, text = validation(graph, "shacl_dcat-ap-SHACL.ttl", "html_shacl_shapes.ttl")
    assert conforms, text
    _conforms, results, _text = validation(graph, "html_shacl_shapes_recommended.ttl")
    missing = {(results.value(one, SH.resultPath), *results.objects(one, SH.focusNode)) for one in _found(results)}
    # A list is of no period of its own, a country needs no box; everything else that is recommended is said.
    lists = {(DCTERMS.temporal, f"{SITE}/{one}/#set-de-date") for one in LISTS}
    known = lists | {(one, ROMANIA) for one in (DCAT.bbox, DCAT.centroid)}
    assert {(path, str(thing)) for path, thing in missing} == known | {
        (DCTERMS.issued, f"{SITE}/date-deschise/#catalog")
    }
    broken = validation(graph, "html_shacl_shapes.ttl", breaks=[(None, DCAT.accessURL, None)])
    assert broken[0] is False


def test_what_dcat_ap_2_requires_is_there_too(graph):
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    required = {
        catalogue: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
        **dict.fromkeys(graph.subjects(RDF.type, DCAT.Dataset), (DCTERMS.title, DCTERMS.description)),
        **dict.fromkeys(graph.subjects(RDF.type, DCAT.Distribution), (DCAT.accessURL,)),
        **dict.fromkeys(graph.subjects(RDF.type, DCAT.DataService), (DCTERMS.title, DCAT.endpointURL)),
    }
    missing = [(one, name) for one, names in required.items() for name in names if not list(graph.objects(one, name))]
    assert missing == []


def test_every_file_of_a_published_plan_is_a_distribution_that_can_be_downloaded(client, graph):
    found = [str(one) for one in graph.objects(None, DCAT.downloadURL)]
    paths = [one.removeprefix(SITE) for one in found if not one.endswith(".pdf")]
    assert "/planuri/atop-2024/editii/1/plan.json" in paths
    assert "/planuri/informatizare-2019/date/valori.csv" in paths
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_a_plan_that_was_withdrawn_and_an_example_are_not_in_it(client, editions, people):
    withdraw(editions[0], by=people.publisher, reason="Greșeală.")
    PlanSummary.objects.filter(slug="informatizare-2019").update(is_invented=True)
    graph = graph_of(client.get("/catalog.ttl"))
    sets = {str(one).partition("8000")[2] for one in graph.objects(None, DCAT.dataset)}
    assert sets == {f"/{one}/#set-de-date" for one in LISTS}
    assert not any("atop-2024" in str(one) for one in graph.all_nodes())


@pytest.mark.parametrize("kind", CATALOGUE_FORMATS.values())
def test_the_stored_catalogue_is_what_django_would_send_and_any_site_may_read_it(client, editions, kind):
    with CaptureQueriesContext(connection) as queries:
        kept = ask(kind.path)
        again = ask(kind.path, if_none_match=kept.headers["ETag"])
    assert (len(queries), kept.status, again.status, again.body) == (0, 200, 304, b"")
    made = client.get(kind.path)
    assert kept.body == made.content
    own = {"Content-Length", "ETag", "Vary", "X-Request-ID"}
    assert {k: v for k, v in kept.headers.items() if k not in own} == {
        k: v for k, v in made.headers.items() if k not in own
    }
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_who_has_the_catalogue_gets_nothing_again_and_any_site_may_read_it(client, editions):
    answer = client.get("/catalog.ttl")
    assert answer["Content-Type"] == "text/turtle; charset=utf-8"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/catalog.ttl", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.post("/catalog.ttl").status_code == 405


@pytest.mark.parametrize("number", [1, 30])
def test_the_catalogue_costs_two_queries_beside_any_number_of_plans(
    client, editions, people, django_assert_num_queries, number
):
    document = Edition.objects.current().get(plan__slug="atop-2024").read()
    published_plans(named_copies(document, [f"Planul {one}" for one in range(number)]), by=people.publisher)
    with django_assert_num_queries(2):
        graph = graph_of(client.get("/catalog.ttl"))
    assert len(list(graph.subjects(RDF.type, DCAT.Dataset))) == number + 5
    assert (URIRef(f"{SITE}/planuri/copia-001/#set-de-date"), RDF.type, DCAT.Dataset) in graph
