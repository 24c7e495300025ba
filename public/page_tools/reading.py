"""Where one who has never seen a strategic plan learns to read it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool, ToolLink


def reading_tools(_subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line that leads to the reader's guide."""
    links = (
        ToolLink(gettext("Cum se citește un plan"), reverse("portal:guide_page", args=["cititor"])),
        ToolLink(gettext("Glosar"), reverse("portal:guide_page", args=["glosar"])),
    )
    yield PageTool(name=gettext("Înțelegere"), links=links)
