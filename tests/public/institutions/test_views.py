"""The page of an institution: what it answers for, what is late, what it was asked; from editions alone."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.models import Indicator, Recommendation, Report
from plans.editions.publishing import publish
from plans.models import Element, Institution
from tests.indicators.oversight.oversight_factories import DAY, TODAY, issued, sitting
from tests.indicators.report_factories import owed
from tests.page import Page


def page_of(client, code="ipj-cluj", **asked):
    return Page(client.get(f"/institutii/{code}/", asked))


def test_an_institution_that_no_reader_meets_has_no_page(client, editions):
    Institution.objects.create(code="noua", name="Nouă", short_name="N")
    assert [client.get(f"/institutii/{code}/").status_code for code in ("noua", "fara")] == [404, 404]
    assert client.post("/institutii/atop-cluj/").status_code == 405


def test_a_body_shows_its_plans_and_that_it_owes_nothing(client, editions):
    text = page_of(client, "atop-cluj").text
    assert "0 indicatori de raportat, nicio raportare întârziată, 0 recomandări primite" in text
    assert "Nu raportează niciun indicator din planurile publicate." in text
    assert "Planul strategic ATOP 2024 îl întocmește" in text
    assert "Nu a primit nicio recomandare." in text


def test_an_institution_shows_what_it_answers_for_and_what_is_late(client, people, atop):
    owed(people)
    report = Report.objects.get()
    Report.objects.update(due_on=TODAY - 12 * DAY)
    page = page_of(client)
    assert "1 indicator de raportat, o raportare întârziată, de 12 zile" in page.text
    assert page.links.count(f"/planuri/atop-2024/indicatori/{report.indicator.number}/") == 2
    Report.objects.update(due_on=TODAY + DAY)
    assert "nicio raportare întârziată" in page_of(client).text


def test_the_page_says_what_was_published_and_not_what_is_being_written(client, people, atop):
    owed(people)
    indicator = Report.objects.get().indicator
    published = indicator.title
    Indicator.objects.filter(pk=indicator.pk).update(title="Altceva, nepublicat")
    element = Element.objects.filter(level__plan=atop).first()
    element.institutions.add(Institution.objects.get(code="ipj-cluj"))
    text = page_of(client).text
    assert (published in text, "Altceva, nepublicat" in text, "la care este numită" in text) == (True, False, False)
    publish(atop, by=people.publisher, note="Numită.")
    text = page_of(client).text
    assert ("Altceva, nepublicat" in text, "la care este numită" in text, element.title in text) == (True, True, True)


def test_what_it_was_recommended_and_how_late_stands_on_the_page(client, people, atop, editions):
    row = issued(people, atop, text="Să se publice lista.")
    Recommendation.objects.filter(pk=row.pk).update(issued_on=TODAY - 40 * DAY, deadline=TODAY - 10 * DAY)
    page = page_of(client)
    assert "1 recomandare primită" in page.text
    assert "1 recomandare deschisă, 1 cu termenul de răspuns depășit" in page.text
    assert "Să se publice lista." in page.text
    assert "/recomandari/?institutie=ipj-cluj" in page.links
    body_page = page_of(client, "atop-cluj").text
    assert "Să se publice lista." not in body_page


def test_a_body_leads_to_its_sittings(client, editions):
    row = sitting(conclusions="S-a luat act.")
    assert {f"/sedinte/{row.pk}/", "/sedinte/?institutie=atop-cluj"} <= set(page_of(client, "atop-cluj").links)


def test_the_indicators_are_filtered_and_a_filter_that_finds_nothing_leads_back(client, people, atop):
    owed(people)
    assert "Niciun indicator nu se potrivește cu ce ați ales." in page_of(client, cauta="nimic de felul acesta").text
    assert "Niciun indicator nu se potrivește" not in page_of(client, plan="atop-2024", stadiu="altfel").text


def test_another_plan_that_does_not_name_it_costs_no_query(client, people, atop, it_plan):
    owed(people)
    page_of(client)
    with CaptureQueriesContext(connection) as before:
        page_of(client)
    publish(it_plan, by=people.publisher, note="Alt plan.")
    with CaptureQueriesContext(connection) as after:
        page_of(client)
    assert len(after) == len(before)


def test_a_withdrawn_plan_is_not_spoken_of(client, people, atop):
    from plans.editions.publishing import withdraw

    owed(people)
    for edition in atop.editions.order_by("-number"):
        withdraw(edition, by=people.publisher, reason="Greșită.")
    assert client.get("/institutii/ipj-cluj/").status_code == 404
