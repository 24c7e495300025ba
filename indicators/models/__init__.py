"""Indicators and their targets."""

from indicators.models.indicator import Indicator, Target

__all__ = ["Indicator", "Target"]
