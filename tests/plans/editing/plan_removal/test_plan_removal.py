"""A plan that only its editors saw is deleted whole; one that others know of stays."""

import pytest
from django.core.exceptions import PermissionDenied

from indicators.models import Indicator
from plans.approval.actions import submit
from plans.editing.plan_removal.actions import contents, delete_plan
from plans.editing.trash.actions import Protected
from plans.models import Element, Level, Plan, Section
from portal.security_log.models import SecurityEvent
from portal.versioning import Conflict
from tests.page import Page

ADDRESS = "/lucru/atop-2024/stergere/"


def counts():
    return [kind.objects.count() for kind in (Plan, Level, Section, Element, Indicator)]


@pytest.mark.both
def test_a_plan_goes_with_all_that_is_in_it_and_its_history_stays(atop, it_plan, people):
    levels, sections = Level.objects.filter(plan=it_plan).count(), Section.objects.filter(plan=it_plan).count()
    elements, indicators = Element.objects.filter(level__plan=it_plan).count(), it_plan.indicators.count()
    delete_plan(atop, by=people.editor, version=atop.version)
    assert counts() == [1, levels, sections, elements, indicators]
    record = Plan.history.filter(slug="atop-2024").first()
    assert (record.history_type, record.history_user) == ("-", people.editor)
    assert set(Element.history.filter(history_type="-").values_list("history_user", flat=True)) == {people.editor.pk}
    event = SecurityEvent.objects.get(what="plan_deleted")
    assert (event.by, event.about) == (people.editor, "atop-2024")


def test_a_plan_that_was_published_stays(atop, people, editions):
    with pytest.raises(Protected) as refused:
        delete_plan(atop, by=people.editor, version=atop.version)
    assert refused.value.rows == [editions[0]]


def test_a_plan_that_was_sent_for_approval_stays(atop, people):
    submit(atop, by=people.editor, note="")
    before = counts()
    with pytest.raises(Protected):
        delete_plan(atop, by=people.editor, version=atop.version)
    assert counts() == before


def test_only_who_writes_it_deletes_it_as_they_saw_it(atop, people):
    before = counts()
    with pytest.raises(PermissionDenied):
        delete_plan(atop, by=people.reviewer, version=atop.version)
    with pytest.raises(Conflict):
        delete_plan(atop, by=people.editor, version=atop.version + 1)
    assert counts() == before


def test_the_page_shows_what_goes_and_the_button_deletes_it(client, atop, people):
    client.force_login(people.editor)
    assert f'href="{ADDRESS}"' in client.get("/lucru/atop-2024/parti/").text
    page = client.get(ADDRESS)
    kinds = {rows.model._meta.verbose_name_plural.capitalize(): rows.count() for rows in contents(atop) if rows}
    assert {name: number for name, number, _rows, _more in page.context["goes"]} == kinds
    stale = client.post(ADDRESS, {"seen_version": atop.version + 1})
    assert (stale.status_code, Plan.objects.filter(pk=atop.pk).exists()) == (409, True)
    answer = client.post(ADDRESS, page.context["carried"], follow=True)
    assert answer.redirect_chain == [("/lucru/planuri/", 302)]
    assert f"Planul „{atop}” s-a șters" in Page(answer).text
    assert not Plan.objects.filter(pk=atop.pk).exists()


def test_the_page_of_a_plan_that_must_stay_says_why(client, atop, people, editions):
    client.force_login(people.editor)
    assert ADDRESS not in client.get("/lucru/atop-2024/parti/").text
    page = client.get(ADDRESS)
    assert ("nu se poate șterge" in Page(page).text, "Șterge planul</button>" in page.text) == (True, False)
    assert "nu s-a șters" in Page(client.post(ADDRESS, {"seen_version": atop.version}, follow=True)).text


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("reporter", 404), (None, 302)])
def test_others_do_not_reach_it(client, atop, people, who, status):
    if who:
        client.force_login(getattr(people, who))
    assert (client.get(ADDRESS).status_code, client.post(ADDRESS).status_code) == (status, status)
