"""Who reads reports and evidence, and who acts on them, when their role has ended."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from indicators import permissions
from indicators.models import Evidence, Report
from indicators.reporting.actions import begin_correction, save_draft
from indicators.review.actions import accept_report
from plans.editions.publishing import publish
from plans.models import Institution, Membership
from tests.indicators.report_factories import EMPTY, owed, sent


@pytest.fixture
def report(people):
    return owed(people, frequency="quarterly").reports.first()


def ended(user):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(user=user).update(valid_from=yesterday, valid_until=yesterday)
    return user


def accept(report, people):
    """Send the report and accept it."""
    accept_report(sent(report, by=people.reporter), by=people.reviewer, verdict="met", reason="Se confirmă.")


def rights(user, report):
    return tuple(
        rows(user).filter(pk=report.pk).exists()
        for rows in (permissions.readable_reports, permissions.reportable_reports, permissions.judgeable_reports)
    )


def test_a_reporter_whose_role_ended_reads_and_does_not_report(people, report):
    assert rights(people.reporter, report) == (True, True, False)
    assert rights(ended(people.reporter), report) == (True, False, False)


def test_a_report_stays_with_who_owed_it_when_another_institution_reports_the_indicator(people, report):
    accept(report, people)
    county = Institution.objects.get(code="cj-cluj")
    Membership.objects.create(user=people.outsider, institution=county, role="reporter")
    private = Evidence.objects.create(
        report=report, title="Registrul", url="https://example.org/registru", is_public=False, added_by=people.reporter
    )
    indicator = report.indicator
    indicator.institution = county
    indicator.save()
    assert rights(people.reporter, report) == (True, True, False)
    assert rights(people.outsider, report) == (False, False, False)
    publish(indicator.plan, by=people.publisher, note="Raportează altcineva.")
    assert rights(people.reporter, report) == (True, True, False)
    assert rights(people.outsider, report) == (False, False, False)
    assert permissions.readable_evidence(people.reporter).filter(pk=private.pk).exists()
    assert not permissions.readable_evidence(people.outsider).filter(pk=private.pk).exists()
    correction = begin_correction(Report.objects.get(pk=report.pk), by=people.reporter)
    assert correction.institution.code == "ipj-cluj"
    with pytest.raises(PermissionDenied):
        save_draft(correction, by=people.outsider, content=EMPTY)


def test_a_reviewer_whose_role_ended_reads_and_does_not_judge(people, report):
    assert rights(people.reviewer, report) == (True, False, True)
    assert rights(ended(people.reviewer), report) == (True, False, False)


def test_who_is_not_active_or_has_no_account_finds_nothing(people, report):
    people.reporter.is_active = False
    assert rights(people.reporter, report) == (False, False, False)
    assert permissions.readable_reports(AnonymousUser()).count() == 0


@pytest.mark.both
def test_institutions_are_known_after_the_role_and_acted_for_during_it(people):
    known = [one.code for one in permissions.known_institutions(ended(people.reporter), permissions.Role.REPORTER)]
    acted = list(permissions.institutions(people.reporter, permissions.Role.REPORTER))
    assert (known, acted) == (["ipj-cluj"], [])


def found(rows):
    return list(rows.values_list("pk", flat=True))


def test_each_role_has_its_part_in_a_report(people, report):
    who = (people.reporter, people.reviewer, people.editor, people.outsider, people.admin)
    assert [rights(user, report) for user in who] == [
        (True, True, False),
        (True, False, True),
        (True, False, False),
        (False, False, False),
        (True, True, True),
    ]


def test_nobody_judges_what_they_reported(people, report):
    sent(report, by=people.reporter)
    Report.objects.filter(pk=report.pk).update(reported_by=people.reviewer)
    assert report.pk in found(permissions.reviewable_reports(people.reviewer))
    assert report.pk not in found(permissions.judgeable_reports(people.reviewer))


def test_a_report_is_filled_in_only_for_the_institution_that_owes_it(people, report):
    elsewhere = Institution.objects.get(code="cj-cluj")
    Membership.objects.filter(user=people.reporter).update(institution=elsewhere)
    assert rights(people.reporter, report) == (False, False, False)


def test_only_a_reporter_fills_in_what_the_institution_owes(people, report):
    Membership.objects.filter(user=people.reporter).update(role="editor")
    assert rights(people.reporter, report) == (False, False, False)


def test_only_a_reviewer_judges_for_the_body(people, report):
    Membership.objects.filter(user=people.reviewer).update(role="reporter")
    assert rights(people.reviewer, report) == (True, False, False)


def test_what_was_filled_in_and_judged_is_still_known_after_the_role(people, report):
    reporter, reviewer = ended(people.reporter), ended(people.reviewer)
    assert report.pk in found(permissions.known_reports(reporter))
    assert report.pk in found(permissions.known_reviewable_reports(reviewer))
    assert (found(permissions.reviewable_reports(reviewer)), found(permissions.reportable_reports(reporter))) == (
        [],
        [],
    )


def test_an_administrator_acts_for_every_institution_and_an_inactive_one_for_none(people):
    everywhere = permissions.institutions(people.admin, permissions.Role.REPORTER).count()
    people.admin.is_active = False
    assert (everywhere, permissions.institutions(people.admin, permissions.Role.REPORTER).count()) == (
        Institution.objects.count(),
        0,
    )


def test_the_secretariat_of_a_body_with_evaluators_writes_its_sittings_down(people):
    bodies = [
        [body.code for body in permissions.oversight_bodies(user)]
        for user in (people.reviewer, people.editor, people.publisher, people.reporter)
    ]
    assert bodies == [["atop-cluj"]] * 3 + [[]]


@pytest.mark.both
def test_the_members_of_a_body_are_its_evaluators_of_the_day_by_name(people):
    body = Institution.objects.get(code="atop-cluj")
    second = get_user_model().objects.create_user("al-doilea", last_name="Albu")
    Membership.objects.create(user=second, institution=body, role="reviewer", valid_from=timezone.localdate())
    get_user_model().objects.filter(pk=people.reviewer.pk).update(last_name="Zamfir")
    today = timezone.localdate()
    assert [one.user.username for one in permissions.body_members(body, today)] == ["al-doilea", "reviewer"]


def test_a_body_has_no_members_on_an_unknown_day_or_before_they_began(people):
    body, today = Institution.objects.get(code="atop-cluj"), timezone.localdate()
    Membership.objects.filter(user=people.reviewer).update(valid_from=today)
    before = today - datetime.timedelta(days=1)
    assert [len(permissions.body_members(*one)) for one in ((body, None), (None, today), (body, before))] == [0, 0, 0]


def test_a_role_of_any_kind_in_an_institution_is_an_interest_while_it_lasts(people):
    ipj, cj = (Institution.objects.get(code=code) for code in ("ipj-cluj", "cj-cluj"))
    assert [permissions.has_interest(people.reporter, one) for one in (ipj, cj)] == [True, False]
    assert permissions.has_interest(ended(people.reporter), ipj) is False


@pytest.fixture
def proof(report, people):
    return Evidence.objects.create(report=report, url="https://example.org/", title="Dovadă", added_by=people.reporter)


def opened(proof, *users):
    return [proof.pk in found(permissions.readable_evidence(user)) for user in users]


def test_evidence_of_a_draft_is_opened_by_who_reports_it(proof, people):
    who = (people.reporter, people.reviewer, people.editor, people.outsider, AnonymousUser())
    assert opened(proof, *who) == [True, False, False, False, False]


def test_evidence_of_an_accepted_report_is_opened_by_everyone_where_it_is_public(proof, people):
    accept(proof.report, people)
    hidden = opened(proof, people.outsider, AnonymousUser(), people.reporter)
    Evidence.objects.filter(pk=proof.pk).update(is_public=True)
    assert (hidden, opened(proof, people.outsider, AnonymousUser())) == ([False, False, True], [True, True])


def test_public_evidence_of_a_report_that_is_not_accepted_is_not_public_yet(proof, people):
    Evidence.objects.filter(pk=proof.pk).update(is_public=True)
    assert opened(proof, people.outsider, AnonymousUser()) == [False, False]
