"""Who else has a plan open, and where in it: read by each of its pages, written by what their script posts.

The script posts when a page opens and while it stays open; opening a page writes nothing, so who has no scripts reads
who else is there and is recorded nowhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.db import OperationalError, connection, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from plans.models import Element, Plan, Presence
from plans.stand_ins import acting_names
from plans.workspace.lookups import plan_to_read
from portal.display import shorten
from portal.text import whole_number
from portal.versioning import removal_record

# How long a person counts as being there, how often that is written at most, and how long it is kept.
FRESH = timedelta(minutes=2)
RENEW_AFTER = timedelta(seconds=20)
KEEP_FOR = timedelta(days=1)
# Being there is not worth waiting for somebody who is writing something.
BUSY_TIMEOUT_MS = 50


@dataclass(frozen=True)
class OthersPresent:
    """Who else has the plan open, by name, with the place where each is; who of them has the same element open."""

    here: tuple[tuple[str, str], ...]
    same: tuple[str, ...]


@dataclass(frozen=True)
class ElementNews:
    """What became of the element that is open since it was shown: who saved or removed it, and when."""

    who: str
    when: object
    is_own: bool
    is_gone: bool


@require_POST
@login_required
def ping(request, slug):
    """Renew the person's place in the plan; say who else is there and what became of the element that is open."""
    plan = plan_to_read(request.user, slug)
    pk, version = (_number_or_404(request.POST.get(name, "")) for name in ("element", "version"))
    element = Element.objects.filter(level__plan=plan, pk=pk).first() if pk is not None else None
    rows = _known_rows(plan)
    renew_if_due(rows, plan, by=request.user, element=element)
    context = {
        "present": _others_among(rows, request.user, plan, element),
        "news": element_news(plan, pk, element, version, request.user) if pk is not None else None,
    }
    answer: HttpResponse = render(request, "plans/workspace/_presence.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def others_present(user, plan: Plan, element: Element | None) -> OthersPresent:
    """Who else is in the plan, and in the element where one is open; this only reads."""
    return _others_among(_known_rows(plan), user, plan, element)


def _known_rows(plan: Plan) -> list[Presence]:
    return list(Presence.objects.filter(plan=plan).select_related("user", "element").order_by("pk"))


def _others_among(rows: list[Presence], user, plan: Plan, element: Element | None) -> OthersPresent:
    now = timezone.now()
    there = [row for row in rows if row.user_id != user.pk and now - row.seen_at < FRESH and row.user.is_active]
    at = element.pk if element else None
    if not there:
        return OthersPresent((), ())
    names = acting_names(plan)
    named = [(row, names.name(row.user, now)) for row in there]
    return OthersPresent(
        here=tuple((name, _location_words(row.element)) for row, name in named),
        same=tuple(name for row, name in named if at is not None and row.element_id == at),
    )


def renew_if_due(rows: list[Presence], plan: Plan, *, by, element: Element | None) -> None:
    """Keep that a person has the plan open, unless that was kept moments ago; `rows` is who is known to be there."""
    now = timezone.now()
    mine = next((row for row in rows if row.user_id == by.pk), None)
    if mine is None or now - mine.seen_at >= RENEW_AFTER:
        renew(plan, by=by, element=element, outdated=[row.pk for row in rows if now - row.seen_at > KEEP_FOR])


def renew(plan: Plan, *, by, element: Element | None, outdated: list[int] = ()) -> None:
    """Keep that a person has the plan open; forget those not seen for long. Skipped while somebody else writes."""
    place = Presence(plan=plan, user=by, element=element if element and element.pk else None, seen_at=timezone.now())
    try:
        with short_busy_timeout(), transaction.atomic(savepoint=False):
            _store(place)
            if outdated:
                Presence.objects.filter(pk__in=outdated).exclude(user=by).delete()
    except OperationalError:
        if connection.in_atomic_block:
            raise


def _store(place: Presence) -> None:
    Presence.objects.bulk_create(
        [place], update_conflicts=True, unique_fields=["plan", "user"], update_fields=["element", "seen_at"]
    )


@contextmanager
def short_busy_timeout() -> Iterator[None]:
    """On SQLite, wait only a moment for the one who writes, instead of as long as a save would."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual = connection.settings_dict["OPTIONS"].get("timeout", 5)
    connection.connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    try:
        yield
    finally:
        connection.connection.execute(f"PRAGMA busy_timeout = {int(usual * 1000)}")


def element_news(plan: Plan, pk: int, element: Element | None, version: int | None, user) -> ElementNews | None:
    """Return what somebody did to the element since the version that is shown, if anybody did."""
    if element is None:
        record = removal_record(Element(pk=pk))
    elif version is None or element.version <= version:
        return None
    else:
        record = element.history.select_related("history_user").first()
    by, at = (record.history_user, record.history_date) if record else (None, None)
    return ElementNews(
        acting_names(plan).name(by, at, "portalul"),
        at,
        by is not None and by.pk == user.pk,
        element is None,
    )


def _location_words(element: Element | None) -> str:
    return (element.code or f"„{shorten(element.title, 40)}”") if element else ""


def _number_or_404(text: str) -> int | None:
    number = whole_number(text, digits=18)
    if text and number is None:
        raise Http404
    return number
