"""What an institution has to report: by urgency, filtered, in pages; and who is let in."""

import datetime

import pytest
from django.utils import timezone

from indicators.models import Evidence, Report
from indicators.reporting import actions as reporting_actions
from indicators.reporting.evidence import actions as evidence_actions
from indicators.review import actions as review_actions
from plans.models import Institution, Membership
from tests.indicators.report_factories import owed, put_off, sent
from tests.indicators.reporting.reporter import LIST, State, accepted, address, fresh, ok_page, words
from tests.page import Page


@pytest.fixture
def report(people):
    owed(people)
    return Report.objects.get()


@pytest.mark.both
def test_the_sentence_counts_what_the_groups_below_hold(reporter, people):
    owed(people, frequency="quarterly")
    late, returned, *_ = Report.objects.order_by("period_start")
    put_off(late, -40)
    returned = sent(returned, by=people.reporter)
    review_actions.return_report(returned, by=people.reviewer, note="Verificați.")
    put_off(returned, -30)
    answer = reporter.get(LIST)
    groups = {name: len(found) for name, found in answer.context["groups"]}
    assert (groups["Întârziate"], groups["Întoarse, de completat"]) == (1, 1)
    assert "1 întârziată, 1 întoarsă pentru completare." in words(answer)
    assert "termenul a trecut de 30 de zile" in words(answer)


@pytest.mark.both
def test_the_list_shows_the_most_urgent_first_under_the_name_of_its_stage(reporter, people):
    owed(people, frequency="monthly")
    rows = list(Report.objects.order_by("period_start"))
    for row, days in zip(rows, (-40, -2, 0, 14, 15, 90, 30, 31, 32, 33, 34, 35), strict=True):
        put_off(row, days)
    returned = sent(fresh(rows[5]), by=people.reporter)
    review_actions.return_report(returned, by=people.reviewer, note="Verificați.")
    sent(fresh(rows[6]), by=people.reporter)
    accepted(rows[7], people)
    answer = reporter.get(LIST)
    groups = [(name, [row.period for row in found]) for name, found in answer.context["groups"]]
    assert groups == [
        ("Întoarse, de completat", ["iunie 2024"]),
        ("Întârziate", ["ianuarie 2024", "februarie 2024"]),
        ("De trimis în curând", ["martie 2024", "aprilie 2024"]),
        ("De trimis mai târziu", ["mai 2024", "septembrie 2024", "octombrie 2024", "noiembrie 2024", "decembrie 2024"]),
        ("Trimise, în evaluare", ["iulie 2024"]),
        ("Acceptate", ["august 2024"]),
    ]
    text = words(answer)
    assert "10 de trimis, 2 întârziate, 1 întoarsă pentru completare." in text
    for said in ("întârziată cu 40 de zile", "întârziată cu 2 zile", "astăzi", "peste 14 zile"):
        assert said in text
    assert "12 raportări" in text


@pytest.mark.both
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 4),
        ("?stadiu=de-trimis", 3),
        ("?stadiu=intarziate", 1),
        ("?stadiu=acceptate", 0),
        ("?stadiu=trimise", 1),
        ("?stadiu=inventat", 4),
        ("?plan=atop-2024", 4),
        ("?plan=alt-plan", 4),
        ("?institutie=ipj-cluj", 4),
        ("?institutie=cj-cluj", 4),
        ("?cauta=RESURSELOR+umane", 4),
        ("?cauta=parteneriat", 0),
        ("?cauta=resursé", 4),
        ("?ordine=termen-nou&pagina=abc", 4),
        ("?plan=atop%00-2024&institutie=%00&cauta=%00", 4),
    ],
)
def test_the_list_is_filtered(reporter, people, asked, found):
    owed(people, frequency="quarterly")
    rows = list(Report.objects.order_by("period_start"))
    put_off(rows[0], -3)
    sent(fresh(rows[1]), by=people.reporter)
    answer = reporter.get(LIST + asked)
    assert sum(len(rows) for _name, rows in answer.context["groups"]) == found
    assert (f"{found} raport" in words(answer)) is True


@pytest.mark.both
@pytest.mark.parametrize(
    ("order", "periods"),
    [("termen", ["iulie", "ianuarie", "februarie"]), ("termen-nou", ["decembrie", "noiembrie", "octombrie"])],
)
def test_the_list_is_ordered_as_asked_without_groups(reporter, people, order, periods):
    owed(people, frequency="monthly")
    for number, row in enumerate(Report.objects.order_by("period_start")):
        put_off(row, -50 if number == 6 else number)
    [(name, rows)] = reporter.get(f"{LIST}?ordine={order}").context["groups"]
    assert (name, [row.period.split()[0] for row in rows[:3]]) == ("", periods)


@pytest.mark.both
def test_the_list_has_pages_that_keep_what_was_asked(reporter, people):
    for number in (1, 2, 3):
        owed(people, number=number, frequency="monthly")
    first = ok_page(reporter.get(f"{LIST}?stadiu=de-trimis&ordine=plan"))
    assert "Pagina 1 din 2" in first.text
    assert "?stadiu=de-trimis&ordine=plan&pagina=2" in first.links
    second = reporter.get(f"{LIST}?stadiu=de-trimis&ordine=plan&pagina=2")
    assert sum(len(rows) for _name, rows in second.context["groups"]) == 11
    assert "?stadiu=de-trimis&ordine=plan&pagina=1" in ok_page(second).links


def test_a_correction_has_no_term_of_its_own(reporter, report, people):
    put_off(report, -9)
    accepted(report, people)
    reporting_actions.begin_correction(fresh(report), by=people.reporter)
    answer = reporter.get(LIST)
    assert "1 de trimis." in words(answer)
    groups = [(name, [(row.state, row.when) for row in rows]) for name, rows in answer.context["groups"]]
    assert groups[0] == ("De trimis în curând", [("corectură în lucru", "corectează o raportare acceptată")])
    assert [name for name, _rows in groups] == ["De trimis în curând", "Acceptate"]


def test_who_reports_for_several_institutions_chooses_one(reporter, people):
    county = Institution.objects.get(code="cj-cluj")
    Membership.objects.create(user=people.reporter, institution=county, role="reporter")
    owed(people, number=1)
    owed(people, number=2, institution="cj-cluj")
    text = words(reporter.get(LIST))
    assert ("indicatorul 1, IPJ Cluj" in text, "indicatorul 2, CJ Cluj" in text) == (True, True)
    [(_name, rows)] = reporter.get(f"{LIST}?institutie=cj-cluj").context["groups"]
    assert [row.report.indicator.number for row in rows] == [2]


def test_the_list_leads_to_the_table_and_to_the_sheet(reporter, report):
    links = ok_page(reporter.get(LIST)).links
    assert [link for link in links if link in ("/raportare/tabel/", "/raportare/foaie/")] == [
        "/raportare/tabel/",
        "/raportare/foaie/",
    ]


def test_an_empty_list_says_when_something_comes_into_it(reporter):
    text = words(reporter.get(LIST))
    assert "Nimic de trimis." in text
    assert "Raportările apar aici când se publică un plan în care ea are indicatori." in text


def test_a_list_without_matches_leads_back_to_all(reporter, report):
    assert "Nicio raportare nu se potrivește cu ce ați ales." in words(reporter.get(f"{LIST}?cauta=xyz"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_indicator_and_for_three(
    reporter, people, number, django_assert_num_queries
):
    for one in range(1, number + 1):
        owed(people, number=one)
    assert Report.objects.count() == number
    with django_assert_num_queries(12):
        reporter.get(LIST)


def test_a_reporter_sees_only_what_its_institution_owes(reporter, people):
    owed(people, institution="cj-cluj")
    assert reporter.get(LIST).context["groups"] == []


def test_a_person_who_is_not_logged_in_is_led_to_the_way_in(client, report):
    for where in (LIST, address(report), f"{address(report)}corectare/"):
        answer = client.post(where) if where.endswith("corectare/") else client.get(where)
        assert (answer.status_code, answer["Location"]) in [(302, f"/cont/intrare/?next={where}"), (405, "")]


@pytest.mark.parametrize(
    ("who", "lists", "opens"),
    [
        ("reporter", 200, 200),
        ("admin", 200, 200),
        ("reviewer", 403, 403),
        ("editor", 403, 403),
        ("publisher", 403, 403),
        ("outsider", 403, 404),
    ],
)
def test_each_role_is_let_in_refused_or_told_nothing(client, report, people, who, lists, opens):
    client.force_login(getattr(people, who))
    assert client.get(LIST).status_code == lists
    assert client.get(address(report)).status_code == opens
    if opens != 200:
        assert client.post(address(report), {"value": "1", "save": "1"}).status_code == opens
        assert client.post(f"{address(report)}corectare/").status_code == opens
        assert (fresh(report).state, fresh(report).version) == (State.DUE, 1)


def test_a_reporter_of_another_institution_finds_nothing(client, report, people):
    proof = evidence_actions.add_evidence(
        report, by=people.reporter, title="Raport", is_public=False, url="https://cjcluj.ro/a"
    )
    other = Institution.objects.get(code="cj-cluj")
    Membership.objects.create(user=people.outsider, institution=other, role="reporter")
    client.force_login(people.outsider)
    assert client.get(LIST).status_code == 200
    removal = f"{address(report)}dovezi/{proof.pk}/eliminare/"
    tried = [client.get(address(report)), client.post(address(report)), client.get(removal), client.post(removal)]
    tried.append(client.post(f"{address(report)}corectare/"))
    assert [answer.status_code for answer in tried] == [404] * 5
    assert Evidence.objects.count() == 1


def test_a_colleague_without_the_role_is_refused_and_not_told_that_there_is_nothing(client, report, people):
    police = Institution.objects.get(code="ipj-cluj")
    Membership.objects.create(user=people.outsider, institution=police, role="editor")
    client.force_login(people.outsider)
    assert client.get(address(report)).status_code == 403


@pytest.mark.parametrize("number", [10**9, 10**30])
def test_a_report_that_does_not_exist_is_not_found(reporter, report, number):
    assert reporter.get(f"{LIST}{number}/").status_code == 404


def test_a_role_that_ended_reads_and_fills_in_nothing(client, report, people):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(user=people.reporter).update(valid_from=yesterday, valid_until=yesterday)
    client.force_login(people.reporter)
    assert (client.get(LIST).status_code, client.get(address(report)).status_code) == (200, 200)
    page = Page(client.get(address(report)))
    assert ("Trimite spre evaluare" in page.text, "Corectează" in page.text) == (False, False)
    answer = client.post(address(report), {"value": "5"})
    assert answer.status_code == 403
    assert "Rolul dumneavoastră de raportor la Inspectoratul de Poliție Județean Cluj s-a încheiat" in Page(answer).text
    assert client.post(f"{address(report)}corectare/").status_code == 403


def test_each_page_takes_only_its_methods(reporter, report, people):
    proof = evidence_actions.add_evidence(
        report, by=people.reporter, title="Raport", is_public=False, url="https://cjcluj.ro/a"
    )
    assert reporter.post(LIST).status_code == 405
    assert reporter.put(address(report)).status_code == 405
    assert reporter.get(f"{address(report)}corectare/").status_code == 405
    assert reporter.delete(f"{address(report)}dovezi/{proof.pk}/eliminare/").status_code == 405


def test_a_report_of_another_report_has_no_such_evidence(reporter, people):
    owed(people, frequency="half_yearly")
    one, other = Report.objects.order_by("pk")
    proof = evidence_actions.add_evidence(
        one, by=people.reporter, title="Raport", is_public=False, url="https://cjcluj.ro/a"
    )
    assert reporter.post(f"{address(other)}dovezi/{proof.pk}/eliminare/").status_code == 404
    assert Evidence.objects.count() == 1
