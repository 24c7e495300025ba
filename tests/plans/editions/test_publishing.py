import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from plans.editions import readiness
from plans.editions.composition import compose
from plans.editions.publishing import NotReady, is_changed, publish, withdraw
from plans.models import Edition, Element, Level, Plan, Section
from plans.models.edition import FrozenEdition
from public.models import StoredPage


def messages(plan):
    return [(p.is_error, p.message) for p in readiness.readiness(plan)]


def test_both_real_plans_are_ready_with_warnings(atop, it_plan):
    assert messages(atop) == [
        (
            False,
            "„cheltuieli de personal”: ponderea tipărită este 78,28%, cea calculată 78,29%. Se publică cea tipărită.",
        ),
        (False, "Planul nu are un act de adoptare."),
    ]
    assert messages(it_plan) == []


@pytest.mark.both
def test_publishing_twice_gives_the_next_number(atop, people):
    first = publish(atop, by=people.publisher, note="Prima ediție.")
    Element.objects.get(level__plan=atop, code="2.5").delete()
    second = publish(atop, by=people.publisher, note="Fără 2.5.")
    assert [first.number, second.number] == [1, 2]
    assert [len(e.read().elements) for e in (first, second)] == [53, 52]
    assert second.read().edition.note == "Fără 2.5."


@pytest.mark.both
def test_a_later_edition_leaves_the_first_as_it_was(atop, people):
    first = publish(atop, by=people.publisher, note="Prima ediție.")
    Element.objects.filter(level__plan=atop, code="2.5").update(title="Alt titlu")
    publish(atop, by=people.publisher, note="A doua.")
    kept = Edition.objects.get(pk=first.pk)
    assert (kept.document, kept.checksum) == (first.document, first.checksum)
    assert (
        kept.read().by_address["os-2.5"].title == "Prevenirea agresiunilor de natură sexuală și a violenței domestice"
    )


@pytest.mark.parametrize("who", ["editor", "reviewer", "reporter", "outsider"])
def test_only_a_publisher_of_the_owner_publishes(atop, people, who):
    with pytest.raises(PermissionDenied):
        publish(atop, by=getattr(people, who), note="x")
    assert Edition.objects.count() == 0


def test_an_edition_needs_a_change_note(atop, people):
    with pytest.raises(ValidationError):
        publish(atop, by=people.publisher, note="  ")
    assert Edition.objects.count() == 0


def test_every_error_is_told_at_once_and_nothing_is_published(atop, people):
    Section.objects.filter(plan=atop).delete()
    Element.objects.filter(level__plan=atop, code="1.1").update(parent=None)
    moved = Element.objects.get(level__plan=atop, code="1.1")
    with pytest.raises(NotReady) as refusal:
        publish(atop, by=people.publisher, note="x")
    assert [p.message for p in refusal.value.problems][:2] == [
        "Planul nu are nicio secțiune: cititorii n-ar vedea nimic.",
        f"„{moved}” nu stă sub un element de nivelul potrivit.",
    ]
    assert {p.message for p in refusal.value.problems} >= {
        "Planul are buget, dar nicio secțiune nu îl arată.",
        "Planul are semnatari, dar nicio secțiune nu arată semnăturile.",
        "Planul are indicatori ai întregului plan, dar nicio secțiune nu îi arată.",
        "Nicio secțiune nu arată elementele nivelului „Obiectiv general”.",
    }
    assert (Edition.objects.count(), StoredPage.objects.count()) == (0, 0)


def test_a_cycle_and_a_repeated_address_are_errors(atop):
    one, two, three, four = Element.objects.filter(level__plan=atop, level__prefix="og").order_by("position")[:4]
    Element.objects.filter(pk=one.pk).update(parent=two)
    Element.objects.filter(pk=two.pk).update(parent=one)
    Element.objects.filter(pk=three.pk).update(code="4)")
    found = [p.message for p in readiness.readiness(atop) if p.is_error]
    repeated = Element.objects.get(pk=three.pk)
    assert [m for m in found if "adresă" in m] == [
        f"„{e}” ar avea aceeași adresă publică ca alt element: schimbați-i codul." for e in (repeated, four)
    ]
    assert sorted(m for m in found if "nivelul potrivit" in m) == [
        f"„{e}” nu stă sub un element de nivelul potrivit." for e in (one, two)
    ]


def test_a_level_that_no_section_shows_is_an_error(atop):
    Section.objects.filter(plan=atop, level__prefix="pr").delete()
    level = Level.objects.get(plan=atop, prefix="pr")
    problem = readiness.readiness(atop)[0]
    assert (problem.is_error, problem.place) == (True, level)


def test_a_plan_is_changed_when_its_document_would_be(atop, people):
    assert is_changed(atop)
    publish(atop, by=people.publisher, note="x")
    assert not is_changed(atop)
    Element.objects.filter(level__plan=atop, code="2.5").update(title="Alt titlu")
    assert is_changed(atop)


def test_an_edition_is_never_saved_or_deleted_again(editions):
    edition = editions[0]
    edition.note = "Altă notă"
    for change in (
        edition.save,
        edition.delete,
        Edition.objects.all().delete,
        lambda: Edition.objects.update(note="x"),
    ):
        with pytest.raises(FrozenEdition):
            change()
    assert Edition.objects.get(pk=edition.pk).note == "Prima ediție."


@pytest.mark.both
@pytest.mark.parametrize("statement", ["UPDATE plans_edition SET note = 'x'", "DELETE FROM plans_edition"])
def test_the_database_itself_refuses_to_change_an_edition(editions, statement):
    with pytest.raises(DatabaseError, match="plans_edition is append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert [e.note for e in Edition.objects.all()] == ["Prima ediție."] * 2


@pytest.mark.both
def test_withdrawing_brings_back_the_edition_before_it(atop, people):
    first, second = (publish(atop, by=people.publisher, note=note) for note in ("Prima.", "A doua."))
    withdraw(second, by=people.publisher, reason="Greșeală de redactare.")
    assert list(Edition.objects.current()) == [first]
    withdraw(first, by=people.publisher, reason="Altă greșeală.")
    assert list(Edition.objects.current()) == []
    assert Edition.objects.count() == 2
    assert not StoredPage.objects.exists()
    third = publish(atop, by=people.publisher, note="A treia.")
    assert third.number == 3


@pytest.mark.both
def test_an_edition_is_withdrawn_once_with_a_reason_by_a_publisher(editions, people):
    edition = editions[0]
    with pytest.raises(PermissionDenied):
        withdraw(edition, by=people.editor, reason="x")
    with pytest.raises(ValidationError):
        withdraw(edition, by=people.publisher, reason="")
    withdraw(edition, by=people.publisher, reason="Greșeală.")
    with pytest.raises(ValidationError):
        withdraw(edition, by=people.publisher, reason="Încă o dată.")


@pytest.mark.both
def test_composing_takes_the_same_queries_at_any_size(atop):
    def queries():
        with CaptureQueriesContext(connection) as found:
            compose(Plan.objects.get(pk=atop.pk), number=1, published_at=None, note="")
        return len(found)

    before = queries()
    level = Level.objects.get(plan=atop, prefix="os")
    parent = Element.objects.get(level__plan=atop, code="1", level__prefix="og")
    Element.objects.bulk_create(Element(level=level, parent=parent, code=f"9.{n}", title="x") for n in range(200))
    assert queries() == before


def test_a_document_names_no_one_but_the_signatories(editions, people):
    for edition in editions:
        assert re.findall("publisher|example.org", edition.document) == []
    names = [s.name for e in editions for s in e.read().signatories]
    assert names == ["Forna Maria", "Alin Tișe", "Simona Gaci"]


def contributing(atop, it_plan):
    """Direction 2.5 of the police plan, contributing to its own plan and to an axis of the IT plan."""
    direction = Element.objects.get(level__plan=atop, code="2.5")
    framing = Element.objects.filter(level__plan=atop, level__prefix="on").order_by("position")[0]
    axis = Element.objects.get(level__plan=it_plan, code="1", level__prefix="ax")
    direction.contributes_to.set([framing, axis])
    return direction, axis


def test_what_an_element_contributes_to_is_reached_by_its_published_address(atop, it_plan, people):
    _direction, axis = contributing(atop, it_plan)
    publish(it_plan, by=people.publisher, note="x")
    Element.objects.filter(pk=axis.pk).update(title="Un titlu încă nepublicat", code="7")
    links = publish(atop, by=people.publisher, note="x").read().by_address["os-2.5"].contributes_to
    assert [(link.plan, link.address) for link in links] == [("atop-2024", "on-1"), ("informatizare-2019", "ax-1")]
    assert links[1].label == "1. Creșterea performanței tehnice a sistemului informatic"


def test_contributing_to_what_is_not_published_is_an_error(atop, it_plan, people):
    direction, axis = contributing(atop, it_plan)
    with pytest.raises(NotReady) as refusal:
        publish(atop, by=people.publisher, note="x")
    assert [(p.message, p.place) for p in refusal.value.problems] == [
        (f"„{direction}” contribuie la un element care nu este publicat: „{axis}”.", direction)
    ]


def test_a_heading_without_a_text_is_warned_of(atop):
    section = Section.objects.create(plan=atop, heading="Capitolul gol", position=990)
    found = [problem for problem in readiness.readiness(atop) if problem.place == section]
    assert [(one.message, one.is_error) for one in found] == [
        ("Sub titlul „Capitolul gol” nu este niciun text.", False)
    ]
