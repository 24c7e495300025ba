"""What readers find of all that was reported, and how long what was written is kept."""

import datetime

import pytest
from django.core.management import call_command

from portal.outbox.models import Letter
from public.mistakes.actions import answer, erase_expired, withdraw
from public.models import MistakeReport
from tests.page import Page, page_text
from tests.public.mistakes.mistake_factories import TYPED, report, withdraw_edition

LIST = "/sesizari/"
DAY = datetime.timedelta(days=1)


def closed(days, **fields):
    """Let every report have ended some days ago."""
    row = MistakeReport.objects.latest("pk")
    MistakeReport.objects.update(closed_on=row.received_on - days * DAY, state="corrected", **fields)


def test_nothing_reported_says_so(client, editions):
    assert "Încă nu s-a semnalat nicio greșeală." in page_text(client.get(LIST))
    assert client.post(LIST).status_code == 405


@pytest.mark.both
def test_what_came_what_was_answered_and_in_how_many_days_is_counted(client, people, editions):
    rows = [report(key=f"{n:022}", **TYPED) for n in range(6)]
    for row, state in zip(rows, ("corrected", "no_mistake", "confirmed", "other"), strict=False):
        answer(row, by=people.publisher, state=state, text="Răspunsul.", version=1)
    withdraw(rows[4])
    for row, days in ((rows[0], 1), (rows[1], 3), (rows[2], 9)):
        MistakeReport.objects.filter(pk=row.pk).update(received_at=row.received_at - days * DAY)
    text = page_text(client.get(LIST))
    assert "Primite 5, din care 1 retrase" in text
    assert "Cu răspuns 3, jumătate în cel mult 3 zile" in text
    assert "Corectate 1, alte 1 se corectează" in text
    assert "Așteaptă răspuns 1" in text
    assert not any(word in text for word in (*TYPED.values(), "Răspunsul."))


def test_the_list_is_narrowed_ordered_and_turned(client, people, editions):
    rows = [report(key=f"{n:022}") for n in range(26)]
    rows.append(report("/planuri/informatizare-2019/", key="j" * 22))
    answer(rows[0], by=people.publisher, state="corrected", text="Gata.", version=1)

    def shown(**asked):
        return client.get(LIST, asked).context["form"].page

    assert (shown().paginator.count, len(shown(pagina=2)), shown()[0]) == (27, 2, rows[26])
    assert [row.pk for row in shown(plan="informatizare-2019")] == [rows[26].pk]
    assert [row.pk for row in shown(stare="corrected")] == [rows[0].pk]
    assert shown(ordine="vechi")[0] == rows[0]
    assert shown(an="1999").paginator.count == 27
    assert "nu se potrivește" in page_text(client.get(LIST, {"stare": "withdrawn"}))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, editions, number, django_assert_num_queries):
    for n in range(number):
        report(key=f"{n:022}")
    with django_assert_num_queries(7):
        client.get(LIST)


def test_a_plan_that_is_not_public_any_more_is_not_counted(client, people, editions):
    report()
    report("/planuri/informatizare-2019/", key="j" * 22)
    withdraw_edition(people)
    page = Page(client.get(LIST))
    assert "Primite 1" in page.text and "/planuri/atop-2024/" not in page.links


def test_the_counts_are_found_by_search_engines_and_from_the_pages(client, editions):
    assert f"http://testserver{LIST}" in client.get("/sitemap.xml").content.decode()
    assert LIST in Page(client.get("/planuri/atop-2024/")).links


def test_who_wrote_is_forgotten_a_month_after_the_end_and_what_was_written_a_year_after(people, editions):
    row = report(**TYPED)
    answer(row, by=people.publisher, state="corrected", text="Mulțumim, Ion Pop.", version=1)
    closed(30)
    assert (erase_expired(), Letter.objects.count()) == (0, 2)
    closed(31)
    assert (erase_expired(), erase_expired(), Letter.objects.count()) == (1, 0, 0)
    row.refresh_from_db()
    assert (row.name, row.email, row.text) == ("", "", TYPED["text"])
    closed(366)
    call_command("daily", verbosity=0)
    row.refresh_from_db()
    assert (row.text, row.proposal, row.answers.get().text, row.erased_on is not None) == ("", "", "", True)
    assert (row.state, erase_expired()) == ("corrected", 0)


def test_what_waits_for_an_answer_is_kept(editions):
    report(**TYPED)
    MistakeReport.objects.update(received_at=MistakeReport.objects.get().received_at - 800 * DAY)
    assert (erase_expired(), MistakeReport.objects.get().email) == (0, TYPED["email"])
