"""What is found follows what is published, in its transaction."""

import dataclasses

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from indicators.models import Sitting
from indicators.oversight import actions as oversight
from indicators.render.badges import STATUS_SLUGS
from indicators.review import actions as review
from plans.document import Document, to_plain
from plans.editions.publishing import publish, withdraw
from plans.extensions import announce_body_change
from plans.models import Element
from portal.text import normalise
from public.models import SearchEntry, SearchWord
from public.search.entries import EntryKind
from public.search.examination import search_findings
from public.search.indexing import index_glossary
from public.search.oversight_findings import RECOMMENDATION_SLUGS
from public.search.suggestions import completions, near_misses
from tests.indicators.oversight.oversight_factories import body, issued, sitting
from tests.indicators.report_factories import reported
from tests.public.search.search_factories import matches, titles

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def count(text):
    """Return how many entries are found, and that no suggestion has the word where none is."""
    found = matches(text).count()
    assert found or (completions(text), near_misses(text, facets=(), is_invented=False)) == ([], [])
    return found


def is_whole():
    index_glossary()
    return [str(one) for one in search_findings() if one] == []


def texts_in(value):
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_in(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_in(inner)]
    return [normalise(value)] if isinstance(value, str) else []


def test_a_plan_is_found_from_its_publication_to_its_withdrawal(atop, people):
    element = Element.objects.filter(level__plan=atop).last()
    for number, word in enumerate(("Zmeurișul", "Porumbițele"), start=1):
        element.description = f"{word} de probă."
        element.save()
        assert count(word) == 0
        publish(atop, by=people.publisher, note="x")
        assert (count(word), count("zmeuris"), completions(word[:5])) == (1, 1, [word.lower()])
        assert atop.editions.first().number == number
    former = matches("zmeurisurile")[0:1][0]
    assert (former.edition, former.path) == (1, f"/planuri/atop-2024/editii/1/#{atop_address(atop, element)}")
    assert is_whole()
    first, second = atop.editions.order_by("number")
    withdraw(first, by=people.publisher, reason="Greșeală.")
    assert (count("zmeuris"), count("porumbitelor")) == (0, 1)
    withdraw(second, by=people.publisher, reason="Greșeală.")
    assert (atop.search_entries.count(), SearchWord.objects.filter(plan=atop).count(), count("porumbitelor")) == (
        0,
        0,
        0,
    )
    assert is_whole()


def atop_address(plan, element):
    return plan.editions.first().read().by_uid[str(element.uid)].address


def test_what_is_rolled_back_is_not_found(atop, people):
    with transaction.atomic():
        publish(atop, by=people.publisher, note="x")
        assert count("siguranta") > 0
        transaction.set_rollback(True)
    assert (SearchEntry.objects.count(), SearchWord.objects.count(), count("siguranta")) == (0, 0, 0)


def test_every_mention_of_a_word_in_the_police_plan_is_found(atop, people):
    document: Document = publish(atop, by=people.publisher, note="x").read()
    values = to_plain(dataclasses.replace(document, levels=()))
    paragraphs = {one for text in texts_in(values) for one in text.split("\n\n")}
    said = {text for text in paragraphs if "siguranț" in text.lower()}
    found = matches("siguranta")
    shown = " ".join(f"{entry.title} {entry.text}" for entry in found[0 : found.count()]).replace("\n", " ")
    assert (len(said) > 5, [text for text in said if text.replace("\n", " ") not in shown]) == (True, [])


def test_a_report_is_found_when_it_was_accepted_and_says_how_the_indicator_stands(report, people, atop):
    reported(report, by=people.reporter, value=4, narrative="Gălețile s-au golit.") if report.state == "draft" else None
    type(report).objects.filter(pk=report.pk).update(narrative="Gălețile s-au golit.")
    report.refresh_from_db()
    assert count("galeti") == 0
    review.accept_report(report, by=people.reviewer, verdict="met", reason="Ligheanele sunt pline.")
    assert (count("galeti"), titles("lighean", "s0indeplinit"), count("lighean")) == (1, [], 1)
    assert [one.kind for one in matches("accidente", "s0indeplinit")[0:9]] == ["indicator"]
    assert is_whole()


def test_an_answer_is_found_when_it_was_sent(atop, people, reader):
    publish(atop, by=people.publisher, note="x")
    row = issued(people, atop, text="Să se numere căprioarele.")
    assert count("caprioara") == 1
    draft = oversight.save_answer_draft(row, by=people.reporter, text="Sunt douăzeci de bursuci.")
    assert count("bursuc") == 0
    oversight.send_answer(draft, by=people.reporter, text="Sunt douăzeci de bursuci.")
    assert (count("bursuc"), count("caprioara")) == (1, 1)
    assert is_whole()


def test_a_sitting_is_found_when_it_is_written_down(db):
    row = sitting(conclusions="")
    announce_body_change(body())
    assert count("castor") == 0
    Sitting.objects.filter(pk=row.pk).update(conclusions="S-a vorbit de castori.")
    announce_body_change(body())
    assert [entry.path for entry in matches("castor")[0:9]] == [f"/sedinte/{row.pk}/"]
    Sitting.objects.filter(pk=row.pk).delete()
    announce_body_change(body())
    assert count("castor") == 0


def test_the_glossary_is_found_and_a_rebuild_changes_nothing(atop, people):
    publish(atop, by=people.publisher, note="x")
    call_command("index_search", verbosity=0)
    assert titles('"act de adoptare"')[0] == "Act de adoptare"
    before = list(SearchEntry.objects.order_by("pk").values_list())
    call_command("index_search", verbosity=0)
    assert (list(SearchEntry.objects.order_by("pk").values_list()) == before, is_whole()) == (True, True)


def test_verify_tells_what_is_not_what_the_editions_give(atop, people):
    publish(atop, by=people.publisher, note="x")
    assert is_whole()
    row = SearchEntry.objects.filter(plan=atop, kind="element").first()
    SearchEntry.objects.filter(pk=row.pk).update(text="Altceva.")
    assert {str(one).split(":")[1].strip() for one in search_findings() if one} == {row.path}
    SearchEntry.objects.filter(pk=row.pk).update(text=row.text)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE public_searchentry DISABLE TRIGGER public_searchentry_words")
            cursor.execute("UPDATE public_searchentry SET words = 'altceva' WHERE id = %s", [row.pk])
        else:
            cursor.execute("DROP TRIGGER public_searchentry_changed")
            cursor.execute("UPDATE public_searchentry SET text_words = 'altceva' WHERE id = %s", [row.pk])
    assert any("indexul" in str(one) for one in search_findings() if one)


def test_every_kind_and_status_has_room_in_its_column():
    """SQLite keeps a text however long it is; PostgreSQL refuses the whole page's index."""
    held = {"kind": list(EntryKind), "status": [*RECOMMENDATION_SLUGS.values(), *STATUS_SLUGS.values()]}
    for name, values in held.items():
        assert max(map(len, values)) <= SearchEntry._meta.get_field(name).max_length
