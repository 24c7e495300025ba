"""What a page is called where other sites show it: on its picture, in its frame."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from indicators.models import Recommendation
from indicators.queries import recommendation_values
from plans.document import Document
from plans.models import Edition
from plans.render.known_names import known_name
from portal.romanian import long_date
from public.following.topics import topic_at
from public.sharing.pictures import CardText
from public.sittings.listing import public_sittings

PAGE = re.compile(
    r"/planuri/(?P<slug>[-\w]{1,80})/"
    r"(?:(?P<address>[a-z]{1,8}-[-.0-9A-Za-z]+)/|indicatori/(?P<number>[0-9]{1,6})/|(?P<progress>progres)/)?"
)

SITTING = re.compile(r"/sedinte/(?P<pk>[0-9]{1,9})/")
RECOMMENDATION = re.compile(r"/recomandari/(?P<body>[-\w]{1,80})-(?P<number>[0-9]{1,6})-(?P<year>[0-9]{4})/")


@dataclass(frozen=True)
class SharedPage:
    """A public page as other sites name it; `card` is the address of its card, where it has one."""

    path: str
    title: str
    above: str
    card: str
    is_invented: bool

    @property
    def picture(self) -> CardText:
        """The words of its picture."""
        label = gettext("Exemplu, date inventate") + " · " if self.is_invented else ""
        return CardText(label + self.above, self.title, f"{settings.SITE_NAME} · {settings.SITE_OWNER}")


def shared_page(path: str) -> SharedPage | None:
    """Return the public page at an address; None where there is none: unknown, a draft or withdrawn."""
    if path == "/":
        return SharedPage(path, settings.SITE_NAME, gettext("Planurile strategice ale județului"), "", False)
    if found := SITTING.fullmatch(path):
        return _sitting(path, int(found["pk"]))
    if found := RECOMMENDATION.fullmatch(path):
        return _recommendation(path, found)
    found = PAGE.fullmatch(path)
    if not found:
        # What is followed beside plans: an institution, the recommendations.
        topic = topic_at(path)
        return topic and SharedPage(path, topic.title, gettext("Planuri publicate"), "", topic.is_invented)
    edition = Edition.objects.current_of(found["slug"])
    return _page_in(edition.read(), path, found) if edition else None


def _sitting(path: str, pk: int) -> SharedPage | None:
    row = public_sittings(timezone.localdate()).filter(pk=pk).first()
    if row is None:
        return None
    given = {"get_kind_display": row.get_kind_display(), "held_on": long_date(row.held_on)}
    title = gettext("Ședința %(get_kind_display)s din %(held_on)s") % given
    return SharedPage(path, title, row.body.name, "", row.body.is_invented)


def _recommendation(path: str, found: re.Match) -> SharedPage | None:
    rows = Recommendation.objects.filter(
        body__code=found["body"],
        number=int(found["number"]),
        year=int(found["year"]),
        plan__in=Edition.objects.current().values("plan"),
    )
    if not rows:
        return None
    (one,), is_invented = recommendation_values(rows), rows[0].body.is_invented
    above = gettext("Recomandarea %(reference)s") % {"reference": one.reference}
    return SharedPage(path, one.title, f"{above} · {one.body.name}", "", is_invented)


def _page_in(document: Document, path: str, found: re.Match) -> SharedPage | None:
    root, plan = f"/planuri/{document.slug}/", document.short_title
    if found["number"]:
        numbers = {one.number: one for one in document.indicators}
        indicator = numbers.get(int(found["number"]))
        return indicator and _page(document, path, indicator.title, f"{gettext('Indicator')} · {plan}", "")
    if found["progress"]:
        return _page(document, path, gettext("Progresul planului"), plan, f"{root}card/")
    if not found["address"]:
        years = f"{document.period_start.year}–{document.period_end.year}"
        years = years if document.period_start.year != document.period_end.year else str(document.period_start.year)
        return _page(document, path, document.title, f"{gettext('Plan')} · {years}", f"{root}card/")
    element = document.by_address.get(found["address"])
    if element is None:
        return None
    level = known_name(document.level[element.level].name)
    return _page(document, path, element.printed_name, f"{level} · {plan}", f"{path}card/")


def _page(document: Document, path: str, title: str, above: str, card: str) -> SharedPage:
    return SharedPage(path, title, above, card, document.is_invented)
