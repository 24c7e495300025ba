"""Rows of sheets: the indicators of the plans, and what is reported of them."""

from indicators.resources.indicators import IndicatorResource
from indicators.resources.reports import ReportResource

__all__ = ["IndicatorResource", "ReportResource"]
