"""Saying what is wrong on a page."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext

from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool, ToolLink


def mistake_tools(subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line that leads to the form, which knows the page and the edition that the reader saw."""
    seen = {"pagina": subject.path}
    if subject.document and subject.kind != "recommendation":
        seen["editia"] = subject.document.edition.number
    form = f"{reverse('public:report_mistake')}?{urlencode(seen, safe='/')}"
    yield PageTool(
        name=gettext("Ați găsit o greșeală?"),
        links=(
            ToolLink(gettext("Semnalați greșeala"), form),
            ToolLink(gettext("Ce s-a semnalat până acum"), reverse("public:mistakes")),
        ),
    )
