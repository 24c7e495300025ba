import re

import pytest
from django.core.exceptions import PermissionDenied

from indicators.editing import baselines
from indicators.editing.baseline_views import baselines_block
from indicators.extension import IndicatorsExtension
from plans.models import Element
from tests.indicators.editing.test_copying import accepted, successor_of
from tests.page import dense

ADDRESS = "/lucru/urmatorul/indicatori/referinte/"


@pytest.fixture
def made(indicator, people):
    """Next year's plan, one of whose indicators has its baseline from a report."""
    accepted(indicator.reports.get(), people, 4)
    return successor_of(indicator.plan, people)


@pytest.fixture
def row(made):
    return made.indicators.get(number=1)


def messages_by_level(response):
    return [(message.level_tag, message.message) for message in response.context["messages"]]


def test_the_page_shows_value_period_and_source_and_leads_to_the_report(made, row, reader):
    text = dense(reader("editor").get(ADDRESS).content.decode())
    shown = re.findall(r'data-label="(\w+)">(?:<a href="([^"]*)">)?([^<]*)', text)
    assert shown == [
        ("Valoarea", "", "4\xa0accidente"),
        ("Perioada", "", "2024"),
        ("Sursa", "/planuri/atop-2024/indicatori/1/", "Raportare acceptată, 2024"),
    ]
    assert f'value="{row.pk}-1" checked' in text


def test_a_value_of_a_part_of_the_period_is_marked_and_not_ticked(made, row, reader):
    made.continues.period_end = made.continues.period_end.replace(year=2025)
    made.continues.save()
    text = reader("editor").get(ADDRESS).content.decode()
    assert (f'value="{row.pk}-1" checked' in text, "numai o parte a perioadei planului" in text) == (False, True)


def test_what_is_ticked_is_confirmed_and_nothing_is_left_to_show(made, row, reader, people):
    answer = reader("publisher").post(ADDRESS, {"confirm": f"{row.pk}-1"}, follow=True)
    assert messages_by_level(answer) == [("success", "O valoare de referință este confirmată.")]
    assert "Nicio valoare de referință nu așteaptă" in answer.content.decode()
    assert row.history.first().history_user == people.publisher


def test_what_was_changed_meanwhile_is_not_confirmed(made, row, reader):
    row.save()
    answer = reader("editor").post(ADDRESS, {"confirm": f"{row.pk}-1"}, follow=True)
    assert messages_by_level(answer) == [("warning", f"Între timp s-a schimbat „{row}”. Nu s-a confirmat nimic.")]
    assert baselines.unconfirmed_baselines(made) == [row]


@pytest.mark.parametrize("sent", [[], ["x"], ["1"], ["-1-1"], ["999999999-1"], ["99999999999999999999-1"], ["²-1"]])
def test_nothing_ticked_or_nonsense_confirms_nothing(made, row, reader, sent):
    answer = reader("editor").post(ADDRESS, {"confirm": sent}, follow=True)
    assert messages_by_level(answer) == [("warning", "Nu era bifată nicio valoare de confirmat.")]
    assert baselines.unconfirmed_baselines(made) == [row]


def test_those_who_only_read_see_the_page_without_its_buttons_and_strangers_see_none(made, row, client, reader, people):
    made.reviewer = made.owner
    made.save()
    assert client.get(ADDRESS)["Location"] == f"/cont/intrare/?next={ADDRESS}"
    text = reader("reviewer").get(ADDRESS).content.decode()
    assert ("Raportare acceptată" in text, 'name="confirm"' in text) == (True, False)
    sent = {"confirm": f"{row.pk}-1"}
    codes = [reader(name).post(ADDRESS, sent).status_code for name in ("reviewer", "reporter", "outsider")]
    assert codes == [403, 404, 404]
    assert reader("editor").put(ADDRESS).status_code == 405
    assert baselines.unconfirmed_baselines(made) == [row]


def test_the_plans_page_leads_to_them_and_says_how_many_wait(made, row, rf, people):
    request = rf.get("/")
    request.user = people.editor

    before = baselines_block(request, made, None)
    assert (ADDRESS in before, "de confirmat." in before) == (True, True)
    assert baselines_block(request, made, Element.objects.filter(level__plan=made).first()) == ""
    baselines.confirm_baselines(made, {row.pk: row.version}, by=people.editor)
    later = baselines_block(request, made, None)
    assert (ADDRESS in later, "de confirmat." in later) == (True, False)
    assert baselines_block(request, made.continues, None) == ""


def test_what_was_accepted_since_is_taken_and_then_confirmed_and_what_somebody_wrote_stays(indicator, people, reader):
    made = successor_of(indicator.plan, people)
    row = made.indicators.get(continues=indicator)
    assert (row.baseline_value, baselines.later_baselines(made)) == (None, [])
    accepted(indicator.reports.get(), people, 4)
    told = [one.message for one in IndicatorsExtension().problems(made) if "de preluat" in one.message]
    assert told == ["Planul de dinainte dă acum 1\xa0valoare de referință, de preluat la Indicatori."]
    text = dense(reader("editor").get(ADDRESS).content.decode())
    assert f'name="later" value="{row.pk}-{row.version}" checked' in text
    answer = reader("editor").post(ADDRESS, {"take": "1", "later": f"{row.pk}-{row.version}"}, follow=True)
    assert messages_by_level(answer) == [("success", "O valoare de referință este preluată.")]
    row.refresh_from_db()
    assert (row.baseline_value, row.baseline_period) == (4, "2024")
    assert (baselines.unconfirmed_baselines(made), baselines.later_baselines(made)) == ([row], [])
    row.baseline_value, row.baseline_source = 7, "Registrul serviciului"
    row.save()
    assert baselines.later_baselines(made) == []
    for name in ("reviewer", "outsider"):
        with pytest.raises(PermissionDenied):
            baselines.take_baselines(made, {row.pk: row.version}, by=getattr(people, name))
