"""Evidence, from its arrival to its removal: a file is kept whole or not at all, and never without its row."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from indicators import permissions, reviewing
from indicators.models import Evidence, Recommendation, Report
from indicators.models.evidence import place_of
from plans.keeping import keep
from plans.uploads import NO_SPACE, Upload

MOST = 20
LINK = URLValidator(
    schemes=["http", "https"], message="Scrieți adresa întreagă, de exemplu https://www.cjcluj.ro/document.pdf."
)


class Closed(Exception):
    """What the evidence is of was sent; its evidence does not change any more."""


def add(
    owner: Report | Recommendation, *, by, title: str, is_public: bool, upload: Upload | None = None, url: str = ""
) -> Evidence:
    """Keep a file or a link as evidence of a report, or of the answer to a recommendation, that was not sent yet.

    Raises PermissionDenied, Closed, or ValidationError where there is too much of it or no room for it. What was owed
    becomes a draft.
    """
    evidence = Evidence(title=title, is_public=is_public, url=url, added_by=by)
    if upload is not None:
        _describe(evidence, upload)
    if url:
        LINK(url)
    with _file_goes_with(evidence), transaction.atomic():
        row = _held(owner, by)
        if row.evidence.count() >= MOST:
            raise ValidationError(f"Sunt deja {MOST} de dovezi, cât se pot adăuga. Eliminați una sau uniți fișierele.")
        if isinstance(row, Report) and row.state == Report.State.DUE:
            row = reviewing.save_draft(row, by=by, content={name: getattr(row, name) for name in Report.CONTENT})
        setattr(evidence, "report" if isinstance(row, Report) else "recommendation", row)
        evidence.clean_fields(exclude=["added_by", "report", "recommendation"])
        if upload is not None:
            _keep(evidence, upload)
        evidence.save()
    return evidence


def remove(evidence: Evidence, *, by) -> None:
    """Remove a piece of evidence of what was not sent yet, and its file; raise PermissionDenied or Closed."""
    with transaction.atomic():
        _held(evidence.report or evidence.recommendation, by)
        place = evidence.file.name
        Evidence.objects.filter(pk=evidence.pk).delete()
        if place:
            transaction.on_commit(lambda: path_of(place).unlink(missing_ok=True))


def path_of(place: str) -> Path:
    """Return where a kept file is."""
    return Path(settings.MEDIA_ROOT) / place


def _held(owner: Report | Recommendation, by) -> Report | Recommendation:
    """Return the row, locked, if it is the person's to fill in and was not sent."""
    row = type(owner)._base_manager.select_for_update().get(pk=owner.pk)
    is_report = isinstance(row, Report)
    allowed = permissions.reportable(by) if is_report else permissions.answerable_recommendations(by)
    if not allowed.filter(pk=row.pk).exists():
        raise PermissionDenied
    if not (row.is_owed if is_report else row.state == Recommendation.State.OPEN):
        raise Closed
    return row


def _describe(evidence: Evidence, upload: Upload) -> None:
    evidence.file = place_of(evidence, upload.name)
    evidence.name, evidence.size = upload.name, len(upload.data)
    evidence.checksum = hashlib.sha256(upload.data).hexdigest()


def _keep(evidence: Evidence, upload: Upload) -> None:
    try:
        keep(path_of(evidence.file.name), lambda: upload.data)
    except OSError as error:
        raise ValidationError(NO_SPACE) from error


@contextmanager
def _file_goes_with(evidence: Evidence) -> Iterator[None]:
    """Delete the file where its row was not saved, whatever the reason."""
    try:
        yield
    except BaseException:
        if evidence.file:
            path_of(evidence.file.name).unlink(missing_ok=True)
        raise
