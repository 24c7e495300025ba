"""What an edition tells as events: that it was published, and which elements are not as they were."""

from collections.abc import Iterator

from django.utils.translation import gettext

from indicators.progress.wording import clean_clause
from plans.document import Document, ElementValue
from plans.document.changes import ElementPair
from plans.document.comparison import compare
from plans.models import Edition
from plans.render.comparison import summary
from plans.render.comparison.labels import field_name
from portal.own_words import own_words
from public.following.event_values import EventValue, event_words
from public.following.topics import element_topic, institution_topic, plan_topic
from public.models import PublicEvent


def edition_events(edition: Edition, previous: Edition | None) -> Iterator[EventValue]:
    """Yield what an edition tells beside the public one before it; each change under its element and those above."""
    new, old = edition.read(), previous and previous.read()
    changes = compare(old, new) if old else None
    bodies = {institution_topic(one.code) for one in (new.owner, new.reviewer) if one}
    # What a plan begins with is told once, by the plan; its elements are followed from there.
    first = set() if old else {element_topic(element.uid) for element in new.elements}

    def write() -> tuple[str, str]:
        title = gettext("{plan}: ediția {number}").format(plan=own_words(new.short_title), number=edition.number)
        return title, "\n\n".join(filter(None, [edition.note, changes and summary(changes)]))

    yield EventValue(
        key=f"edition-{edition.pk}",
        kind=PublicEvent.EventKind.EDITION,
        **event_words(write),
        path=f"/planuri/{new.slug}/editii/{edition.number}/",
        at=edition.published_at,
        topics=frozenset({plan_topic(edition.plan)} | bodies | first),
    )
    for pair in changes.elements if changes else ():
        yield _change(edition, pair, old, new)


def withdrawal_event(edition: Edition) -> EventValue:
    """Return what the withdrawal of an edition tells, with its reason; nothing of what the edition said."""
    withdrawal, plan = edition.withdrawal, edition.plan

    def write() -> tuple[str, str]:
        title = gettext("{plan}: ediția {number} a fost retrasă")
        return title.format(plan=own_words(plan.short_title), number=edition.number), withdrawal.reason

    return EventValue(
        key=f"withdrawal-{edition.pk}",
        kind=PublicEvent.EventKind.EDITION,
        **event_words(write),
        path=f"/planuri/{plan.slug}/editii/{edition.number}/",
        at=withdrawal.withdrawn_at,
        topics=frozenset({plan_topic(plan)}),
    )


def _change(edition: Edition, pair: ElementPair, old: Document, new: Document) -> EventValue:
    element: ElementValue = pair.new or pair.old
    document = new if pair.new else old

    def write() -> tuple[str, str]:
        title = _change_title(pair).format(element=own_words(clean_clause(element.printed_name)), number=edition.number)
        return title, _changed_fields(pair, new) if pair.old and pair.new else ""

    address = f"comparatie/{old.edition.number}/{new.edition.number}" if pair.is_removed else element.address
    return EventValue(
        key=f"change-{edition.pk}-{element.uid}",
        kind=PublicEvent.EventKind.CHANGE,
        **event_words(write),
        path=f"/planuri/{new.slug}/{address}/",
        at=edition.published_at,
        topics=_topics_of(document, element),
    )


def _change_title(pair: ElementPair) -> str:
    if pair.is_added:
        return gettext("{element}: adăugat în ediția {number}")
    if pair.is_removed:
        return gettext("{element}: nu mai este în plan din ediția {number}")
    return gettext("{element}: schimbat în ediția {number}")


def _topics_of(document: Document, element: ElementValue) -> frozenset[str]:
    above = {element_topic(one.uid) for one in (*document.ancestors(element), element)}
    return frozenset(above | {institution_topic(one.code) for one in element.institutions})


def _changed_fields(pair: ElementPair, new: Document) -> str:
    """Return what of an element changed, in words."""
    columns = {column.field: column.label for column in new.level[pair.new.level].columns}
    names = [field_name(change.field, columns) for change in pair.fields]
    names += [gettext("Locul în plan")] if pair.is_moved or pair.is_reordered else []
    names += [gettext("Indicatori")] if pair.indicators else []
    return gettext("S-au schimbat: {names}.").format(names="; ".join(dict.fromkeys(names)))
