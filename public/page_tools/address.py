"""The page's own address: to copy, to send to somebody."""

from collections.abc import Iterator
from urllib.parse import quote

from django.utils.translation import gettext

from portal.languages import page_address
from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool, ToolLink


def address_tools(subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line with the page's whole address, which is there without scripts."""
    address = page_address(subject.path)
    letter = f"mailto:?subject={quote(subject.title)}&body={quote(address)}"
    yield PageTool(
        name=gettext("Adresa paginii"),
        address=address,
        copy=gettext("Copiază adresa"),
        share=gettext("Trimite mai departe"),
        links=(ToolLink(gettext("Trimite prin e-mail"), letter),),
        is_printed=True,
    )
