"""What waits for those who report and for those who oversee: reports, recommendations, sittings."""

import datetime

from django.db.models import Case, F, When
from django.urls import reverse
from django.utils import timezone

from indicators.models import Recommendation, Report, Sitting
from indicators.permissions import REPORTERS, REVIEWERS, SECRETARIAT, is_overseer, is_reporter, is_reviewer
from indicators.progress import periods
from plans.permissions import held_institutions
from portal.desk.entries import NO_DAY, DeskEntry, DeskSource
from portal.romanian import long_date

State = Report.State
RecommendationState = Recommendation.RecommendationState


def _own_reports(user):
    """Return the reports of the person's institutions; a correction has no day of its own."""
    rows = Report.objects.filter(institution__in=held_institutions(user, REPORTERS))
    return _with_names(rows.annotate(day=Case(When(corrects=None, then=F("due_on")))))


def _reports_to_judge(user):
    """Return what was sent to the person's body by somebody else; the longest waiting first."""
    rows = Report.objects.filter(
        state=State.SUBMITTED, indicator__plan__reviewer__in=held_institutions(user, REVIEWERS)
    )
    return _with_names(rows.exclude(reported_by=user).annotate(day=NO_DAY)).order_by("reported_at", "pk")


def _with_names(reports):
    return reports.select_related("indicator__plan", "institution").defer("definition")


def _report_entry(
    report: Report, *, page: str = "indicators:report", since: str = "", body: int | None = None
) -> DeskEntry:
    period = periods.name(report.period_start, report.period_end)
    plan = report.indicator.plan
    return DeskEntry(
        key=report.pk,
        body=body or report.institution_id,
        title=report.indicator.title,
        detail=f"indicatorul {report.indicator.number}, {period}, {report.institution.short_name}",
        address=reverse(page, args=[report.pk]),
        plan=plan.slug,
        plan_title=plan.short_title,
        day=report.day,
        since=since or ("corectează o raportare acceptată" if report.corrects_id else ""),
    )


def _report_to_judge_entry(report: Report) -> DeskEntry:
    since = f"trimisă la {long_date(report.reported_at)}"
    return _report_entry(report, page="indicators:review", since=since, body=report.indicator.plan.reviewer_id)


def _received_recommendations(user):
    rows = Recommendation.objects.filter(addressed_to__in=held_institutions(user, REPORTERS))
    return _recommendations(rows.filter(state=RecommendationState.OPEN).annotate(day=F("deadline")))


def _answers_to_verify(user):
    rows = Recommendation.objects.filter(body__in=held_institutions(user, REVIEWERS))
    return _recommendations(rows.filter(state=RecommendationState.ANSWERED).annotate(day=NO_DAY))


def _recommendations(rows):
    return rows.select_related("plan", "body", "addressed_to").order_by("answered_on", "deadline", "pk")


def _recommendation_entry(row: Recommendation) -> DeskEntry:
    return DeskEntry(
        key=row.pk,
        title=row.title,
        detail=f"recomandarea nr. {row.reference} de la {row.body.short_name}",
        address=reverse("indicators:answer", args=[row.pk]),
        body=row.addressed_to_id,
        plan=row.plan.slug,
        plan_title=row.plan.short_title,
        day=row.day,
    )


def _answer_entry(row: Recommendation) -> DeskEntry:
    return DeskEntry(
        key=row.pk,
        title=row.title,
        detail=f"recomandarea nr. {row.reference}, răspuns de la {row.addressed_to.short_name}",
        address=reverse("indicators:issued", args=[row.pk]),
        body=row.body_id,
        plan=row.plan.slug,
        plan_title=row.plan.short_title,
        day=None,
        since=f"răspuns la {long_date(row.answered_on)}",
    )


def _sittings_to_come(user):
    rows = Sitting.objects.filter(body__in=held_institutions(user, SECRETARIAT), held_on__gte=timezone.localdate())
    return rows.annotate(day=F("held_on")).select_related("body", "edition__plan").defer("edition__document")


def _sitting_entry(row: Sitting) -> DeskEntry:
    plan = row.edition.plan if row.edition else None
    return DeskEntry(
        key=row.pk,
        title=f"{row.body.short_name}, ședință {row.get_kind_display()}",
        detail=f"examinează {row.edition}" if row.edition else "",
        address=reverse("indicators:sitting", args=[row.pk]),
        body=row.body_id,
        plan=plan.slug if plan else "",
        plan_title=plan.short_title if plan else "",
        day=row.held_on,
        at=row.starts_at and timezone.make_aware(datetime.datetime.combine(row.held_on, row.starts_at)),
    )


SOURCES = (
    DeskSource(
        kind="de-raportat",
        name="De raportat",
        expected="raportările pe care le datorează instituția dumneavoastră",
        is_open_to=is_reporter,
        roles=REPORTERS,
        rows=lambda user: _own_reports(user).filter(state__in=Report.UNSENT),
        entry=_report_entry,
    ),
    DeskSource(
        kind="intoarse",
        name="Întoarsă, de completat",
        expected="raportările întoarse pentru completare",
        is_open_to=is_reporter,
        roles=REPORTERS,
        rows=lambda user: _own_reports(user).filter(state=State.RETURNED),
        entry=_report_entry,
    ),
    DeskSource(
        kind="de-raspuns",
        name="De răspuns",
        expected="recomandările la care trebuie răspuns",
        is_open_to=is_reporter,
        roles=REPORTERS,
        rows=_received_recommendations,
        entry=_recommendation_entry,
    ),
    DeskSource(
        kind="de-evaluat",
        name="De evaluat",
        expected="raportările trimise spre evaluare",
        is_open_to=is_reviewer,
        roles=REVIEWERS,
        rows=_reports_to_judge,
        entry=_report_to_judge_entry,
    ),
    DeskSource(
        kind="de-verificat",
        name="De verificat",
        expected="răspunsurile la recomandări, de verificat",
        is_open_to=is_reviewer,
        roles=REVIEWERS,
        rows=_answers_to_verify,
        entry=_answer_entry,
    ),
    DeskSource(
        kind="sedinte",
        name="Ședință",
        expected="ședințele care urmează",
        is_open_to=is_overseer,
        roles=SECRETARIAT,
        rows=_sittings_to_come,
        entry=_sitting_entry,
        is_asked=False,
    ),
)
