"""One report: its form, what is kept of it whatever is wrong, two tabs at once, its correction."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from indicators.models import Report
from indicators.reporting import views as reporting_views
from indicators.reporting.evidence import actions as evidence_actions
from indicators.review import actions as review_actions
from plans.editions.publishing import withdraw
from portal.romanian import NO_BREAK_SPACE
from tests.indicators.report_factories import owed, promise, reported, sent
from tests.indicators.reporting.reporter import State, accepted, address, errors, fill, fresh, ok_page, typed, words


@pytest.fixture
def report(people):
    owed(people)
    return Report.objects.get()


def test_the_page_shows_what_is_asked_and_what_was_accepted_before(reporter, people):
    indicator = owed(people, frequency="half_yearly", definition="Accidentele cu victime.", accumulation="sum")
    promise(indicator, 5)
    owed(people, frequency="half_yearly", verification_source="Evidența poliției rutiere.", accumulation="sum")
    first, second = Report.objects.order_by("period_start")
    accepted(first, people, value=Decimal(3))
    page = ok_page(reporter.get(address(second)))
    text = page.text.replace(NO_BREAK_SPACE, " ")
    for said in (
        "Indicatorul 1, semestrul II 2024",
        "Accidentele cu victime.",
        "cel mult 5",
        "Evidența poliției rutiere.",
    ):
        assert said in text
    assert "portalul cumulează valorile și apreciază totalul" in text
    assert "svg" in page.tags
    assert [
        [cells[0], cells[1].replace(NO_BREAK_SPACE, " ")] for cells in page.cells if cells[0] == "semestrul I 2024"
    ] == [["semestrul I 2024", "3 accidente"]]


@pytest.mark.parametrize(
    ("nature", "fields"),
    [
        ("count", ["value"]),
        ("percent", ["value"]),
        ("milestone", ["value"]),
        ("ratio", ["numerator", "denominator"]),
        ("change", ["numerator", "denominator"]),
        ("qualitative", ["text"]),
        ("reference", ["text"]),
    ],
)
def test_the_form_asks_for_what_the_nature_of_the_indicator_asks(reporter, people, nature, fields):
    owed(people, nature=nature, unit="")
    form = reporter.get(address(Report.objects.get())).context["form"]
    assert [name for name in form.fields if name in Report.CONTENT] == [*fields, "no_data_reason", "narrative"]


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", "12"), ("12,5", "12.5"), ("12.5", "12.5"), ("1.234,56", "1234.56"), ("1 234", "1234"), ("0", "0")],
)
def test_a_number_is_read_as_a_romanian_writes_it(reporter, report, written, value):
    answer = fill(reporter, report, value=written)
    assert (answer.status_code, answer["Location"]) == (302, address(report))
    assert (fresh(report).state, fresh(report).value) == (State.DRAFT, Decimal(value))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("opt", "„opt” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."),
        ("12 accidente", "„12 accidente” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."),
        ("1.234", "„1.234” se poate citi în două feluri. Scrieți 1234 sau 1,234."),
        ("-3", "Un număr nu poate fi mai mic decât zero."),
        ("0,1234567", "Scrieți cel mult 6 cifre după virgulă."),
        ("9" * 15, "Scrieți cel mult 14 cifre înainte de virgulă."),
        ("9" * 5000, "Scrieți cel mult 14 cifre înainte de virgulă."),
        ("1e400", "„1e400” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."),
        ("NaN", "„NaN” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."),
    ],
)
def test_what_is_not_a_number_is_refused_beside_its_field_and_the_rest_is_kept(reporter, report, written, message):
    answer = fill(reporter, report, value=written, narrative="Am verificat în evidențe.")
    assert errors(answer) == {"value": [message]}
    page = ok_page(answer)
    assert written in [said.get("value") for tag, said in page.attributes if said.get("name") == "value"]
    assert "Nu s-a salvat tot. Câmpurile fără erori sunt salvate ca ciornă." in page.text
    assert "#id_value" in page.links
    assert (fresh(report).value, fresh(report).narrative) == (None, "Am verificat în evidențe.")
    again = reporter.post(address(report), typed(page, value="7") | {"save": "1"})
    assert (again.status_code, fresh(report).value) == (302, Decimal(7))


@pytest.mark.parametrize("below", ["0", "-2"])
def test_nothing_is_divided_by_zero(reporter, people, below):
    owed(people, nature="ratio", unit="%")
    answer = fill(reporter, Report.objects.get(), numerator="3", denominator=below)
    assert list(errors(answer)) == ["denominator"]
    assert "Scrieți un număr mai mare decât zero." in errors(answer)["denominator"][0]


@pytest.mark.parametrize(("choice", "value"), [("1", Decimal(1)), ("0", Decimal(0)), ("", None)])
def test_a_milestone_is_reached_or_not_or_not_said_yet(reporter, people, choice, value):
    owed(people, nature="milestone", unit="")
    report = Report.objects.get()
    assert fill(reporter, report, value=choice).status_code == 302
    assert fresh(report).value == value
    page = ok_page(reporter.get(address(report)))
    chosen = [said["value"] for _tag, said in page.attributes if said.get("name") == "value" and "checked" in said]
    assert chosen == [choice]


def test_an_incomplete_draft_is_kept(reporter, people):
    owed(people, nature="ratio", unit="%")
    report = Report.objects.get()
    assert fill(reporter, report, numerator="78", narrative="Numitorul vine mâine.").status_code == 302
    row = fresh(report)
    assert (row.state, row.numerator, row.denominator) == (State.DRAFT, Decimal(78), None)
    page = ok_page(reporter.get(address(report)))
    assert "Ciorna este salvată." in page.text
    assert [said["value"] for _tag, said in page.attributes if said.get("name") == "numerator"] == ["78"]


def test_a_report_is_sent_and_is_then_only_read(reporter, report):
    answer = fill(reporter, report, "submit", value="4", narrative="Două au fost ușoare.")
    assert (answer.status_code, fresh(report).state) == (302, State.SUBMITTED)
    page = ok_page(reporter.get(address(report)))
    assert "Raportarea a fost trimisă spre evaluare." in page.text
    assert "Două au fost ușoare." in page.text
    assert page.all("textarea", "name") == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({}, "value"), ({"value": "3", "no_data_reason": "Nu s-au adunat."}, "no_data_reason")],
)
def test_a_report_that_says_nothing_or_two_things_is_not_sent_but_kept(reporter, report, fields, wrong):
    answer = fill(reporter, report, "submit", **fields)
    assert list(errors(answer)) == [wrong]
    assert "Raportarea nu s-a trimis. Ciorna este salvată." in words(answer)
    assert fresh(report).state == State.DRAFT
    assert (
        reporter.post(
            address(report), typed(ok_page(answer), value="3", no_data_reason="") | {"submit": "1"}
        ).status_code
        == 302
    )
    assert fresh(report).state == State.SUBMITTED


def test_no_data_is_sent_with_its_reason_and_is_not_zero(reporter, report):
    fill(reporter, report, "submit", no_data_reason="Sistemul nu a funcționat.")
    row = fresh(report)
    assert (row.state, row.value, row.no_data_reason) == (State.SUBMITTED, None, "Sistemul nu a funcționat.")


def test_text_is_kept_in_one_spelling(reporter, people):
    owed(people, nature="qualitative", unit="")
    report = Report.objects.get()
    fill(reporter, report, text="Poliţiştii  au fost instruiţi.")
    assert fresh(report).text == "Polițiștii au fost instruiți."


def test_markup_in_a_text_is_shown_as_text(reporter, people):
    owed(people, nature="qualitative", unit="")
    report = Report.objects.get()
    fill(reporter, report, "submit", text="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" not in reporter.get(address(report)).content.decode()


def test_an_old_tab_is_told_what_was_saved_meanwhile_and_loses_nothing(reporter, report, people):
    old = ok_page(reporter.get(address(report)))
    fill(reporter, report, value="5")
    answer = reporter.post(address(report), typed(old, value="8") | {"save": "1"})
    text = words(answer)
    assert "Între timp, reporter a salvat" in text
    assert "Salvat acum este: „5”." in text
    assert fresh(report).value == Decimal(5)
    again = reporter.post(address(report), typed(ok_page(answer)) | {"save": "1"})
    assert (again.status_code, fresh(report).value) == (302, Decimal(8))


def test_a_tab_that_changes_nothing_does_not_put_back_what_it_showed(reporter, report):
    old = ok_page(reporter.get(address(report)))
    fill(reporter, report, value="5")
    assert reporter.post(address(report), typed(old) | {"save": "1"}).status_code == 302
    assert fresh(report).value == Decimal(5)


def test_what_was_not_seen_is_not_sent(reporter, report):
    fill(reporter, report, value="5")
    old = ok_page(reporter.get(address(report)))
    fill(reporter, report, value="50")
    answer = reporter.post(address(report), typed(old) | {"submit": "1"})
    assert "Câmpurile pe care nu le-ați schimbat arată acum ce este salvat" in words(answer)
    assert (fresh(report).state, fresh(report).value) == (State.DRAFT, Decimal(50))
    again = reporter.post(address(report), typed(ok_page(answer)) | {"submit": "1"})
    assert (again.status_code, fresh(report).state, fresh(report).value) == (302, State.SUBMITTED, Decimal(50))


def test_a_second_submit_from_an_old_tab_says_who_sent_it_and_shows_what_was_typed(reporter, report, people):
    old = ok_page(reporter.get(address(report)))
    fill(reporter, report, "submit", value="4")
    answer = reporter.post(address(report), typed(old, value="9", narrative="Am numărat din nou.") | {"submit": "1"})
    text = words(answer)
    assert "Raportarea este deja trimisă spre evaluare de reporter" in text
    assert "Ce ați scris și nu s-a păstrat" in text
    assert "Am numărat din nou." in text
    assert fresh(report).value == Decimal(4)
    same = words(reporter.post(address(report), typed(old, value="4") | {"submit": "1"}))
    assert "Ce ați scris este la fel cu ce s-a trimis." in same


@pytest.fixture
def in_the_same_moment(monkeypatch):
    """Let something happen after the page has read the report and before it saves."""

    def happen(act):
        read = reporting_views._bound_form
        acts = [act]

        def filled(request, row):
            form = read(request, row)
            if acts:
                acts.pop()()
            return form

        monkeypatch.setattr(reporting_views, "_bound_form", filled)

    return happen


def test_what_someone_saves_in_the_same_moment_is_not_overwritten(reporter, report, people, in_the_same_moment):
    in_the_same_moment(lambda: reported(fresh(report), by=people.admin, value=Decimal(5)))
    answer = fill(reporter, report, value="8")
    assert "Salvat acum este: „5”." in words(answer)
    assert fresh(report).value == Decimal(5)
    again = reporter.post(address(report), typed(ok_page(answer)) | {"save": "1"})
    assert (again.status_code, fresh(report).value) == (302, Decimal(8))


def test_what_someone_sends_in_the_same_moment_stays_sent(reporter, report, people, in_the_same_moment):
    in_the_same_moment(lambda: sent(fresh(report), by=people.admin, value=Decimal(5)))
    text = words(fill(reporter, report, "submit", value="8"))
    assert "Raportarea este deja trimisă spre evaluare de admin" in text
    assert "Ce ați scris și nu s-a păstrat: Valoarea (accidente) 8" in text
    assert (fresh(report).state, fresh(report).value) == (State.SUBMITTED, Decimal(5))


def test_a_returned_report_says_why_and_is_sent_again(reporter, report, people):
    row = sent(report, by=people.reporter)
    review_actions.return_report(row, by=people.reviewer, note="Lipsește luna decembrie.")
    text = words(reporter.get(address(report)))
    assert "Ce vi se cere Lipsește luna decembrie." in text
    assert fill(reporter, report, "submit", value="6").status_code == 302
    assert (fresh(report).state, fresh(report).value) == (State.SUBMITTED, Decimal(6))


def test_an_accepted_report_shows_its_verdict_and_is_corrected(reporter, report, people):
    accepted(report, people)
    text = words(reporter.get(address(report)))
    assert "îndeplinit" in text
    assert "Sub țintă." in text
    answer = reporter.post(f"{address(report)}corectare/")
    correction = Report.objects.get(corrects=report)
    assert answer["Location"] == address(correction)
    assert "corectură în lucru" in words(reporter.get(address(correction)))
    fill(reporter, correction, "submit", value="5")
    review_actions.accept_report(fresh(correction), by=people.reviewer, verdict="met", reason="Corectat.")
    assert "înlocuită de o corectură" in words(reporter.get(address(report)))


def test_a_correction_is_begun_once(reporter, report, people):
    accepted(report, people)
    first = reporter.post(f"{address(report)}corectare/")
    second = reporter.post(f"{address(report)}corectare/", follow=True)
    assert Report.objects.filter(corrects=report).count() == 1
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "Corectura era deja începută." in words(second)


def test_what_was_not_accepted_is_not_corrected(reporter, report, people):
    answer = reporter.post(f"{address(report)}corectare/", follow=True)
    assert answer.redirect_chain == [(address(report), 302)]
    assert Report.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_for_one_piece_of_evidence_and_for_three(
    reporter, report, people, number, django_assert_num_queries
):
    for one in range(number):
        evidence_actions.add_evidence(
            report, by=people.reporter, title="Raport", is_public=False, url=f"https://cjcluj.ro/{one}"
        )
    with django_assert_num_queries(20):
        reporter.get(address(report))


def test_a_plan_out_of_public_view_keeps_its_drafts(reporter, report, people):
    for edition in report.indicator.plan.editions.all():
        withdraw(edition, by=people.publisher, reason="Lipsea o anexă.")
    assert "Nicio ediție publică a planului nu mai cuprinde acest indicator." in words(reporter.get(address(report)))
    assert fill(reporter, report, value="4").status_code == 302
    assert reported(fresh(report), by=people.reporter, value=Decimal(5)).value == Decimal(5)


def test_a_doubtful_figure_is_sent_once_it_is_confirmed_with_a_reason_that_the_reviewer_reads(reporter, people):
    row = owed(people, nature="ratio", unit="%").reports.get()
    assert "De ce este așa" not in words(reporter.get(address(row)))
    refused = words(fill(reporter, row, "submit", numerator="13", denominator="12"))
    assert "13 din 12 este mai mult decât tot. Verificați" in refused
    assert fresh(row).state == State.DRAFT
    fill(reporter, row, "submit", confirmation="Sunt și verificări cerute în anul trecut.")
    assert (fresh(row).state, fresh(row).confirmation) == (State.SUBMITTED, "Sunt și verificări cerute în anul trecut.")
    reporter.force_login(people.reviewer)
    judged = words(reporter.get(f"/evaluare/{row.pk}/"))
    assert "De verificat 13 din 12 este mai mult decât tot." in judged
    assert "De ce este așa Sunt și verificări cerute în anul trecut." in judged


def test_a_period_that_has_not_ended_is_reported_once_it_is_confirmed_and_the_public_is_told(
    reporter, people, report, client
):
    day = timezone.localdate() + datetime.timedelta(days=20)
    Report.objects.filter(pk=report.pk).update(period_end=day, due_on=day)
    assert "Perioada se încheie abia la" in words(fill(reporter, report, "submit", value="4"))
    fill(reporter, report, "submit", confirmation="Registrul s-a închis.")
    assert fresh(report).state == State.SUBMITTED
    review_actions.accept_report(fresh(report), by=people.reviewer, verdict="met", reason="Se confirmă.")
    client.logout()
    shown = words(client.get("/planuri/atop-2024/indicatori/1/"))
    assert ("înainte de sfârșitul perioadei" in shown, "Registrul s-a închis" in shown) == (True, False)
