"""What can be followed: a plan, an element, an institution, or all recommendations; each by a name that stays."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext

from indicators.progress.wording import clean_clause
from plans.document import Document
from plans.models import Edition, Institution, Plan
from public.models import PlanSummary, PublicEvent

ADVICE = "advice:"
PLAN_PATH = re.compile(r"/planuri/(?P<slug>[-\w]{1,80})/(?:(?P<address>[a-z]{1,8}-[-.0-9A-Za-z]+)/)?")
INSTITUTION_PATH = re.compile(r"/institutii/(?P<code>[-\w]{1,50})/")


def plan_topic(plan: Plan) -> str:
    """Return the name of a plan as a topic."""
    return f"plan:{plan.pk}"


def element_topic(uid: str) -> str:
    """Return the name of an element as a topic; it is the same under every code that the element gets."""
    return f"element:{uid}"


def institution_topic(code: str) -> str:
    """Return the name of an institution as a topic."""
    return f"institution:{code}"


@dataclass(frozen=True)
class Topic:
    """Something that can be followed, as readers find it now: what it is called, and its page."""

    key: str
    title: str
    path: str
    is_invented: bool = False

    @property
    def feed(self) -> str:
        """The address of its feed."""
        return f"{self.path}flux.atom"


def topic_at(path: str) -> Topic | None:
    """Return what can be followed at the address of a page; None where there is no such public page."""
    if path == "/recomandari/":
        return Topic(ADVICE, gettext("Recomandările"), path)
    if found := INSTITUTION_PATH.fullmatch(path):
        return _institution(found["code"])
    if not (found := PLAN_PATH.fullmatch(path)):
        return None
    edition = Edition.objects.current_of(found["slug"])
    if edition is None:
        return None
    document = edition.read()
    if not found["address"]:
        return plan_as_topic(edition.plan, document)
    element = document.by_address.get(found["address"])
    return element and element_as_topic(document, element)


def plan_as_topic(plan: Plan, document: Document) -> Topic:
    """Return a published plan as something to follow."""
    return Topic(plan_topic(plan), document.short_title, f"/planuri/{document.slug}/", document.is_invented)


def element_as_topic(document: Document, element) -> Topic:
    """Return an element of a published plan as something to follow."""
    title = f"{clean_clause(element.printed_name)} ({document.short_title})"
    path = f"/planuri/{document.slug}/{element.address}/"
    return Topic(element_topic(element.uid), title, path, document.is_invented)


def topics_by_key(keys: Iterable[str]) -> dict[str, Topic]:
    """Return those of some topics that the public finds now, by their names; each plan's edition is read once."""
    keys, found = set(keys), {}
    if ADVICE in keys:
        found[ADVICE] = topic_at("/recomandari/")
    codes = [key.removeprefix("institution:") for key in keys if key.startswith("institution:")]
    found |= {one.key: one for one in map(_institution, codes) if one}
    plans = [key.removeprefix("plan:") for key in keys if key.startswith("plan:")]
    uids = {key.removeprefix("element:") for key in keys if key.startswith("element:")}
    holders = PublicEvent.objects.filter(topics__topic__in=[element_topic(uid) for uid in uids]).order_by()
    plans += holders.values_list("plan", flat=True).distinct() if uids else []
    for edition in Edition.objects.current().filter(plan__in=plans).select_related("plan"):
        document = edition.read()
        rows = [plan_as_topic(edition.plan, document)]
        rows += [element_as_topic(document, document.by_uid[uid]) for uid in uids & document.by_uid.keys()]
        found |= {one.key: one for one in rows if one.key in keys}
    return found


def _institution(code: str) -> Topic | None:
    """Return an institution that readers meet: a published plan names it, or something public happened to it."""
    row = Institution.objects.filter(code=code).first()
    if row is None:
        return None
    is_known = PlanSummary.objects.naming(code).exists()
    is_known = is_known or PublicEvent.objects.filter(topics__topic=institution_topic(code)).exists()
    path = f"/institutii/{code}/"
    return Topic(institution_topic(code), row.short_name, path, row.is_invented) if is_known else None
