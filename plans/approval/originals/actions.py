"""Signed acts, kept byte for byte under their SHA-256; what an edition names is kept for ever."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from plans import permissions
from plans.locking import lock_plan
from plans.models import AdoptionAct, Edition, Plan, SignedOriginal
from portal.storage import write_once
from portal.uploads import NO_SPACE, FileUpload

# How an edition's document names an original, up to its SHA-256.
CHECKSUM_PREFIX = '"original":{"checksum":"'


def original_path(checksum: str) -> Path:
    """Return where the original with this SHA-256 is kept."""
    return Path(settings.MEDIA_ROOT) / "acte" / f"{checksum}.pdf"


def attach(act: AdoptionAct, *, by, upload: FileUpload) -> SignedOriginal:
    """Keep a PDF as the signed original of an act, in the place of the one before; the same one again changes nothing.

    Raises PermissionDenied, ValidationError where there is no room for it. File and row come together or not at all.
    """
    checksum = hashlib.sha256(upload.data).hexdigest()
    try:
        with lock_plan(act.plan_id, by):
            newest = act.originals.first()
            if newest is not None and newest.checksum == checksum:
                return newest
            write_once(original_path(checksum), lambda: upload.data)
            return SignedOriginal.objects.create(
                act=act, name=upload.name, size=len(upload.data), checksum=checksum, added_by=by
            )
    except OSError as full:
        raise ValidationError(NO_SPACE) from full
    except BaseException:
        _delete_unused(act.plan_id, checksum)
        raise


def remove(original: SignedOriginal, *, by) -> None:
    """Take an original away from its act; the file goes too, unless an edition or another act names it."""
    with lock_plan(original.act.plan_id, by) as plan:
        SignedOriginal.objects.filter(pk=original.pk).delete()
        transaction.on_commit(lambda: _delete_unused(plan.pk, original.checksum), robust=True)


def annotate_originals(act: AdoptionAct):
    """Return the originals of an act, the newest first, each with whether a public edition of its plan names it."""
    named = Concat(Value(CHECKSUM_PREFIX), OuterRef("checksum"))
    editions = Edition.objects.public().filter(plan=OuterRef("act__plan"), document__contains=named)
    return act.originals.select_related("added_by").annotate(is_public=Exists(editions))


def is_published(checksum: str, editions) -> bool:
    """Tell whether an edition names the original with this SHA-256."""
    return editions.filter(document__contains=CHECKSUM_PREFIX + checksum).exists()


def is_readable(user, slug: str, checksum: str) -> bool:
    """Tell whether the person may read an original: one that a public edition names, or one of a plan that they see."""
    if is_published(checksum, Edition.objects.public().filter(plan__slug=slug)):
        return True
    mine = permissions.visible_plans(user).filter(slug=slug)
    return SignedOriginal.objects.filter(act__plan__in=mine, checksum=checksum).exists()


def _delete_unused(plan_id: int, checksum: str) -> None:
    """Delete a file that nothing names; the plan is held, so that nobody attaches the same file meanwhile."""
    with transaction.atomic():
        Plan.objects.select_for_update().get(pk=plan_id)
        kept = SignedOriginal.objects.filter(checksum=checksum).exists()
        if not kept and not is_published(checksum, Edition.objects.all()):
            original_path(checksum).unlink(missing_ok=True)
