"""The links of a page: which addresses it needs, and how they read in a copy that lies in a folder."""

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

from portal.languages import PREFIX

ATTRIBUTE = re.compile(r'(?P<head>[\s"\'](?:href|src|srcset|action)=")(?P<address>[^"\s]*)(?P<tail>")')
# A form that names no address sends to its own page.
BARE_FORM = re.compile(r"<form(?![^>]*\baction=)")
# Scripts run beside the portal, but for those of the copy's search; browsers fetch nothing early from a disk.
NOT_COPIED = re.compile(r'<script[^>]*\bsrc="(?!/pagefind/|/cautare/)[^"]*"[^>]*></script>|<link rel="preload"[^>]*>')
# What a file is described by stands in a header, where the file itself has no place for it.
DESCRIPTION = re.compile(r'<(?P<address>[^>]*)>; rel="describedby"')
CSS_ADDRESS = re.compile(r"""(?P<head>url\(["']?)(?P<address>[^)"']+)(?P<tail>["']?\))""")
SEARCH, ENGLISH_SEARCH = "/cautare/", f"{PREFIX}/cautare/"
PAGE_OF_LIST = re.compile(r"pagina=([0-9]{1,5})")


def addresses_of(text: str, here: str) -> Iterator[str]:
    """Yield the addresses inside the portal that a page asks for or leads to, whole, without their fragments."""
    for found in ATTRIBUTE.finditer(text):
        if address := local_address(html.unescape(found["address"]), here):
            yield address


def addresses_of_sheet(text: str, here: str) -> Iterator[str]:
    """Yield the addresses inside the portal that a style sheet asks for."""
    for found in CSS_ADDRESS.finditer(text):
        if address := local_address(found["address"], here):
            yield address


def addresses_of_header(header: str, here: str) -> Iterator[str]:
    """Yield the addresses inside the portal of what describes a file, as its `Link` header says them."""
    for found in DESCRIPTION.finditer(header):
        if address := local_address(found["address"], here):
            yield address


def local_address(link: str, here: str) -> str:
    """Return the whole address of a link inside the portal, without its fragment; nothing for any other link.

    >>> local_address("#os-1", "/planuri/"), local_address("../x/?a=1#b", "/planuri/y/"), local_address("//e.ro/", "/")
    ('', '/planuri/x/?a=1', '')
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not (parts.path or parts.query):
        return ""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), parts.path or here))
    path += "/" if (parts.path or here).endswith("/") and path != "/" else ""
    return "/" + path.lstrip("/") + (f"?{parts.query}" if parts.query else "")


def file_name(address: str, kind: str) -> str:
    """Return where in the copy what is at an address is kept.

    >>> file_name("/", "text/html"), file_name("/planuri/?pagina=2", "text/html"), file_name("/date/a.csv", "text/csv")
    ('index.html', 'planuri/pagina-2.html', 'date/a.csv')
    >>> file_name("/dovezi/7/", "application/pdf"), file_name("/x", "text/html")
    ('dovezi/7/fisier.pdf', 'x/index.html')
    """
    path, _, query = address.lstrip("/").partition("?")
    if kind == "text/html":
        number = PAGE_OF_LIST.fullmatch(query)
        folder = path if path.endswith("/") or not path else f"{path}/"
        return folder + (f"pagina-{number[1]}.html" if number else "index.html")
    return f"{path}fisier.{kind.partition('/')[2].partition('+')[0]}" if path.endswith("/") else path


def relative_page(text: str, here: str, place: str, file_of: Callable[[str], str], site: str) -> str:
    """Return a page as it reads in the copy at a place: links to what is there are relative, others lead to the portal.

    What only runs beside the portal is left out.
    """

    def rewritten(found: re.Match) -> str:
        link = html.unescape(found["address"])
        address = local_address(link, here)
        if not address:
            return found[0]
        fragment = urlsplit(link).fragment
        # The portal filters a list; the copy only searches.
        is_live = "action=" in found["head"] and address not in (SEARCH, ENGLISH_SEARCH)
        target = site + address if is_live or not file_of(address) else _relative(file_of(address), place)
        target += f"#{fragment}" if fragment else ""
        return f"{found['head']}{html.escape(target)}{found['tail']}"

    text = BARE_FORM.sub(f'<form action="{html.escape(site + here)}"', NOT_COPIED.sub("", text))
    return ATTRIBUTE.sub(rewritten, text)


def relative_sheet(text: str, here: str, place: str, file_of: Callable[[str], str]) -> str:
    """Return a style sheet as it reads in the copy."""

    def rewritten(found: re.Match) -> str:
        address = local_address(found["address"], here)
        target = file_of(address) if address else ""
        return f"{found['head']}{_relative(target, place)}{found['tail']}" if target else found[0]

    return CSS_ADDRESS.sub(rewritten, text)


def _relative(target: str, place: str) -> str:
    return quote(posixpath.relpath(target, posixpath.dirname(place) or "."), safe="/.-_~")
