"""Staff find words in all the working plans that they may read, and in no others."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator
from plans.models import AdoptionAct, Element, Membership, Section
from tests.page import Page

pytestmark = pytest.mark.both

ADDRESS = "/lucru/cautare/"


def matches(client, **query):
    return client.get(ADDRESS, query).context["form"].page.object_list


def change(rows, **values):
    """Write into the first of some rows; return its key."""
    key = rows.order_by("pk").first().pk
    rows.filter(pk=key).update(**values)
    return key


@pytest.fixture
def texts(atop, it_plan):
    """„camere video” in a section, an act, an indicator and a column of a level's own; half of it in a title."""
    return {
        "sectiuni": change(Section.objects.filter(plan=atop), body="Zece camere noi; camerele sunt video."),
        "acte": change(AdoptionAct.objects.filter(plan=it_plan), title="Hotărârea despre camere video"),
        "indicatori": change(Indicator.objects.filter(plan=atop), definition="Video, din camere fixe."),
        "elemente": change(Element.objects.filter(level__plan=it_plan), extra={"risc": "Camere video stricate"}),
        "jumătate": change(Element.objects.filter(level__plan=atop), title="Camere"),
    }


@pytest.mark.parametrize("words", ["camere video", "VIDEO  CAMERE", "cámere vidéo"])
def test_words_are_found_in_every_kind_of_text_whatever_their_order_and_letters(client, people, texts, words):
    client.force_login(people.editor)
    assert [(match.plan.slug, match.kind.slug) for match in matches(client, cauta=words)] == [
        ("atop-2024", "sectiuni"),
        ("atop-2024", "indicatori"),
        ("informatizare-2019", "elemente"),
        ("informatizare-2019", "acte"),
    ]


def test_a_match_is_shown_in_its_sentence_and_leads_to_where_it_is_changed(client, people, texts):
    client.force_login(people.editor)
    (match,) = matches(client, cauta="camere video", plan="atop-2024", fel="sectiuni")
    assert match.excerpt.before + match.excerpt.word == "Zece camere"
    answer = client.get(match.address)
    assert (answer.status_code, "camerele sunt video" in answer.text) == (200, True)
    (element,) = matches(client, cauta="camere video", fel="elemente")
    assert client.get(element.address).status_code == 200


def test_only_plans_that_the_person_may_read_are_searched(client, people, texts, atop):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(people.outsider)
    assert matches(client, cauta="camere") == []
    Membership.objects.create(user=people.outsider, institution=atop.owner, role="reviewer")
    client.force_login(people.outsider)
    assert {match.plan for match in matches(client, cauta="camere")} == {atop}
    assert client.post(ADDRESS).status_code == 405


def test_the_page_says_what_to_do_when_nothing_is_asked_or_found(client, people, texts):
    client.force_login(people.editor)
    assert "Scrieți unul sau mai multe cuvinte." in Page(client.get(ADDRESS)).text
    none = Page(client.get(ADDRESS, {"cauta": "zgârie<b>nori"}))
    assert "Nimic din planurile de lucru nu are toate cuvintele „zgârie<b>nori”." in none.text
    narrowed = client.get(ADDRESS, {"cauta": "camere video", "plan": "atop-2024", "fel": "acte"})
    assert 'href="/lucru/cautare/?cauta=camere+video"' in narrowed.text


def test_the_queries_do_not_grow_with_the_plans_or_the_matches(client, people, texts):
    client.force_login(people.admin)
    counts = []
    for words in ("camere video", "a"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            matches(client, cauta=words)
        counts.append(len(queries))
    assert counts == [counts[0]] * 2
