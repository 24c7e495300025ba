"""What was reported and what was promised, as pages print it."""

from django.utils.translation import gettext, gettext_noop

from indicators.progress.aggregation import has_pair, measured_value
from indicators.progress.report_values import ReportValue
from indicators.progress.wording import arithmetic, change_phrase, part_phrase
from plans.document import IndicatorValue, TargetValue
from plans.render.facts import target_text
from portal.own_words import own_words
from portal.romanian import quantity

NO_DATA = gettext_noop("fără date")


def printed_value(definition: IndicatorValue, record: ReportValue) -> str:
    """Return what an accepted report says, a ratio with both its numbers; nothing for one that is not accepted."""
    if record.state != "accepted":
        return ""
    if record.no_data_reason:
        return gettext(NO_DATA)
    value = measured_value(definition, record)
    if value is None:
        return _pair(definition, record) or own_words(record.text)
    if definition.nature == "milestone":
        return gettext("realizat") if value else gettext("nerealizat")
    return arithmetic(definition, (record,), value)


def target_in_words(target: TargetValue | None, definition: IndicatorValue) -> str:
    """Return a target in words; nothing where there is none."""
    return target_text(target, definition) if target else ""


def _pair(definition: IndicatorValue, record: ReportValue) -> str:
    """Return the two numbers of a report that make no quotient, for the second of them is zero."""
    if not has_pair(definition, record):
        return ""
    above, below = quantity(record.numerator), quantity(record.denominator)
    return change_phrase(below, above) if definition.nature == "change" else part_phrase(above, below)
