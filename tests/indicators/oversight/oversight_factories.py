"""What the tests of oversight share: a sitting, a recommendation, a member, and what a browser would send."""

import datetime
import html
import re

from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from indicators.models import Recommendation, Sitting
from indicators.oversight import actions as oversight_actions
from plans.models import Institution, Membership

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def at(name, *args):
    return reverse(f"indicators:{name}", args=args)


def body():
    return Institution.objects.get(code="atop-cluj")


def member(name, valid_from=TODAY - 400 * DAY, valid_until=None, code="atop-cluj", role="reviewer"):
    user = get_user_model().objects.create_user(name, last_name=name.title())
    return Membership.objects.create(
        user=user,
        institution=Institution.objects.get(code=code),
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def sitting(edition=None, **fields):
    period = {"period_start": datetime.date(2024, 1, 1), "period_end": datetime.date(2024, 3, 31)} if edition else {}
    return Sitting.objects.create(**{"body": body(), "held_on": TODAY - DAY, "edition": edition, **period, **fields})


def issued(people, plan, **fields):
    values = {
        "plan": plan,
        "body": body(),
        "addressed_to": Institution.objects.get(code="ipj-cluj"),
        "text": "Să se raporteze la timp.",
        "deadline": TODAY + 10 * DAY,
    }
    return oversight_actions.issue_recommendation(Recommendation(**{**values, **fields}), by=people.reviewer)


def form_of(page, **changes):
    """What a browser would send of the fields on a page, with what the person changed."""
    sent, select = QueryDict(mutable=True), None
    for tag, values in page.attributes:
        is_sent = values.get("type") != "file" and (
            values.get("type") not in ("checkbox", "radio") or "checked" in values
        )
        if tag == "input" and "name" in values and is_sent:
            sent.appendlist(values["name"], values.get("value", ""))
        select = values["name"] if tag == "select" else select
        if tag == "option" and "selected" in values:
            sent.appendlist(select, values["value"])
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page.source, re.DOTALL):
        sent.appendlist(name, html.unescape(text))
    for name, value in changes.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def post(client, address, data):
    return client.post(address, data.urlencode(), content_type="application/x-www-form-urlencoded")
