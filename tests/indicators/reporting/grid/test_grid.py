from decimal import Decimal
from uuid import uuid4

import pytest

from indicators.models import Report, ReportStep
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from plans.models import Institution, Membership
from tests.indicators.report_factories import ask, owed, promise, put_off, reported, sent
from tests.page import Page, message_texts

GRID = "/raportare/tabel/"


@pytest.fixture
def reporter(client, people):
    """A browser signed in as the police's reporter."""
    client.force_login(people.reporter)
    return client


@pytest.fixture
def reports(people):
    """Three reports owed by the police: a count, a ratio and something done or not."""
    ask(2, nature="ratio", unit="%")
    ask(3, nature="milestone", unit="")
    owed(people, number=1)
    return list(Report.objects.order_by("indicator__number"))


def filled(*rows, **more):
    """What the page sends for rows given as (report as it was shown, what was typed)."""
    data = {"rand": [report.pk for report, _typed in rows], **more}
    for report, typed in rows:
        prefix = f"r{report.pk}-"
        data[f"{prefix}seen_version"] = report.version
        for name in reporting_actions.answer_fields(report.indicator.nature) + ("no_data_reason",):
            stored = getattr(report, name)
            shown = "" if stored is None else str(stored)
            data[f"initial-{prefix}{name}"] = shown
            data[f"{prefix}{name}"] = typed.get(name, shown)
    return data


def send(browser, *rows, follow=True, **more):
    return browser.post(GRID, filled(*rows, **more), follow=follow)


def stored(report):
    report.refresh_from_db()
    return report.state, report.value, report.numerator, report.denominator, report.no_data_reason


def errors(answer):
    return [
        (form.instance.indicator.number, name, [str(error) for error in found])
        for form in answer.context["wrong"]
        for name, found in form.errors.items()
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(client, db, method):
    answer = getattr(client, method)(GRID)
    assert (answer.status_code, answer.url) == (302, f"/cont/intrare/?next={GRID}")


@pytest.mark.parametrize("role", ["editor", "publisher", "reviewer", "outsider"])
def test_only_reporters_have_a_grid(client, people, reports, role):
    client.force_login(getattr(people, role))
    answers = [client.get(GRID), send(client, (reports[0], {"value": "4"}))]
    assert ([answer.status_code for answer in answers], reports[0].value) == ([403, 403], None)


def test_another_institutions_rows_do_not_exist(client, people, reports):
    Membership.objects.filter(user=people.reporter).update(institution=Institution.objects.get(code="cj-cluj"))
    client.force_login(people.reporter)
    answers = [client.get(f"{GRID}?institutie=ipj-cluj"), send(client, (reports[0], {"value": "4"}))]
    assert ([answer.status_code for answer in answers], stored(reports[0])[:2]) == ([404, 404], ("due", None))
    assert "Nu este nimic de raportat acum." in Page(client.get(GRID)).text


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_page_is_read_and_sent_only(reporter, method):
    assert getattr(reporter, method)(GRID).status_code == 405


def test_a_row_says_what_is_asked_promised_and_accepted_last(reporter, people, atop):
    promise(atop.indicators.get(number=1))
    owed(people, number=1, frequency="half_yearly")
    older, newer = Report.objects.order_by("period_start")
    review_actions.accept_report(sent(older, by=people.reporter), by=people.reviewer, verdict="met", reason="Bine.")
    page = Page(reporter.get(f"{GRID}?plan=atop-2024&perioada=2024-S2"))
    title = newer.indicator.title
    assert page.cells[1] == [f"1. {title} (accidente)", "cel mult 5 accidente", "4 accidente semestrul I 2024"] + [
        "planul nu spune dacă valorile se adună Valoarea",
        "De ce nu există date",
        f"de raportat până la {newer.due_on:%d.%m.%Y} Explicații și dovezi",
    ]


def test_every_field_says_its_column_and_its_indicator(reporter, reports):
    page = Page(reporter.get(GRID))
    named = [
        v["aria-label"] for tag, v in page.attributes if tag in ("input", "textarea", "select") and "data-column" in v
    ]
    titles = [f"indicatorul {r.indicator.number}: {r.indicator.title[:80]}" for r in reports]
    assert [name.rstrip(" […]") for name in named] == [
        f"{column}, {title.rstrip()}"
        for title, columns in zip(titles, [["Valoarea"], ["Numărătorul", "Numitorul"], ["Realizat"]], strict=True)
        for column in [*columns, "De ce nu există date"]
    ]


def test_changed_rows_become_drafts_and_others_stay_as_they_are(reporter, reports):
    count, ratio, milestone = reports
    answer = send(reporter, (count, {"value": "12,5"}), (ratio, {}), (milestone, {"value": "1"}))
    assert message_texts(answer) == ["S-au salvat 2 rânduri."]
    assert [stored(report) for report in reports] == [
        ("draft", Decimal("12.5"), None, None, ""),
        ("due", None, None, None, ""),
        ("draft", Decimal(1), None, None, ""),
    ]


@pytest.mark.parametrize(
    ("typed", "value"), [("12,5", "12.5"), ("12.5", "12.5"), ("1.234,56", "1234.56"), ("0", "0"), (" 7 ", "7")]
)
def test_numbers_are_read_as_a_romanian_writes_them(reporter, reports, typed, value):
    send(reporter, (reports[0], {"value": typed}))
    assert stored(reports[0])[:2] == ("draft", Decimal(value))


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("1.234", "„1.234” se poate citi în două feluri. Scrieți 1234 sau 1,234."),
        ("zece", "„zece” nu este un număr. Scrieți de exemplu 1234,56, fără unitate de măsură."),
        ("-1", "Un număr nu poate fi mai mic decât zero."),
    ],
)
def test_what_cannot_be_read_stays_as_typed_and_the_other_rows_are_saved(reporter, reports, typed, error):
    answer = send(reporter, (reports[0], {"value": typed}), (reports[1], {"numerator": "3", "denominator": "4"}))
    page = Page(answer)
    assert (errors(answer), message_texts(answer)) == ([(1, "value", [error])], ["S-a salvat 1 rând."])
    assert typed in page.all("input", "value")
    assert f"Rândul „indicatorul 1”, coloana „Valoarea”: {error}" in page.text
    assert f"#id_r{reports[0].pk}-value" in page.links
    assert [stored(report)[:4] for report in reports[:2]] == [
        ("due", None, None, None),
        ("draft", None, Decimal(3), Decimal(4)),
    ]


def test_a_number_too_long_for_the_database_is_refused(reporter, reports):
    answer = send(reporter, (reports[0], {"value": "1" * 30}), (reports[1], {"numerator": "0,1234567"}))
    assert [(number, name) for number, name, _errors in errors(answer)] == [(1, "value"), (2, "numerator")]


def test_what_others_saved_meanwhile_is_named_and_what_was_typed_stays(reporter, people, reports):
    count, ratio, _milestone = reports
    reported(Report.objects.get(pk=count.pk), by=people.admin, value=Decimal(9))
    answer = send(reporter, (count, {"value": "4"}), (ratio, {"numerator": "1"}))
    assert [(number, name) for number, name, _errors in errors(answer)] == [(1, "__all__"), (1, "value")]
    assert errors(answer)[0][2][0].startswith("Între timp, altcineva a salvat acest rând, la ")
    assert errors(answer)[1][2] == ["Salvat acum este: „9”."]
    assert "4" in Page(answer).all("input", "value")
    assert [stored(report)[1:3] for report in (count, ratio)] == [(Decimal(9), None), (None, Decimal(1))]


def test_a_second_conscious_save_goes_through(reporter, people, reports):
    reported(Report.objects.get(pk=reports[0].pk), by=people.admin, value=Decimal(9))
    page = Page(send(reporter, (reports[0], {"value": "4"})))
    again = {v["name"]: v.get("value", "") for tag, v in page.attributes if tag == "input" and "name" in v}
    reporter.post(GRID, again)
    assert stored(reports[0])[:2] == ("draft", Decimal(4))


def test_an_untouched_row_does_not_undo_what_others_saved(reporter, people, reports):
    reported(Report.objects.get(pk=reports[0].pk), by=people.admin, value=Decimal(9))
    answer = send(reporter, *[(report, {}) for report in reports])
    assert (message_texts(answer), stored(reports[0])[1]) == (["Nu ați schimbat nimic."], Decimal(9))


def test_what_was_sent_meanwhile_is_named_and_no_longer_changes(reporter, people, reports):
    sent(Report.objects.get(pk=reports[0].pk), by=people.admin)
    answer = send(reporter, (reports[0], {"value": "5"}))
    (_, _, whole), (_, _, cell) = errors(answer)
    assert whole[0].startswith("Între timp, admin a trimis această raportare, la ")
    assert (cell, stored(reports[0])[:2]) == (["S-a trimis: „4”."], ("submitted", Decimal(4)))
    page = Page(answer)
    asked = [values["value"] for tag, values in page.attributes if tag == "input" and values.get("name") == "rand"]
    assert ("5" in page.all("input", "value"), str(reports[0].pk) in asked) == (True, False)


def test_what_is_complete_is_sent_and_what_is_not_is_said(reporter, people, reports):
    count, ratio, milestone = reports
    answer = send(reporter, (count, {"value": "4"}), (ratio, {"numerator": "3"}), (milestone, {}), trimite="")
    assert message_texts(answer) == [
        "S-au salvat 2 rânduri.",
        "S-a trimis 1 raportare la evaluare.",
        "Nu s-au trimis – fără valoare: indicatorul 3; incomplete: indicatorul 2.",
    ]
    assert [stored(report)[0] for report in reports] == ["submitted", "draft", "due"]
    assert ReportStep.objects.filter(report=count, kind="submitted", by=people.reporter).count() == 1


def test_a_reason_for_no_data_is_sent_and_with_a_value_it_is_not(reporter, reports):
    count, ratio, _milestone = reports
    both = {"numerator": "3", "denominator": "4", "no_data_reason": "Registrul lipsește."}
    answer = send(reporter, (count, {"no_data_reason": "Registrul lipsește."}), (ratio, both), trimite="")
    assert message_texts(answer)[2] == "Nu s-au trimis – cu valoare și cu motiv pentru lipsa ei: indicatorul 2."
    assert [stored(report)[0] for report in reports[:2]] == ["submitted", "draft"]


def test_what_was_returned_is_sent_again_only_after_a_change(reporter, people, reports):
    back = review_actions.return_report(sent(reports[0], by=people.reporter), by=people.reviewer, note="Verificați.")
    assert "Ce s-a cerut: Verificați." in Page(reporter.get(GRID)).text
    answer = send(reporter, (back, {}), trimite="")
    assert message_texts(answer) == ["Nu s-au trimis – neschimbate de la întoarcere: indicatorul 1."]
    send(reporter, (back, {"value": "6"}))
    send(reporter, (Report.objects.get(pk=back.pk), {}), trimite="")
    assert stored(back)[:2] == ("submitted", Decimal(6))


def test_a_row_that_others_changed_unseen_is_not_sent(reporter, people, reports):
    reported(Report.objects.get(pk=reports[0].pk), by=people.admin, value=Decimal(9))
    answer = send(reporter, (reports[0], {}), trimite="")
    assert message_texts(answer) == ["Nu s-au trimis – schimbate între timp: indicatorul 1."]
    assert stored(reports[0])[:2] == ("draft", Decimal(9))


def test_what_the_grid_does_not_show_stays_as_it_is(reporter, people, reports):
    reported(reports[0], by=people.reporter, value=Decimal(3), narrative="Două patrule în plus.")
    report = Report.objects.get(pk=reports[0].pk)
    send(reporter, (report, {"value": "4"}))
    report.refresh_from_db()
    assert (report.value, report.narrative) == (Decimal(4), "Două patrule în plus.")


def test_without_a_choice_the_page_shows_what_is_due_first(reporter, people):
    owed(people, number=1, frequency="quarterly")
    first = Report.objects.order_by("period_start")[2]
    put_off(first, -3)
    page = Page(reporter.get(GRID))
    assert "trimestrul III 2024" in page.text
    assert "întârziat cu 3\u00a0zile" in page.cells[1][-1].replace(" zile", "\u00a0zile")


def test_a_choice_that_does_not_exist_counts_as_none(reporter, reports):
    answer = reporter.get(f"{GRID}?plan=x&perioada=1999&pagina=99")
    assert [form.form.instance.pk for form in answer.context["rows"]] == [report.pk for report in reports]


@pytest.mark.parametrize("posted", [{}, {"rand": "x"}, {"rand": ["999999", "²", "9" * 40]}])
def test_rows_that_do_not_exist_are_refused(reporter, reports, posted):
    assert reporter.post(GRID, posted).status_code == 404


def test_a_row_that_went_meanwhile_is_said_and_the_others_are_saved(reporter, reports):
    answer = reporter.post(GRID, filled((reports[0], {"value": "4"}), rand=[reports[0].pk, 10**6]), follow=True)
    assert message_texts(answer) == [
        "S-a salvat 1 rând.",
        "1 rând nu se mai raportează aici; nu s-a salvat nimic pentru ele.",
    ]


def test_long_lists_come_in_pages_of_fifty(reporter, people):
    indicator = ask(1)
    for _ in range(60):
        indicator.pk, indicator.number, indicator.uid, indicator._state.adding = None, None, uuid4(), True
        indicator.save()
    owed(people, number=1)
    answers = [reporter.get(GRID), reporter.get(f"{GRID}?pagina=2")]
    assert [len(answer.context["rows"]) for answer in answers] == [50, 11]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_as_many_queries_for_one_row_as_for_three(reporter, people, django_assert_num_queries, number):
    for indicator in range(2, number + 1):
        ask(indicator)
    owed(people, number=1)
    with django_assert_num_queries(13):
        assert len(reporter.get(GRID).context["rows"]) == number


def test_who_reports_for_two_institutions_chooses_between_them(reporter, people, reports):
    county = Institution.objects.get(code="cj-cluj")
    Membership.objects.create(user=people.reporter, institution=county, role="reporter")
    ask(4, institution="cj-cluj")
    owed(people, number=1)
    pages = [reporter.get(f"{GRID}?institutie={code}") for code in ("ipj-cluj", "cj-cluj")]
    assert [[row.form.instance.indicator.number for row in page.context["rows"]] for page in pages] == [[1, 2, 3], [4]]
    assert sorted(Page(pages[1]).all("option", "value")[:2]) == ["cj-cluj", "ipj-cluj"]


def test_what_is_doubtful_is_kept_and_waits_for_its_confirmation(reporter, reports):
    ratio = reports[1]
    answer = send(reporter, (ratio, {"numerator": "5", "denominator": "4"}), trimite="")
    said = "Nu s-au trimis – neobișnuite, de confirmat cu un motiv: indicatorul 2."
    assert (message_texts(answer)[-1], stored(ratio)[0]) == (said, "draft")
    asked = "Verificați și, dacă așa este, scrieți de ce; motivul îl citește cine evaluează."
    assert errors(answer) == [(2, "confirmation", [f"5 din 4 este mai mult decât tot. {asked}"])]
    assert "1 rând salvat nu s-a trimis" in Page(answer).text.replace("\xa0", " ")
    assert "De ce este așa" in Page(reporter.get(GRID)).text


def test_a_reason_in_the_row_sends_what_is_doubtful_and_an_ordinary_row_asks_for_none(reporter, reports):
    count, ratio, _milestone = reports
    typed = {"numerator": "5", "denominator": "4"}
    reason = {f"r{ratio.pk}-confirmation": "Sunt și verificări din anul trecut."}
    send(reporter, (ratio, typed), (count, {"value": "4"}), trimite="", **reason)
    assert [stored(report)[0] for report in (ratio, count)] == ["submitted", "submitted"]
    assert (ratio.confirmation, count.confirmation) == ("Sunt și verificări din anul trecut.", "")


def test_a_period_that_has_not_ended_asks_the_grid_for_a_reason(reporter, people, reports):
    Report.objects.filter(pk=reports[0].pk).update(period_end="2999-12-31", due_on="3000-01-31")
    reports[0].refresh_from_db()
    answer = send(reporter, (reports[0], {"value": "4"}), trimite="")
    said = errors(answer)[0][2][0].replace("\xa0", " ")
    assert said.startswith("Perioada se încheie abia la 31 decembrie 2999. Verificați")
    assert stored(reports[0])[:2] == ("draft", Decimal(4))
    saved = send(reporter, (reports[0], {}), **{f"r{reports[0].pk}-confirmation": "Registrul s-a închis."}, trimite="")
    assert (message_texts(saved)[-1], stored(reports[0])[0]) == ("S-a trimis 1 raportare la evaluare.", "submitted")


def test_a_confirmation_that_the_page_did_not_show_stays(reporter, people, reports):
    Report.objects.filter(pk=reports[0].pk).update(state="draft", confirmation="Așa este.")
    reports[0].refresh_from_db()
    send(reporter, (reports[0], {"value": "7"}))
    assert (stored(reports[0])[:2], reports[0].confirmation) == (("draft", Decimal(7)), "Așa este.")
