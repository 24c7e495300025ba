"""Numbers as data: a quotient has no last digit, so that six decimals stand for it beside its two numbers."""

from decimal import Decimal

SIXTH = Decimal("0.000001")


def plain(value: Decimal | None) -> Decimal | None:
    """Return a number with six decimals at most.

    >>> str(plain(Decimal(1) / 3)), str(plain(Decimal("12.50"))), plain(None)
    ('0.333333', '12.50', None)
    """
    return round(value, 6) if value is not None and value != round(value, 6) else value
