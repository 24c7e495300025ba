"""How another site shows how far a plan or an element is: a card, in a frame of its own."""

from collections.abc import Iterator

from django.utils.html import escape
from django.utils.translation import gettext

from portal.languages import page_address
from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool

CARD_WIDTH, CARD_HEIGHT = 480, 300


def embedding_tools(subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line with the code of the card, where the page has one."""
    if subject.kind in ("plan", "element"):
        code = frame_code(f"{subject.path}card/", subject.title)
        yield PageTool(name=gettext("Pe alt site"), text=code, copy=gettext("Copiază codul"))


def frame_code(card: str, title: str, width: int = CARD_WIDTH, height: int = CARD_HEIGHT) -> str:
    """Return the HTML with which a site shows a card, by its address: as text, which a page of the portal shows."""
    address = escape(page_address(card))
    size = f'width="{width}" height="{height}"'
    return f'<iframe src="{address}" {size} title="{escape(title)}" loading="lazy"></iframe>'
