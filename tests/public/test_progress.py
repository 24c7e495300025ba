"""What the public sees of progress: accepted values only, joined to the edition, and stored pages that are never stale."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import queries
from indicators.editing.targets import replace_target
from indicators.models import Evidence, Indicator, Recommendation, Report
from indicators.oversight import actions as oversight_actions
from indicators.reporting import actions as reporting_actions
from indicators.review import actions as review_actions
from plans.editions.publishing import publish
from plans.models import Element, Institution
from portal.languages import in_all_languages
from public import pages
from public.models import StoredPage
from public.page_store import store_missing_pages
from tests.indicators.oversight.oversight_factories import issued
from tests.indicators.report_factories import owed, promise, put_off, sent
from tests.page import Page
from tests.wsgi_client import ask

ROOT = "/planuri/atop-2024/"
PAGE = f"{ROOT}indicatori/1/"


@pytest.fixture
def indicator(people, atop):
    promise(Indicator.objects.get(plan=atop, number=1))
    return owed(people)


@pytest.fixture
def report(indicator):
    return indicator.reports.get()


def accept(report, people, **review):
    review = {"verdict": "met", "reason": "Ținta este atinsă.", **review}
    return review_actions.accept_report(report, by=people.reviewer, **review)


def stored_etags(plan):
    store_missing_pages(plan)
    return dict(StoredPage.objects.filter(plan=plan).values_list("path", "etag"))


def changed_by(act, plan) -> set[str]:
    """The pages that an act takes away because they say something else after it."""
    before = stored_etags(plan)
    act()
    left = set(StoredPage.objects.filter(plan=plan).values_list("path", flat=True))
    after = stored_etags(plan)
    changed = {path for path in after if after[path] != before[path]}
    assert (set(after), changed & left) == (set(before), set())
    return changed


def test_an_act_makes_again_exactly_the_pages_that_say_it_as_they_would_be_rendered(client, people, atop, report):
    waiting = sent(report, by=people.reporter)
    assert changed_by(lambda: accept(waiting, people), atop) == in_all_languages(
        [ROOT, f"{ROOT}progres/", f"{ROOT}termene/", PAGE, f"{ROOT}flux.atom", f"{ROOT}card/"]
    )
    for path in (ROOT, f"{ROOT}progres/", f"{ROOT}termene/", PAGE):
        assert ask(path).body.decode() == pages.find_page("atop-2024", path).render()
    element = Element.objects.get(level__plan=atop, level__prefix="os", code="2.5")
    made_again = changed_by(lambda: issued(people, atop, element=element, text="Patrulare la școli."), atop)
    assert made_again == in_all_languages(f"{ROOT}{way}" for way in ("progres/", "os-2.5/", "flux.atom", "termene.ics"))
    shown = Page(client.get(f"{ROOT}os-2.5/"))
    assert ("Patrulare la școli." in shown.text, "recomandari" in shown.ids) == (True, True)
    assert "recomandari" not in Page(client.get(f"{ROOT}os-2.4/")).ids


def test_a_report_on_an_element_is_said_on_its_page_and_on_those_above(people, it_plan):
    indicator = Indicator.objects.filter(plan=it_plan, element__code="1.8").first()
    it_plan.reviewer = Institution.objects.get(code="atop-cluj")
    it_plan.save()
    for name, value in {
        "nature": "count", "frequency": "yearly", "institution": Institution.objects.get(code="ipj-cluj")
    }.items():  # fmt: skip
        setattr(indicator, name, value)
    indicator.save()
    publish(it_plan, by=people.publisher, note="Se raportează.")
    waiting = sent(indicator.reports.first(), by=people.reporter)
    root = "/planuri/informatizare-2019/"
    ways = ("", "progres/", "termene/", f"indicatori/{indicator.number}/", "m-1.8/", "ax-2/")
    said = in_all_languages(f"{root}{way}" for way in (*ways, "flux.atom", "card/"))
    assert changed_by(lambda: accept(waiting, people), it_plan) == said


def test_a_verdict_that_rests_on_another_target_says_so_on_every_page(report, people, atop):
    accept(sent(report, by=people.reporter), people)
    old = report.indicator.targets.get()
    same = {"kind": old.kind, "period_start": old.period_start, "period_end": old.period_end}
    replace_target(old, reason="S-a cerut.", act=None, value=9, **same)
    publish(atop, by=people.publisher, note="Cu altă țintă.")
    for path in (f"{ROOT}progres/", PAGE):
        shown = ask(path).body.decode().replace("\xa0", " ")
        assert ("cel mult 9" in shown, "apreciat față de ținta de cel mult 5" in shown) == (True, True), path


def test_a_draft_a_sent_and_a_returned_report_show_no_value(client, people, report):
    secret = Decimal("73519")
    reporting_actions.save_draft(report, by=people.reporter, content=content(secret, "Nespus"))
    for act in (
        lambda row: row,
        lambda row: reporting_actions.submit_report(row, by=people.reporter),
        lambda row: review_actions.return_report(row, by=people.reviewer, note="Taină"),
    ):
        act(Report.objects.get(pk=report.pk))
        shown = "".join(ask(path).body.decode() for path in (ROOT, f"{ROOT}progres/", PAGE))
        assert [word in shown for word in ("73.519", "73519", "Nespus", "Taină")] == [False] * 4


def content(value, narrative=""):
    empty = {"numerator": None, "denominator": None, "text": "", "no_data_reason": ""}
    return {"value": value, "narrative": narrative, **empty}


def test_an_accepted_value_is_shown_with_its_arithmetic_its_verdict_and_its_permalink(people, report):
    accept(sent(report, by=people.reporter), people, reason="Numărătoarea este cea din registru.")
    page = Page(ask(PAGE).body.decode())
    wanted = ("4 accidente", "cel mult 5", "îndeplinit", "Numărătoarea este cea din registru.")
    assert [words in page.text.replace("\u00a0", " ") for words in wanted] == [True] * 4
    assert page.ids.count("2024") == 1


def test_a_correction_stands_and_what_it_corrects_stays_readable(people, report):
    first = accept(sent(report, by=people.reporter), people)
    correction = reporting_actions.begin_correction(first, by=people.reporter)
    assert "4 accidente" in words(PAGE)
    accept(sent(correction, by=people.reporter, value=Decimal(6)), people, verdict="not_met", reason="Peste țintă.")
    (record,) = queries.report_values(report.indicator.plan)[str(report.indicator.uid)]
    assert (record.value, [old.value for old in record.superseded]) == (Decimal(6), [Decimal(4)])
    assert [shown in words(PAGE) for shown in ("6 accidente", "4 accidente")] == [True, True]


def words(path) -> str:
    return Page(ask(path).body.decode()).text.replace("\u00a0", " ")


@pytest.mark.both
def test_an_accepted_report_keeps_its_definition_when_the_plan_changes(people, report):
    accept(sent(report, by=people.reporter), people)
    indicator = report.indicator
    indicator.refresh_from_db()
    indicator.definition = "Altă definiție"
    indicator.save()
    publish(indicator.plan, by=people.publisher, note="Altă definiție.")
    (record,) = queries.report_values(indicator.plan, number=1)[str(indicator.uid)]
    assert (record.definition.definition, record.target.value) == ("", Decimal(5))


def test_a_page_that_depends_on_the_day_is_sent_only_until_its_last_day(people, report):
    page = pages.find_page("atop-2024", PAGE).stored_for(report.indicator.plan)
    page.save()
    assert page.expires_on == report.due_on + datetime.timedelta(days=1)
    before = ask(PAGE).headers["ETag"]
    StoredPage.objects.filter(path=PAGE).update(expires_on=timezone.localdate())
    answer = ask(PAGE)
    assert (answer.status, "ETag" in answer.headers, bool(before)) == (200, False, True)
    assert pages.find_page("atop-2024", f"{ROOT}editii/1/").expires_on is None


def test_a_page_that_counts_the_days_of_a_delay_is_stored_for_a_day(people, report):
    put_off(report, -3)
    assert pages.find_page("atop-2024", PAGE).expires_on == timezone.localdate() + datetime.timedelta(days=1)


@pytest.mark.both
def test_the_pages_of_progress_take_the_same_queries_with_one_report_and_with_many(client, people, indicator):
    def queries_of(path):
        StoredPage.objects.all().delete()
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    paths = (ROOT, f"{ROOT}progres/", f"{ROOT}progres/?stare=met", PAGE)
    one = [queries_of(path) for path in paths]
    accept(sent(indicator.reports.get(), by=people.reporter), people)
    rest = Indicator.objects.filter(plan=indicator.plan).exclude(pk=indicator.pk)
    rest.update(frequency="monthly", institution=indicator.institution, nature="count")
    publish(indicator.plan, by=people.publisher, note="Se raportează lunar.")
    assert Report.objects.count() == 1 + 12 * 12
    assert [queries_of(path) for path in paths] == one == [6, 5, 5, 7]


def test_a_recommendation_is_public_with_its_answer_and_closure(client, people, atop, editions):
    police = Institution.objects.get(code="ipj-cluj")
    body = Institution.objects.get(code="atop-cluj")
    asked = Recommendation(
        body=body, plan=atop, addressed_to=police, text="Patrulare la școli.", deadline=timezone.localdate()
    )
    row = oversight_actions.issue_recommendation(asked, by=people.reviewer)
    year = row.issued_on.year
    address = f"/recomandari/atop-cluj-1-{year}/"
    assert "unelte" in Page(client.get(address)).ids
    assert (row.reference, "Patrulare la școli." in Page(client.get("/recomandari/")).text) == (f"1/{year}", True)
    row = oversight_actions.send_answer(row, by=people.reporter, text="Se face din martie.")
    Evidence.objects.create(recommendation=row, title="Ordin", url="https://exemplu.ro/ordin", is_public=True, added_by=people.reporter)  # fmt: skip
    row = oversight_actions.close_recommendation(row, by=people.reviewer, note="Verificat pe teren.")
    shown = Page(client.get(address))
    assert [text in shown.text for text in ("Se face din martie.", "Verificat pe teren.")] == [True, True]
    assert "https://exemplu.ro/ordin" in shown.links


@pytest.mark.parametrize("query", ["", "?stadiu=met", "?stadiu=indeplinit", "?stadiu=neraportat", "?ordine=stadiu"])
def test_the_progress_leads_to_no_objective_that_it_does_not_show(client, editions, query):
    found = Page(client.get(f"/planuri/informatizare-2019/progres/{query}"))
    assert [link for link in found.links if link.startswith("#") and link[1:] not in found.ids] == []


@pytest.mark.parametrize("path", ["indicatori/99/", "indicatori/0/", "progres/x/"])
def test_what_is_not_in_the_plan_is_not_found(client, editions, path):
    assert client.get(ROOT + path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/recomandari/atop-cluj-1-2026/", "/planuri/nimic/progres/", "/planuri/nimic/indicatori/1/"]
)
def test_what_does_not_exist_is_not_found(client, editions, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [f"{ROOT}progres/", PAGE, "/recomandari/", "/metodologie/"])
def test_the_public_pages_are_only_read(client, editions, path):
    assert [getattr(client, method)(path).status_code for method in ("get", "head", "post", "put")] == [
        200,
        200,
        405,
        405,
    ]


def test_a_plan_that_is_not_published_has_no_progress(client, atop):
    assert [client.get(path).status_code for path in (f"{ROOT}progres/", PAGE)] == [404, 404]
