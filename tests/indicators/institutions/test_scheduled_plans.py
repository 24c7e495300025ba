"""A change of an institution that stops a plan from being published at its hour: said before, at once, and by mail."""

import pytest
from django.utils import timezone

from indicators.institutions.handover import handover
from indicators.models import Indicator
from plans.models import Institution
from portal.outbox.models import Letter
from tests.page import Page
from tests.plans.approval.approval_factories import due, schedule, state

TODAY = timezone.localdate()
SAID = {"effective_on": str(TODAY), "act": "HG nr. 1/2026", "reason": "Reorganizare."}
ROOT = "/administrare/institutii/ipj-cluj/"


@pytest.fixture
def submission(atop, people):
    """The plan, with an indicator of the police, to be published at an hour."""
    Indicator.objects.filter(plan=atop, number=1).update(institution=Institution.objects.get(code="ipj-cluj"))
    return schedule(atop, people.publisher)


def letters():
    return sorted(Letter.objects.filter(subject__contains="nu se va publica").values_list("to", flat=True))


def test_a_new_name_is_told_to_who_approved_and_who_gave_it_and_the_plan_is_not_published(
    client, people, atop, submission, django_capture_on_commit_callbacks
):
    client.force_login(people.admin)
    assert atop.short_title in Page(client.get(f"{ROOT}denumire/")).text
    said = {**SAID, "name": "Poliția Județeană", "short_name": "PJ"}
    with django_capture_on_commit_callbacks(execute=True):
        done = Page(client.post(f"{ROOT}denumire/", said, follow=True))
    assert f"„{atop.short_title}” era programat să se publice" in done.text
    assert letters() == sorted([people.publisher.email, people.admin.email])
    submission.refresh_from_db()
    assert (submission.state, submission.changed_at is None) == ("scheduled", False)
    client.force_login(people.editor)
    assert "Nu se va publica la" in Page(client.get("/lucru/atop-2024/aprobare/")).text
    due()
    assert state(submission) == "waiting"


def test_a_successor_that_gets_indicators_stops_it_too(
    client, people, atop, submission, django_capture_on_commit_callbacks
):
    ipj = Institution.objects.get(code="ipj-cluj")
    successor = Institution.objects.create(code="ipj-nou", name="Inspectoratul Regional", short_name="IR")
    client.force_login(people.admin)
    said = {**SAID, "kind": "merged", "successor": successor.pk}
    assert f"{atop.short_title}, programat la" in Page(client.post(f"{ROOT}succesor/", said)).text
    said |= {"seen": handover(ipj, successor, TODAY).fingerprint, "confirm": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        done = Page(client.post(f"{ROOT}succesor/", said, follow=True))
    assert f"„{atop.short_title}” era programat să se publice" in done.text
    assert letters() == sorted([people.publisher.email, people.admin.email])


def test_a_name_that_the_plan_does_not_say_stops_nothing(
    client, people, submission, django_capture_on_commit_callbacks
):
    other = Institution.objects.create(code="alta", name="Altă instituție", short_name="AI")
    client.force_login(people.admin)
    said = {**SAID, "name": "Încă alta", "short_name": "IA"}
    address = ROOT.replace("ipj-cluj", other.code)
    with django_capture_on_commit_callbacks(execute=True):
        done = Page(client.post(f"{address}denumire/", said, follow=True))
    submission.refresh_from_db()
    assert ("era programat" in done.text, letters(), submission.changed_at) == (False, [], None)


def test_the_back_office_gives_no_other_name(client, people):
    row = Institution.objects.get(code="ipj-cluj")
    client.force_login(people.admin)
    client.post(
        f"/admin/plans/institution/{row.pk}/change/",
        {"name": "X", "short_name": "X", "code": "x", "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0},
    )
    row.refresh_from_db()
    assert (row.code, row.short_name) == ("ipj-cluj", "IPJ Cluj")
