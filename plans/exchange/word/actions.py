"""What people do with a document: upload it, correct how it is understood, make a plan of it, take that back."""

import datetime

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from plans.editing.new_plan.actions import check_may_begin, save_new_plan
from plans.editing.plan_removal.actions import delete_plan, may_be_deleted
from plans.editions.publishing import content_of, fingerprint
from plans.exchange.word import originals
from plans.exchange.word.mapping.building import build_plan
from plans.exchange.word.mapping.choices import WordMapping
from plans.exchange.word.mapping.draft import DraftElement, DraftProblem, PlanDraft
from plans.exchange.word.memory import propose_from_memory
from plans.exchange.word.plan_writer import PlanWriter, own_columns, typed_value
from plans.exchange.word.reading.blocks import TextDocument
from plans.models import Element, Plan, WordImport
from portal.uploads import FileUpload, extension_of

KEPT_FOR = datetime.timedelta(days=30)


class NotAsItCame(Exception):
    """The plan is no longer what the document brought: something was built on it."""


def upload(file: FileUpload, *, by) -> WordImport:
    """Keep a document of a person who may begin plans, with how it is most likely to be understood.

    Raises ImportRefused for one that cannot be read. One of another kind is read later, when it was made readable.
    """
    check_may_begin(by)
    row = WordImport(name=file.name, size=len(file.data), checksum=originals.keep(file), added_by=by)
    try:
        if extension_of(file.name) == "docx":
            row.mapping = propose_from_memory(originals.read(row), by=by).to_plain()
        row.save()
    except BaseException:
        discard_unused(row.checksum)
        raise
    _forget_old()
    return row


def propose(row: WordImport) -> None:
    """Note how a document that was made readable is most likely to be understood."""
    row.mapping = propose_from_memory(originals.read(row), by=row.added_by).to_plain()
    row.save(update_fields=["mapping"])


@transaction.atomic
def correct(row: WordImport, *, by, mapping: WordMapping) -> None:
    """Keep how a person says that their document is to be understood."""
    _hold_own(row, by)
    row.mapping = mapping.to_plain()
    row.save(update_fields=["mapping"])


@transaction.atomic
def forget(row: WordImport, *, by) -> None:
    """Delete a document of which no plan came."""
    _hold_own(row, by)
    row.delete()
    transaction.on_commit(lambda: discard_unused(row.checksum), robust=True)


def plan_of(document: TextDocument, mapping: WordMapping) -> PlanDraft:
    """Return the plan that would come, with values that do not fit their field or typed column among its problems."""
    draft = build_plan(document, mapping)
    columns = own_columns(mapping)
    for element in draft.elements:
        for label, text in element.own.items():
            try:
                typed_value(columns[label], text)
            except ValueError as wrong:
                draft.problems.append(DraftProblem(element.place, f"Coloana „{label}”: {wrong}"))
        draft.problems += [DraftProblem(element.place, message) for message in field_problems(element)]
    return draft


def field_problems(element: DraftElement) -> list[str]:
    """Return what is wrong with the texts of an element, field by field."""
    row = Element(code=element.code, title=element.title, **element.fields)
    try:
        row.clean_fields(exclude=["level", "parent"])
    except ValidationError as wrong:
        names = {name: Element._meta.get_field(name).verbose_name for name in wrong.message_dict}
        return [f"{names[name].capitalize()}: {' '.join(found)}" for name, found in wrong.message_dict.items()]
    return []


@transaction.atomic
def create_plan(row: WordImport, *, by, plan: Plan) -> Plan:
    """Make a plan of a document, whole or not at all; the same one sent twice is made once.

    Raises PermissionDenied, ImportRefused, ValidationError where the plan's own values or the document do not fit.
    """
    row = _hold_own(row, by, may_have_plan=True)
    if row.plan is not None:
        return row.plan
    mapping = WordMapping.from_plain(row.mapping)
    draft = plan_of(originals.read(row), mapping)
    if draft.problems:
        first = draft.problems[0]
        message = f"Întâi de îndreptat: {first.place}: {first.message}"
        raise ValidationError({NON_FIELD_ERRORS: message})
    reason = f"Adus din {row.name}"[:100]
    plan.letterhead = "\n".join(draft.head.letterhead)
    saved = save_new_plan(plan, by=by, reason=reason)
    if saved is plan:
        PlanWriter(plan, mapping, draft, by, reason).write(row)
        row.plan, row.fingerprint = plan, _fingerprint(plan)
        row.save(update_fields=["plan", "fingerprint"])
    return saved


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


def _forget_old() -> None:
    """Delete documents of which nobody made a plan for a month."""
    old = WordImport.objects.filter(plan=None, added_at__lt=timezone.now() - KEPT_FOR)
    checksums = set(old.values_list("checksum", flat=True))
    old.delete()
    for checksum in checksums:
        discard_unused(checksum)


def _hold_own(row: WordImport, by, *, may_have_plan: bool = False) -> WordImport:
    """Return the row as it is now, if it is the person's; held for the rest of the transaction."""
    held = WordImport.objects.select_for_update().filter(pk=row.pk).first()
    if held is None or held.added_by_id != by.pk or (held.plan_id is not None and not may_have_plan):
        raise PermissionDenied
    return held


def _fingerprint(plan: Plan) -> str:
    return fingerprint(content_of(plan))
