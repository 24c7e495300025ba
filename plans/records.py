"""What of plans was promised to stay: editions with their files, withdrawals, decided submissions, history."""

from collections.abc import Iterator
from pathlib import Path

from django.db.models import Count, F, Max, Q

from plans.approval.originals.actions import original_path
from plans.document import CorruptDocument, Document, checksum_of
from plans.editions.files import ANNEX, EDITION_FILES, PDF
from plans.exchange.word.originals import original_path as document_path
from plans.models import (
    AdoptionAct,
    BudgetLine,
    Consultation,
    ConsultationClosing,
    ConsultationStep,
    Edition,
    Element,
    InstitutionChange,
    Level,
    Plan,
    Section,
    Signatory,
    Submission,
    Withdrawal,
    WordImport,
)
from portal.chain.digests import file_digest
from portal.chain.history import history_kinds
from portal.chain.records import Finding, RecordKind


def edition_place(edition: Edition) -> str:
    """Return where a person finds an edition."""
    return f"planul {edition.plan.slug}, ediția {edition.number}"


def _published_content(edition: Edition) -> Document | None:
    """Return what an edition says; nothing where that is not what was published."""
    try:
        return edition.read()
    except (CorruptDocument, ValueError):
        return None


def _edition_faults(edition: Edition) -> Iterator[str]:
    """Tell what of a row its own document does not say, or says otherwise."""
    content = _published_content(edition)
    if content is None:
        yield "documentul nu mai este cel publicat (suma de control diferă)"
        return
    mark = content.edition
    held = {"numărul": edition.number, "data publicării": edition.published_at, "nota": edition.note}
    said = {"numărul": mark.number, "data publicării": mark.published_at, "nota": mark.note}
    yield from (f"{name} nu este din documentul publicat" for name in held if held[name] != said[name])


def consultation_place(consultation: Consultation) -> str:
    """Return where a person finds a consultation."""
    return f"consultarea nr. {consultation.number}, planul {consultation.plan.slug}"


def _consultation_faults(consultation: Consultation) -> Iterator[str]:
    """Tell where the draft of a consultation is not what was announced."""
    if checksum_of(consultation.document) != consultation.checksum:
        yield "proiectul nu mai este cel anunțat (suma de control diferă)"


def _closing_faults(closing: ConsultationClosing) -> Iterator[str]:
    """Tell where the report of a consultation is not what was closed."""
    if checksum_of(closing.record) != closing.checksum:
        yield "raportul nu mai este cel încheiat (suma de control diferă)"


def _missing_editions() -> Iterator[Finding]:
    """Tell which plans have fewer editions than their last number says."""
    counted = Plan.objects.annotate(editions_count=Count("editions"), newest=Max("editions__number"))
    for plan in counted.filter(newest__gt=F("editions_count")).order_by("slug"):
        there = set(plan.editions.values_list("number", flat=True))
        missing = sorted(set(range(1, plan.newest + 1)) - there)
        yield Finding(f"planul {plan.slug}", f"lipsesc edițiile: {', '.join(map(str, missing))}")


def original_findings() -> Iterator[Finding | None]:
    """Examine the signed original of each act that an edition names, by the SHA-256 that the edition says."""
    for edition in Edition.objects.select_related("plan").order_by("pk").iterator(chunk_size=1):
        content = _published_content(edition)
        for act in content.acts if content else ():
            if act.original:
                place = f"{edition_place(edition)}, originalul semnat al actului „{act.title}”"
                yield _file_finding(place, original_path(act.original.checksum), act.original.checksum)


def document_findings() -> Iterator[Finding | None]:
    """Examine the document that each plan from Word came from, by the SHA-256 that its row says."""
    for row in WordImport.objects.exclude(plan=None).select_related("plan").order_by("pk"):
        yield _file_finding(
            f"planul {row.plan.slug}, documentul „{row.name}”", document_path(row.checksum), row.checksum
        )


def _file_finding(place: str, path: Path, checksum: str) -> Finding | None:
    if not path.is_file():
        return Finding(place, "fișierul lipsește")
    return None if file_digest(path) == checksum else Finding(place, "fișierul nu mai este cel primit")


RECORD_KINDS = (
    RecordKind(
        slug="plans_edition",
        label="ediții",
        model=Edition,
        place=edition_place,
        moment=lambda row: row.published_at,
        # The checksum stands for it.
        apart=("document",),
        related=("plan",),
        faults=_edition_faults,
        gaps=_missing_editions,
        batch=10,
    ),
    RecordKind(
        slug="plans_edition_pdf",
        label="PDF-uri ale edițiilor",
        model=Edition,
        place=lambda row: f"{edition_place(row)}, PDF-ul",
        moment=lambda row: None,
        related=("plan",),
        file=EDITION_FILES[PDF].path,
        waits=True,
        batch=10,
    ),
    RecordKind(
        slug="plans_edition_annex",
        label="anexe ale edițiilor",
        model=Edition,
        place=lambda row: f"{edition_place(row)}, anexa",
        moment=lambda row: None,
        related=("plan",),
        file=EDITION_FILES[ANNEX].path,
        waits=True,
        batch=10,
    ),
    RecordKind(
        slug="plans_withdrawal",
        label="retrageri",
        model=Withdrawal,
        place=lambda row: f"{edition_place(row.edition)}, retragerea",
        moment=lambda row: row.withdrawn_at,
        related=("edition__plan",),
        batch=10,
    ),
    RecordKind(
        slug="plans_institutionchange",
        label="schimbări ale instituțiilor",
        model=InstitutionChange,
        place=lambda row: f"instituția {row.institution.code}, {row.get_kind_display()} din {row.effective_on}",
        moment=lambda row: row.at,
        related=("institution",),
    ),
    RecordKind(
        slug="plans_submission",
        label="trimiteri spre aprobare hotărâte",
        model=Submission,
        place=lambda row: f"planul {row.plan.slug}, trimiterea {row.pk} spre aprobare",
        moment=lambda row: row.decided_at,
        promised=~Q(state__in=Submission.OPEN),
        related=("plan",),
    ),
    RecordKind(
        slug="plans_consultation",
        label="consultări publice",
        model=Consultation,
        place=consultation_place,
        moment=lambda row: row.opened_at,
        # The checksum stands for it.
        apart=("document",),
        related=("plan",),
        faults=_consultation_faults,
        batch=10,
    ),
    RecordKind(
        slug="plans_consultationclosing",
        label="încheieri ale consultărilor",
        model=ConsultationClosing,
        place=lambda row: f"{consultation_place(row.consultation)}, încheierea",
        moment=lambda row: row.closed_at,
        apart=("record",),
        related=("consultation__plan",),
        faults=_closing_faults,
        batch=10,
    ),
    RecordKind(
        slug="plans_consultationstep",
        label="pași ai consultărilor",
        model=ConsultationStep,
        place=lambda row: f"{consultation_place(row.consultation)}, pasul {row.pk}",
        moment=lambda row: row.at,
        related=("consultation__plan",),
    ),
    *(kind for model in (Plan, AdoptionAct, Section, BudgetLine, Level, Element) for kind in history_kinds(model)),
    *history_kinds(Signatory, personal=("name",)),
)
