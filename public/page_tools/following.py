"""How what a page is about is followed: by e-mail, by feed, by calendar."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool, ToolLink


def following_tools(subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line of what can be followed: what the page is about, or what that belongs to."""
    if subject.kind == "sitting":
        links = (ToolLink(gettext("Calendarul ședințelor"), reverse("public:sittings_calendar")),)
    else:
        path = followed_path(subject)
        letters = f"{reverse('public:follow')}?{urlencode({'pagina': path}, safe='/')}"
        links = (ToolLink(gettext("Prin e-mail"), letters), ToolLink(gettext("Flux Atom"), f"{path}flux.atom"))
        if subject.document:
            terms = f"/planuri/{subject.document.slug}/termene.ics"
            links += (ToolLink(gettext("Calendarul termenelor"), terms),)
    yield PageTool(name=gettext("Urmărește"), links=links)


def followed_path(subject: PageSubject) -> str:
    """Return the page of what is followed from a page: an indicator by its element, else by its plan."""
    if subject.kind == "recommendation":
        return reverse("public:recommendations")
    if subject.document is None:
        return subject.path
    root = f"/planuri/{subject.document.slug}/"
    element = subject.element
    if subject.indicator and subject.indicator.element:
        element = subject.document.by_uid[subject.indicator.element]
    return f"{root}{element.address}/" if element else root
