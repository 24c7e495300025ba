"""What keeps a plan from being published, or should give pause."""

from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class PlanProblem:
    """One thing wrong, in a sentence, with the row where it is mended; only an error refuses publication."""

    is_error: bool
    message: str
    place: Model


def error(message: str, place: Model) -> PlanProblem:
    """Return a problem that refuses publication."""
    return PlanProblem(True, message, place)


def warning(message: str, place: Model) -> PlanProblem:
    """Return a problem that only shows."""
    return PlanProblem(False, message, place)
