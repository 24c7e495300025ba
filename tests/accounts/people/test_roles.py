"""Roles given, changed and ended on the pages of people."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from accounts.people import actions as people_actions
from plans.models import Institution, Membership
from tests.accounts.people.test_people import DAY, event_rows, of, role
from tests.page import Page


def test_a_role_is_given_with_its_term(admin, people):
    answer = admin.post(of(people.outsider, "roluri/nou/"), role(valid_until="2027-12-31"), follow=True)
    assert "Rolul este dat." in Page(answer).text
    held = people.outsider.memberships.get()
    assert (held.role, str(held.valid_from), str(held.valid_until)) == ("reporter", "2026-01-01", "2027-12-31")
    assert event_rows(people.outsider) == [
        ("admin", "A primit rolul raportor, IPJ Cluj, de la 01.01.2026 până la 31.12.2027.", "")
    ]


@pytest.mark.parametrize(
    "changes", [{"role": "x"}, {"institution": 10**9}, {"valid_until": "2025-01-01"}, {"valid_from": ""}]
)
def test_a_role_that_does_not_hold_together_is_not_given(admin, people, changes):
    assert admin.post(of(people.outsider, "roluri/nou/"), role(**changes)).status_code == 200
    assert people.outsider.memberships.count() == 0


@pytest.mark.parametrize(
    ("first", "last", "status"), [("2025-01-01", "", 200), ("2027-01-01", "", 200), ("2024-01-01", "2024-12-31", 302)]
)
def test_a_role_held_already_on_those_days_is_not_given_twice(admin, people, first, last, status):
    people_actions.grant(
        people.outsider,
        institution=Institution.objects.get(code="ipj-cluj"),
        role="reporter",
        valid_from=datetime.date(2026, 1, 1),
        by=people.admin,
    )
    answer = admin.post(of(people.outsider, "roluri/nou/"), role(valid_from=first, valid_until=last))
    assert (answer.status_code, "Persoana are deja acest rol acolo" in answer.content.decode()) == (
        status,
        status == 200,
    )


def test_the_term_of_a_role_is_changed(admin, people):
    held = people.reporter.memberships.get()
    dates = {"valid_from": "2026-01-01", "valid_until": "2026-06-30", "signing_place": "2"}
    assert admin.post(of(people.reporter, f"roluri/{held.pk}/"), dates).url == of(people.reporter)
    held.refresh_from_db()
    assert (str(held.valid_from), str(held.valid_until), held.signing_place) == ("2026-01-01", "2026-06-30", 2)
    what = "este acum de la 01.01.2026 până la 30.06.2026, locul 2 la semnare."
    assert event_rows(people.reporter)[0][1].endswith(what)


def test_a_role_shows_its_office_and_its_place_among_those_who_sign(admin, people):
    held = people.reviewer.memberships.get()
    held.office, held.signing_place = "consilier județean", 3
    held.save()
    assert "evaluator, consilier județean (locul 3 la semnare)" in Page(admin.get(of(people.reviewer))).text
    assert "Rolul de evaluator, ATOP Cluj" in Page(admin.get(of(people.reviewer, f"roluri/{held.pk}/"))).text


def test_a_role_is_ended_at_once(admin, people):
    Membership.objects.filter(user=people.reporter).update(valid_from="2026-01-01")
    browser = Client()
    browser.force_login(people.reporter)
    held = people.reporter.memberships.get()
    assert admin.post(of(people.reporter, f"roluri/{held.pk}/incheie/")).url == of(people.reporter)
    held.refresh_from_db()
    assert held.valid_until == timezone.localdate() - DAY
    page = browser.get("/raportare/tabel/")
    assert page.status_code == 403
    assert "Rolul dumneavoastră de raportor la Inspectoratul de Poliție Județean Cluj s-a încheiat" in Page(page).text


def test_a_role_that_has_not_begun_is_taken_back(admin, people):
    Membership.objects.filter(user=people.reporter).update(valid_from=timezone.localdate() + DAY)
    admin.post(of(people.reporter, f"roluri/{people.reporter.memberships.get().pk}/incheie/"))
    assert people.reporter.memberships.count() == 0


def test_the_role_of_another_person_is_not_reached_through_this_one(admin, people):
    held = people.reporter.memberships.get()
    asked = [
        admin.get(of(people.editor, f"roluri/{held.pk}/")),
        admin.post(of(people.editor, f"roluri/{held.pk}/incheie/")),
    ]
    held.refresh_from_db()
    assert ([one.status_code for one in asked], held.valid_until) == ([404, 404], None)
