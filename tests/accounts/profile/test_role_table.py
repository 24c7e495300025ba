"""The table of roles says what the permissions do."""

import pytest
from django.contrib.auth import get_user_model

from accounts.profile import roles
from indicators import permissions as indicators
from indicators.models import Recommendation, Report, Sitting
from plans import permissions as plans
from plans.models import Institution, Membership
from portal.administrators import may_administer
from tests.indicators.report_factories import owed
from tests.page import Page

CHECKS = {
    "read": lambda user, plan: plans.visible_plans(user).filter(pk=plan.pk).exists(),
    "write": lambda user, plan: plans.may_edit(user, plan),
    "publish": lambda user, plan: plans.may_publish(user, plan),
    "report": lambda user, plan: indicators.reportable_reports(user).exists(),
    "answer": lambda user, plan: indicators.answerable_recommendations(user).exists(),
    "judge": lambda user, plan: indicators.judgeable_reports(user).exists(),
    "recommend": lambda user, plan: indicators.issued_recommendations(user).exists(),
    "record": lambda user, plan: indicators.recordable_sittings(user).exists(),
    "administer": lambda user, plan: may_administer(user),
}


@pytest.fixture
def world(people, atop):
    """A plan of one institution that writes it, reports it and oversees it, with something of each kind."""
    body = Institution.objects.get(code="atop-cluj")
    owed(people)
    for row in Report.objects.select_related("indicator"):
        row.indicator.institution = body
        row.indicator.save()
    Report.objects.update(institution=body)
    atop.owner = atop.reviewer = body
    atop.save()
    values = {"plan": atop, "about": "Planul", "text": "Publicați.", "number": 1, "year": 2026}
    other = Institution.objects.get(code="cj-cluj")
    for pair in ({"body": body, "addressed_to": other}, {"body": other, "addressed_to": body}):
        Recommendation.objects.create(**values, **pair, issued_on="2026-01-01", deadline="2026-03-01")
    Sitting.objects.create(body=body, held_on="2026-01-01")
    return atop


def holder(role):
    user = get_user_model().objects.create_user("om")
    if role == "administrator":
        user.is_superuser = True
        user.save()
    else:
        Membership.objects.create(user=user, institution=Institution.objects.get(code="atop-cluj"), role=role)
    return user


@pytest.mark.parametrize("right", roles.RIGHTS, ids=lambda right: right.name)
@pytest.mark.parametrize("role", [*Membership.Role.values, "administrator"])
def test_the_table_says_what_the_permissions_do(world, right, role):
    expected = role == "administrator" or role in right.roles
    assert CHECKS[right.name](holder(role), world) is expected


@pytest.mark.parametrize("name", ["reporter", "outsider", "admin"])
def test_everybody_who_is_logged_in_reads_the_table(client, people, name):
    client.force_login(getattr(people, name))
    rows = Page(client.get("/cont/roluri/")).cells
    assert rows[0] == ["Ce poate face", "Redactor", "Aprobator", "Raportor", "Evaluator", "Administrator"]
    assert rows[3] == ["Publică ediții și le retrage, cu motivul", "nu", "da", "nu", "nu", "da"]
    assert len(rows) == len(roles.RIGHTS) + 1


def test_the_table_is_for_those_who_are_logged_in(client, db):
    assert client.get("/cont/roluri/").url == "/cont/intrare/?next=/cont/roluri/"
