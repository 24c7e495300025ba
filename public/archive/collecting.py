"""All that is public, found as a reader finds it: from the home page and the list of addresses on, link by link."""

import re
from collections import deque
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from portal.languages import PREFIX
from public.archive.asking import PublicAnswer, PublicPortal
from public.archive.links import PAGE_OF_LIST, addresses_of, addresses_of_header, addresses_of_sheet, file_name

START = (
    "/",
    f"{PREFIX}/",
    "/date-deschise/",
    "/catalog.ttl",
    "/api/v1/openapi.json",
    "/sitemap.xml",
    "/robots.txt",
    "/llms.txt",
)
# What answers each question anew, or is for who works in the portal.
LIVE = ("/admin/", "/administrare/", "/api/", "/cautare/", "/cont/", "/evaluare/", "/lucru/", "/mcp/", "/odata/",
        "/oembed/", "/raportare/", "/urmarire/")  # fmt: skip
KEPT_OF_LIVE = ("/api/v1/openapi.json",)
MOST_STEPS = 5


class IncompleteCopy(Exception):
    """What is public cannot all be read: the portal failed over an address, or still makes the file that is there."""


class Collection:
    """The files of a copy by their addresses, and where one address leads to another."""

    def __init__(self, folder: Path):
        self.folder, self.portal = folder, PublicPortal()
        self.files: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.leads: dict[str, str] = {}

    def collect(self) -> None:
        """Write everything that is public to the folder, as the portal gives it."""
        waiting = deque([*START, *self._listed()])
        known = set(waiting)
        while waiting:
            address = waiting.popleft()
            for found in self.keep(address):
                if found not in known and is_archived(found):
                    known.add(found)
                    waiting.append(found)

    def file_of(self, address: str) -> str:
        """Return which file stands for an address; nothing where the copy has none."""
        for _ in range(MOST_STEPS):
            if address in self.files or address not in self.leads:
                break
            address = self.leads[address]
        return self.files.get(address, "")

    def write(self, address: str, kind: str, content: bytes) -> None:
        """Keep a file under its address."""
        name = file_name(address, kind)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.add(address, kind)

    def add(self, address: str, kind: str) -> None:
        """Say that the copy has the file of an address."""
        self.files[address], self.kinds[address] = file_name(address, kind), kind

    def _answer(self, address: str) -> PublicAnswer:
        path, _, query = address.partition("?")
        if path.startswith(settings.STATIC_URL):
            return _static_file(path)
        answer = self.portal.ask(path, query)
        if answer.status >= 500:
            raise IncompleteCopy(f"Portalul răspunde cu {answer.status} la {address}, deci copia nu ar fi întreagă.")
        return answer

    def _listed(self) -> list[str]:
        """Return the addresses of the sitemap, of each of its pages where it is long."""
        pages, found = ["/sitemap.xml"], []
        for page in pages:
            text = self._answer(page).body.decode()
            places = [urlsplit(one) for one in re.findall("<loc>([^<]+)</loc>", text)]
            (pages if "<sitemapindex" in text else found).extend(f"{one.path}?{one.query}".strip("?") for one in places)
        return found

    def keep(self, address: str) -> list[str]:
        """Keep what is at an address, if it may be kept; return what it leads to. Raise IncompleteCopy."""
        answer = self._answer(address)
        path = address.partition("?")[0]
        if answer.status in (301, 302, 307, 308):
            place = urlsplit(answer.headers["location"])
            if not place.netloc or place.netloc == self.portal.site.netloc:
                self.leads[address] = place.path
                return [place.path]
        elif answer.is_public:
            self.write(address, answer.kind, answer.body)
            if answer.kind == "text/html":
                return list(addresses_of(answer.body.decode(), path))
            if answer.kind == "text/css":
                return list(addresses_of_sheet(answer.body.decode(), path))
            return list(addresses_of_header(answer.headers.get("link", ""), path))
        return []


def is_archived(address: str) -> bool:
    """Tell whether a copy may have an address: the pages of a list are kept, what filters it is not."""
    path, _, query = address.partition("?")
    if query and not PAGE_OF_LIST.fullmatch(query):
        return False
    in_romanian = path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path
    return path in KEPT_OF_LIVE or not in_romanian.startswith(LIVE)


def _static_file(path: str) -> PublicAnswer:
    name = path.removeprefix(settings.STATIC_URL)
    collected = Path(settings.STATIC_ROOT) / name
    found = collected if collected.is_file() else finders.find(name)
    if not found or Path(found).suffix == ".js":
        return PublicAnswer(404)
    kind = "text/css" if name.endswith(".css") else "application/octet-stream"
    return PublicAnswer(200, {"content-type": kind}, Path(found).read_bytes())
