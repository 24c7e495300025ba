"""What the law wants erased of records that stay: the one way, each time on record in the chain."""

from collections.abc import Collection

from django.db import transaction

from portal.chain.models import Erasure, RecordSalt
from portal.chain.records import RECORD_KINDS, RecordKind, key_of

ERASURES = RecordKind(
    slug="portal_erasure",
    label="ștergeri de date personale",
    model=Erasure,
    place=lambda row: f"ștergerea {row.pk} ({row.kind}, cheia {row.key})",
    moment=lambda row: row.at,
)


def erase_personal_fields(slug: str, keys: Collection, *, by, right: str) -> int:
    """Blank the personal fields of records of a kind, and forget what their digests were salted with.

    The database lets nothing but their blanking through. That it was done, by whom and by what right is a record of its
    own, which stays. Return how many records were blanked; one that holds nothing personal is left as it is.
    """
    kind = RECORD_KINDS[slug]
    with transaction.atomic():
        rows = [row for row in kind.rows().filter(pk__in=keys) if kind.personal_values(row)]
        blank = {name: _blank_value(kind.model._meta.get_field(name)) for name in kind.personal}
        Erasure.objects.bulk_create(Erasure(kind=slug, key=key_of(row), by=by, right=right) for row in rows)
        # The table's own manager may refuse every update.
        kind.rows().filter(pk__in=[row.pk for row in rows]).order_by().update(**blank)
        RecordSalt.objects.filter(entry__kind=slug, entry__key__in=[key_of(row) for row in rows]).delete()
    return len(rows)


def _blank_value(field):
    return None if field.null else ""
