"""The pages of the desk: the list by day, and the calendar."""

import datetime

import pytest
from django.utils import timezone

from plans.models import Comment, Submission, Thread
from tests.indicators.oversight.oversight_factories import sitting
from tests.page import Page
from tests.portal.desk.desk_pages import DESK, items

CALENDAR = "/lucru/calendar/"


@pytest.fixture
def desk(client, people, atop, it_plan):
    """A publisher's desk: two plans to approve, a discussion, a sitting tomorrow."""
    for plan in (atop, it_plan):
        Submission.objects.create(plan=plan, sent_by=people.editor)
    thread = Thread.objects.create(plan=atop)
    Comment.objects.create(thread=thread, author=people.reviewer, text="De ce?")
    sitting(held_on=timezone.localdate() + datetime.timedelta(days=1))
    client.force_login(people.publisher)
    return client


@pytest.mark.parametrize("address", [DESK, CALENDAR])
def test_a_desk_is_of_who_is_logged_in(client, people, address):
    assert client.get(address)["Location"] == f"/cont/intrare/?next={address}"
    for name in ("editor", "reporter", "outsider", "admin"):
        client.force_login(getattr(people, name))
        assert (client.get(address).status_code, client.post(address).status_code) == (200, 405)


@pytest.mark.both
def test_a_desk_is_filtered_and_ordered(desk):
    kinds = {
        query: [(kind, len(part)) for part, those in items(desk, query).items() for kind, *_rest in those]
        for query in ("", "?fel=de-aprobat", "?plan=atop-2024", "?fel=discutii&plan=informatizare-2019", "?ordine=fel")
    }
    soon, undated = len("În următoarele 7 zile"), len("Fără termen")
    assert kinds == {
        "": [("sedinte", soon), ("de-aprobat", undated), ("de-aprobat", undated), ("discutii", undated)],
        "?fel=de-aprobat": [("de-aprobat", undated)] * 2,
        "?plan=atop-2024": [("de-aprobat", undated), ("discutii", undated)],
        "?fel=discutii&plan=informatizare-2019": [],
        "?ordine=fel": [("de-aprobat", 0), ("de-aprobat", 0), ("discutii", 0), ("sedinte", 0)],
    }
    assert "Nimic nu se potrivește" in Page(desk.get(DESK + "?fel=discutii&plan=informatizare-2019")).text
    assert len(items(desk, "?fel=nimic&ordine=nimic&pagina=99")) == 2
    assert "Numărul din meniu este al lucrurilor care se cer" in Page(desk.get(DESK)).text


def test_an_empty_desk_says_what_will_stand_on_it_for_the_person(client, people):
    found = {}
    for name in ("reporter", "reviewer", "editor", "outsider"):
        client.force_login(getattr(people, name))
        text = Page(client.get(DESK)).text
        found[name] = [
            words in text
            for words in (
                "raportările pe care le datorează",
                "trimise spre evaluare",
                "întoarse cu observații",
                "niciun rol",
            )
        ]
    assert found == {
        "reporter": [True, False, False, False],
        "reviewer": [False, True, False, False],
        "editor": [False, False, True, False],
        "outsider": [False, False, False, True],
    }


def test_the_calendar_shows_what_has_a_day_and_counts_the_rest(desk):
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)
    page = Page(desk.get(f"{CALENDAR}?luna={tomorrow:%Y-%m}"))
    cells = [cell for row in page.cells for cell in row if "Ședință:" in cell]
    assert len(cells) == 1
    assert f", {tomorrow.day} " in cells[0]
    assert "3 lucruri așteaptă fără termen" in page.text.replace("\xa0", " ")
    empty = Page(desk.get(f"{CALENDAR}?luna=1990-01"))
    assert ("Nimic cu termen în luna aceasta" in empty.text, "?luna=1989-12" in empty.links) == (True, False)


def test_the_desk_the_calendar_and_the_plans_each_stand_out_in_the_navigation(desk):
    here = {
        address: [place.name for place in desk.get(address).context["places"] if place.is_here]
        for address in (DESK, CALENDAR, "/lucru/planuri/", "/lucru/atop-2024/", "/lucru/nou/", "/cont/calendar/")
    }
    assert here == {
        DESK: ["De făcut"],
        CALENDAR: ["De făcut"],
        "/lucru/planuri/": ["Planuri"],
        "/lucru/atop-2024/": ["Planuri"],
        "/lucru/nou/": ["Planuri"],
        "/cont/calendar/": [],
    }


def test_who_enters_is_led_to_the_desk(client, people):
    led = {}
    for name in ("editor", "reviewer", "reporter", "admin", "outsider"):
        client.force_login(getattr(people, name))
        led[name] = client.get("/cont/lucru/").url
    assert led == {**dict.fromkeys(("editor", "reviewer", "reporter", "admin"), DESK), "outsider": "/admin/"}
