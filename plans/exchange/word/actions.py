"""What people do with a document: upload it, correct how it is understood, make a plan of it, take that back."""

import datetime
from collections.abc import Callable, Mapping

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from plans import permissions
from plans.editing.new_plan.actions import check_may_begin
from plans.editing.plan_removal.actions import delete_plan, may_be_deleted
from plans.editions.publishing import content_of, fingerprint
from plans.exchange.arrivals.actions import take_in
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import originals, readings
from plans.exchange.word.continuation.pairs import continuation_of
from plans.exchange.word.mapping.choices import WordMapping
from plans.exchange.word.memory import propose_from_memory
from plans.exchange.word.plan_document import DraftDocument
from plans.exchange.word.understanding import plan_of
from plans.models import Element, ImportedElement, Plan, WordImport
from portal.uploads import FileUpload
from portal.versioning import BATCH

KEPT_FOR = datetime.timedelta(days=30)


class NotAsItCame(Exception):
    """The plan is no longer what the document brought: something was built on it."""


def upload(file: FileUpload, *, by, continues: Plan | None = None) -> WordImport:
    """Keep a document of a person who may begin plans, with how it is most likely to be understood.

    `continues` is the plan that it is said to continue. A long one, or one of another kind, is read later. Raises
    ImportRefused for one that cannot be read.
    """
    check_may_begin(by)
    if continues is not None and not permissions.may_edit(by, continues):
        raise PermissionDenied
    row = WordImport(name=file.name, size=len(file.data), checksum=originals.keep(file), added_by=by)
    row.continues = continues
    try:
        if originals.is_readable(row) and not readings.is_long(row):
            row.mapping = propose_from_memory(readings.read(row), by=by).to_plain()
        row.save()
    except BaseException:
        discard_unused(row.checksum)
        raise
    _forget_old()
    return row


def read_and_propose(row: WordImport, *, on_progress: Callable[[int, int], None]) -> None:
    """Read a long document, and note how it is most likely to be understood, unless a person said so already."""
    document = readings.read(row, seconds=readings.SECONDS_IN_WORKER, on_progress=on_progress)
    if not row.mapping:
        row.mapping = propose_from_memory(document, by=row.added_by).to_plain()
        row.save(update_fields=["mapping"])


@transaction.atomic
def correct(row: WordImport, *, by, mapping: WordMapping) -> None:
    """Keep how a person says that their document is to be understood."""
    hold_own(row, by)
    row.mapping = mapping.to_plain()
    row.save(update_fields=["mapping"])


@transaction.atomic
def forget(row: WordImport, *, by) -> None:
    """Delete a document of which no plan came."""
    hold_own(row, by)
    row.delete()
    transaction.on_commit(lambda: discard_unused(row.checksum), robust=True)


@transaction.atomic
def create_plan(row: WordImport, *, by, plan: Plan, on_made: Callable[[Plan], None] | None = None) -> Plan:
    """Make a plan of a document, whole or not at all; the same one sent twice is made once.

    `on_made` is called in the same transaction. Raises PermissionDenied, ImportRefused, ValidationError where the
    plan's own values or the document do not fit.
    """
    row = hold_own(row, by, may_have_plan=True)
    if row.plan is not None:
        return row.plan
    mapping = WordMapping.from_plain(row.mapping)
    draft = plan_of(readings.read(row, seconds=readings.SECONDS_IN_WORKER), mapping)
    if draft.problems:
        first = draft.problems[0]
        message = f"Întâi de îndreptat: {first.place}: {first.message}"
        raise ValidationError({NON_FIELD_ERRORS: message})
    if row.continues_id and not permissions.may_edit(by, row.continues):
        raise PermissionDenied
    # Who changes the plan before waits until it is continued whole.
    row.continues = Plan.objects.select_for_update(of=("self",)).filter(pk=row.continues_id).first()
    arriving = DraftDocument(draft, mapping, plan, continuation_of(row, draft, mapping, by=by))
    document = arriving.compose()
    reason = f"Adus din {row.name}"[:100]
    try:
        saved = take_in(
            document, plan, by=by, reason=reason, before=row.continues, indicators=arriving.continued_indicators
        )
    except ImportRefused as refused:
        raise ValidationError({NON_FIELD_ERRORS: str(refused)}) from refused
    if saved is plan:
        _keep_places(row, plan, {uid: one.place for uid, one in zip(arriving.uids, draft.elements, strict=True)})
        row.plan, row.fingerprint = plan, _fingerprint(plan)
        row.save(update_fields=["plan", "fingerprint"])
        transaction.on_commit(lambda: readings.discard(row.checksum), robust=True)
        if on_made:
            on_made(plan)
    return saved


def _keep_places(row: WordImport, plan: Plan, places: Mapping[str, str]) -> None:
    """Note where in the document each element of its plan stood, by the element's uid."""
    keys = {str(uid): key for uid, key in Element.objects.filter(level__plan=plan).values_list("uid", "pk")}
    rows = [ImportedElement(element_id=keys[uid], word_import=row, place=place) for uid, place in places.items()]
    ImportedElement.objects.bulk_create(rows, batch_size=BATCH)


def is_as_it_came(row: WordImport) -> bool:
    """Tell whether a plan is still exactly what its document brought, and nobody but its editors saw it."""
    plan = row.plan
    return may_be_deleted(plan) and not plan.threads.exists() and _fingerprint(plan) == row.fingerprint


def take_back(row: WordImport, *, by, version: int) -> None:
    """Delete the plan that came of a document, and the document; raise NotAsItCame once something was built on it."""
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=row.plan_id)
        if not is_as_it_came(row):
            raise NotAsItCame
        delete_plan(row.plan, by=by, version=version)
        transaction.on_commit(lambda: discard_unused(row.checksum), robust=True)


def discard_unused(checksum: str) -> None:
    """Delete a document's files that no row names."""
    if not WordImport.objects.filter(checksum=checksum).exists():
        originals.original_path(checksum).unlink(missing_ok=True)
        originals.readable_path(checksum).unlink(missing_ok=True)
        readings.discard(checksum)


def _forget_old() -> None:
    """Delete documents of which nobody made a plan for a month."""
    old = WordImport.objects.filter(plan=None, added_at__lt=timezone.now() - KEPT_FOR)
    checksums = set(old.values_list("checksum", flat=True))
    old.delete()
    for checksum in checksums:
        discard_unused(checksum)


def hold_own(row: WordImport, by, *, may_have_plan: bool = False) -> WordImport:
    """Return a document's row as it is now, held for the rest of the transaction.

    Raises PermissionDenied for another person's, and for one that has a plan already, unless that may be.
    """
    held = WordImport.objects.select_for_update().filter(pk=row.pk).first()
    if held is None or held.added_by_id != by.pk or (held.plan_id is not None and not may_have_plan):
        raise PermissionDenied
    return held


def _fingerprint(plan: Plan) -> str:
    return fingerprint(content_of(plan))
