"""What the signs of a chart mean: the same words under the chart of a page and inside a picture."""

from collections.abc import Iterator, Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from indicators.progress.vocabulary import Status
from indicators.render.badges import tallies
from indicators.render.charts import TimeChart
from portal.pictures.frame import KeyEntry

COLUMN = mark_safe('<rect class="bar" width="12" height="12" />')
DOT = mark_safe('<line class="way" x1="0" x2="22" y1="6" y2="6" /><circle class="bar" cx="11" cy="6" r="4" />')
OWN = mark_safe('<circle class="own-value" cx="6" cy="6" r="3.5" />')
EARLIER = mark_safe('<rect class="earlier" width="12" height="12" />')


def time_chart_key(chart: TimeChart, has_totals: bool) -> list[KeyEntry]:
    """Return what the signs of an indicator's chart mean, those alone that it has."""
    return list(_entries(chart, has_totals))


def _entries(chart: TimeChart, has_totals: bool) -> Iterator[KeyEntry]:
    if chart.columns:
        yield KeyEntry(COLUMN, gettext("valoarea perioadei"))
    else:
        yield KeyEntry(DOT, gettext("cumulat, așa cum se apreciază") if has_totals else gettext("valoarea"))
    if chart.own:
        yield KeyEntry(OWN, gettext("valoarea perioadei"))
    if chart.earlier:
        yield KeyEntry(EARLIER, gettext("cumulat din perioadele dinainte"))
    if chart.targets:
        yield KeyEntry(_line("target"), gettext("ținta"))
    if chart.former_targets:
        yield KeyEntry(_line("former-target"), gettext("ținta înlocuită"))
    if chart.baseline:
        yield KeyEntry(_line("baseline"), gettext("valoarea de referință"))
    if not chart.has_zero:
        yield KeyEntry(SafeString(""), gettext("scara nu pornește de la zero"))


def status_key(counts: Mapping[Status, int]) -> list[KeyEntry]:
    """Return what the parts of a bar of statuses mean, each with its number."""
    return [KeyEntry(one.badge.sign, one.text) for one in tallies(counts)]


def _line(name: str) -> SafeString:
    return format_html('<line class="{}" x1="0" x2="22" y1="6" y2="6" />', name)
