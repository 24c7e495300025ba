"""Where English pages are, how they are led to, and how their numbers and dates are written."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.urls import get_resolver
from django.urls import path as url_path
from django.utils.translation import override

from portal import languages, romanian
from portal.languages import address_in_language, is_in_english, link_in_language
from portal.own_words import own_words


def english(html, base="/planuri/atop-2024/"):
    with override("en"):
        return link_in_language(html, base)


def test_links_lead_on_in_english():
    assert english('<a class="x" href="/planuri/">Plans</a>') == '<a class="x" href="/en/planuri/">Plans</a>'
    assert english('<form method="get" action="/cautare/">') == '<form method="get" action="/en/cautare/">'
    assert english('<a href="/cautare/?q=a#b">') == '<a href="/en/cautare/?q=a#b">'


def test_what_is_not_in_english_is_led_to_where_it_is():
    for address in (
        "/lucru/",
        "/ajutor/",
        "/static/a.css",
        "/planuri/x/plan.pdf",
        "https://a.ro/planuri/",
        "#a",
        "?a=1",
    ):
        assert english(f'<a href="{address}">') == f'<a href="{address}">'
    assert english('<a href="/planuri/" hreflang="ro">') == '<a href="/planuri/" hreflang="ro">'


def test_what_is_beside_the_romanian_page_is_found_from_the_english_one():
    assert english('<a href="plan.pdf"><img src="imagine.png">') == (
        '<a href="/planuri/atop-2024/plan.pdf"><img src="/en/planuri/atop-2024/imagine.png">'
    )
    assert english('<a href="progres/">') == '<a href="/en/planuri/atop-2024/progres/">'


def test_texts_scripts_and_comments_are_left_alone():
    for html in (
        "<p> href=\"/planuri/\" href='/planuri/'</p>",
        '<textarea><a href="/planuri/"></textarea>',
        "<script>\"<a href='/planuri/'>\"</script>",
        '<!-- <a href="/planuri/"> -->',
        "<p title='href=\"/planuri/\"'>",
    ):
        assert english(html) == html


def test_links_of_a_romanian_page_stay():
    assert link_in_language('<a href="/planuri/"><a href="plan.pdf">', "/planuri/x/") == (
        '<a href="/planuri/"><a href="plan.pdf">'
    )


def test_a_link_is_put_into_english_once():
    once = english('<a href="/planuri/"><a href="progres/">')
    assert english(once) == once


def public_places():
    """Return how the addresses of public pages begin."""
    room = next(one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "public")
    for pattern in room.url_patterns:
        place = str(pattern.pattern).lstrip("^").partition("/")
        if place[1] and place[0].isascii() and place[0].replace("-", "").isalpha():
            yield place[0]
        for inner in getattr(pattern, "url_patterns", ()):
            yield str(inner.pattern).lstrip("^").partition("/")[0]


# What ends in a slash and is no page; what is there for staff.
NO_PAGES = {"api", "lucru", "mcp", "odata", "oembed"}


def test_every_public_page_has_its_place_in_english():
    named = {place for place in public_places() if place.replace("-", "").isalpha()}
    assert named - NO_PAGES <= set(languages.PLACES)
    # The contents are those of a copy of the portal.
    assert {place for place in languages.PLACES if "/" not in place} - {"cuprins"} <= named


@pytest.mark.django_db
def test_addresses_without_an_english_page_are_not_there(client):
    for path in ("/en/lucru/", "/en/ajutor/", "/en/admin/", "/en/en/", "/en/robots.txt", "/en/planuri/nimic/", "/en/x"):
        response = client.get(path)
        assert response.status_code == 404, path
        assert '<html lang="en">' in response.content.decode()


@pytest.mark.django_db
def test_an_english_page_says_what_it_is_and_where_the_other_is(client):
    html = client.get("/en/planuri/?cauta=apa").content.decode()
    assert '<html lang="en">' in html
    assert 'rel="canonical" href="http://127.0.0.1:8000/en/planuri/"' in " ".join(html.split())
    for language, path in (("ro", "/planuri/"), ("en", "/en/planuri/"), ("x-default", "/planuri/")):
        assert f'hreflang="{language}" href="http://127.0.0.1:8000{path}"' in html
    assert '<a href="/planuri/?cauta=apa" hreflang="ro" lang="ro">Română</a>' in html
    assert '<a href="/en/planuri/?cauta=apa" hreflang="en" lang="en">English</a>' in (
        client.get("/planuri/?cauta=apa").content.decode()
    )


@pytest.mark.django_db
def test_no_language_is_guessed_or_kept(client):
    response = client.get("/planuri/", headers={"accept-language": "en"})
    assert '<html lang="ro">' in response.content.decode()
    assert not client.get("/en/planuri/").cookies
    assert '<html lang="ro">' in client.get("/planuri/").content.decode()


@pytest.mark.django_db
def test_redirects_stay_in_english(client):
    assert client.get("/en")["Location"] == "/en/"
    assert client.get("/en/planuri")["Location"] == "/en/planuri/"


@pytest.mark.parametrize(
    "path",
    [
        "/planuri/informatizare-2019/plan.pdf",
        "/planuri/informatizare-2019/editii/1/plan.json",
        "/planuri/informatizare-2019/m-1.8/element.docx",
        "/planuri/informatizare-2019/flux.atom",
        "/planuri/informatizare-2019/termene.ics",
        "/planuri/informatizare-2019/citare.bib",
        "/planuri/date/planuri.csv?ordine=titlu&x=%C8%9B",
        "/recomandari/flux.atom",
        "/sedinte/sedinte.ics",
        "/cautare/opensearch.xml",
        "/date-deschise/editie-1.schema.json",
    ],
)
def test_a_file_has_one_address_whatever_the_language(client, path):
    answer = client.get(f"/en{path}")
    assert (answer.status_code, answer["Location"]) == (301, path)


def test_a_page_asked_for_without_its_slash_stays_in_english(client, editions):
    for path in ("/en/planuri/informatizare-2019/m-1.8", "/en/planuri/informatizare-2019"):
        assert client.get(path)["Location"] == f"{path}/"
    assert client.get("/en/planuri/informatizare-2019/nimic.pdf").status_code == 404


def test_plans_words_are_marked_on_an_english_page_alone():
    source = "{% load languages %}<p {% in_romanian %}>{{ words }}</p>{{ words|in_romanian }}{{ nothing|in_romanian }}"
    template, context = Template(source), Context({"words": "Apă & aer", "nothing": ""})
    assert template.render(context) == "<p >Apă &amp; aer</p>Apă &amp; aer"
    with override("en"):
        page = link_in_language(template.render(context), "/")
        assert page == '<p lang="ro">Apă &amp; aer</p><span lang="ro">Apă &amp; aer</span>'


def test_an_address_that_is_led_to_keeps_what_filters_it():
    with override("en"):
        assert address_in_language("/planuri/x/?fost=y") == "/en/planuri/x/?fost=y"
    assert address_in_language("/planuri/x/?fost=y") == "/planuri/x/?fost=y"


def test_addresses_within_the_plans_are_pages_where_they_end_in_a_slash():
    assert is_in_english("/planuri/a/obiectiv-1.1/") and not is_in_english("/planuri/a/editii/1/plan.json")
    assert not is_in_english("/planurile/")


def test_numbers_dates_and_counts_are_english_on_an_english_page():
    with override("en"):
        assert romanian.amount(Decimal("1234.56")) == "1,234.56"
        assert romanian.quantity(Decimal("1200.500000")) == "1,200.5"
        assert romanian.quantity(Decimal("1200")) == "1,200"
        assert romanian.percent(Decimal("78.28")) == "78.28%"
        assert romanian.long_date(datetime.date(2024, 3, 1)) == "1 March 2024"
        assert romanian.count(1, "zi", "zile").split() == ["1", "day"]
        assert romanian.count(25, "zi", "zile").split() == ["25", "days"]
        assert romanian.with_unit("25", Decimal(25), "accidente").split() == ["25", own_words("accidente")]
    assert romanian.count(25, "zi", "zile").split() == ["25", "de", "zile"]


def break_down(request):
    """A view that fails."""
    raise RuntimeError


urlpatterns = [url_path("planuri/", break_down)]
handler500 = "portal.failures.failure"


@pytest.mark.urls(__name__)
def test_a_failure_is_told_in_the_language_of_the_page(client):
    client.raise_request_exception = False
    english, romanian = (client.get(f"{root}/planuri/").content.decode() for root in ("/en", ""))
    assert ('<html lang="en">' in english, "Something went wrong" in english, 'href="/en/"' in english) == (True,) * 3
    assert ('<html lang="ro">' in romanian, "Ceva nu a mers" in romanian) == (True, True)
