"""The order of what is found, as one number an entry: a database gives entries by their key without sorting them.

Before the rest stands what is real and what the current editions say; then plans by their beginning, the newest first;
then a plan's own order, its indicators after its elements, its consultations and recommendations after all. A key
needs 63 bits.
"""

import datetime

# Where the invented begins: what is real has smaller keys.
INVENTED = 1 << 62
_FORMER = 1 << 61
_MONTH_BITS, _PLAN_BITS, _PLACE_BITS = 17, 18, 26
_LAST_MONTH = 9999 * 12
# How many entries of a plan come from one indicator, and where the parts of a plan begin.
OF_AN_INDICATOR = 1 << 10
INDICATORS = 1 << 20
OVERSIGHT = (1 << _PLACE_BITS) - (1 << 20)
CONSULTATIONS = OVERSIGHT - (1 << 20)
# How many entries come from one sitting, one recommendation, one briefing or one consultation.
OF_A_RECORD = 1 << 6


def order_key(
    *, since: datetime.date, plan: int, place: int, is_former: bool = False, is_invented: bool = False
) -> int:
    """Return the key of an entry at a place of a plan (0 for none) that begins on a day.

    >>> new, old = datetime.date(2025, 1, 1), datetime.date(2019, 1, 1)
    >>> order_key(since=new, plan=2, place=9) < order_key(since=old, plan=1, place=0) < INVENTED
    True
    >>> order_key(since=old, plan=1, place=0) < order_key(since=new, plan=1, place=0, is_former=True) < INVENTED
    True
    """
    if not (plan < 1 << _PLAN_BITS and place < 1 << _PLACE_BITS):
        raise ValueError(f"no key for place {place} of plan {plan}")
    months = _LAST_MONTH - (since.year * 12 + since.month - 12)
    key = (months << _PLAN_BITS + _PLACE_BITS) + (plan << _PLACE_BITS) + place
    return key + is_former * _FORMER + is_invented * INVENTED
