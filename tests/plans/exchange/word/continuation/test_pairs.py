"""A document brought in as next year's plan continues this year's as if it had been begun from it."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from indicators.models import Indicator, Target
from plans.editions.composition import compose
from plans.editions.publishing import publish
from plans.exchange.word import actions, readings
from plans.exchange.word.continuation import views
from plans.exchange.word.continuation.actions import choose_plan_before, keep_pairs
from plans.exchange.word.continuation.forms import LABEL_LENGTH, unlike_labels
from plans.exchange.word.continuation.pairs import continuation_of
from plans.exchange.word.mapping.choices import WordMapping
from plans.models import Element, Institution, Plan, WordImport
from portal.uploads import FileUpload
from tests.page import Page
from tests.plans.exchange.word.handmade import docx, p, tbl

HEAD = ("Obiective generale", "Măsuri", "Indicatori", "Responsabil")
NOW = (
    ("1. Prevenirea violenței", "1.1. Campanii în școli", "Numărul de campanii", "IPJ Cluj"),
    ("", "1.2. Patrule în zona școlilor", "", ""),
    ("2. Siguranța rutieră", "2.1. Campanii pentru șoferi", "", ""),
)
NEXT = (
    ("1. Prevenirea violenței", "1.1. Patrule în zona școlilor", "", ""),
    ("", "1.2. Campanii în școli, 2027", "Numărul de campanii; Numărul de elevi", "IPJ Cluj"),
    ("", "1.3. Iluminat public", "", ""),
)
KEY = "tabelul 1, rândul {}, coloana 2"


def new_plan(slug, year):
    days = {"period_start": datetime.date(year, 1, 1), "period_end": datetime.date(year, 12, 31)}
    return Plan(slug=slug, short_title=slug, title="Planul", owner=Institution.objects.get(code="cj-cluj"), **days)


@pytest.fixture
def now(people):
    """This year's plan, with an indicator that is followed, and an institution that answers for a measure."""
    row = actions.upload(FileUpload("acum.docx", docx(p("Planul"), tbl(HEAD, *NOW))), by=people.editor)
    plan = actions.create_plan(row, by=people.editor, plan=new_plan("acum", 2026))
    element = Element.objects.get(level__plan=plan, code="1.1")
    element.institutions.add(Institution.objects.get(code="ipj-cluj"))
    followed = {"unit": "campanii", "frequency": "yearly", "institution": Institution.objects.get(code="ipj-cluj")}
    Indicator.objects.filter(plan=plan).update(**followed)
    days = {"period_start": plan.period_start, "period_end": plan.period_end}
    Target.objects.create(indicator=plan.indicators.get(), kind="at_least", value=5, **days)
    return plan


@pytest.fixture
def row(now, people):
    content = docx(p("Planul"), tbl(HEAD, *NEXT))
    return actions.upload(FileUpload("viitor.docx", content), by=people.editor, continues=now)


def continued(row, by):
    """What continues what, by their codes."""
    mapping = WordMapping.from_plain(row.mapping)
    draft = actions.plan_of(readings.read(row), mapping)
    found = continuation_of(row, draft, mapping, by=by)
    return {draft.elements[number].code: old.code for number, old in found.pairs.items()}, found


def test_the_plan_that_comes_stands_as_if_it_had_been_begun_from_this_years(now, row, people):
    publish(now, by=people.publisher, note="Prima.")
    made = actions.create_plan(row, by=people.editor, plan=new_plan("viitor", 2027))
    document = compose(made, number=1, published_at=None, note="")
    assert document.continues.slug == "acum"
    pairs = {one.code: one.continues and one.continues.label for one in document.elements}
    assert pairs == {
        "1": "1. Prevenirea violenței",
        "1.1": "1.2. Patrule în zona școlilor",
        "1.2": "1.1. Campanii în școli",
        "1.3": None,
    }
    assert [[body.code for body in one.institutions] for one in document.elements if one.code[:2] == "1."] == [
        [],
        ["ipj-cluj"],
        [],
    ]
    followed, fresh = made.indicators.order_by("number")
    assert (followed.continues, followed.unit, followed.frequency) == (now.indicators.get(), "campanii", "yearly")
    assert (fresh.continues, fresh.unit) == (None, "")
    target = Target.objects.get(indicator__plan=made)
    assert (target.indicator, target.kind, target.period_start) == (followed, "to_be_set", made.period_start)
    record = Element.history.get(code="1.2", level__plan=made)
    assert (record.continues_id, record.history_change_reason) == (
        Element.objects.get(level__plan=now, code="1.1").pk,
        "Adus din viitor.docx",
    )


def test_a_plan_that_is_not_published_yet_is_continued_too(now, row, people):
    made = actions.create_plan(row, by=people.editor, plan=new_plan("viitor", 2027))
    assert made.continues == now
    assert Element.objects.get(level__plan=made, code="1.1").continues.code == "1.2"


def test_what_a_person_says_goes_before_what_is_proposed(now, row, people):
    uids = {one.code: str(one.uid) for one in Element.objects.filter(level__plan=now)}
    keep_pairs(row, by=people.editor, pairs={KEY.format(4): uids["1.2"], KEY.format(3): ""})
    row.refresh_from_db()
    pairs, found = continued(row, people.editor)
    # The proposal for 1.1 gives way: what it would continue is continued by what a person said.
    assert pairs == {"1": "1", "1.3": "1.2"}
    assert [one.code for one in found.left] == ["1.1", "2", "2.1"]
    made = actions.create_plan(row, by=people.editor, plan=new_plan("viitor", 2027))
    assert Element.objects.get(level__plan=made, code="1.3").continues.code == "1.2"


def test_what_is_retired_is_not_promised_again_by_itself(now, row, people):
    gone = {"retired_on": datetime.date(2026, 5, 1), "retired_reason": "Nu mai este."}
    Element.objects.filter(level__plan=now, code="1.2").update(**gone)
    pairs, found = continued(row, people.editor)
    assert pairs == {"1": "1", "1.2": "1.1"}
    assert [one.code for one in found.left] == ["2", "2.1"]


def test_the_document_of_another_institution_is_told(atop, people):
    row = actions.upload(FileUpload("a.docx", docx(p("Planul"), tbl(HEAD, *NEXT))), by=people.editor, continues=atop)
    pairs, found = continued(row, people.editor)
    assert (pairs, found.is_far) == ({}, True)


def test_only_a_plan_that_the_person_may_change_is_continued(now, row, people):
    with pytest.raises(PermissionDenied):
        choose_plan_before(row, by=people.publisher, plan=None)
    people.editor.memberships.filter(institution__code="cj-cluj").delete()
    with pytest.raises(PermissionDenied):
        choose_plan_before(row, by=people.editor, plan=now)
    with pytest.raises(PermissionDenied):
        actions.upload(FileUpload("a.docx", docx(p("Text"))), by=people.editor, continues=now)
    with pytest.raises(PermissionDenied):
        actions.create_plan(row, by=people.editor, plan=new_plan("viitor", 2027))
    assert not Plan.objects.filter(slug="viitor").exists()


def test_what_a_list_offers_comes_back_as_it_was_and_tells_elements_apart():
    long = "x" * (LABEL_LENGTH - 1) + " și mai departe"
    rows = [SimpleNamespace(uid=str(n), printed_name=name) for n, name in enumerate([long, "Patrule", "Patrule"])]
    assert unlike_labels(rows) == {"0": "x" * (LABEL_LENGTH - 1), "1": "Patrule", "2": "Patrule (2)"}


def test_the_page_shows_both_side_by_side_and_keeps_what_is_corrected(editor, now, row, monkeypatch):
    address = reverse("plans:word_continuation", args=[row.pk])
    assert "3 elemente continuă câte unul de acum" in Page(editor.get(row.get_absolute_url()).content.decode()).text
    shown = editor.get(address)
    text = Page(shown.content.decode()).text
    said = (
        "alt cod, titlu apropiat",
        "alt cod, același titlu",
        "nou: nimic nu seamănă destul",
        "1 indicator continuat",
    )
    assert [words for words in said if words.casefold() not in text.casefold()] == []
    form = shown.context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    other = values["e-2"]
    twice = editor.post(address, {**values, "e-3": other}).context["form"]
    assert "este ales și la „1.2 Campanii în școli, 2027”" in twice.errors["e-3"][0]
    unknown = editor.post(address, {**values, "e-3": "9. Altceva"}).context["form"]
    assert unknown.errors["e-3"][0].startswith("Alegeți din listă")
    kept = editor.post(address, {**values, "e-2": "", "e-3": other})
    assert kept.url == row.get_absolute_url()
    assert WordImport.objects.get(pk=row.pk).pairs[KEY.format(3)] == ""
    assert "Confirmat" in Page(editor.get(address).content.decode()).text
    # A long plan is confirmed page by page, and what others continue on another page is not continued twice.
    monkeypatch.setattr(views, "ROWS", 2)
    first = editor.get(address)
    assert "Pagina 1 din 2" in Page(first.content.decode()).text
    values = {bound.html_name: bound.value() for bound in first.context["form"]}
    assert editor.post(address, values).url == f"{address}?pagina=2"
    twice = editor.post(f"{address}?pagina=2", {"e-2": "", "e-3": values["e-0"]}).context["form"]
    assert "este ales și la „1 Prevenirea violenței”" in twice.errors["e-3"][0]
    editor.post(address, {"alege": "da", "continues": ""})
    assert "Nu continuă niciun plan" in Page(editor.get(row.get_absolute_url()).content.decode()).text
    assert WordImport.objects.get(pk=row.pk).pairs == {}
