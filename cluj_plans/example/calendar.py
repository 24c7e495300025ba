"""The year that the example tells, and the days on which things happen in it."""

import datetime
import re

from django.utils import timezone

from indicators.progress.periods import periods
from indicators.reporting.schedule import DUE_AFTER_DAYS

# In the first months of a year nothing would have been reported and examined yet: the year before is told then.
FIRST_DAYS = 135
EXAMINED_AFTER = 44
# A mark, days, whether off the weekend.
DAY = re.compile(r"(\w+)(?:([+-]\d+)d)?( or Monday)?")


class Year:
    """The example's year, as it stands on a day."""

    def __init__(self, today: datetime.date):
        number = (today - datetime.timedelta(days=FIRST_DAYS)).year
        self.today, self.start, self.end = today, datetime.date(number, 1, 1), datetime.date(number, 12, 31)
        quarters = list(periods("quarterly", self.start, self.end))
        # The quarters whose reports are due; of both there is always one.
        self.stage = [one for one in quarters if one[1] + datetime.timedelta(days=DUE_AFTER_DAYS) < today]
        examined = [one for one in quarters if one[1] + datetime.timedelta(days=EXAMINED_AFTER) < today][-1]
        self.spans = {
            "year": [(self.start, self.end)],
            "quarter": quarters,
            "stage": [(self.start, self.stage[-1][1])],
            "examined": [examined],
        }
        self.marks = {"today": today, "year": self.start, "examined": examined[1]}
        self.marks |= {f"q{place}": start for place, (start, _end) in enumerate(quarters, 1)}

    def day(self, written: str | list[str], **marks: datetime.date) -> datetime.date:
        """Return the day that the story writes; more marks than the year's may be given."""
        if isinstance(written, list):
            return min(self.day(one, **marks) for one in written)
        mark, days, workday = DAY.fullmatch(written).groups()
        day = (self.marks | marks)[mark] + datetime.timedelta(days=int(days or 0))
        is_moved = workday and day.weekday() > 4
        return day + datetime.timedelta(days=7 - day.weekday()) if is_moved else day

    def moment(self, day: datetime.date, hour: int = 10) -> datetime.datetime:
        """Return a moment of a day, not later than now."""
        wanted = datetime.datetime.combine(day, datetime.time(hour), timezone.get_current_timezone())
        return min(wanted, timezone.now())
