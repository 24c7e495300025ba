"""Judging a report in a browser, for the tests of review."""

import datetime

from django.contrib.auth import get_user_model
from django.utils import timezone

from indicators.models import Report
from plans.models import Institution, Membership
from tests.page import Page

QUEUE = "/evaluare/"


def address(report):
    return f"{QUEUE}{report.pk}/"


def get(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return Page(answer)


def decide(client, report, action="accept", follow=True, **typed):
    """Send one of the forms of a report's page, filled in unless told otherwise."""
    if action == "accept":
        data = {"accept": "", "verdict": "met", "reason": "Potrivit registrului.", "seen_version": report.version}
    else:
        data = {"return": "", "intoarcere-note": "Atașați situația.", "intoarcere-seen_version": report.version}
    return client.post(address(report), {**data, **typed}, follow=follow)


def state_of(report):
    return Report.objects.values_list("state", "verdict", "verdict_reason").get(pk=report.pk)


def sent_on(report, days_ago):
    Report.objects.filter(pk=report.pk).update(reported_at=timezone.now() - datetime.timedelta(days=days_ago))


def colleague(name="coleg", code="atop-cluj"):
    """Another reviewer of the same body."""
    user = get_user_model().objects.create_user(name, password="parola-de-test")
    Membership.objects.create(user=user, institution=Institution.objects.get(code=code), role="reviewer")
    return user


def reporter_of(code):
    user = get_user_model().objects.create_user(f"raportor-{code}")
    Membership.objects.create(user=user, institution=Institution.objects.get(code=code), role="reporter")
    return user
