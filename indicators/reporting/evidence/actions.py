"""Evidence, from its arrival to its removal: a file is kept whole or not at all, and never without its row."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Q, Sum

from indicators import permissions
from indicators.models import Evidence, Recommendation, Report
from indicators.models.evidence import evidence_file_name
from indicators.reporting import actions as reporting_actions
from plans.models import Institution
from portal.storage import write_once
from portal.uploads import MEGABYTE, NO_SPACE, FileUpload
from portal.versioning import lock_row

MAX_EVIDENCE = 20
validate_link = URLValidator(
    schemes=["http", "https"], message="Scrieți adresa întreagă, de exemplu https://www.cjcluj.ro/document.pdf."
)


def add_evidence(
    owner: Report | Recommendation, *, by, title: str, is_public: bool, upload: FileUpload | None = None, url: str = ""
) -> Evidence:
    """Keep a file or a link as evidence of a report, or of the answer to a recommendation, that was not sent yet.

    Raises PermissionDenied, WrongState, or ValidationError where there is too much of it or no room for it. What was
    owed becomes a draft.
    """
    evidence = Evidence(title=title, is_public=is_public, url=url, added_by=by)
    if upload is not None:
        _describe(evidence, upload)
    if url:
        validate_link(url)
    with _delete_file_on_error(evidence), transaction.atomic():
        row = _lock_owner(owner, by)
        if row.evidence.count() >= MAX_EVIDENCE:
            raise ValidationError(
                f"Sunt deja {MAX_EVIDENCE} de dovezi, cât se pot adăuga. Eliminați una sau uniți fișierele."
            )
        if isinstance(row, Report) and row.state == Report.State.DUE:
            row = reporting_actions.save_draft(
                row, by=by, content={name: getattr(row, name) for name in Report.CONTENT}
            )
        setattr(evidence, "report" if isinstance(row, Report) else "recommendation", row)
        evidence.clean_fields(exclude=["added_by", "report", "recommendation"])
        if upload is not None:
            _refuse_over_quota(row, len(upload.data))
            _keep_file(evidence, upload)
        evidence.save()
    return evidence


def remove_evidence(evidence: Evidence, *, by) -> None:
    """Remove a piece of evidence of what was not sent yet, and its file; raise PermissionDenied or WrongState."""
    with transaction.atomic():
        _lock_owner(evidence.report or evidence.recommendation, by)
        place = evidence.file.name
        Evidence.objects.filter(pk=evidence.pk).delete()
        if place:
            transaction.on_commit(lambda: evidence_path(place).unlink(missing_ok=True))


def evidence_path(place: str) -> Path:
    """Return where a kept file is."""
    return Path(settings.MEDIA_ROOT) / place


def _lock_owner(owner: Report | Recommendation, by) -> Report | Recommendation:
    """Return the row, locked, if it is the person's to fill in and was not sent."""
    if isinstance(owner, Report):
        return lock_row(owner, allowed=permissions.reportable_reports(by), may_change=lambda row: row.is_owed)
    allowed = permissions.answerable_recommendations(by)
    return lock_row(owner, allowed=allowed, may_change=lambda row: row.state == Recommendation.RecommendationState.OPEN)


def _refuse_over_quota(owner: Report | Recommendation, size: int) -> None:
    """Refuse a file for which the institution has no room left; its other files wait until this one is counted."""
    key = owner.institution_id if isinstance(owner, Report) else owner.addressed_to_id
    institution = Institution.objects.select_for_update().get(pk=key)
    theirs = Q(report__institution=institution) | Q(recommendation__addressed_to=institution)
    left = settings.EVIDENCE_QUOTA_MB * MEGABYTE - (Evidence.objects.filter(theirs).aggregate(n=Sum("size"))["n"] or 0)
    if size > left:
        raise ValidationError(
            f"Instituția are la dispoziție {settings.EVIDENCE_QUOTA_MB} MB pentru dovezi și mai are liberi "
            f"{megabytes_in_words(left)}, iar fișierul are {megabytes_in_words(size)}. Eliminați din dovezile "
            "netrimise sau cereți-i administratorului portalului mai mult loc."
        )


def megabytes_in_words(size: int) -> str:
    """Return a size in megabytes, with one decimal.

    >>> megabytes_in_words(1_600_000), megabytes_in_words(-5)
    ('1,5 MB', '0,0 MB')
    """
    return f"{max(size, 0) / MEGABYTE:.1f} MB".replace(".", ",")


def _describe(evidence: Evidence, upload: FileUpload) -> None:
    evidence.file = evidence_file_name(evidence, upload.name)
    evidence.name, evidence.size = upload.name, len(upload.data)
    evidence.checksum = hashlib.sha256(upload.data).hexdigest()


def _keep_file(evidence: Evidence, upload: FileUpload) -> None:
    try:
        write_once(evidence_path(evidence.file.name), lambda: upload.data)
    except OSError as error:
        raise ValidationError(NO_SPACE) from error


@contextmanager
def _delete_file_on_error(evidence: Evidence) -> Iterator[None]:
    """Delete the file where its row was not saved, whatever the reason."""
    try:
        yield
    except BaseException:
        if evidence.file:
            evidence_path(evidence.file.name).unlink(missing_ok=True)
        raise
