"""What an institution still has to report as rows of a sheet, out and in; the rows come back as drafts."""

from textwrap import shorten

from django.core.exceptions import PermissionDenied, ValidationError
from import_export.fields import Field

from indicators import permissions, queries
from indicators.models import Report
from indicators.progress import periods
from indicators.progress.aggregation import covering_target
from indicators.progress.wording import clean_clause
from indicators.render.values import target_in_words
from indicators.reporting import actions as reporting_actions
from indicators.reporting.answer_fields import ReportNumberField, number_validators
from plans.exchange.imports.resource import SAVED_BESIDE, SheetResource
from plans.exchange.imports.widgets import DayWidget, NumberWidget, PositionWidget, TextWidget, YesNoWidget
from plans.exchange.sheets.formats import LINE_HEADING
from plans.models import Plan
from portal.literals import date_text, quote, text_of
from portal.versioning import WrongState

MODEL = Report._meta
ANSWER_FIELDS = ("value", "numerator", "denominator", "text")


class IndicatorNumber(PositionWidget):
    """The number of an indicator in its plan."""

    def clean(self, value, row=None, **kwargs):
        """The number that a cell holds; what is no number is refused in words."""
        try:
            return super().clean(value)
        except ValueError as error:
            raise ValueError(f"{quote(value)} nu este numărul unui indicator. Scrieți de exemplu 3.") from error


class PeriodDay(DayWidget):
    """The first or the last day of a period, which a row cannot lack."""

    def clean(self, value, row=None, **kwargs):
        """Return the date."""
        found = super().clean(value)
        if found is None:
            raise ValueError("Lipsește data. Scrieți de exemplu 31.03.2026.")
        return found


class ReportNumber(NumberWidget):
    """A number, or for what is done or not, yes or no."""

    def __init__(self, is_milestone):
        super().__init__()
        self.is_milestone = is_milestone

    def clean(self, value, row=None, **kwargs):
        """Return the number, None for an empty cell."""
        if self.is_milestone(row) and text_of(value).strip():
            return NumberWidget().clean("1" if YesNoWidget().clean(value) else "0")
        return super().clean(value)


class ValueField(Field):
    """The value of a report as it is typed."""

    def export(self, instance, **kwargs):
        """Return the number; for what is done or not, yes or no."""
        if instance.indicator.nature == "milestone" and instance.value is not None:
            return YesNoWidget().render(instance.value)
        return super().export(instance, **kwargs)


def _text(name: str, heading: str) -> Field:
    return Field(name, heading, TextWidget(MODEL.get_field(name)))


class ReportResource(SheetResource):
    """Reports that an institution owes, found by plan, number of the indicator and period."""

    plan = Field("indicator__plan__slug", "Plan", readonly=True)
    number = Field("indicator__number", "Indicator nr.", IndicatorNumber(), readonly=True)
    title = Field("indicator__title", "Indicator", readonly=True)
    unit = Field("indicator__unit", "Unitate", readonly=True)
    target = Field(None, "Ținta", readonly=True)
    start = Field("period_start", "Perioada de la", PeriodDay(), readonly=True)
    end = Field("period_end", "Perioada până la", PeriodDay(), readonly=True)
    due_on = Field("due_on", "Termen", DayWidget(), readonly=True)
    value = ValueField("value", "Valoare")
    numerator = Field("numerator", "Numărător", NumberWidget())
    denominator = Field("denominator", "Numitor", NumberWidget())
    text = _text("text", "Răspuns")
    no_data_reason = _text("no_data_reason", "De ce nu există date")
    narrative = _text("narrative", "Explicații")
    confirmation = _text("confirmation", "De ce este așa")

    required = ("Plan", "Indicator nr.", "Perioada de la", "Perioada până la")
    # They help whoever fills in the sheet; what an imported sheet says there has no effect.
    for_reading = ("title", "unit", "target", "due_on")
    twins = "aceeași raportare"

    class Meta:
        model = Report
        fields = (
            *("plan", "number", "title", "unit", "target", "start", "end", "due_on"),
            *("value", "numerator", "denominator", "text", "no_data_reason", "narrative", "confirmation"),
        )

    def __init__(self, *, user, model=Report, reason=""):
        super().__init__(user=user, reason=reason)
        self.fields["value"].widget = ReportNumber(lambda row: self._natures.get(row[LINE_HEADING]) == "milestone")
        self._natures: dict[int, str] = {}
        self._of_plan: dict[str, dict[tuple, Report]] = {}
        self._definitions: dict[Plan, dict] = {}

    @classmethod
    def columns_in_words(cls) -> dict[str, list[str]]:
        """Return the headings of the columns by what they are for."""
        kinds = {"finding": [], "answering": [], "reading": []}
        for name in cls._meta.fields:
            field = cls.fields[name]
            found = "reading" if name in cls.for_reading else "answering"
            kinds["finding" if field.column_name in cls.required else found].append(field.column_name)
        return kinds

    def get_import_fields(self):
        """Leave out the columns that are only for reading."""
        return [self.fields[name] for name in self._meta.fields if name not in self.for_reading]

    def columns(self, _headings):
        """Let a sheet keep the columns that are only for reading."""
        return [self.fields[name] for name in self._meta.fields]

    def label(self, instance):
        """Name the row by its indicator and its period."""
        title = shorten(f"{instance.indicator.number}. {clean_clause(instance.indicator.title)}", 110, placeholder=" …")
        return f"{title} – {periods.name(instance.period_start, instance.period_end)}"

    def find(self, row):
        """Return the row's key and report; refuse one that is not the user's to report, or was sent already."""
        reports = self._reports(text_of(row["Plan"]).strip())
        cleaners = {name: self.fields[name].widget.clean for name in ("number", "start", "end")}
        key = tuple(self.clean_in(row, **cleaners).values())
        report = reports.get(key)
        if report is None:
            period = f"{date_text(key[1])} – {date_text(key[2])}"
            message = f"Nu aveți de raportat indicatorul {key[0]} al acestui plan pentru perioada {period}."
            raise ValidationError({"number": message})
        if not report.is_owed:
            done = "acceptată" if report.state == Report.State.ACCEPTED else "trimisă"
            raise ValidationError(f"Raportarea este deja {done} și nu se mai schimbă. Ștergeți rândul din fișier.")
        self._natures[row[LINE_HEADING]] = report.indicator.nature
        return (report.pk,), report

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Refuse an answer of another kind than the indicator asks for, and a number that cannot be."""
        errors = dict(import_validation_errors or {})
        for name in set(ANSWER_FIELDS) - errors.keys():
            try:
                self._check(instance, name)
            except ValidationError as error:
                errors[name] = error
        super().validate_instance(instance, errors, validate_unique)

    def _check(self, instance, name: str) -> None:
        """Refuse what one column of a row says."""
        value, nature = getattr(instance, name), instance.indicator.nature
        if value in (None, ""):
            return
        asked = reporting_actions.answer_fields(nature)
        if name not in asked:
            columns = " și ".join(f"„{self.fields[one].column_name}”" for one in asked)
            raise ValidationError(f"La acest indicator se completează {columns}. Goliți celula.")
        if name != "text":
            ReportNumberField(validators=number_validators(nature, name)).run_validators(value)

    def questions(self, instance) -> dict[str, str]:
        """Ask for the reason of what is doubtful; the row is a draft until then."""
        question = reporting_actions.asked_reason(instance)
        return {"confirmation": question} if question else {}

    def store(self, instance, is_create):
        """Keep the row as a draft."""
        content = {name: getattr(instance, name) for name in Report.CONTENT}
        try:
            reporting_actions.save_draft(
                instance, by=self.user, content=content, confirmation=instance.confirmation, reason=self.reason
            )
        except (WrongState, PermissionDenied) as error:
            raise ValidationError(SAVED_BESIDE) from error

    def filter_export(self, queryset, **kwargs):
        """Keep what the user still has to report, what is due first at the beginning."""
        mine = permissions.reportable_reports(self.user).filter(state__in=Report.OWED).values("pk")
        rows = queryset.filter(pk__in=mine).select_related("indicator__plan")
        return rows.order_by("due_on", "indicator__plan__slug", "indicator__number", "period_start", "pk")

    def dehydrate_target(self, report) -> str:
        """Return what the published plan promises for the report's period."""
        plan = report.indicator.plan
        if plan not in self._definitions:
            self._definitions[plan] = queries.published_definitions(plan)
        definition = self._definitions[plan].get(str(report.indicator.uid))
        return target_in_words(covering_target(definition.targets, report), definition) if definition else ""

    def _reports(self, slug: str) -> dict[tuple, Report]:
        """Return the user's reports of a plan by number of the indicator and period, an owed one before a sent one."""
        if slug not in self._of_plan:
            rows = permissions.reportable_reports(self.user).filter(indicator__plan__slug=slug).defer("definition")
            rows = sorted(rows.select_related("indicator__plan"), key=lambda row: row.is_owed)
            self._of_plan[slug] = {(row.indicator.number, row.period_start, row.period_end): row for row in rows}
        if not self._of_plan[slug]:
            raise ValidationError({"plan": f"Nu aveți nimic de raportat dintr-un plan {quote(slug)}."})
        return self._of_plan[slug]
