"""What is sent instead of Django's answer, and the other pages that say what went wrong: in the reader's language."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from portal.gateway.answers import refusal
from tests.page import Page


@pytest.mark.parametrize("status", [400, 403, 404, 408, 411, 413, 429, 500, 503])
def test_every_page_that_says_what_went_wrong_has_its_english_words(status):
    with translation.override("en"):
        page = Page(render_to_string(f"{status}.html"))
    said = page.source[page.source.index("<main") :].partition("</main>")[0]
    assert ('lang="en"' in page.source, re.findall("[ăâîșțĂÂÎȘȚ„”]", said)) == (True, [])


def test_a_refusal_is_in_the_language_of_the_address_and_leads_on_in_it():
    for language, said, home in (
        ("ro", "Ce ați trimis este prea mare", "/"),
        ("en", "What you sent is too large", "/en/"),
    ):
        page = Page(refusal(413, language).body.decode())
        assert (said in page.text, page.links) == (True, [home])
