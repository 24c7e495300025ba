"""Citations in words and as files."""

import dataclasses
import re

import pytest

from public.citing.citation import element_citation, indicator_citation, plan_citation
from tests.indicators.render import progress_documents as made
from tests.page import page_text

ATOP = "/planuri/atop-2024/"


@pytest.fixture(autouse=True)
def _names(settings):
    settings.SITE_URL, settings.SITE_NAME = "https://planuri.example", "Planurile județului"


def bibtex_fields(text):
    """The fields of the one entry of a BibTeX file."""
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", text, re.M))


def ris_rows(text):
    """The rows of the one record of a RIS file, which end as the format asks."""
    assert text.endswith("ER  - \r\n")
    return dict(line.split("  - ") for line in text.split("\r\n")[:-1])


def test_a_plan_is_cited_by_its_edition_at_the_address_that_never_changes():
    found = plan_citation(made.plan())
    address = "https://planuri.example/planuri/plan/editii/3/"
    assert found.text == (
        "Autoritatea de ordine publică, Planul 2026, ediția 3, publicată în portal la 5 martie 2026, Planurile "
        f"județului, {address}"
    )
    assert found.bibtex.startswith("@book{plan-editia-3,\n")
    assert bibtex_fields(found.bibtex)["url"] == ris_rows(found.ris)["UR"] == address
    assert ris_rows(found.ris) == {
        "TY": "RPRT", "AU": "Autoritatea de ordine publică", "TI": "Planul 2026", "ET": "3", "PY": "2026",
        "DA": "2026/03/05", "PB": "Planurile județului", "UR": address, "LA": "ro", "ER": "",
    }  # fmt: skip


def test_a_part_is_cited_with_its_place_in_the_plan():
    document = made.plan()
    element = element_citation(document, document.by_address["os-1.1"])
    assert element.text.startswith("Autoritatea de ordine publică, „1.1. Educație”, în Planul 2026, ediția 3, ")
    assert element.address.endswith("/editii/3/#os-1.1")
    assert (ris_rows(element.ris)["TI"], ris_rows(element.ris)["T2"]) == ("1.1. Educație", "Planul 2026")
    own, of_element = (indicator_citation(document, document.indicators[number]) for number in (0, 3))
    assert own.address.endswith("/editii/3/")
    assert of_element.address.endswith("/editii/3/#os-1.1")
    assert of_element.key == "plan-editia-3-indicator-4"


def test_what_means_something_in_bibtex_is_written_so_that_it_does_not():
    document = made.plan()
    named = dataclasses.replace(document.elements[0], title="50% & {rest} \\ #1_a~b^c $\nrând")
    found = element_citation(document, named)
    written = r"{1. 50\% \& \{rest\} \textbackslash{} \#1\_a\textasciitilde{}b\textasciicircum{}c \$ rând}"
    assert bibtex_fields(found.bibtex)["title"] == written


@pytest.mark.parametrize("path", ["", "os-2.5/", "indicatori/1/", "editii/1/"])
@pytest.mark.parametrize(("extension", "kind"), [("bib", "x-bibtex"), ("ris", "x-research-info-systems")])
def test_the_files_are_sent_to_be_kept(client, editions, path, extension, kind):
    response = client.get(f"{ATOP}{path}citare.{extension}")
    assert response["Content-Type"] == f"application/{kind}; charset=utf-8"
    assert response["Content-Disposition"].endswith(f'.{extension}"')
    assert "planuri.example/planuri/atop-2024/editii/1/" in response.content.decode()


@pytest.mark.parametrize("path", ["os-99/", "indicatori/99/", "editii/2/"])
def test_what_is_not_there_is_not_cited(client, editions, path):
    assert client.get(f"{ATOP}{path}citare.bib").status_code == 404


def test_a_page_gives_its_citation_in_words_and_leads_to_the_files(client, editions):
    text = page_text(client.get(f"{ATOP}os-2.5/"))
    document = editions[0].read()
    said = element_citation(document, document.by_address["os-2.5"]).text
    assert said.split(", https")[0] in text
    assert "Copiază citarea BibTeX RIS" in text
