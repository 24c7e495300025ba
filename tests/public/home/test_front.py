"""The home page: what it answers, from which rows, and when it is made."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from indicators.models import Report
from plans.editions.publishing import publish, withdraw
from plans.extensions import announce_body_change, announce_change
from plans.models import Edition, Plan
from portal.own_words import own_words
from portal.tasks.queue import run_waiting_tasks
from public import common_pages as common_pages_module
from public.common_pages import common_pages, store_common_pages
from public.home.front import home_page, open_consultations
from public.home.news import newest_lines
from public.models import AwaitedAnswer, PlanSummary, PublicEvent, StaleMark, StoredPage
from public.page_examination import page_findings
from tests.indicators.oversight.oversight_factories import DAY, TODAY, body, issued, sitting
from tests.indicators.report_factories import owed, put_off, sent
from tests.page import Page
from tests.plans.consultations.consultation_factories import opened
from tests.public.published_plans import named_copies, published_plans
from tests.wsgi_client import ask

LATER = timezone.now() + DAY
# What the two plans say of themselves.
IT_PROMISE = "4 axe de dezvoltare: „Creșterea performanței tehnice a sistemului informatic”, „Creșterea capacității"


def words():
    return Page(home_page()).text.replace("\xa0", " ")


def section(name, text):
    return text.partition(name)[2][:400]


def test_home_says_what_each_plan_promises_and_that_nothing_was_reported(editions):
    text = words()
    assert IT_PROMISE in text
    assert "0 din 13 indicatori raportați. La 13 indicatori termenul a trecut și nu s-a raportat nimic." in text
    assert "Niciun plan publicat aici nu este în vigoare" in text
    assert (
        "Fără instituție stabilită 36 de indicatori cu termenul trecut, neraportați; cel mai vechi termen: 31 decembrie 2020"
        in text
    )


def test_home_in_english_counts_what_is_promised_in_english_and_names_it_in_romanian(client, editions):
    home = client.get("/en/").content.decode().replace("\xa0", " ")
    named = "„Creșterea performanței tehnice a sistemului informatic”"
    assert f'4 development axes: <span lang="ro">{named}</span>, <span lang="ro">' in home
    assert (" și încă " in home, "</span> and 2 more." in home) == (False, True)


@pytest.mark.parametrize(
    ("days", "heading"),
    [((-1, 0), "în vigoare"), ((0, 1), "în vigoare"), ((-2, -1), "încheiate"), ((1, 2), "care urmează")],
)
def test_a_plan_stands_where_today_is_beside_its_period(editions, days, heading):
    start, end = (TODAY + day * DAY for day in days)
    PlanSummary.objects.filter(slug="informatizare-2019").delete()
    PlanSummary.objects.update(period_start=start, period_end=end)
    assert section(f"Planuri {heading}", words()).strip().startswith("Planul strategic ATOP 2024")


def test_what_is_late_stands_by_institution_with_its_age(people):
    report = owed(people).reports.get()
    assert "Inspectoratul" not in words()
    put_off(report, -3)
    announce_change(report.indicator.plan)
    assert "Inspectoratul de Poliție Județean Cluj 1 raportare întârziată; cel mai vechi termen" in words()
    sent(report, by=people.reporter)
    assert "Autoritatea Teritorială de Ordine Publică Cluj 1 raportare de apreciat" in words()
    assert "întârziată" not in words()


def test_a_recommendation_is_awaited_until_its_answer_and_late_after_its_day(people, editions, atop):
    row = issued(people, atop)
    assert "1 recomandare cu răspunsul în termen" in words()
    type(row).objects.update(issued_on=TODAY - 9 * DAY, deadline=TODAY - DAY)
    announce_change(row.plan)
    assert "1 recomandare fără răspuns peste termen; cel mai vechi termen" in words()
    assert f"Recomandarea nr. {row.reference} către" in section("Ce este nou", words())
    withdraw(Edition.objects.current().get(plan=row.plan), by=people.publisher, reason="Greșeală.")
    assert "recomandare" not in words().lower().replace("recomandări", "")


def test_an_example_is_in_no_number_of_home(people, editions):
    owed(people)
    Report.objects.update(due_on=TODAY - DAY)
    announce_change(Plan.objects.get(slug="atop-2024"))
    PlanSummary.objects.update(is_invented=True)
    text = words()
    assert "Încă nu este publicat niciun plan." in text
    assert [one for one in ("întârziată", "Ediția", "neraportați", "ATOP 2024") if one in text] == []


def test_the_next_sitting_is_the_nearest_of_a_real_body_without_its_agenda(editions, people):
    for days, fields in ((9, {}), (4, {"agenda": "Secretă."}), (-1, {})):
        sitting(held_on=TODAY + days * DAY, conclusions="", **fields)
    said = section("Următoarea ședință", words())
    day = TODAY + 4 * DAY
    assert f"Autoritatea Teritorială de Ordine Publică Cluj: {day.day} " in said
    assert "Secretă" not in words()
    type(body()).objects.filter(pk=body().pk).update(is_invented=True)
    assert "Nu este anunțată nicio ședință viitoare." in words()


def test_home_names_a_consultation_while_proposals_may_be_sent(atop, people):
    consultation = opened(atop, people.publisher)
    run_waiting_tasks()
    said = section("Ce puteți propune acum", Page(ask("/").body.decode()).text)
    assert "Proiect: Planul strategic ATOP 2024" in said
    assert atop.short_title in said
    assert f"/consultari/{consultation.number}/" in Page(home_page()).links
    assert list(open_consultations(consultation.proposals_until + DAY)) == []


def test_a_held_sitting_is_new_once_something_is_recorded(editions):
    row = sitting(held_on=TODAY, conclusions="")
    assert f"/sedinte/{row.pk}/" not in Page(home_page()).links
    type(row).objects.update(conclusions="S-a luat act.")
    assert f"/sedinte/{row.pk}/" in Page(home_page()).links


def test_home_asks_the_same_for_any_number_of_plans_and_names_a_few(editions, people):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            home_page()
        return len(queries)

    before = asked()
    with CaptureQueriesContext(connection) as alone:
        announce_change(editions[0].plan)
    document = editions[0].read()
    published_plans(named_copies(document, [f"Plan {number}" for number in range(30)]), by=people.publisher)
    for plan in Plan.objects.filter(slug__startswith="copia"):
        AwaitedAnswer.objects.create(plan=plan, institution_code="ipj-cluj", kind="report", day=TODAY - DAY, number=2)
        PublicEvent.objects.create(key=f"x-{plan.pk}", plan=plan, kind="advice", at=LATER, title="Ceva", path="/x/")
    assert asked() == before == 12
    with CaptureQueriesContext(connection) as beside:
        announce_change(editions[0].plan)
    assert len(beside) == len(alone)
    text = words()
    assert "60 de raportări întârziate" in text
    assert (text.count("Ceva "), "Lista planurilor (32)" in text) == (8, True)


@pytest.mark.both
def test_a_change_marks_the_pages_of_all_plans_and_the_worker_makes_them(editions, people, atop):
    home = "/", "/planuri/", "/date-deschise/", "/catalog.ttl", "/catalog.jsonld", "/catalog.rdf"
    kept = [ask(path).headers["ETag"] for path in home]
    withdraw(editions[0], by=people.publisher, reason="Greșeală.")
    # The word is gone before anything else is done: Django answers.
    assert [b"/planuri/atop-2024/" in ask(path).body for path in home] == [False] * len(home)
    marks = StaleMark.objects.filter(plan=None)
    assert marks.exists()
    run_waiting_tasks()
    assert not marks.exists()
    with CaptureQueriesContext(connection) as queries:
        now = [ask(path) for path in home]
    assert (len(queries), [one.headers["ETag"] for one in now] != kept) == (0, True)
    assert [finding for finding in page_findings() if finding and "/planuri/atop" not in finding.place] == []


@pytest.mark.both
def test_they_are_made_again_when_a_day_passes_or_somebody_else_made_them_and_not_otherwise(editions, people):
    def made():
        before = dict(StoredPage.objects.filter(plan=None).values_list("path", "gzip"))
        StoredPage.objects.filter(plan=None).update(gzip=b"x")
        store_common_pages()
        after = dict(StoredPage.objects.filter(plan=None).values_list("path", "gzip"))
        StoredPage.objects.filter(plan=None).update(gzip=before["/"])
        return len(after), b"x" not in map(bytes, after.values())

    assert made() == (9, False)
    StoredPage.objects.filter(path="/").update(portal_version="alta")
    assert made() == (9, True)
    StoredPage.objects.filter(path="/planuri/").update(expires_on=TODAY)
    assert made() == (9, True)
    StoredPage.objects.filter(path="/").delete()
    store_common_pages()
    announce_body_change(body())
    assert made() == (9, True)
    # What was asked about a plan that is not public may make a sitting public.
    withdraw(editions[1], by=people.publisher, reason="Greșeală.")
    store_common_pages()
    announce_change(editions[1].plan)
    assert made() == (9, True)
    assert {page.expires_on for page in common_pages()} == {timezone.localdate() + datetime.timedelta(days=1), None}


def test_what_changes_while_the_pages_of_all_plans_are_made_is_made_once_more(editions, monkeypatch):
    made, rounds = common_pages_module.catalogue, []

    def made_while_something_changes():
        rounds.append(None)
        yield from made()
        if len(rounds) == 1:
            PlanSummary.objects.filter(slug="atop-2024").update(short_title="Între timp")
            common_pages_module.mark_common_pages()

    monkeypatch.setattr(common_pages_module, "catalogue", made_while_something_changes)
    common_pages_module.mark_common_pages()
    store_common_pages()
    assert (len(rounds), "Între timp" in ask("/catalog.ttl").body.decode()) == (2, True)
    assert not StaleMark.objects.filter(plan=None).exists()


def test_what_home_says_is_made_again_from_the_edition_and_the_reports_alone(editions, atop):
    def rows():
        awaited = list(AwaitedAnswer.objects.filter(plan=atop).order_by("pk").values())
        return PlanSummary.objects.get(plan=atop).standing, [one | {"id": 0} for one in awaited]

    before = rows()
    announce_change(atop)
    assert rows() == before
    assert before[0]


def test_a_report_is_told_in_the_language_of_home_and_its_indicator_in_romanian(editions, atop):
    with override("en"):
        english = f"{own_words('Unul ' + 30 * 'lung ')}: achieved"
    words = {"title": "Unul: îndeplinit", "title_in_english": english}
    PublicEvent.objects.create(plan=atop, kind="report", at=LATER, path="/x/", **words)
    assert newest_lines(TODAY)[0].text == "Raportare acceptată: Unul: îndeplinit"
    with override("en"):
        assert newest_lines(TODAY)[0].text == f"Report accepted: {own_words('Unul ' + 22 * 'lung ' + '…')}"


def test_the_news_of_a_day_are_few_lines_and_a_withdrawal_is_one(editions, atop, people):
    def events(kind, *titles):
        PublicEvent.objects.bulk_create(
            PublicEvent(key=f"{kind}-{title}", plan=atop, kind=kind, at=LATER, title=title, path="/x/")
            for title in titles
        )

    events("report", "Unul: îndeplinit", "Altul: îndeplinit")
    events("change", "Un element: schimbat")
    assert [line.text for line in newest_lines(TODAY)][:1] == ["2\xa0raportări acceptate"]
    assert "Un element" not in words()
    edition = publish(atop, by=people.publisher, note="A doua.")
    withdraw(edition, by=people.publisher, reason="Greșeală.")
    (line,) = [line for line in newest_lines(TODAY) if "retrasă" in line.text]
    assert (line.text, line.address) == (
        "Planul strategic ATOP 2024: ediția 2 a fost retrasă",
        "/planuri/atop-2024/editii/2/",
    )
