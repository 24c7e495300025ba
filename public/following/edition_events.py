"""What an edition tells as events: that it was published, and which elements are not as they were."""

from collections.abc import Iterator

from plans.document import Document, ElementValue
from plans.document.changes import ElementPair
from plans.document.comparison import compare
from plans.models import Edition
from plans.render.comparison import summary
from plans.render.comparison.labels import field_name
from public.following.event_values import EventValue
from public.following.topics import element_topic, institution_topic, plan_topic
from public.models import PublicEvent


def edition_events(edition: Edition, previous: Edition | None) -> Iterator[EventValue]:
    """Yield what an edition tells beside the public one before it; each change under its element and those above."""
    new, old = edition.read(), previous and previous.read()
    changes = compare(old, new) if old else None
    bodies = {institution_topic(one.code) for one in (new.owner, new.reviewer) if one}
    # What a plan begins with is told once, by the plan; its elements are followed from there.
    first = set() if old else {element_topic(element.uid) for element in new.elements}
    yield EventValue(
        key=f"edition-{edition.pk}",
        kind=PublicEvent.EventKind.EDITION,
        title=f"{new.short_title}: ediția {edition.number}",
        text="\n\n".join(filter(None, [edition.note, changes and summary(changes)])),
        path=f"/planuri/{new.slug}/editii/{edition.number}/",
        at=edition.published_at,
        topics=frozenset({plan_topic(edition.plan)} | bodies | first),
    )
    for pair in changes.elements if changes else ():
        yield _change(edition, pair, old, new)


def withdrawal_event(edition: Edition) -> EventValue:
    """Return what the withdrawal of an edition tells, with its reason; nothing of what the edition said."""
    withdrawal, plan = edition.withdrawal, edition.plan
    return EventValue(
        key=f"withdrawal-{edition.pk}",
        kind=PublicEvent.EventKind.EDITION,
        title=f"{plan.short_title}: ediția {edition.number} a fost retrasă",
        text=withdrawal.reason,
        path=f"/planuri/{plan.slug}/editii/{edition.number}/",
        at=withdrawal.withdrawn_at,
        topics=frozenset({plan_topic(plan)}),
    )


def _change(edition: Edition, pair: ElementPair, old: Document, new: Document) -> EventValue:
    element: ElementValue = pair.new or pair.old
    document = new if pair.new else old
    what = "adăugat în" if pair.is_added else "nu mai este în plan din" if pair.is_removed else "schimbat în"
    address = f"comparatie/{old.edition.number}/{new.edition.number}" if pair.is_removed else element.address
    return EventValue(
        key=f"change-{edition.pk}-{element.uid}",
        kind=PublicEvent.EventKind.CHANGE,
        title=f"{element.printed_name}: {what} ediția {edition.number}",
        text=_changed_fields(pair, new) if pair.old and pair.new else "",
        path=f"/planuri/{new.slug}/{address}/",
        at=edition.published_at,
        topics=_topics_of(document, element),
    )


def _topics_of(document: Document, element: ElementValue) -> frozenset[str]:
    above = {element_topic(one.uid) for one in (*document.ancestors(element), element)}
    return frozenset(above | {institution_topic(one.code) for one in element.institutions})


def _changed_fields(pair: ElementPair, new: Document) -> str:
    """Return what of an element changed, in words."""
    columns = {column.field: column.label for column in new.level[pair.new.level].columns}
    names = [field_name(change.field, columns) for change in pair.fields]
    names += ["Locul în plan"] if pair.is_moved or pair.is_reordered else []
    names += ["Indicatori"] if pair.indicators else []
    return f"S-au schimbat: {'; '.join(dict.fromkeys(names))}."
