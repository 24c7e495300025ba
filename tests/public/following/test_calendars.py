"""Calendars of terms and of sittings, read by a real calendar library."""

import datetime

from icalendar import Calendar

from indicators.models import Sitting
from indicators.oversight import actions as oversight
from plans.models import Element
from tests.indicators.oversight.oversight_factories import DAY, TODAY, body, issued
from tests.wsgi_client import ask

ATOP, IT = "/planuri/atop-2024/", "/planuri/informatizare-2019/"


def days_of(content):
    calendar = Calendar.from_ical(content)
    assert calendar.errors == []
    found = calendar.walk("VEVENT")
    assert len({str(one["uid"]) for one in found}) == len(found)
    return {str(one["summary"]): one for one in found}


def test_the_terms_of_a_plan_are_those_that_were_published(editions, it_plan):
    answer = ask(f"{IT}termene.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = days_of(answer.body)
    due = {
        f"Termen de finalizare: {one.printed_name}": one for one in editions[1].read().elements if one.completion_due
    }
    assert found.keys() == due.keys() != set()
    for title, element in due.items():
        assert found[title].decoded("dtstart") == element.completion_due
        assert found[title]["url"].endswith(f"{IT}{element.address}/")
    before = answer.body
    Element.objects.filter(level__plan=it_plan).update(completion_due=datetime.date(2030, 1, 1))
    assert ask(f"{IT}termene.ics").body == before


def test_a_report_and_an_answer_that_are_due_stand_in_the_calendar_until_the_answer_is_withdrawn(
    indicator, atop, people
):
    row = issued(people, atop)
    report = indicator.reports.get()
    found = days_of(ask(f"{ATOP}termene.ics").body)
    assert found[f"De raportat de IPJ Cluj, 2024: {indicator.title}"].decoded("dtstart") == report.due_on
    answer = f"De răspuns de IPJ Cluj: recomandarea nr. {row.reference}"
    assert found[answer].decoded("dtstart") == row.deadline
    row.refresh_from_db()
    oversight.withdraw_recommendation(row, by=people.reviewer, reason="Nu mai e cazul.")
    assert answer not in days_of(ask(f"{ATOP}termene.ics").body)


def test_sittings_are_shown_by_their_day_and_those_to_come_by_nothing_else(client, editions):
    hour = datetime.time(10, 30)
    Sitting.objects.create(body=body(), held_on=TODAY - DAY, conclusions="S-a luat act.")
    Sitting.objects.create(body=body(), held_on=TODAY - 2 * DAY)
    coming = Sitting.objects.create(body=body(), held_on=TODAY + 5 * DAY, starts_at=hour, agenda="Ordineasecretă")
    content = client.get("/sedinte/sedinte.ics").content
    found = Calendar.from_ical(content).walk("VEVENT")
    assert [one.decoded("dtstart") for one in found][0] == TODAY - DAY
    assert (len(found), "Ordineasecret" in content.decode()) == (2, False)
    assert found[1].decoded("dtstart").astimezone().date() == coming.held_on
    assert found[1]["url"].endswith("/sedinte/")
