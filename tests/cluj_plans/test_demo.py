"""The demonstration: one call adds everything, says that it is invented, and leaves the real plans as they are."""

import datetime
import hashlib
import io
import re
import zipfile

import docx
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from indicators import permissions, queries
from indicators.models import (
    Briefing,
    Evidence,
    Indicator,
    Recommendation,
    RecommendationStep,
    Report,
    ReportStep,
    Sitting,
    Target,
)
from indicators.oversight import files as briefing_files
from indicators.oversight.briefings import actions as briefing_actions
from indicators.progress import indicator_status
from indicators.reporting.reminders import prepare_reminders
from plans.editions.files import PDF, make_file
from plans.editions.readiness import readiness
from plans.exchange.arrivals.arrived_plan import read_plan
from plans.models import Edition, Element, Institution, Membership, Plan
from portal.uploads import FileUpload
from public import pages
from public.common_pages import common_pages
from public.models import StoredPage
from public.page_store import store_missing_pages
from tests.english_pages import Read, romanian_left
from tests.fresh_portal import fresh_portal
from tests.printed import Printed

MARK, ENGLISH_MARK = "Exemplu, date inventate", "Example, invented data"
NOINDEX = '<meta name="robots" content="noindex">'
DAY = datetime.timedelta(days=1)


def sorted_names(values):
    return sorted(set(values))


@pytest.fixture(scope="module")
def shown(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, in an otherwise fresh portal; what was printed."""
    out = io.StringIO()
    with fresh_portal(django_db_blocker, tmp_path_factory):
        call_command("demo", stdout=out)
        store_missing_pages(Plan.objects.get(slug="exemplu"))
        yield out.getvalue()


@pytest.fixture
def demo(shown, db):
    """What the demonstration printed; the test may change what it added."""
    return shown


def test_what_the_example_tells_of_a_day_was_known_on_it(demo):
    """A deadline is the one that was given, a verdict rests on a target of before it."""
    steps = RecommendationStep.objects.exclude(deadline=None).select_related("recommendation")
    assert {step.deadline == step.recommendation.deadline for step in steps} == {True}
    assert {"9999" in briefing.content for briefing in Briefing.objects.all()} == {False}
    kept = [
        (report.definition["target"]["set_on"], timezone.localdate(report.reviewed_at).isoformat())
        for report in Report.objects.filter(state="accepted", indicator__plan__slug="exemplu")
        if report.definition["target"]
    ]
    assert len(kept) > 30
    assert [(set_on, accepted) for set_on, accepted in kept if set_on > accepted] == []


def test_the_example_says_that_it_is_invented(demo):
    plan = Plan.objects.get(slug="exemplu")
    first = plan.section_set.order_by("position").first()
    assert (plan.short_title, plan.title, first.body.split(".")[0]) == (
        "Exemplu (date inventate)",
        f"Exemplu: plan demonstrativ de siguranță publică {plan.period_start.year}",
        "Acesta nu este un plan real",
    )
    assert {edition.read().short_title for edition in plan.editions.all()} == {"Exemplu (date inventate)"}


def test_the_real_plans_have_no_invented_value(demo):
    real = ["atop-2024", "informatizare-2019"]
    assert [
        Plan.objects.filter(slug__in=real).count(),
        Report.objects.filter(indicator__plan__slug__in=real).count(),
        Target.objects.filter(indicator__plan__slug__in=real).exclude(kind__in=["text", "to_be_set"]).count(),
        Recommendation.objects.filter(plan__slug__in=real).count(),
        Sitting.objects.filter(edition__plan__slug__in=real).count(),
        Briefing.objects.filter(plan__slug__in=real).count(),
        Indicator.objects.filter(plan__slug__in=real).exclude(baseline_value=None).count(),
        Element.objects.filter(level__plan__slug__in=real, contributors__level__plan__slug="exemplu").count(),
    ] == [2, 0, 0, 0, 0, 0, 0, 0]


def test_a_second_call_adds_nothing(demo):
    def everything():
        kept = (Plan, Edition, Element, Indicator, Target, Report, ReportStep, Evidence, Sitting, Recommendation)
        return [model.objects.count() for model in (*kept, RecommendationStep, Briefing, Membership)]

    before = everything()
    call_command("demo", stdout=io.StringIO())
    assert everything() == before


def test_every_account_is_named_with_what_it_is_for(demo):
    assert [line.split()[0] for line in demo.splitlines()[1:]] == [
        "redactor",
        "aprobator",
        "raportor",
        "evaluator",
        "admin",
        "raportor-cj",
        "evaluator-ipj",
    ]


def test_the_example_has_every_nature_direction_frequency_and_target(demo):
    rows = Indicator.objects.filter(plan__slug="exemplu")
    assert [
        sorted_names(rows.values_list("nature", flat=True)) == sorted(Indicator.Nature.values),
        sorted_names(rows.exclude(direction="").values_list("direction", flat=True))
        == sorted(Indicator.Direction.values),
        sorted_names(rows.values_list("frequency", flat=True)) == sorted(Indicator.Frequency.values),
        sorted_names(rows.values_list("targets__kind", flat=True).exclude(targets=None))
        == sorted(Target.TargetKind.values),
        rows.filter(minimal=True).count(),
        sorted_names(rows.values_list("institution__code", flat=True)),
    ] == [True, True, True, True, 5, ["exemplu-cj", "exemplu-ipj"]]


def test_one_target_was_replaced_under_an_act_and_the_public_sees_both(demo):
    document = Edition.objects.current().get(plan__slug="exemplu").read()
    changed = [indicator for indicator in document.indicators if indicator.former_targets]
    assert [
        ([target.value for target in one.former_targets], [target.value for target in one.targets], one.targets[0].act)
        for one in changed
    ] == [([420], [440], "Hotărârea ATOP nr. 0 (inventată)")]
    (old,) = changed[0].former_targets
    assert old.set_on < old.replaced_on == changed[0].targets[0].set_on


def test_the_evidence_is_what_its_checksum_says_and_some_of_it_is_public(demo):
    files = Evidence.objects.exclude(file="")
    assert [row for row in files if hashlib.sha256(row.file.read()).hexdigest() != row.checksum] == []
    assert sorted_names((row.extension, row.is_public, bool(row.url)) for row in Evidence.objects.all()) == [
        ("", True, True),
        ("csv", False, False),
        ("pdf", True, False),
    ]


def test_a_briefing_is_adopted_and_a_yearly_report_is_a_draft(demo):
    rows = Briefing.objects.order_by("pk")
    assert [
        (row.kind, row.is_adopted, briefing_actions.briefing_document(row).number, row.title.split(":")[0])
        for row in rows
    ] == [
        ("quarterly", True, "1 (exemplu)", "Exemplu (date inventate)"),
        ("yearly", False, "", "Exemplu (date inventate)"),
    ]
    names = ["evaluator", "evaluator-ipj"]
    assert list(rows[0].sitting.members_present.values_list("user__username", flat=True).order_by("user")) == names


def test_the_adopted_briefing_tells_what_was_known_on_the_day_of_its_sitting(demo):
    row = Briefing.objects.get(kind="quarterly")
    value, sitting = briefing_actions.briefing_document(row), row.sitting
    assert (value.edition, value.known_on) == (1, sitting.held_on)
    assert timezone.localdate(sitting.edition.published_at) <= sitting.held_on
    assert value.chapters == briefing_actions.fresh_chapters(sitting, "quarterly")
    late = [cells[-1] for one in value.chapters if one.key == "missing" for table in one.tables for cells in table.rows]
    assert "în termen" not in late
    assert "Prima Persoană Inventată, președinte (exemplu)" in value.chapters[0].body


def test_the_public_sees_indicators_in_several_states(demo):
    edition = Edition.objects.current().get(plan__slug="exemplu")
    found = indicator_status.indicator_statuses(
        edition.read(), queries.report_values(edition.plan), timezone.localdate()
    )
    statuses = {one.status.value for one in found.values()}
    assert {"met", "partly", "not_met", "cannot_be_judged", "not_reported", "context"} - statuses == set()


def test_each_role_finds_work(demo, django_user_model):
    def person(name):
        return django_user_model.objects.get(username=name)

    owed = {
        name: permissions.reportable_reports(person(name)).filter(state__in=Report.OWED)
        for name in ("raportor", "raportor-cj")
    }
    assert {
        name: sorted_names(rows.values_list("indicator__institution__code", flat=True)) for name, rows in owed.items()
    } == {
        "raportor": ["exemplu-ipj"],
        "raportor-cj": ["exemplu-cj"],
    }
    assert permissions.reviewable_reports(person("evaluator")).filter(state="submitted").count() == 2


def test_the_stored_pages_are_those_of_the_end(demo):
    plan = Plan.objects.get(slug="exemplu")
    made = {}
    for language in ("en", "ro"):
        with override(language):
            rendered = {page.address: page.render() for page in pages.pages_of(plan)}
        made |= {path: hashlib.sha256(text.encode()).hexdigest()[:32] for path, text in rendered.items()}
    assert dict(plan.pages.values_list("path", "etag")) == made


def example_addresses():
    """The addresses of what is invented, stored pages and others."""
    stored = list(StoredPage.objects.pages().filter(plan__slug="exemplu").values_list("path", flat=True))
    advice = [f"/recomandari/{one.body.code}-{one.number}-{one.year}/" for one in Recommendation.objects.all()]
    return [*stored, *advice, "/planuri/exemplu/comparatie/1/2/", "/recomandari/?plan=exemplu"]


def test_every_page_of_the_example_says_that_it_is_invented_and_is_kept_from_search_engines(demo, client):
    pages_read = {address: client.get(address).content.decode() for address in example_addresses()}
    assert len(pages_read) > 20
    assert [
        address for address, page in pages_read.items() if not re.search(f"<strong>({MARK}|{ENGLISH_MARK})\\.", page)
    ] == []
    assert [address for address, page in pages_read.items() if NOINDEX not in page] == []


# One page of each kind; `{}` is the example's address.
KINDS = """
/ /planuri/ /cautare/ /cautare/?q=siguranta /cautare/?q=xyzzyx /institutii/ /institutii/exemplu-ipj/ /sedinte/ /sedinte/1/
/recomandari/ /recomandari/exemplu-atop-1-2026/ /consultari/ /consultari/1/ /consultari/1/proiect/
/consultari/1/propuneri/noua/ /urmarire/ /urmarire/?pagina={} /urmarire/cerere/ /urmarire/confirmare/x/
/sesizari/ /sesizari/noua/?pagina={} /accesibilitate/ /contact/ /date-personale/ /licenta/ /metodologie/
/date-deschise/ /nimic/ {} {}os-1.1/ {}indicatori/1/ {}progres/ {}termene/ {}date/ {}card/ {}editii/ {}editii/1/
{}comparatie/1/2/ {}grafice/indicator-1/ {}grafice/stadii/ {}grafice/termene/ {}elemente/ {}elemente/?cauta=xyzzyx
/cautare/?q=consultare&plan=exemplu
""".replace("{}", "/planuri/exemplu/").split()


def official_words():
    """The names that stay Romanian wherever they stand: of plans, of what is in them, of institutions."""
    names = {settings.SITE_NAME, settings.SITE_OWNER}
    names |= {name for row in Institution.objects.values_list("name", "short_name") for name in row}
    for edition in Edition.objects.public():
        document = edition.read()
        names |= {document.short_title, document.title, document.subtitle, *(one.title for one in document.indicators)}
        names |= {name for one in document.elements for name in (one.title, one.printed_name)}
    return names - {""}


def test_an_english_page_of_each_kind_says_in_romanian_only_what_is_marked_so(demo, client):
    read = {path: [client.get(f"{root}{path}") for root in ("/en", "")] for path in KINDS}
    assert {path: english.status_code for path, (english, romanian) in read.items()} == {
        path: romanian.status_code for path, (english, romanian) in read.items()
    }
    texts = {path: [answer.content.decode() for answer in answers] for path, answers in read.items()}
    official = official_words().union(*(Read(english).official for english, _romanian in texts.values()))
    left = {path: romanian_left(english, romanian, official) for path, (english, romanian) in texts.items()}
    assert {path: words for path, words in left.items() if words} == {}
    assert [path for path, (english, _romanian) in texts.items() if '<html lang="en">' not in english] == []


def test_no_page_of_a_real_plan_says_that_it_is_invented(demo):
    texts = {page.path: page.render() for plan in Plan.objects.exclude(slug="exemplu") for page in pages.pages_of(plan)}
    texts |= {page.path: page.render() for page in common_pages()}
    assert [path for path, text in texts.items() if MARK in text or NOINDEX in text] == []


def test_the_example_names_no_real_body(demo, client):
    names = [name for one in Institution.objects.filter(is_invented=False) for name in (one.name, one.short_name)]
    texts = {address: client.get(address).content.decode() for address in example_addresses()}
    # The owner of the portal stands at the foot of every page.
    mains = {address: re.search("<main.*</main>", text, re.S).group() for address, text in texts.items()}
    assert [(address, name) for address, text in mains.items() for name in names if name in text] == []


@pytest.mark.parametrize("address", ["/", "/planuri/", "/planuri/?cauta=exemplu", "/recomandari/", "/sitemap.xml"])
def test_no_list_of_real_things_has_what_is_invented(demo, client, address):
    text = client.get(address).content.decode()
    text = text.replace('<a href="/planuri/exemplu/">exemplu cu date inventate</a>', "")
    assert (address, re.findall(r"(?i)[^\s\"]*exemplu-[^\s\"]*|/planuri/exemplu/[^\s\"<]*|IPJ Exemplu", text)) == (
        address,
        [],
    )


def test_the_home_page_leads_to_the_example_in_a_line_of_its_own(demo, client):
    assert '<a href="/planuri/exemplu/">exemplu cu date inventate</a>' in client.get("/").content.decode()


def test_every_printed_page_of_the_example_says_that_it_is_invented(demo, client):
    edition = Edition.objects.current().get(plan__slug="exemplu")
    read = Printed(make_file(edition, PDF).read_bytes())
    assert [number for number, text in enumerate(read.pages, 1) if MARK.upper() not in text.upper()] == []
    answers = [client.get(f"/planuri/exemplu/editii/{edition.number}/plan.{one}") for one in ("pdf", "json")]
    assert [answer["X-Robots-Tag"] for answer in answers] == ["noindex", "noindex"]
    assert answers[1].json()["is_invented"] is True
    assert "X-Robots-Tag" not in client.get("/planuri/atop-2024/editii/1/plan.json")


def test_the_example_comes_back_from_its_files_and_every_format_says_that_it_is_invented(demo):
    edition = Edition.objects.current().get(plan__slug="exemplu")
    for name, data in (
        ("plan.json", edition.document.encode()),
        ("plan.xml", make_file(edition, "plan.xml").read_bytes()),
    ):
        assert read_plan(FileUpload(name, data)).document == edition.read()
    for name in ("plan.docx", "plan.xlsx", "plan.ods", "plan.csv"):
        content = make_file(edition, name).read_bytes()
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"".join(archive.read(part) for part in archive.namelist())
        assert MARK.casefold() in content.decode("utf-8", "replace").casefold(), name


def test_every_page_of_a_briefing_about_the_example_says_that_it_is_invented(demo, client):
    row = Briefing.objects.exclude(adopted_on=None).get()
    read = Printed(briefing_files.ensure_file(row, "pdf").read_bytes())
    assert [number for number, text in enumerate(read.pages, 1) if MARK.upper() not in text.upper()] == []
    document = docx.Document(briefing_files.ensure_file(row, "docx"))
    section = document.sections[0]
    lines = [section.header.paragraphs[0].text, section.footer.paragraphs[0].text]
    lines += [section.first_page_footer.paragraphs[0].text, "\n".join(one.text for one in document.paragraphs[:3])]
    assert [MARK in line for line in lines] == [True] * 4
    address = f"/planuri/exemplu/informari/{row.pk}/{row.kind}.pdf"
    assert client.get(address)["X-Robots-Tag"] == "noindex"


def test_a_mail_about_the_example_says_that_it_is_invented(demo):
    letters = prepare_reminders().letters
    assert letters
    assert [(MARK in letter.subject, MARK in letter.body) for letter in letters] == [(True, True)] * len(letters)


def test_who_works_in_the_example_is_told_so_on_its_pages_alone(demo, client, django_user_model):
    marks = {}
    for name, address in [
        ("redactor", "/lucru/exemplu/"),
        ("redactor", "/lucru/atop-2024/"),
        ("raportor", f"/raportare/{owed_by('raportor')}/"),
        ("evaluator", f"/evaluare/sedinte/{Briefing.objects.first().sitting_id}/"),
        ("evaluator", f"/evaluare/recomandari/{Recommendation.objects.first().pk}/"),
    ]:
        client.force_login(django_user_model.objects.get(username=name))
        marks[address.split("/")[1], address.split("/")[2]] = f"<strong>{MARK}." in client.get(address).content.decode()
    assert list(marks.values()) == [True, False, True, True, True]


def owed_by(name):
    """The key of a report that an account owes."""
    rows = permissions.reportable_reports(get_user_model().objects.get(username=name))
    return rows.filter(state__in=Report.OWED).first().pk


def test_a_real_plan_names_no_invented_body_and_the_example_no_real_one(demo):
    real, example = (Plan.objects.get(slug=slug) for slug in ("atop-2024", "exemplu"))
    invented = Institution.objects.get(code="exemplu-ipj")
    assert [problem for plan in (real, example) for problem in readiness(plan) if "inventat" in problem.message] == []
    element = real.level_set.first().elements.first()
    element.institutions.add(invented)
    real.reviewer = invented
    real.save()
    indicator = example.indicators.first()
    indicator.institution = Institution.objects.get(code="ipj-cluj")
    indicator.save()
    found = [problem for plan in (real, example) for problem in readiness(plan) if "inventat" in problem.message]
    assert [(problem.message, problem.is_error) for problem in found] == [
        ("Instituția „IPJ Exemplu” este inventată, iar planul este real: alegeți alta.", True),
        ("Instituția „IPJ Exemplu” este inventată, iar planul este real: alegeți alta.", True),
        ("Instituția „IPJ Cluj” este reală, iar planul este inventat: alegeți alta.", True),
    ]
