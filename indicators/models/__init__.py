"""Indicators, their targets, what is reported of them, and how they are overseen."""

from indicators.models.evidence import Evidence
from indicators.models.indicator import Indicator, Target
from indicators.models.oversight import Briefing, Recommendation, RecommendationStep, Sitting
from indicators.models.reminder import Reminder
from indicators.models.report import Report, ReportStep

__all__ = [
    "Briefing",
    "Evidence",
    "Indicator",
    "Recommendation",
    "RecommendationStep",
    "Reminder",
    "Report",
    "ReportStep",
    "Sitting",
    "Target",
]
