"""What is found, in which order: the same on both databases."""

import datetime

import pytest

from public.models import SearchEntry
from public.search.entries import EntryKind
from public.search.words import facet
from tests.public.search.search_factories import finding, keep, matches, titles

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.mark.parametrize("text", ["Siguranța", "siguranţa", "siguranta", "SIGURANȚEI", "siguranțe", "  siguranțelor?"])
def test_spellings_and_endings_are_forgiven(text):
    keep(finding("Siguranța"), finding("Altceva", "de siguranţei"), finding("Asigurarea", "sigur"))
    assert titles(text) == ["Siguranța", "Altceva"]


def test_the_code_comes_first_then_the_phrase_then_the_title_then_the_order():
    keep(
        finding("Rest", "Fonduri, și altele europene, 2.5"),
        finding("În text", "despre fonduri europene 2.5"),
        finding("Europene sunt fonduri 2.5"),
        finding("Fonduri europene 2.5"),
        finding("2.5 Numai", "europene fonduri", code="2.5"),
        finding("Nimic", "fonduri 2.5"),
    )
    order = ["2.5 Numai", "Fonduri europene 2.5", "Europene sunt fonduri 2.5", "În text", "Rest"]
    assert titles("fonduri europene 2.5") == order


def test_newer_plans_come_first_and_what_only_an_earlier_edition_says_comes_last(atop, it_plan):
    keep(finding("Vechi"), plan=it_plan, since=datetime.date(2019, 1, 1))
    keep(finding("Fost", edition=1), finding("Nou"), plan=atop)
    assert titles("element") == ["Nou", "Vechi", "Fost"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"spatiul public"', ["Spațiul public"]),
        ("„SPAȚIILE PUBLICE”", ["Spațiul public"]),
        ("spatiul public", ["Spațiul public", "Public", "Despărțite"]),
        ("«spațiul", ["Spațiul public", "Public", "Despărțite"]),
        ("spațiul de la public", ["Spațiul public", "Public", "Despărțite"]),
        ('"de la"', ["De la"]),
        ("de la", ["De la"]),
    ],
)
def test_a_phrase_stands_together_within_one_text(text, found):
    keep(
        finding("Despărțite", "un spațiu", "public"),
        finding("Public", "spațiul"),
        finding("Spațiul public"),
        finding("De la"),
    )
    assert sorted(titles(text)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.1", ["1.1"]),
        ("1.14", ["1.14"]),
        ("obiectivul 1.1", ["1.1"]),
        ("masura 1.14", []),
        ("1", []),
        ("1.1.", ["1.1"]),
    ],
)
def test_a_code_is_one_word(text, found):
    keep(*(finding(code, code=code, label="Obiectiv specific") for code in ("1.1", "1.14", "1.1.4")))
    assert titles(text) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([facet("fel", EntryKind.SITTING)], ["Ședința"]),
        ([facet("institutie", "ipj-cluj")], ["Unu"]),
        ([facet("institutie", "ipj")], []),
        ([facet("an", 2024)], ["Unu", "Ședința"]),
        ([facet("an", 2024), facet("stadiu", "retras")], ["Unu"]),
        ([facet("an", 2023), facet("stadiu", "retras")], []),
    ],
)
def test_what_is_found_is_narrowed(asked, found):
    keep(
        finding("Unu", "cuvânt", institutions=frozenset({"ipj-cluj"}), years=range(2024, 2026), status="retras"),
        finding("Ședința", "cuvânt", kind=EntryKind.SITTING, years=range(2024, 2025), institutions=frozenset({"a"})),
    )
    assert titles("cuvânt", *asked) == found


def test_each_page_goes_on_where_the_one_before_ended():
    keep(*(finding(f"Drum {n}" if n % 3 else "Altul", "drum bun" if n % 2 else "bun drum") for n in range(50)))
    found = matches("drum bun")
    whole = found.keys(0, 50)
    assert (found.count(), len(set(whole))) == (50, 50)
    for size in (7, 20):
        pages = [matches("drum bun").keys(start, start + size) for start in range(0, 50, size)]
        assert [key for page in pages for key in page] == whole


def test_what_is_invented_is_found_only_by_who_asks_for_it():
    keep(finding("Real"), name="a")
    keep(finding("Inventat"), is_invented=True, name="b")
    assert titles("element") == ["Real"]
    assert [one.title for one in matches("element", is_invented=True)[0:9]] == ["Inventat"]


def test_the_index_follows_each_entry():
    keep(finding("Unu"), finding("Doi"))
    one = SearchEntry.objects.get(title="Unu")
    one.title_words = "tre"
    one.save()
    assert (titles("unu"), titles("trei"), titles("doi")) == ([], ["Unu"], ["Doi"])
    SearchEntry.objects.all().delete()
    assert matches("doi").count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        '"',
        '""',
        "*",
        "a*",
        "NOT",
        "a AND OR b",
        "NEAR(a b)",
        "title_words : a",
        "{x}:y",
        "^a",
        "-a +b",
        "a:* & !b | (c <-> d)",
        "'; DROP TABLE x --",
        "\\",
        "%_",
        "\U0001f46e\u200d\U0001f469",
        "Ω киев",
        "x0x",
        "i0ipj",
        "a " * 100,
        "9" * 200,
        '"' * 200,
        "ș" * 200,
    ],
)
def test_any_question_is_answered(text):
    keep(finding("Unu", "doi"))
    found = matches(text)
    assert (found.count(), found.keys(0, 20), found.keys(40, 60)) == (0, [], [])
