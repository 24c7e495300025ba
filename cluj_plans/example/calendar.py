"""The year that the example tells, and the days on which things happen in it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from indicators.progress.periods import periods
from indicators.reporting.schedule import DUE_AFTER_DAYS

# In the first months of a year nothing would have been reported and examined yet: the year before is told then.
FIRST_DAYS = 135
EXAMINED_AFTER = 45
EXAMINED_IN = datetime.timedelta(days=25)

Days = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Year:
    """The example's year, as it stands on a day."""

    today: datetime.date

    @property
    def start(self) -> datetime.date:
        """Return the first day of the year."""
        return datetime.date((self.today - datetime.timedelta(days=FIRST_DAYS)).year, 1, 1)

    @property
    def end(self) -> datetime.date:
        """Return the last day of the year."""
        return datetime.date(self.start.year, 12, 31)

    def quarters(self, days_gone: int) -> list[Days]:
        """Return the quarters that ended more than so many days ago."""
        before = self.today - datetime.timedelta(days=days_gone)
        return [period for period in periods("quarterly", self.start, self.end) if period[1] < before]

    @property
    def reported(self) -> list[Days]:
        """Return the quarters whose reports are due already; there is always one."""
        return self.quarters(DUE_AFTER_DAYS)

    @property
    def examined(self) -> Days:
        """Return the quarter that the last sitting examined."""
        return self.quarters(EXAMINED_AFTER - 1)[-1]

    @property
    def examined_on(self) -> datetime.date:
        """Return the working day of the last sitting."""
        day = self.examined[1] + EXAMINED_IN
        days_to_monday = (7 - day.weekday()) % 7
        return day + datetime.timedelta(days=days_to_monday if days_to_monday < 3 else 0)

    @property
    def changed_on(self) -> datetime.date:
        """Return the day on which a target was replaced."""
        return min(datetime.date(self.start.year, 7, 20), self.back(20))

    def back(self, days: int) -> datetime.date:
        """Return the day so many days before today."""
        return self.today - datetime.timedelta(days=days)

    def moment(self, day: datetime.date, hour: int = 10) -> datetime.datetime:
        """Return a moment of a day, not later than now."""
        wanted = datetime.datetime.combine(day, datetime.time(hour), timezone.get_current_timezone())
        return min(wanted, timezone.now())
