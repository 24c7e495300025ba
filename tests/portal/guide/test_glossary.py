"""The examples of the glossary are what the two plans print, word for word."""

import json
import re

from django.conf import settings
from django.template import Context, Template
from django.utils.text import slugify
from django.utils.translation import override

from portal.guide.glossary import definitions
from tests.page import Page

ROOT = settings.BASE_DIR


def printed_texts():
    """Every text of both plans, with one space between words."""
    rows = [
        row
        for name in ("plan_atop_2024", "plan_it_2019")
        for row in json.loads((ROOT / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))
    ]
    return [" ".join(value.split()) for row in rows for value in row["fields"].values() if isinstance(value, str)]


def quoted_examples():
    """What the column of examples quotes."""
    lines = (ROOT / "docs/ghid/glosar.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [quote for row in cells if len(row) == 3 for quote in re.findall("„([^”]+)”", row[2])]


def test_what_the_glossary_quotes_is_printed_in_one_of_the_plans():
    texts = printed_texts()
    quotes = quoted_examples()
    assert len(quotes) > 8
    assert [quote for quote in quotes if not any(quote in text for text in texts)] == []


def test_a_word_that_the_portal_explains_where_it_stands_leads_to_the_glossary(client):
    shown = Template('{% load glossary %}{% glossary_word "raportare" "Raportările" %}').render(Context())
    assert shown == (
        '<dfn><a href="/ajutor/glosar/#raportare" title="răspunsul la un indicator pentru o perioadă; există ca '
        'datorie înainte să raporteze cineva">Raportările</a></dfn>'
    )
    ids = Page(client.get("/ajutor/glosar/")).ids
    assert [word for word in definitions() if ids.count(slugify(word)) != 1] == []
    assert len(definitions()) > 25


def test_a_page_explains_a_word_once():
    marked = re.compile(r'glossary_word "([^"]+)"')
    for path in [*ROOT.glob("templates/**/*.html")]:
        words = marked.findall(path.read_text(encoding="utf-8"))
        assert len(words) == len(set(words)), path
        assert set(words) <= set(definitions()), path


def test_in_english_every_word_is_explained_at_the_same_place(client):
    found = Page(client.get("/en/ajutor/glosar/"))
    assert list(definitions("en")) == list(definitions())
    assert [word for word in definitions() if found.ids.count(slugify(word)) != 1] == []
    assert [cell.get("lang") for tag, cell in found.attributes if tag == "td"].count("ro") == len(definitions())
    with override("en"):
        shown = Template('{% load glossary %}{% glossary_word "recomandare" "Recomandarea" %}').render(Context())
    assert ">Recommendation<" in shown
    assert 'title="what ATOP asks of an institution' in shown
