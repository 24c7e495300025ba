"""The demonstration: one call adds everything, says that it is invented, and leaves the real plans as they are."""

import datetime
import hashlib
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

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
from indicators.oversight.briefings import actions as briefing_actions
from indicators.progress import indicator_status
from plans.models import Edition, Element, Membership, Plan
from public import pages
from tests.fresh_portal import fresh_portal

DAY = datetime.timedelta(days=1)


def sorted_names(values):
    return sorted(set(values))


@pytest.fixture(scope="module")
def shown(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration, in an otherwise fresh portal; what was printed."""
    out = io.StringIO()
    with fresh_portal(django_db_blocker, tmp_path_factory):
        call_command("demo", stdout=out)
        yield out.getvalue()


@pytest.fixture
def demo(shown, db):
    """What the demonstration printed; the test may change what it added."""
    return shown


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
    ] == [True, True, True, True, 5, ["cj-cluj", "ipj-cluj"]]


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
        "raportor": ["ipj-cluj"],
        "raportor-cj": ["cj-cluj"],
    }
    assert permissions.reviewable_reports(person("evaluator")).filter(state="submitted").count() == 2


def test_the_stored_pages_are_those_of_the_end(demo):
    plan = Plan.objects.get(slug="exemplu")
    made = {page.path: hashlib.sha256(page.render().encode()).hexdigest()[:32] for page in pages.pages_of(plan)}
    assert dict(plan.pages.values_list("path", "etag")) == made
