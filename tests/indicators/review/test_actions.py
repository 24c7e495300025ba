"""What may be done with a report, by whom and when; what was judged stays as it was judged."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from indicators import queries
from indicators.models import Indicator, Report, ReportStep
from indicators.reporting import actions as reporting_actions
from indicators.reporting import proposal
from indicators.review import actions as review_actions
from plans.editions.publishing import publish, withdraw
from plans.models import Institution, Membership, Plan
from portal.versioning import Conflict, WrongState
from tests.indicators.report_factories import EMPTY, owed, promise, reported, sent

STATES = ["due", "draft", "submitted", "returned", "accepted"]


@pytest.fixture
def indicator(people):
    """An indicator with the target of at most 5 accidents in 2024, reported yearly."""
    promise(Indicator.objects.get(plan__slug="atop-2024", number=1))
    return owed(people)


@pytest.fixture
def report(indicator):
    return indicator.reports.get()


def fresh(report):
    return Report.objects.get(pk=report.pk)


def accepted(report, people, verdict="met", reason="Potrivit registrului."):
    return review_actions.accept_report(report, by=people.reviewer, verdict=verdict, reason=reason)


def bring(report, state, people):
    """Bring a due report to a state, as people do."""
    if state == "due":
        return report
    if state == "draft":
        return reported(report, by=people.reporter, value=Decimal(4))
    report = sent(report, by=people.reporter)
    if state == "returned":
        return review_actions.return_report(report, by=people.reviewer, note="Lipsește dovada.")
    return accepted(report, people) if state == "accepted" else report


def do(name, report, people, by=None):
    """Do one of the things that can be done with a report, as the person who may, unless told otherwise."""
    reporter, reviewer = by or people.reporter, by or people.reviewer
    return {
        "save": lambda: reporting_actions.save_draft(report, by=reporter, content={**EMPTY, "value": Decimal(7)}),
        "submit": lambda: reporting_actions.submit_report(report, by=reporter),
        "return": lambda: review_actions.return_report(report, by=reviewer, note="De completat."),
        "accept": lambda: review_actions.accept_report(
            report, by=reviewer, verdict="met", reason="Potrivit registrului."
        ),
        "correct": lambda: reporting_actions.begin_correction(report, by=reporter),
    }[name]()


def row_of(report):
    return Report.objects.filter(pk=report.pk).values().get()


def steps_of(report):
    return list(report.steps.values_list("kind", "by__username", "note"))


def test_a_report_goes_from_debt_to_verdict_and_every_step_is_written_down(report, people):
    report = reported(report, by=people.reporter, value=Decimal(9))
    report = reporting_actions.submit_report(report, by=people.reporter)
    report = review_actions.return_report(report, by=people.reviewer, note="Lipsește dovada.")
    report = reporting_actions.submit_report(reported(report, by=people.reporter, value=Decimal(4)), by=people.reporter)
    report = accepted(report, people)
    assert steps_of(report) == [
        ("started", "reporter", ""),
        ("submitted", "reporter", ""),
        ("returned", "reviewer", "Lipsește dovada."),
        ("submitted", "reporter", ""),
        ("accepted", "reviewer", ""),
    ]
    row = fresh(report)
    assert (row.state, row.value, row.verdict, row.verdict_reason) == ("accepted", 4, "met", "Potrivit registrului.")
    assert (row.proposed, row.has_interest, row.reported_by, row.reviewed_by) == (
        "met",
        False,
        people.reporter,
        people.reviewer,
    )


@pytest.mark.parametrize(
    ("state", "possible"),
    [
        ("due", {"save"}),
        ("draft", {"save", "submit"}),
        ("submitted", {"return", "accept"}),
        ("returned", {"save", "submit"}),
        ("accepted", {"correct"}),
    ],
)
def test_in_each_state_only_what_follows_can_be_done(report, people, state, possible):
    report = bring(report, state, people)
    done, before = set(), row_of(report)
    for name in ("save", "submit", "return", "accept", "correct"):
        try:
            with transaction.atomic():
                do(name, fresh(report), people)
                done.add(name)
                raise InterruptedError
        except WrongState as refusal:
            assert refusal.instance.state == state
        except InterruptedError:
            pass
        assert row_of(report) == before
    assert done == possible


@pytest.mark.parametrize("name", ["save", "submit", "return", "accept", "correct"])
def test_whoever_has_another_role_or_institution_is_refused_whatever_the_state(report, people, name):
    needed = {"save": "due", "submit": "draft", "return": "submitted", "accept": "submitted", "correct": "accepted"}
    report = bring(report, needed[name], people)
    right = people.reviewer if name in ("return", "accept") else people.reporter
    wrong = [people.editor, people.publisher, people.outsider, people.reviewer, people.reporter, stranger("reviewer")]
    wrong = [person for person in [*wrong, stranger("reporter"), former(right)] if person != right]
    before = row_of(report)
    for person in wrong:
        with pytest.raises(PermissionDenied):
            do(name, fresh(report), people, by=person)
    assert row_of(report) == before


def stranger(role):
    """Someone with the role in an institution that the report is not about."""
    other, _ = Institution.objects.get_or_create(code="isu-cluj", defaults={"name": "ISU Cluj", "short_name": "ISU"})
    user = get_user_model().objects.create_user(f"strain-{role}")
    Membership.objects.create(user=user, institution=other, role=role)
    return user


def former(person):
    """Someone whose role ended yesterday."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    user = get_user_model().objects.create_user("fost")
    for one in person.memberships.all():
        Membership.objects.create(
            user=user, institution=one.institution, role=one.role, valid_from="2020-01-01", valid_until=yesterday
        )
    return user


@pytest.mark.parametrize(("name", "state"), [("accept", "submitted"), ("return", "submitted"), ("save", "draft")])
def test_a_decision_about_what_was_not_seen_changes_nothing(report, people, name, state):
    old = bring(report, state, people)
    seen = fresh(old)
    if state == "submitted":
        again = review_actions.return_report(fresh(old), by=people.reviewer, note="De refăcut.")
        reporting_actions.submit_report(again, by=people.reporter)
    else:
        reported(fresh(old), by=people.reporter, value=Decimal(8))
    before, steps = row_of(old), steps_of(old)
    with pytest.raises(Conflict):
        do(name, seen, people)
    assert (row_of(old), steps_of(old)) == (before, steps)


def test_the_person_who_reported_neither_accepts_nor_gives_back(report, people):
    body = Institution.objects.get(code="atop-cluj")
    Membership.objects.create(user=people.reporter, institution=body, role="reviewer")
    report = sent(report, by=people.reporter)
    for name in ("accept", "return"):
        with pytest.raises(PermissionDenied):
            do(name, report, people, by=people.reporter)
    assert fresh(report).state == "submitted"


@pytest.mark.parametrize("role", ["reporter", "editor", "reviewer"])
def test_a_judgement_by_someone_of_the_reported_institution_says_so(report, people, role):
    police = Institution.objects.get(code="ipj-cluj")
    Membership.objects.create(user=people.reviewer, institution=police, role=role)
    assert accepted(sent(report, by=people.reporter), people).has_interest is True


def test_a_verdict_needs_to_be_one_and_a_reason(report, people):
    report = sent(report, by=people.reporter)
    before = row_of(report)
    for verdict, reason, field in (
        ("bun", "Este bine.", "verdict"),
        ("", "Este bine.", "verdict"),
        ("met", " ", "reason"),
    ):
        with pytest.raises(ValidationError) as refusal:
            review_actions.accept_report(report, by=people.reviewer, verdict=verdict, reason=reason)
        assert list(refusal.value.message_dict) == [{"reason": "verdict_reason"}.get(field, field)]
        assert row_of(report) == before


def test_giving_back_says_what_is_asked_for(report, people):
    report = sent(report, by=people.reporter)
    with pytest.raises(ValidationError):
        review_actions.return_report(report, by=people.reviewer, note=" ")
    assert (fresh(report).state, steps_of(report)[-1][0]) == ("submitted", "submitted")


def test_a_verdict_may_differ_from_the_formula_and_both_are_kept(report, people):
    report = accepted(
        sent(report, by=people.reporter, value=Decimal(9)), people, "partly", "Un caz nu depindea de poliție."
    )
    assert (report.proposed, report.verdict) == ("not_met", "partly")


def test_the_formula_proposes_what_the_published_target_says(report, people):
    report = sent(report, by=people.reporter, value=Decimal(9))
    Indicator.objects.get(pk=report.indicator_id).targets.update(value=100)
    proposed = proposal.verdict_proposal(report)
    assert (proposed.verdict, proposed.target.value, proposed.progress.status) == ("not_met", 5, "not_met")


def test_an_accepted_report_keeps_the_definition_and_target_it_was_judged_by(report, people):
    report = accepted(sent(report, by=people.reporter), people)
    indicator = Indicator.objects.get(pk=report.indicator_id)
    indicator.title, indicator.unit = "Alt indicator", "altceva"
    indicator.save()
    indicator.targets.update(value=1)
    publish(Plan.objects.get(slug="atop-2024"), by=people.publisher, note="Altă țintă.")
    kept = queries.definition_and_target(fresh(report).definition)
    assert (kept["definition"].unit, kept["target"].value) == ("accidente", 5)
    assert proposal.published_definition(report).unit == "altceva"


def test_a_report_of_an_indicator_that_no_public_edition_holds_cannot_be_judged_but_given_back(report, people):
    report = sent(report, by=people.reporter)
    withdraw(Plan.objects.get(slug="atop-2024").editions.get(), by=people.publisher, reason="Lipsea anexa.")
    with pytest.raises(WrongState):
        accepted(report, people)
    assert (
        review_actions.return_report(fresh(report), by=people.reviewer, note="Se republică planul.").state == "returned"
    )


@pytest.mark.parametrize(
    ("nature", "whole", "lacking"),
    [
        ("count", {"value": Decimal(0)}, "value"),
        ("percent", {"value": Decimal("12.5")}, "value"),
        ("milestone", {"value": Decimal(1)}, "value"),
        ("ratio", {"numerator": Decimal(0), "denominator": Decimal(0)}, "denominator"),
        ("change", {"numerator": Decimal(3), "denominator": Decimal(4)}, "numerator"),
        ("qualitative", {"text": "S-a realizat."}, "text"),
        ("reference", {"text": "Anexa 2."}, "text"),
    ],
)
def test_a_report_says_what_its_indicator_asks_for_or_why_it_cannot(people, nature, whole, lacking):
    report = owed(people, nature=nature).reports.get()
    part = {name: value for name, value in whole.items() if name != lacking}
    with pytest.raises(ValidationError) as refusal:
        sent(report, by=people.reporter, **(part or {"narrative": "Se lucrează."}))
    assert list(refusal.value.message_dict) == [lacking]
    assert fresh(report).state == "draft"
    report = reported(fresh(report), by=people.reporter, **whole, no_data_reason="Nu se mai ține evidența.")
    with pytest.raises(ValidationError) as refusal:
        reporting_actions.submit_report(report, by=people.reporter)
    assert list(refusal.value.message_dict) == ["no_data_reason"]
    report = reported(report, by=people.reporter, no_data_reason="Nu se mai ține evidența.")
    assert reporting_actions.submit_report(report, by=people.reporter).state == "submitted"


def test_a_correction_supersedes_and_both_stay_readable(report, people):
    old = accepted(sent(report, by=people.reporter), people)
    correction = reporting_actions.begin_correction(old, by=people.reporter)
    assert (correction.corrects, correction.state, correction.value, correction.evidence.count()) == (
        old,
        "draft",
        4,
        0,
    )
    assert fresh(old).superseded_at is None
    corrected = accepted(sent(correction, by=people.reporter, value=Decimal(6)), people, "not_met", "Peste țintă.")
    assert fresh(old).superseded_at is not None
    assert steps_of(old)[-1] == ("superseded", "reviewer", "")
    assert list(Report.objects.in_force()) == [corrected]
    (record,) = queries.report_values(report.indicator.plan)[str(report.indicator.uid)]
    assert (record.value, record.verdict, [(one.value, one.verdict) for one in record.superseded]) == (
        6,
        "not_met",
        [(4, "met")],
    )


def test_until_it_is_accepted_a_correction_changes_nothing_in_public(report, people):
    old = accepted(sent(report, by=people.reporter), people)
    correction = sent(reporting_actions.begin_correction(old, by=people.reporter), by=people.reporter, value=Decimal(6))
    for _ in range(2):
        (record,) = queries.report_values(report.indicator.plan)[str(report.indicator.uid)]
        assert (record.state, record.value, record.superseded) == ("accepted", 4, ())
        correction = fresh(correction)
        if correction.state == "submitted":
            review_actions.return_report(correction, by=people.reviewer, note="Care este sursa?")


def test_a_report_is_corrected_once_at_a_time_and_a_superseded_one_never(report, people):
    old = accepted(sent(report, by=people.reporter), people)
    correction = reporting_actions.begin_correction(old, by=people.reporter)
    with pytest.raises(WrongState):
        reporting_actions.begin_correction(fresh(old), by=people.reporter)
    newest = accepted(sent(correction, by=people.reporter, value=Decimal(6)), people, "not_met", "Peste țintă.")
    with pytest.raises(WrongState):
        reporting_actions.begin_correction(fresh(old), by=people.reporter)
    assert reporting_actions.begin_correction(newest, by=people.reporter).corrects == newest


@pytest.mark.parametrize("name", ["submit", "return", "accept", "correct"])
def test_what_is_interrupted_in_the_middle_is_not_done_at_all(report, people, name, monkeypatch):
    needed = {"submit": "draft", "return": "submitted", "accept": "submitted", "correct": "accepted"}[name]
    report = bring(report, needed, people)
    if name == "accept":
        report = sent(
            reporting_actions.begin_correction(accepted(report, people), by=people.reporter), by=people.reporter
        )
    before = list(Report.objects.order_by("pk").values()), list(ReportStep.objects.values())
    real = ReportStep.save

    def save_and_die(step, *args, **kwargs):
        real(step, *args, **kwargs)
        raise KeyboardInterrupt

    monkeypatch.setattr(ReportStep, "save", save_and_die)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        do(name, fresh(report), people)
    assert (list(Report.objects.order_by("pk").values()), list(ReportStep.objects.values())) == before
