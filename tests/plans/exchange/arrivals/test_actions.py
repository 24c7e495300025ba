"""The law of the way back: a plan made of an edition's file says what the edition says, to the checksum."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from indicators.models import Indicator, Target
from plans import document as d
from plans.editions.composition import compose
from plans.editions.publishing import content_of, fingerprint
from plans.exchange.arrivals.actions import REASON, take_in
from plans.exchange.arrivals.arrived_plan import read_plan
from plans.exchange.arrivals.gaps import ArrivalGaps
from plans.exchange.sheets.refusal import ImportRefused
from plans.models import Element, Plan
from plans.render.stratml import plan_stratml
from portal.uploads import FileUpload
from tests.plans.render.plan_documents import MOMENT
from tests.plans.typed_columns import VALUES, typed_level

WRITERS = {"json": lambda document: d.to_json(document).encode(), "xml": plan_stratml.render}


def unsaved(document, **changed):
    """The plan that a person begins from a document."""
    names = ("slug", "short_title", "title", "subtitle", "period_start", "period_end")
    owner = Plan.objects.model.owner.field.related_model.objects.get(code=document.owner.code)
    reviewer = document.reviewer and type(owner).objects.get(code=document.reviewer.code)
    values = {name: getattr(document, name) for name in names} | {"owner": owner, "reviewer": reviewer}
    return Plan(**values | changed)


def forget(plan):
    """Take a plan that was never published out of the database, as in a portal that never had it."""
    Target.objects.filter(indicator__plan=plan).delete()
    Indicator.objects.filter(plan=plan).delete()
    while Element.objects.filter(level__plan=plan).exists():
        Element.objects.filter(level__plan=plan, children=None).delete()
    for name in ("section", "budgetline", "signatory", "adoptionact"):
        getattr(plan, f"{name}_set").all().delete()
    while plan.level_set.exists():
        plan.level_set.filter(children=None).delete()
    Plan.objects.filter(pk=plan.pk).delete()


def published(plan):
    return compose(plan, number=1, published_at=MOMENT, note="Prima ediție.")


@pytest.mark.parametrize("extension", WRITERS)
@pytest.mark.parametrize("slug", ["atop-2024", "informatizare-2019"])
def test_a_real_plan_comes_back_with_its_checksum(people, atop, it_plan, slug, extension):
    plan = atop if slug == "atop-2024" else it_plan
    if plan is it_plan:
        typed_level(plan, **VALUES)
    before = published(plan)
    arrived = read_plan(FileUpload(f"plan.{extension}", WRITERS[extension](before)))
    assert (arrived.document, arrived.is_whole, arrived.notes) == (before, True, ())
    forget(plan)
    made = take_in(arrived.document, unsaved(before), by=people.editor)
    after = published(Plan.objects.get(pk=made.pk))
    assert d.checksum_of(d.to_json(after)) == d.checksum_of(d.to_json(before))
    beginnings = Element.history.filter(level__plan=made).values_list(
        "history_type", "history_user", "history_change_reason"
    )
    assert set(beginnings) == {("+", people.editor.pk, REASON)}


def test_beside_the_plan_that_it_was_it_is_another_with_the_same_words(people, editions, it_plan):
    before = editions[1].read()
    assert any("identificatori noi" in note for note in ArrivalGaps(before).notes)
    made = take_in(before, unsaved(before, slug="copie", short_title="Copie"), by=people.editor)
    after = content_of(Plan.objects.get(pk=made.pk))
    assert not {one.uid for one in after.elements} & {one.uid for one in before.elements}
    assert [one.printed_name for one in after.elements] == [one.printed_name for one in before.elements]
    assert [one.title for one in after.indicators] == [one.title for one in before.indicators]


def test_what_the_portal_does_not_know_is_told_and_the_rest_comes(people, it_plan):
    stranger = d.InstitutionValue(code="necunoscuta", name="Instituția necunoscută", short_name="IN")
    before = published(it_plan)
    first = replace(before.elements[0], institutions=(stranger,))
    act = replace(before.acts[0], issuer=stranger)
    document = replace(before, elements=(first, *before.elements[1:]), acts=(act,))
    notes = ArrivalGaps(document).notes
    assert f"Actul „{act.title}” nu se preia: emitentul lui nu este în portal." in notes
    assert "Instituția „Instituția necunoscută” nu este în portal: legăturile cu ea nu se preiau." in notes
    forget(it_plan)
    made = take_in(document, unsaved(before), by=people.editor)
    after = published(Plan.objects.get(pk=made.pk))
    assert fingerprint(after) == fingerprint(replace(before, acts=()))


def test_a_value_that_does_not_fit_is_refused_by_its_place_and_nothing_is_saved(people, it_plan):
    before = published(it_plan)
    forget(it_plan)
    wrong = replace(before.elements[3], code="1" * 31)
    document = replace(before, elements=(*before.elements[:3], wrong, *before.elements[4:]))
    with pytest.raises(ImportRefused, match=f"{wrong.title[:20]}.*„cod”"):
        take_in(document, unsaved(before), by=people.editor)
    assert not Plan.objects.filter(slug=before.slug).exists()


def test_the_same_file_sent_twice_is_one_plan_and_strangers_bring_none(people, it_plan):
    before = published(it_plan)
    forget(it_plan)
    made = [take_in(before, unsaved(before), by=people.editor) for _ in range(2)]
    assert made[0].pk == made[1].pk
    assert Element.objects.filter(level__plan=made[0]).count() == len(before.elements)
    with pytest.raises(PermissionDenied):
        take_in(before, unsaved(before, slug="alt-plan"), by=people.outsider)
