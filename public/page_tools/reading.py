"""Where one who has never seen a strategic plan learns to read it."""

from collections.abc import Iterator

from django.urls import reverse

from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool, ToolLink


def reading_tools(_subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line that leads to the reader's guide."""
    links = (
        ToolLink("Cum se citește un plan", reverse("portal:guide_page", args=["cititor"])),
        ToolLink("Glosar", reverse("portal:guide_page", args=["glosar"])),
    )
    yield PageTool(name="Înțelegere", links=links)
