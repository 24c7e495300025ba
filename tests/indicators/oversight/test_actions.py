"""What the body may do, when, and what the database itself refuses."""

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from indicators import permissions
from indicators.models import Briefing, Recommendation, Sitting
from indicators.oversight import actions as oversight_actions
from indicators.oversight.briefings import actions as briefing_actions
from plans import document
from plans.models import Institution, Membership
from portal.versioning import Conflict, WrongState
from tests.indicators.oversight.oversight_factories import DAY, TODAY, body, issued, member, sitting


@pytest.fixture
def draft(people, editions):
    """A yearly report drafted from a sitting of yesterday."""
    return briefing_actions.draft_briefing(sitting(editions[0]), by=people.editor, kind="yearly")


def newest():
    return Recommendation.objects.latest("pk")


@pytest.mark.both
def test_recommendations_are_numbered_per_body_and_year(people, atop, it_plan):
    other = Institution.objects.get(code="cj-cluj")
    people.reviewer.memberships.create(institution=other, role="reviewer")
    first, second = issued(people, atop), issued(people, atop)
    elsewhere = issued(people, it_plan, body=other)
    Recommendation.objects.filter(pk=second.pk).update(year=TODAY.year - 1, number=9)
    assert [first.reference, second.number, elsewhere.number] == [f"1/{TODAY.year}", 2, 1]
    assert issued(people, atop).number == 2


def test_what_a_recommendation_is_about_stays_when_the_indicator_goes(people, atop):
    indicator = atop.indicators.first()
    row = issued(people, atop, indicator=indicator)
    words = f"Indicatorul „{indicator.title}”, {atop.short_title}"
    indicator.delete()
    row.refresh_from_db()
    assert (row.indicator, row.about) == (None, words)


@pytest.mark.parametrize("name", ["editor", "publisher", "reporter", "outsider"])
def test_only_a_reviewer_of_the_body_recommends(people, atop, name):
    people.reviewer = getattr(people, name)
    with pytest.raises(PermissionDenied):
        issued(people, atop)
    assert Recommendation.objects.count() == 0


def test_each_step_is_for_its_side(people, atop):
    issued(people, atop)
    with pytest.raises(PermissionDenied):
        oversight_actions.send_answer(newest(), by=people.reviewer, text="Nu eu")
    with pytest.raises(PermissionDenied):
        oversight_actions.save_answer_draft(newest(), by=people.reviewer, text="Nu eu")
    oversight_actions.send_answer(newest(), by=people.reporter, text="Răspuns")
    for does in (oversight_actions.close_recommendation, oversight_actions.return_answer):
        with pytest.raises(PermissionDenied):
            does(newest(), by=people.reporter, note="Nu eu")
    assert (newest().state, newest().answer) == ("answered", "Răspuns")


def test_a_step_out_of_turn_does_nothing(people, atop):
    issued(people, atop)
    for does in (oversight_actions.close_recommendation, oversight_actions.return_answer):
        with pytest.raises(WrongState):
            does(newest(), by=people.reviewer, note="Prea devreme")
    oversight_actions.send_answer(newest(), by=people.reporter, text="Răspuns")
    for does in (oversight_actions.send_answer, oversight_actions.save_answer_draft):
        with pytest.raises(WrongState):
            does(newest(), by=people.reporter, text="Încă unul")
    assert [step.kind for step in newest().steps.all()] == ["issued", "answered"]


@pytest.mark.both
def test_who_saw_an_older_state_changes_nothing(people, atop):
    issued(people, atop)
    seen = newest()
    oversight_actions.save_answer_draft(newest(), by=people.reporter, text="Ciornă")
    with pytest.raises(Conflict):
        oversight_actions.send_answer(seen, by=people.reporter, text="Peste")
    assert (newest().state, newest().answer) == ("open", "Ciornă")


def test_an_answer_of_nothing_is_refused(people, atop):
    issued(people, atop)
    with pytest.raises(ValidationError):
        oversight_actions.send_answer(newest(), by=people.reporter, text="")
    assert [step.kind for step in newest().steps.all()] == ["issued"]


def test_only_the_body_s_people_draft_edit_and_adopt(people, draft):
    outside = member("departe", code="cj-cluj").user
    value = briefing_actions.briefing_document(draft)
    with pytest.raises(PermissionDenied):
        briefing_actions.draft_briefing(draft.sitting, by=outside, kind="yearly")
    with pytest.raises(PermissionDenied):
        briefing_actions.save_briefing(draft, by=outside, value=value)
    with pytest.raises(PermissionDenied):
        briefing_actions.adopt_briefing(draft, by=outside, number="1", adopted_on=TODAY)
    assert Briefing.objects.get().is_adopted is False


def test_a_draft_tells_its_period_its_sitting_and_who_was_there(people, editions):
    row = sitting(editions[0])
    row.members_present.add(member("ana").pk)
    value = briefing_actions.briefing_document(briefing_actions.draft_briefing(row, by=people.editor, kind="yearly"))
    assert (value.plan, value.edition, value.period_start) == ("atop-2024", 1, row.period_start)
    assert value.title == "Raport asupra eficienței activității unităților de poliție în trimestrul I 2024"
    assert value.sitting.startswith("Datele au fost examinate în ședința ordinară a ATOP Cluj din ")
    assert "A fost prezent 1 membru: Ana." in value.chapters[0].body.replace("\xa0", " ")


def test_adopting_writes_the_number_the_day_and_the_checksum_of_the_text(people, draft):
    row = briefing_actions.adopt_briefing(draft, by=people.publisher, number="7", adopted_on=TODAY)
    value = briefing_actions.briefing_document(Briefing.objects.get())
    assert (value.number, value.adopted_on, row.adopted_by) == ("7", TODAY, people.publisher)
    assert row.checksum == document.checksum_of(row.content)


def test_what_is_adopted_is_neither_edited_nor_adopted_again(people, draft):
    row = briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY)
    with pytest.raises(WrongState):
        briefing_actions.save_briefing(
            Briefing.objects.get(), by=people.editor, value=briefing_actions.briefing_document(row)
        )
    with pytest.raises(WrongState):
        briefing_actions.adopt_briefing(Briefing.objects.get(), by=people.editor, number="8", adopted_on=TODAY)
    assert Briefing.objects.get().number == "7"


def test_nothing_is_adopted_before_its_sitting(people, draft):
    with pytest.raises(ValidationError):
        briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY - 2 * DAY)
    assert Briefing.objects.get().is_adopted is False


@pytest.mark.both
@pytest.mark.parametrize(
    "does",
    [
        lambda rows: rows.update(title="Altul"),
        lambda rows: rows.update(content="{}"),
        lambda rows: rows.delete(),
        lambda rows: rows.get().save(),
    ],
    ids=["update", "content", "delete", "save"],
)
def test_the_database_refuses_to_change_what_was_adopted(people, draft, does):
    briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY)
    before = Briefing.objects.values().get()
    with pytest.raises(DatabaseError), transaction.atomic():
        does(Briefing.objects.all())
    assert Briefing.objects.values().get() == before


def test_a_draft_may_still_change_and_go(people, draft):
    Briefing.objects.update(title="Altul")
    assert Briefing.objects.all().delete()[0] == 1


def test_a_text_that_is_not_what_was_adopted_is_never_read(people, draft):
    row = briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY)
    row.content = row.content.replace("Raport", "Raportul")
    with pytest.raises(document.CorruptDocument):
        briefing_actions.briefing_document(row)


def test_an_older_version_of_a_draft_overwrites_nothing(people, draft):
    seen = Briefing.objects.get()
    value = briefing_actions.briefing_document(seen)
    briefing_actions.save_briefing(draft, by=people.editor, value=dataclasses.replace(value, title="Primul"))
    with pytest.raises(Conflict):
        briefing_actions.save_briefing(seen, by=people.reviewer, value=dataclasses.replace(value, title="Al doilea"))
    with pytest.raises(Conflict):
        briefing_actions.adopt_briefing(seen, by=people.reviewer, number="7", adopted_on=TODAY)
    assert (Briefing.objects.get().title, Briefing.objects.get().is_adopted) == ("Primul", False)


def test_members_are_the_evaluators_of_the_day(people):
    gone = member("plecat", valid_until=TODAY - DAY)
    member("secretar", role="editor")
    now, before = (set(evaluators(day)) for day in (TODAY, TODAY - DAY))
    assert (now, before) == ({people.reviewer.pk}, {gone.user_id})


def evaluators(day):
    return permissions.body_members(body(), day).values_list("user", flat=True)


@pytest.mark.both
def test_a_body_has_one_document_of_a_kind_and_period(people, draft, editions):
    other = sitting(editions[0], held_on=TODAY)
    with pytest.raises(WrongState):
        briefing_actions.draft_briefing(other, by=people.editor, kind="yearly")
    with pytest.raises(IntegrityError), transaction.atomic():
        Briefing.objects.create(
            kind="yearly", sitting=other, plan=other.edition.plan, body=other.body, title="Încă unul", content="{}",
            period_start=other.period_start, period_end=other.period_end,
        )  # fmt: skip
    assert briefing_actions.draft_briefing(other, by=people.editor, kind="quarterly").kind == "quarterly"


@pytest.mark.both
def test_a_number_is_used_once_a_year_by_a_body_however_it_is_written(people, draft):
    briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY)
    other = briefing_actions.draft_briefing(draft.sitting, by=people.editor, kind="quarterly")
    for number in ("7", f"Nr. 07/{TODAY.year}"):
        with pytest.raises(ValidationError, match="s-a adoptat deja"):
            briefing_actions.adopt_briefing(other, by=people.editor, number=number, adopted_on=TODAY)
    with pytest.raises(ValidationError, match="Numărul este din anul"):
        briefing_actions.adopt_briefing(other, by=people.editor, number=f"8/{TODAY.year - 1}", adopted_on=TODAY)
    assert Briefing.objects.exclude(adopted_on=None).count() == 1


def test_nothing_is_adopted_before_its_sitting_is_held(people, editions):
    row = sitting(editions[0], held_on=TODAY + DAY)
    draft = briefing_actions.draft_briefing(row, by=people.editor, kind="yearly")
    with pytest.raises(ValidationError, match="înaintea ședinței"):
        briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY + DAY)
    Sitting.objects.update(held_on=TODAY)
    with pytest.raises(ValidationError, match="Ședința s-a schimbat"):
        briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY)


@pytest.mark.both
@pytest.mark.parametrize(
    "does",
    [
        lambda row, who: Sitting.objects.update(held_on=TODAY - 9 * DAY),
        lambda row, who: Sitting.objects.update(conclusions="Altele"),
        lambda row, who: Sitting.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda row, who: row.members_present.add(who),
        lambda row, who: row.members_present.clear(),
        lambda row, who: row.members_present.through.objects.update(membership=who),
    ],
    ids=["day", "conclusions", "delete", "member added", "members gone", "member changed"],
)
def test_the_database_refuses_to_change_the_sitting_of_an_adopted_document(people, editions, does):
    row, other = sitting(editions[0]), member("altul")
    row.members_present.add(member("ana"))
    draft = briefing_actions.draft_briefing(row, by=people.editor, kind="quarterly")
    briefing_actions.adopt_briefing(draft, by=people.editor, number="7", adopted_on=TODAY)
    before = Sitting.objects.values().get(), list(row.members_present.values_list("pk", flat=True))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        does(row, other)
    assert (Sitting.objects.values().get(), list(row.members_present.values_list("pk", flat=True))) == before


def test_who_was_present_signs_in_the_order_of_a_body(people, editions):
    """The chair first; a place that a person gave goes before what the office says."""
    row = sitting(editions[0])
    offices = {"a": "membru (exemplu)", "b": "secretar", "c": "", "d": "vicepreședinte", "e": "Președintele ATOP"}
    for name, office in offices.items():
        who = member(name)
        Membership.objects.filter(pk=who.pk).update(office=office)
        row.members_present.add(who)
    assert [one.name for one in briefing_actions.signatory_values(row)] == ["E", "D", "B"]
    Membership.objects.filter(user__username="c").update(signing_place=2)
    assert [one.name for one in briefing_actions.signatory_values(row)] == ["E", "C", "D", "B"]
    assert briefing_actions.sitting_value(row).members_present[0] == "E, Președintele ATOP"


def test_the_sitting_of_a_draft_may_still_change(people, draft):
    who = member("ana")
    draft.sitting.members_present.add(who)
    Sitting.objects.update(conclusions="Altele")
    draft.sitting.members_present.clear()
    assert Sitting.objects.get().conclusions == "Altele"
