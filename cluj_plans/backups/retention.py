"""Which backups are kept: the last days closely, the last months from afar."""

import datetime
from collections.abc import Callable, Iterable

Moment = datetime.datetime
# How many days, weeks and months with a backup keep their newest one.
RULES: tuple[tuple[int, Callable[[Moment], tuple]], ...] = (
    (7, lambda moment: moment.timetuple()[:3]),
    (5, lambda moment: moment.isocalendar()[:2]),
    (12, lambda moment: moment.timetuple()[:2]),
)


def surplus(moments: Iterable[Moment], proven: Iterable[Moment] = ()) -> set[Moment]:
    """Return the backups that go: not the newest of 7 days, of 5 weeks, of 12 months, nor the last that was proven.

    Days, weeks and months without a backup are not counted, so that a portal whose backups stopped loses none.
    """
    newest_first = sorted(moments, reverse=True)
    kept = set(sorted(proven)[-1:])
    for how_many, period in RULES:
        newest: dict[tuple, Moment] = {}
        for moment in newest_first:
            newest.setdefault(period(moment), moment)
        kept.update(list(newest.values())[:how_many])
    return set(newest_first) - kept
