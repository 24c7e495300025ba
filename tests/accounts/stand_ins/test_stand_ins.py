"""A stand-in for a holiday: who may be one, what they may do, under whose names, and how it ends."""

import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.people import actions as people_actions
from accounts.stand_ins import actions
from indicators import permissions as indicator_permissions
from indicators.models import Report
from indicators.oversight.briefings import actions as briefing_actions
from indicators.reporting.report_case import review_case
from plans.approval import actions as approval_actions
from plans.approval.discussions import actions as discussion_actions
from plans.editing.settings import actions as setting_actions
from plans.editing.trash import actions as trash_actions
from plans.editions.publishing import publish, withdraw
from plans.models import Element, Institution, Membership
from plans.permissions import may_edit, may_publish, roles_in_words
from portal.forms.versioned import last_save
from portal.outbox.models import Letter
from portal.people import actor_name
from portal.security_log.models import SecurityEvent
from tests.indicators.oversight.oversight_factories import at, issued, sitting
from tests.indicators.report_factories import owed, sent
from tests.page import Page
from tests.plans.editing.test_form_conflicts import saved_by

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def colleague(people):
    """Somebody who evaluates in all three bodies, and neither writes nor reports."""
    user = get_user_model().objects.create_user("coleg", "coleg@example.org", "parola-de-test", first_name="Ana")
    for code in ("cj-cluj", "atop-cluj", "ipj-cluj"):
        Membership.objects.create(user=user, institution=Institution.objects.get(code=code), role="reviewer")
    return user


def name(person, substitute, *, by=None, first=TODAY, last=TODAY + 7 * DAY):
    return actions.name_stand_in(person, substitute=substitute, valid_from=first, valid_until=last, by=by or person)


@pytest.mark.both
def test_a_stand_in_may_do_what_the_person_may_on_those_days_alone(people, atop, colleague, later):
    name(people.publisher, colleague, first=TODAY + DAY, last=TODAY + 2 * DAY)
    assert not may_publish(colleague, atop)
    later(days=1)
    assert (may_edit(colleague, atop), may_publish(colleague, atop)) == (True, True)
    later(days=3)
    assert (may_edit(colleague, atop), may_publish(colleague, atop)) == (False, False)


def test_what_a_stand_in_does_bears_both_names(client, people, atop, colleague):
    name(people.publisher, colleague)
    section = atop.section_set.first()
    section._history_user = colleague
    section.heading = "Alt titlu"
    setting_actions.change(section, section.save, by=colleague, plan=atop)
    publish(atop, by=colleague, note="În locul altcuiva.")
    client.force_login(people.admin)
    history = Page(client.get("/lucru/atop-2024/istoric/")).text
    assert history.count("Ana, în locul lui publisher") == 1
    event = SecurityEvent.objects.filter(what="published").get()
    assert f"aprobator, ATOP Cluj, în locul contului {people.publisher.pk}" in event.role


def test_a_report_says_in_whose_place_it_was_sent(people, colleague):
    report = owed(people).reports.get()
    name(people.reporter, colleague)
    report = sent(report, by=colleague)
    case = review_case(report, people.reviewer)
    assert {step.who for step in case.steps} == {"Ana, în locul lui reporter"}
    assert case.contents[0].sender.startswith("Ana, în locul lui reporter, ")


def test_every_page_of_a_plans_approval_says_in_whose_place_somebody_acted(client, people, atop, colleague):
    name(people.publisher, colleague)
    both = "Ana, în locul lui publisher"
    thread = discussion_actions.open_thread(atop, by=colleague, text="De ce anual?")
    discussion_actions.resolve(thread, by=colleague, seen=thread.comments.get().pk)
    section = atop.section_set.first()
    trash_actions.remove(section, by=colleague, plan=atop, version=section.version)
    edition = publish(atop, by=colleague, note="Prima.")
    withdraw(edition, by=colleague, reason="Greșită.")
    approval_actions.submit(atop, by=colleague, note="")
    client.force_login(people.admin)
    said = {
        page: Page(client.get(f"/lucru/atop-2024/{page}")).text.count(both)
        for page in (f"discutii/{thread.pk}/", "sterse/", "aprobare/")
    }
    # Written and resolved; removed; published, withdrawn, and submitted, which the state tells and the list.
    assert said == {f"discutii/{thread.pk}/": 2, "sterse/": 1, "aprobare/": 4}


def test_oversight_says_in_whose_place_somebody_acted(client, people, atop, editions, colleague):
    name(people.publisher, colleague)
    both = "Ana, în locul lui publisher"
    row = issued(SimpleNamespace(reviewer=colleague), atop)
    draft = briefing_actions.draft_briefing(sitting(editions[0], conclusions="X."), by=colleague, kind="quarterly")
    briefing_actions.adopt_briefing(draft, by=colleague, number="4", adopted_on=TODAY)
    client.force_login(people.reporter)
    assert Page(client.get(at("answer", row.pk))).text.count(both) == 1
    client.force_login(people.editor)
    assert Page(client.get(at("briefing", draft.pk))).text.count(f"înregistrat de {both}") == 1


def test_conflicts_and_who_is_there_say_in_whose_place_somebody_acts(client, people, atop, colleague):
    name(people.publisher, colleague)
    row = Element.objects.filter(level__plan=atop).first()
    opened = {"element": row.pk, "version": row.version}
    client.force_login(colleague)
    client.post("/lucru/atop-2024/prezenta/", opened)
    saved_by(colleague, row, title="Scris de Ana")
    client.force_login(people.editor)
    said = client.post("/lucru/atop-2024/prezenta/", opened).content.decode()
    assert said.count("Ana, în locul lui publisher") >= 2
    assert last_save(row)[0] == "Ana, în locul lui publisher"
    report = owed(people).reports.get()
    assert actor_name(report, colleague, timezone.now()) == "Ana, în locul lui publisher"
    # What no app knows to belong to a body is nobody's place.
    assert actor_name(colleague, colleague, timezone.now()) == "Ana"


def test_before_and_after_a_person_acts_under_their_own_name(people, colleague, later):
    report = owed(people).reports.get()
    [row] = name(people.reporter, colleague)
    sent(report, by=colleague)
    actions.end_stand_in(row, by=people.reporter)
    Report.objects.update(reported_at=timezone.now() + datetime.timedelta(minutes=5))
    case = review_case(Report.objects.get(), people.reviewer)
    assert case.contents[0].sender.startswith("Ana, ")
    assert "în locul" not in case.contents[0].sender
    assert case.steps[-1].who == "Ana, în locul lui reporter"


def test_it_is_ended_early_by_the_person_the_stand_in_or_an_administrator(people, atop, colleague):
    for by in (people.publisher, colleague, people.admin):
        rows = name(people.publisher, colleague)
        for row in rows:
            actions.end_stand_in(row, by=by)
        assert not may_edit(colleague, atop)
        Membership.objects.exclude(stands_in_for=None).delete()
    rows = name(people.publisher, colleague, first=TODAY + DAY)
    with pytest.raises(PermissionDenied):
        actions.end_stand_in(rows[0], by=people.editor)
    actions.end_stand_in(rows[0], by=people.publisher)
    assert not Membership.objects.filter(pk=rows[0].pk).exists()


def test_it_ends_with_the_role_and_with_the_account_of_the_person(people, atop, colleague):
    name(people.publisher, colleague)
    people_actions.deactivate(people.publisher, reason="Plecat.", by=people.admin)
    assert not may_edit(colleague, atop)
    people_actions.reactivate(people.publisher, by=people.admin)
    assert may_edit(colleague, atop)
    for role in people.publisher.memberships.all():
        people_actions.end_role(role, by=people.admin)
    assert not may_edit(colleague, atop)


def test_only_a_colleague_with_a_role_in_the_institution_is_named_and_only_there(people, atop, it_plan, colleague):
    with pytest.raises(ValidationError, match="coleg"):
        name(people.publisher, people.outsider)
    with pytest.raises(ValidationError, match="coleg"):
        name(people.publisher, people.publisher)
    rows = name(people.publisher, people.reviewer)
    assert [row.institution.code for row in rows] == ["atop-cluj"]
    assert (may_edit(people.reviewer, atop), may_edit(people.reviewer, it_plan)) == (True, False)
    with pytest.raises(ValidationError, match="deja"):
        name(people.publisher, people.reviewer)


def test_others_name_nobody_and_a_place_goes_no_further(people, colleague):
    with pytest.raises(PermissionDenied):
        name(people.publisher, colleague, by=people.editor)
    name(people.publisher, colleague)
    rows = name(colleague, people.editor)
    assert {row.role for row in rows} == {"reviewer"}


@pytest.mark.parametrize(("first", "last"), [(-DAY, DAY), (DAY, 0 * DAY)])
def test_days_gone_by_or_out_of_order_are_refused(people, colleague, first, last):
    with pytest.raises(ValidationError, match="în ordinea lor"):
        name(people.publisher, colleague, first=TODAY + first, last=TODAY + last)


def test_nobody_judges_what_they_or_their_stand_in_reported(people, colleague):
    report = owed(people).reports.get()
    judge = get_user_model().objects.create_user("judecator")
    for code, role in (("ipj-cluj", "reporter"), ("atop-cluj", "reviewer")):
        Membership.objects.create(user=judge, institution=Institution.objects.get(code=code), role=role)
    name(judge, colleague)
    sent(report, by=colleague)
    assert indicator_permissions.reviewable_reports(judge).exists()
    assert not indicator_permissions.judgeable_reports(judge).exists()


def test_who_stands_in_for_a_member_does_not_sit_in_the_body(people):
    body, editor = sitting().body, people.editor
    name(people.reviewer, editor)
    members = indicator_permissions.body_members(body, TODAY)
    assert [one.user for one in members] == [people.reviewer]
    assert "evaluator, ATOP Cluj, în locul contului" in roles_in_words(editor)


def test_both_are_told_and_it_is_written_down(people, colleague):
    [row] = name(people.reporter, colleague, by=people.admin)
    assert set(Letter.objects.values_list("to", flat=True)) == {"coleg@example.org", "reporter@example.org"}
    event = SecurityEvent.objects.get(what="stand_in")
    assert (event.by, event.person) == (people.admin, colleague)
    assert event.about.endswith(f"în locul contului {people.reporter.pk}")
    assert [one.account_events.count() for one in (colleague, people.reporter)] == [1, 1]


def test_the_account_page_names_and_ends_a_stand_in(client, people, colleague):
    client.force_login(people.reporter)
    form = Page(client.get("/cont/inlocuitor/"))
    assert "Ana" in form.text
    assert "publisher" not in form.text
    days = {"valid_from": str(TODAY), "valid_until": str(TODAY + DAY)}
    done = Page(client.post("/cont/inlocuitor/", {"substitute": colleague.pk, **days}, follow=True))
    assert "Ana: raportor, IPJ Cluj, din" in done.text
    row = Membership.objects.exclude(stands_in_for=None).get()
    client.force_login(colleague)
    assert "raportor, în locul lui reporter" in Page(client.get("/cont/")).text
    client.force_login(people.editor)
    assert client.post(f"/cont/inlocuitor/{row.pk}/incheie/").status_code == 403
    client.force_login(people.reporter)
    ended = Page(client.post(f"/cont/inlocuitor/{row.pk}/incheie/", follow=True))
    assert ("Înlocuirea este încheiată." in ended.text, "Nimeni." in ended.text) == (True, True)


def test_administrators_name_for_somebody_who_is_away_and_see_it(client, people, colleague):
    address = f"/cont/persoane/{people.reporter.pk}/inlocuitor/"
    client.force_login(people.publisher)
    assert client.get(address).status_code == 403
    client.force_login(people.admin)
    days = {"valid_from": str(TODAY), "valid_until": str(TODAY + DAY)}
    done = Page(client.post(address, {"substitute": colleague.pk, **days}, follow=True))
    assert "Ana: raportor, IPJ Cluj" in done.text
    assert "raportor, IPJ Cluj, în locul lui reporter" in Page(client.get("/cont/persoane/")).text
    assert client.get(f"/cont/persoane/{colleague.pk}/").status_code == 200
    row = Membership.objects.exclude(stands_in_for=None).get()
    people_actions.end_role(row, by=people.admin)
    row.refresh_from_db()
    assert row.ended_at is not None


def test_the_desk_and_the_notices_say_whose_work_it_is(client, people, atop, colleague):
    """What the stand-in may do in their own name says nothing of a place."""
    sent(owed(people).reports.get(), by=people.reporter)
    approval_actions.submit(atop, by=people.editor, note="")
    name(people.publisher, colleague)
    approval_actions.recall(atop.submissions.get(), by=people.editor)
    approval_actions.submit(atop, by=people.editor, note="Din nou.")
    client.force_login(colleague)
    desk = {row.source.kind: row.place for _part, rows in client.get("/lucru/").context["groups"] for row in rows}
    assert desk == {"de-aprobat": "în locul lui publisher", "de-evaluat": ""}
    assert "în locul lui publisher" in Page(client.get("/lucru/")).text
    told = {one.kind: one.in_place_of for one in colleague.notices.all()}
    assert told == {"plan_submitted": people.publisher, "report_submitted": None}
    assert "în locul lui publisher" in Page(client.get("/cont/notificari/")).text
    assert people.publisher.notices.filter(in_place_of=None).count() == 2
