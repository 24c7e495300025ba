"""The named person beside an institution: people of the portal see whom to ask, the public never does."""

import datetime
import gzip

import pytest
from django.utils import timezone

from indicators.models import Report
from plans.models import ContactPerson, Institution
from public.models import StoredPage
from public.page_refresh import refresh_stale_plans
from tests.indicators.report_factories import owed
from tests.page import Page

NAME = "Zamfira Contactescu"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def contact(db):
    return ContactPerson.objects.create(
        institution=Institution.objects.get(code="ipj-cluj"), name=NAME, telephone="0264 000 000", email="z@example.org"
    )


def test_reviewers_see_whom_to_ask_beside_who_is_late(client, people, contact):
    owed(people)
    Report.objects.update(due_on=timezone.localdate() - DAY)
    client.force_login(people.reviewer)
    text = Page(client.get("/evaluare/", {"stare": "neraportate"})).text
    assert f"{NAME}, tel. 0264 000 000 z@example.org" in text


def test_staff_see_whom_to_ask_beside_the_plan(client, people, contact):
    owed(people)
    client.force_login(people.editor)
    assert NAME in Page(client.get("/lucru/atop-2024/")).text
    assert NAME not in Page(client.get("/lucru/informatizare-2019/")).text


def test_administrators_write_them_down(client, people, contact):
    client.force_login(people.admin)
    assert NAME in Page(client.get("/administrare/institutii/ipj-cluj/")).text
    form = client.get(f"/admin/plans/institution/{contact.institution.pk}/change/").content.decode()
    assert NAME in form


def test_the_public_never_reads_them(client, people, contact):
    owed(people)
    Report.objects.update(due_on=timezone.localdate() - DAY)
    refresh_stale_plans()
    stored = list(StoredPage.objects.all())
    assert len(stored) > 20
    contents = [gzip.decompress(page.gzip) for page in stored]
    shown = ["/", "/planuri/", "/institutii/ipj-cluj/", "/recomandari/", "/sedinte/", "/sitemap.xml"]
    shown += ["/planuri/atop-2024/plan.json", "/planuri/atop-2024/editii/1/plan.json", "/planuri/atop-2024/progres/"]
    answers = [client.get(one, follow=True) for one in shown]
    assert {one.status_code for one in answers} == {200}
    contents += [b"".join(one) if one.streaming else one.content for one in answers]
    assert any(b"Inspectoratul" in one for one in contents)
    assert not any(b"Contactescu" in one or b"z@example.org" in one for one in contents)
