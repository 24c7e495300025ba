"""Who reads reports and evidence, and who acts on them, when their role has ended."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from indicators import permissions
from plans.models import Membership
from tests.indicators.report_factories import owed


@pytest.fixture
def report(people):
    return owed(people, frequency="quarterly").reports.first()


def ended(user):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(user=user).update(valid_from=yesterday, valid_until=yesterday)
    return user


def rights(user, report):
    return tuple(
        rows(user).filter(pk=report.pk).exists()
        for rows in (permissions.readable_reports, permissions.reportable_reports, permissions.judgeable_reports)
    )


def test_a_reporter_whose_role_ended_reads_and_does_not_report(people, report):
    assert rights(people.reporter, report) == (True, True, False)
    assert rights(ended(people.reporter), report) == (True, False, False)


def test_a_reviewer_whose_role_ended_reads_and_does_not_judge(people, report):
    assert rights(people.reviewer, report) == (True, False, True)
    assert rights(ended(people.reviewer), report) == (True, False, False)


def test_who_is_not_active_or_has_no_account_finds_nothing(people, report):
    people.reporter.is_active = False
    assert rights(people.reporter, report) == (False, False, False)
    assert permissions.readable_reports(AnonymousUser()).count() == 0


def test_institutions_are_known_after_the_role_and_acted_for_during_it(people):
    known = [one.code for one in permissions.known_institutions(ended(people.reporter), permissions.Role.REPORTER)]
    acted = list(permissions.institutions(people.reporter, permissions.Role.REPORTER))
    assert (known, acted) == (["ipj-cluj"], [])
