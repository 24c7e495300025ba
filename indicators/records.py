"""What of progress was promised to stay: accepted reports with their evidence, adopted briefings, steps, history."""

import datetime
from collections.abc import Iterator
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

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
from indicators.oversight.files import EXTENSIONS, briefing_path
from indicators.reporting.evidence.actions import evidence_path
from plans.document import checksum_of
from portal.chain.history import history_kinds
from portal.chain.records import Finding, RecordKind

ACCEPTED = Report.State.ACCEPTED


def _report_place(report: Report) -> str:
    period = f"{report.period_start:%d.%m.%Y}–{report.period_end:%d.%m.%Y}"
    return f"planul {report.indicator.plan.slug}, raportarea indicatorului {report.indicator.number} pe {period}"


def _evidence_place(evidence: Evidence) -> str:
    owner = evidence.report and _report_place(evidence.report) or f"recomandarea {evidence.recommendation.reference}"
    return f"{owner}, dovada „{evidence.title}”"


def _briefing_place(row: Briefing) -> str:
    return f"planul {row.plan.slug}, {row.get_kind_display()} nr. {row.number} din {row.adopted_on:%d.%m.%Y}"


def _start_of(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), timezone.get_current_timezone())


def _evidence_moment(row: Evidence) -> datetime.datetime:
    return row.report.reviewed_at if row.report else _start_of(row.recommendation.closed_on)


def _evidence_file(row: Evidence):
    return evidence_path(row.file.name) if row.file else None


def _briefing_faults(row: Briefing) -> Iterator[str]:
    if checksum_of(row.content) != row.checksum:
        yield "conținutul nu mai este cel adoptat (suma de control diferă)"


def _superseded_findings() -> Iterator[Finding]:
    """Tell which accepted reports stand behind no correction, or stand although one was accepted."""
    corrected = Exists(Report.objects.filter(corrects=OuterRef("pk"), state=ACCEPTED))
    accepted = Report.objects.filter(state=ACCEPTED).annotate(is_corrected=corrected).order_by("pk")
    wrong = accepted.filter(
        Q(is_corrected=True, superseded_at=None) | Q(is_corrected=False, superseded_at__isnull=False)
    )
    for report in wrong.select_related("indicator__plan").iterator(chunk_size=500):
        fault = "are o corectură acceptată, dar nu este înlocuită" if report.is_corrected else "este înlocuită de nimic"
        yield Finding(_report_place(report), fault)


def _briefing_file_kind(extension: str) -> RecordKind:
    return RecordKind(
        slug=f"indicators_briefing_{extension}",
        label=f"fișiere {extension} ale informărilor",
        model=Briefing,
        place=lambda row: f"{_briefing_place(row)}, fișierul {extension}",
        moment=lambda row: None,
        promised=Q(adopted_on__isnull=False),
        related=("plan",),
        file=partial(briefing_path, extension=extension),
        waits=True,
        batch=20,
    )


RECORD_KINDS = (
    RecordKind(
        slug="indicators_report",
        label="raportări acceptate",
        model=Report,
        place=_report_place,
        moment=lambda row: row.reviewed_at,
        promised=Q(state=ACCEPTED),
        apart=("version", "superseded_at"),
        related=("indicator__plan",),
        gaps=_superseded_findings,
    ),
    RecordKind(
        slug="indicators_reportstep",
        label="pași ai raportărilor",
        model=ReportStep,
        place=lambda row: f"{_report_place(row.report)}, pasul „{row.get_kind_display()}”",
        moment=lambda row: row.at,
        related=("report__indicator__plan",),
    ),
    RecordKind(
        slug="indicators_recommendationstep",
        label="pași ai recomandărilor",
        model=RecommendationStep,
        place=lambda row: f"recomandarea {row.recommendation.reference}, pasul „{row.get_kind_display()}”",
        moment=lambda row: row.at,
        related=("recommendation",),
    ),
    RecordKind(
        slug="indicators_evidence",
        label="dovezi",
        model=Evidence,
        place=_evidence_place,
        moment=_evidence_moment,
        promised=Q(report__state=ACCEPTED) | Q(recommendation__state__in=Recommendation.ENDED),
        related=("report__indicator__plan", "recommendation"),
        file=_evidence_file,
    ),
    RecordKind(
        slug="indicators_briefing",
        label="informări și rapoarte adoptate",
        model=Briefing,
        place=_briefing_place,
        moment=lambda row: _start_of(row.adopted_on),
        promised=Q(adopted_on__isnull=False),
        # The checksum stands for it.
        apart=("content", "version"),
        related=("plan",),
        faults=_briefing_faults,
        batch=20,
    ),
    *(_briefing_file_kind(extension) for extension in EXTENSIONS),
    *(kind for model in (Indicator, Target, Report, Sitting, Recommendation) for kind in history_kinds(model)),
)
