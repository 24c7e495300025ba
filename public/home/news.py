"""What is new across all plans, as home tells it: few lines, the newest first."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext

from portal.display import first_sentence
from portal.own_words import end_words, own_words
from portal.romanian import count
from public.models import PublicEvent
from public.sittings.listing import public_sittings

Kind = PublicEvent.EventKind
# How many lines home has, and how many events are read for them: those of one day are told together.
NEWEST, READ = 8, 60
# As much as a line says of a report, beside that it was accepted.
REPORT_LENGTH = 120
# What an edition changed is told of the edition, as one.
TOLD = (Kind.EDITION, Kind.REPORT, Kind.ADVICE, Kind.BRIEFING)


@dataclass(frozen=True)
class NewsLine:
    """Something new: the day, the words, where it stands, and the short title of its plan, if it is of one."""

    happened_on: datetime.date
    text: str
    address: str
    plan: str = ""


def newest_lines(today: datetime.date) -> list[NewsLine]:
    """Return the newest things that readers find in real plans, and the newest sittings of real bodies."""
    rows = PublicEvent.objects.filter(kind__in=TOLD, plan__public_summary__is_invented=False)
    events = rows.select_related("plan__public_summary").order_by("-at", "-pk")[:READ]
    held = public_sittings(today).filter(body__is_invented=False)[:NEWEST]
    found = [*_plan_lines(events), *map(_sitting_line, held)]
    return sorted(found, key=lambda line: line.happened_on, reverse=True)[:NEWEST]


def _plan_lines(events) -> Iterator[NewsLine]:
    """Yield a line an event; the reports of a plan accepted on one day, one after another, are told as one."""
    for (kind, plan, day), rows in groupby(events, lambda row: (row.kind, row.plan, timezone.localdate(row.at))):
        first, *others = rows
        title = plan.public_summary.short_title
        if kind == Kind.REPORT and others:
            number = count(len(others) + 1, "raportare acceptată", "raportări acceptate")
            yield NewsLine(day, number, f"/planuri/{plan.slug}/progres/", title)
            continue
        for row in (first, *others):
            if kind == Kind.REPORT:
                about = end_words(first_sentence(row.translated_title, REPORT_LENGTH))
                yield NewsLine(day, gettext("Raportare acceptată: {about}").format(about=about), row.path, title)
                continue
            shown = "" if kind == Kind.EDITION else title
            yield NewsLine(day, end_words(first_sentence(row.translated_title)), row.path, shown)


def _sitting_line(sitting) -> NewsLine:
    kind, body = sitting.get_kind_display(), own_words(sitting.body.short_name)
    text = gettext("{body}: ședința {kind}").format(body=body, kind=kind)
    return NewsLine(sitting.held_on, text, f"/sedinte/{sitting.pk}/")
