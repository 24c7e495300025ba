"""History, as records that stay: who changed what, and when."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from portal.chain.records import RecordKind
from portal.romanian import long_date


def history_kinds(model: type[Model], *, personal: tuple[str, ...] = ()) -> Iterator[RecordKind]:
    """Yield the kinds of the history of a model: its records, and those of each relation that is kept with them."""
    records = model.history.model
    yield _kind(records, records, model, moment=lambda row: row.history_date, personal=personal)
    for linked in records._history_m2m_fields:
        through = apps.get_model(model._meta.app_label, f"Historical{linked.remote_field.through.__name__}")
        yield _kind(through, records, model, moment=lambda row: row.history.history_date, related=("history",))


def _kind(kept: type[Model], records: type[Model], model: type[Model], *, moment, **rest) -> RecordKind:
    key = records._meta.pk.name

    def place(row) -> str:
        day = long_date(timezone.localdate(moment(row)))
        return f"istoricul, {model._meta.verbose_name}, înregistrarea {getattr(row, key, row.pk)} din {day}"

    return RecordKind(
        slug=kept._meta.db_table,
        label=f"istoric: {model._meta.verbose_name_plural}" + ("" if kept is records else f" ({kept.__name__})"),
        model=kept,
        place=place,
        moment=moment,
        **rest,
    )
