"""Feeds and calendars that are about many plans, made as they are asked for from events that are kept."""

import datetime

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from indicators.models import Sitting
from public.contents import made_answer
from public.following.calendars import sittings_calendar
from public.following.feeds import atom_feed
from public.following.topics import Topic, topic_at
from public.sittings.listing import public_sittings

# Since when a feed is as it is that has no entry yet.
NOTHING_SINCE = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


@require_safe
def institution_feed(request, code):
    """Send what happened around an institution; 404 for one that readers never meet."""
    return _feed(request, topic_at(f"/institutii/{code}/"))


@require_safe
def advice_feed(request):
    """Send what was recommended about the real plans, answered and closed."""
    return _feed(request, topic_at("/recomandari/"))


@require_safe
def sittings_file(request):
    """Send the sittings of the real bodies: those that readers can read of, and those to come by their day alone."""
    today = timezone.localdate()
    readable = set(public_sittings(today).order_by().values_list("pk", flat=True))
    to_come = Sitting.objects.filter(held_on__gte=today)
    rows = Sitting.objects.filter(pk__in=readable) | to_come
    rows = rows.filter(body__is_invented=False).select_related("body").order_by("held_on", "pk")
    return made_answer(request, sittings_calendar(rows, readable=readable))


def _feed(request, topic: Topic | None) -> HttpResponse:
    if topic is None:
        raise Http404
    return made_answer(request, atom_feed(topic, since=NOTHING_SINCE).encode())
