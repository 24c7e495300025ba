"""What every import shares: rows found by natural key, changes shown in words, refusals by row and column."""

import logging
from functools import cached_property
from textwrap import shorten

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DatabaseError, OperationalError, transaction
from import_export import resources
from import_export.fields import Field

from plans import permissions
from plans.exchange.imports.references import PlanLookup
from plans.exchange.sheets.formats import LINE_HEADING
from plans.exchange.sheets.refusal import ImportRefused
from plans.models import Institution
from portal.literals import quote, text_of
from portal.tasks.running import report_progress
from portal.text import normalise
from portal.versioning import Conflict

SAVED_BESIDE = "Datele s-au schimbat chiar acum: altcineva a salvat același rând. Încărcați fișierul din nou."


class SheetResource(resources.ModelResource):
    """Rows of a sheet as rows of the working plans that `user` may change; nothing is ever found by a database id.

    A subclass names its columns, says which of them find a row (`required`), and finds it (`find`).
    """

    required: tuple[str, ...] = ()
    # What is tried out and rolled back needs no history; writing it is half of the work.
    is_rehearsal = False

    def __init__(self, *, user, model=None, reason=""):
        super().__init__()
        self.user, self.reason = user, reason
        self.places = PlanLookup(permissions.editable_plans(user))
        self.lines: dict[tuple, int] = {}
        self.before: dict[str, str] = {}

    def find(self, row):
        """Return (natural key, instance) for a row, a new instance where there is none; raise ValidationError."""
        raise NotImplementedError

    @property
    def twins(self) -> str:
        """Return what two rows with one key are about."""
        return f"același {self._meta.model._meta.verbose_name}"

    def arrange(self, dataset):
        """Give the dataset the headings of the columns; raise ImportRefused where they are not the ones asked for."""
        known = {normalise(field.column_name).casefold(): field.column_name for field in self.columns(dataset.headers)}
        headings = [known.get(heading.casefold(), "") for heading in dataset.headers[:-1]]
        unknown = [heading for heading, name in zip(dataset.headers, headings, strict=False) if not name]
        missing = [name for name in self.required if name not in headings]
        if unknown:
            names = ", ".join(f"„{heading[:60]}”" for heading in unknown[:10])
            raise ImportRefused(f"Coloane necunoscute: {names}. Coloanele posibile: {', '.join(known.values())}.")
        if missing:
            raise ImportRefused(f"Lipsesc coloanele după care se recunosc rândurile: {', '.join(missing)}.")
        dataset.headers = [*headings, LINE_HEADING]
        self.rows_done, self.rows_total = 0, len(dataset)

    def columns(self, _headings) -> list[Field]:
        """Return the columns that a sheet with these headings may have."""
        return self.get_import_fields()

    def heading(self, attribute: str) -> str:
        """Return the heading of the column that a model's field stands in, empty for the whole row."""
        if attribute == NON_FIELD_ERRORS:
            return ""
        found = (f for name, f in self.fields.items() if attribute in (name, f.attribute))
        return next((field.column_name for field in found), "")

    def get_or_init_instance(self, instance_loader, row):
        """Return (instance, whether it is new); raise ValidationError for a second row with the same key."""
        key, instance = self.find(row)
        first = self.lines.setdefault(key, row[LINE_HEADING])
        if first != row[LINE_HEADING]:
            raise ValidationError(
                f"Rândurile {first} și {row[LINE_HEADING]} privesc {self.twins}. Păstrați unul singur."
            )
        is_new = instance._state.adding
        self.before = {} if is_new else self.values_in_words(instance)
        return instance, is_new

    def plan_of(self, row):
        """Return the row's plan; raise ValidationError when there is none that the user may change."""
        return self.clean_in(row, plan=lambda value, _row: self.places.plan(text_of(value).strip()))["plan"]

    def element_at(self, address, row):
        """Return the element of the row's plan that stands at an address."""
        return self.places.element(self.places.plan(cell_text(row, "Plan")), address)

    def institution(self, code, _row):
        """Return the institution with a code."""
        if code not in self._institutions:
            raise ValueError(f"Nu există nicio instituție cu codul {quote(code)}. Scrieți de exemplu ipj-cluj.")
        return self._institutions[code]

    @cached_property
    def _institutions(self):
        return {institution.code: institution for institution in Institution.objects.all()}

    def label(self, instance) -> str:
        """Return what tells a row from others, at a length that can be read in a table."""
        return shorten(f"{getattr(instance, 'printed_code', '')} {instance.title}", 140, placeholder=" …")

    def values_in_words(self, instance) -> dict[str, str]:
        """Return what the instance says, in words by heading."""
        return {field.column_name: field.export(instance) for field in self.get_import_fields()}

    def clean_in(self, row, **fields):
        """Return the cells of some fields, as values; raise ValidationError naming every one that is wrong."""
        values, errors = {}, {}
        for name, clean in fields.items():
            try:
                values[name] = clean(row[self.fields[name].column_name], row)
            except ValueError as error:
                errors[name] = [str(error)]
        if errors:
            raise ValidationError(errors)
        return values

    def questions(self, instance) -> dict[str, str]:
        """Return what is asked of a row that is imported all the same, by field."""
        return {}

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Tell whether the row changes nothing."""
        return (
            not import_validation_errors
            and not instance._state.adding
            and self.values_in_words(instance) == self.before
        )

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Apply the model's rules; what finds a row is unique by being what finds it, and the database watches too."""
        errors = dict(import_validation_errors or {})
        looked_up = [field.name for field in instance._meta.fields if field.remote_field]
        try:
            instance.full_clean(exclude={*errors, *looked_up, "uid"}, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def do_instance_save(self, instance, is_create):
        """Save the row with its history; raise ValidationError when the database or another person is in the way."""
        instance._history_user, instance._change_reason = self.user, self.reason
        if self.is_rehearsal:
            instance.skip_history_when_saving = True
        try:
            with transaction.atomic():
                self.store(instance, is_create)
        except Conflict as error:
            raise ValidationError(SAVED_BESIDE) from error
        except OperationalError:
            raise
        except DatabaseError as error:
            logging.getLogger(__name__).warning("import refused by the database: %s", type(error).__name__)
            raise ValidationError(f"Baza de date nu primește rândul. {SAVED_BESIDE}") from error

    def store(self, instance, is_create):
        """Save the instance and what hangs on it."""
        instance.save(force_insert=is_create)

    def import_row(self, row, instance_loader, **kwargs):
        """Import a row; its result knows the row's number, and what changes in it."""
        self.rows_done += 1
        report_progress(self.rows_done, self.rows_total, "rând,rânduri")
        result = super().import_row(row, instance_loader, **kwargs)
        result.line, result.row = row[LINE_HEADING], row
        if result.is_new() or result.is_update():
            after = self.values_in_words(result.instance)
            result.changes = [
                (heading, self.before.get(heading, ""), text)
                for heading, text in after.items()
                if text != self.before.get(heading, "")
            ]
        return result

    def after_import(self, dataset, result, **kwargs):
        """Leave the database's counters alone: an import brings no ids."""

    class Meta:
        skip_diff = True
        report_skipped = False
        store_instance = True
        use_transactions = True


def cell_text(row, heading: str) -> str:
    """Return a row's cell as trimmed text, empty where the sheet has no such column."""
    return normalise(text_of(row.get(heading)))
