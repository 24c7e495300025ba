"""The unit that an indicator's numbers are written with, wherever one stands."""

PERCENT_UNITS = {"%", "procent", "procente", "la sută"}
NUMBER_UNITS = {"nr", "nr.", "număr"}


def unit_of(indicator) -> str:
    """Return the unit that stands after an indicator's numbers; percentages have theirs though nobody wrote it."""
    unit = indicator.unit.strip()
    if unit.lower() in PERCENT_UNITS or (not unit and indicator.nature in {"percent", "change"}):
        return "%"
    return "" if unit.lower() in NUMBER_UNITS else unit
