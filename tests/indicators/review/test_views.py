"""The page on which a report is judged: what it shows, and what is done there."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.models import Evidence, Indicator, Report
from indicators.queries import report_values
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from plans.editions.publishing import withdraw
from plans.models import Institution, Membership, Plan
from portal import clock
from portal.romanian import long_date
from tests.indicators.report_factories import EMPTY, owed, promise, put_off, reported, sent
from tests.indicators.review.decisions import QUEUE, address, decide, get, state_of
from tests.page import Page


def test_the_page_shows_what_was_promised_reported_and_proposed(reviewer, people, report):
    page = get(reviewer, address(report))
    for words in (
        "4 accidente",
        "cel mult 5 accidente (2024)",
        "● îndeplinit Valoarea care se apreciază: 4 accidente, 2024, față de cel mult 5 accidente (2024). 4 accidente față de "
        "ținta de cel mult 5 accidente pentru 2024: îndeplinit.",
        "● îndeplinit (propunerea formulei)",
        "reporter, Inspectoratul de Poliție Județean Cluj",
        "în termen",
        "Trimisă spre evaluare de reporter",
        "fără dovezi",
    ):
        assert words in page.text
    assert {"/metodologie/", "/planuri/atop-2024/indicatori/1/#2024", QUEUE} <= set(page.links)
    assert page.attributes.count(("option", {"selected": None})) == 0
    assert [values for tag, values in page.attributes if tag == "input" and "checked" in values] == []


def test_where_nothing_is_judged_the_word_is_that_of_the_status_before_and_after(reviewer, people):
    (row,) = owed(people, direction="context_only").reports.all()
    row = sent(row, by=people.reporter, value=Decimal(4))
    page = get(reviewer, address(row))
    assert "– numai context (propunerea formulei)" in page.text
    assert "nu se poate aprecia" not in page.text
    reviewer.post(
        address(row),
        {"seen_version": row.version, "verdict": "cannot_be_judged", "reason": "Se ia la cunoștință.", "accept": "da"},
    )
    row.refresh_from_db()
    assert (row.state, row.judgement, row.verdict) == ("accepted", "context", "cannot_be_judged")
    page = get(reviewer, address(row))
    assert ("Aprecierea: – numai context" in page.text, "nu se poate aprecia" in page.text) == (True, False)


def test_the_page_shows_evidence_and_whether_it_is_public(reviewer, people, report):
    kept = {"report": report, "added_by": people.reporter, "added_at": report.reported_at}
    link = Evidence.objects.create(title="Situația anuală", url="https://example.org/s", is_public=True, **kept)
    file = Evidence.objects.create(title="Registrul", file="dovezi/a", name="r.xlsx", checksum="0", **kept)
    Evidence.objects.create(title="Adăugată după", url="https://example.org/t", **kept | {"added_at": timezone.now()})
    page = get(reviewer, address(report))
    assert "Adăugată după" not in page.text
    assert "Situația anuală legătură, publică" in page.text
    assert "Registrul XLSX, 0 octeți, nu se publică" in page.text.replace("\xa0", " ")
    assert {link.url, f"/dovezi/{file.pk}/"} <= set(page.links)


def test_the_page_shows_the_earlier_periods_as_a_chart_and_as_a_table(reviewer, people):
    promise(Indicator.objects.get(plan__slug="atop-2024", number=1))
    first, second = owed(people, frequency="half_yearly", accumulation="sum").reports.order_by("period_start")
    review_actions.accept_report(
        sent(first, by=people.reporter, value=Decimal(2)), by=people.reviewer, verdict="met", reason="Bine."
    )
    page = get(reviewer, address(sent(second, by=people.reporter, value=Decimal(4))))
    assert page.cells[-1] == ["semestrul I 2024", "2 accidente", "cel mult 5 accidente"]
    text = page.text.replace("\xa0", " ")
    assert "Valoarea care se apreciază: 6 accidente, cumulat pe anul 2024, față de cel mult 5 accidente (2024)." in text
    assert page.tags.count("svg") >= 1
    assert "2 + 4 = 6 accidente" in text


def test_the_history_of_the_target_is_shown(reviewer, people, report):
    old = report.indicator.targets.get()
    old.replaced_on = timezone.localdate()
    old.save()
    promise(report.indicator, 7, reason="Zona s-a extins.")
    owed(people)
    page = get(reviewer, address(report))
    rows = [row for row in page.cells if row[0] == "2024"]
    assert [(row[1], row[2], row[4]) for row in rows] == [
        ("–", "cel mult 5 accidente", "–"),
        ("cel mult 5 accidente", "cel mult 7 accidente", "Zona s-a extins."),
    ]


def test_no_data_is_shown_with_its_reason_and_a_ratio_with_both_numbers(reviewer, people):
    first, second, third, _ = owed(people, nature="ratio", unit="%", frequency="quarterly").reports.order_by(
        "period_start"
    )
    sent(first, by=people.reporter, no_data_reason="Evidența nu s-a ținut.")
    sent(second, by=people.reporter, numerator=Decimal(3), denominator=Decimal(4))
    sent(third, by=people.reporter, numerator=Decimal(0), denominator=Decimal(0))
    shown = [get(reviewer, address(report)).text for report in (first, second, third)]
    assert "fără date De ce lipsesc datele Evidența nu s-a ținut." in shown[0]
    assert "3 din 4 = 75% Numărătorul 3 Numitorul 4" in shown[1]
    assert "0 din 0 Numărătorul 0 Numitorul 0" in shown[2]


def test_a_draft_is_not_shown_and_a_returned_report_as_it_was_sent(reviewer, people, indicator):
    report = indicator.reports.get()
    draft = reporting_actions.save_draft(report, by=people.reporter, content={**EMPTY, "value": Decimal(9876)})
    page = get(reviewer, address(draft))
    assert ("9.876" in page.text, "Instituția nu a trimis încă raportarea." in page.text) == (False, True)
    draft = reporting_actions.submit_report(draft, by=people.reporter)
    returned = review_actions.return_report(draft, by=people.reviewer, note="Prea mult?")
    reporting_actions.save_draft(returned, by=people.reporter, content={**EMPTY, "value": Decimal(1234)})
    page = get(reviewer, address(draft))
    assert ("9.876" in page.text, "1.234" in page.text, "„Prea mult?”" in page.text) == (True, False, True)
    assert page.tags.count("textarea") == 0


def test_what_is_sent_again_stands_beside_what_came_back_and_is_in_time_by_its_first_day(reviewer, people, indicator):
    sent_on = timezone.now() - timedelta(days=5)
    put_off(indicator.reports.get(), -1)
    with clock.at(sent_on):
        draft = reported(indicator.reports.get(), by=people.reporter, value=Decimal(4))
        report = reporting_actions.submit_report(draft, by=people.reporter)
    returned = review_actions.return_report(report, by=people.reviewer, note="Atașați lista.")
    again = sent(returned, by=people.reporter, value=Decimal(6))
    page = get(reviewer, address(again))
    heading, day = f"Trimisă înainte, întoarsă la {long_date(timezone.localdate())}", timezone.localdate(sent_on)
    in_time = f"Data trimiterii {long_date(timezone.localdate())}, întâi la {long_date(day)}, în termen"
    shown = page.text.replace("\xa0", " ")
    assert [words in shown for words in (f"{heading} 4 accidente", "Trimisă din nou 6 accidente", in_time)] == [
        True
    ] * 3
    assert "Ce s-a cerut Atașați lista." in shown
    assert f"trimisă întâi la {long_date(day)}, în termen" in get(reviewer, QUEUE).text
    review_actions.accept_report(again, by=people.reviewer, verdict="met", reason="Potrivit registrului.")
    (value,) = report_values(report.indicator.plan)[str(report.indicator.uid)]
    assert (value.reported_on, value.first_sent_on, value.days_late) == (timezone.localdate(), day, 0)


def test_a_correction_stands_beside_what_it_corrects(reviewer, people, report):
    old = review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Potrivit registrului.")
    correction = sent(reporting_actions.begin_correction(old, by=people.reporter), by=people.reporter, value=Decimal(6))
    page = get(reviewer, address(correction))
    text = page.text
    assert text.index("Acceptată, publică acum 4 accidente") < text.index("Corectura propusă 6 accidente")
    assert "● îndeplinit. Potrivit registrului." in text
    assert address(correction) in get(reviewer, address(old)).links
    decide(reviewer, correction, verdict="not_met", reason="Peste țintă.")
    assert "Această raportare a fost înlocuită de corectura ei." in get(reviewer, address(old)).text
    assert "Corectura acceptată 6 accidente" in get(reviewer, address(correction)).text


def test_the_page_of_a_report_takes_the_same_queries_with_one_period_and_with_three(
    reviewer, people, django_assert_num_queries
):
    reports = list(owed(people, frequency="monthly").reports.order_by("period_start"))
    last = sent(reports[5], by=people.reporter)
    for number, report in enumerate(reports[:3], 1):
        review_actions.accept_report(
            sent(report, by=people.reporter), by=people.reviewer, verdict="met", reason="Bine."
        )
        if number in (1, 3):
            with django_assert_num_queries(25):
                assert len(get(reviewer, address(last)).cells) - 1 == number


def test_accepting_makes_the_verdict_public_and_leads_to_it(reviewer, people, report):
    page = Page(decide(reviewer, report, reason="Potrivit registrului rutier."))
    assert state_of(report) == ("accepted", "met", "Potrivit registrului rutier.")
    assert "S-a acceptat raportarea" in page.text
    assert "/planuri/atop-2024/indicatori/1/#2024" in page.links
    public = Page(reviewer.get("/planuri/atop-2024/indicatori/1/"))
    assert ("2024" in public.ids, "Potrivit registrului rutier." in public.text) == (True, True)
    shown = get(reviewer, address(report))
    assert "Aprecierea: ● îndeplinit Potrivit registrului rutier." in shown.text
    assert shown.tags.count("textarea") == 0


def test_giving_back_says_why_and_writes_it_down(reviewer, people, report):
    page = Page(decide(reviewer, report, "return"))
    assert "S-a întors instituției raportarea" in page.text
    assert state_of(report)[0] == "returned"
    assert list(report.steps.values_list("kind", "note"))[-1] == ("returned", "Atașați situația.")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"verdict": ""}, "Aprecierea: Alegeți o apreciere."),
        ({"verdict": "excelent"}, "Aprecierea:"),
        ({"reason": "  "}, "Motivul aprecierii: Scrieți pe ce se sprijină aprecierea."),
        ({"verdict": "partly", "reason": "Da. 123 !"}, "Motivul aprecierii: Formula propune „îndeplinit”."),
        ({"reason": "a" * 20_001}, "Motivul aprecierii:"),
    ],
)
def test_a_verdict_without_what_it_needs_is_refused_and_nothing_typed_is_lost(reviewer, report, typed, refusal):
    answer = decide(reviewer, report, **typed)
    page = Page(answer)
    assert refusal in page.text
    assert ("#id_reason" in page.links or "#id_verdict" in page.links, state_of(report)[0]) == (True, "submitted")
    if typed.get("reason", "x").strip():
        assert typed.get("reason", "Potrivit registrului.") in answer.content.decode()


def test_a_short_reason_is_enough_for_what_the_formula_proposes_and_an_explanation_for_the_rest(
    reviewer, people, report
):
    decide(reviewer, report, verdict="met", reason="Da.")
    assert state_of(report) == ("accepted", "met", "Da.")
    correction = sent(reporting_actions.begin_correction(Report.objects.get(), by=people.reporter), by=people.reporter)
    decide(reviewer, correction, verdict="not_met", reason="Registrul arată 6 accidente, nu 4.")
    assert state_of(correction) == ("accepted", "not_met", "Registrul arată 6 accidente, nu 4.")


def test_giving_back_without_saying_why_is_refused(reviewer, report):
    page = Page(decide(reviewer, report, "return", **{"intoarcere-note": " "}))
    assert "Ce trebuie completat sau corectat: Scrieți ce îi cereți instituției." in page.text
    assert state_of(report)[0] == "submitted"


def test_reasons_are_stored_with_comma_below(reviewer, report):
    decide(reviewer, report, reason="Aşa este, potrivit registrului poliţiei.")
    assert state_of(report)[2] == "Așa este, potrivit registrului poliției."


def test_markup_in_what_was_typed_stays_text(reviewer, people, report):
    decide(reviewer, report, reason="<script>alert(1)</script> explicație")
    assert "<script>alert" not in reviewer.get(address(report)).content.decode()
    assert "&lt;script&gt;alert" in reviewer.get(address(report)).content.decode()


def test_a_declared_interest_is_said_before_and_has_to_be_acknowledged(reviewer, people, report):
    Membership.objects.create(user=people.reviewer, institution=report.indicator.institution, role="editor")
    page = get(reviewer, address(report))
    assert page.text.index("va fi publicată cu mențiunea „interes declarat”") < page.text.index("Motivul aprecierii")
    refused = Page(decide(reviewer, report))
    assert "Interes declarat: Bifați că știți" in refused.text
    assert state_of(report)[0] == "submitted"
    decide(reviewer, report, interest="da")
    assert Report.objects.get().has_interest is True
    assert "Mențiunea este publică." in get(reviewer, address(report)).text


def test_without_an_interest_nothing_of_it_is_asked(reviewer, report):
    assert "nteres declarat" not in get(reviewer, address(report)).text


def test_the_person_who_reported_is_offered_no_form_and_may_not_send_one(client, people, report):
    Membership.objects.create(
        user=people.reporter, institution=Institution.objects.get(code="atop-cluj"), role="reviewer"
    )
    client.force_login(people.reporter)
    page = get(client, address(report))
    assert (page.tags.count("textarea"), "o apreciază altcineva" in page.text) == (0, True)
    for action in ("accept", "return"):
        assert decide(client, report, action).status_code == 403
    assert state_of(report)[0] == "submitted"


def test_a_report_of_an_invented_body_says_that_it_is_an_example(reviewer, report):
    banner = "Exemplu, date inventate."
    assert banner not in get(reviewer, address(report)).text
    Institution.objects.filter(pk=report.institution_id).update(is_invented=True)
    assert banner in get(reviewer, address(report)).text


def test_what_no_public_edition_holds_cannot_be_accepted_but_given_back(reviewer, people, report):
    withdraw(Plan.objects.get(slug="atop-2024").editions.get(), by=people.publisher, reason="Lipsea anexa.")
    page = get(reviewer, address(report))
    assert "Nicio ediție publică a planului nu mai cuprinde acest indicator" in page.text
    assert (page.tags.count("textarea"), page.all("input", "name").count("accept")) == (1, 0)
    assert decide(reviewer, report).status_code == 200
    assert state_of(report)[0] == "submitted"
    decide(reviewer, report, "return")
    assert state_of(report)[0] == "returned"
