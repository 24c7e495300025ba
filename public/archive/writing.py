"""Writing the copy: beside its place, whole, and then under its name."""

import hashlib
import html
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pagefind_bin
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from plans.editions import files
from plans.models import Edition
from portal.canonical import page_at
from portal.file_modes import FILE_MODE
from portal.languages import LANGUAGES, link_in_language, path_in, split_language
from portal.storage import PART, exclusive_lock, replace_file
from public.archive.collecting import Collection
from public.archive.links import SEARCH, addresses_of, relative_page, relative_sheet

SUMS = "SHA256SUMS"
CONTENTS = "/cuprins/"
TITLE = re.compile("<title>([^<]*)</title>")
# What pages of examples tell every search, and how English pages begin.
NO_INDEX = '<meta name="robots" content="noindex">'
ENGLISH_PAGE = '<html lang="en"'
# Where the search has its files.
PAGEFIND = "pagefind"
SEARCH_SECONDS = 600


class PlaceTaken(Exception):
    """The folder holds something that is no copy of the portal."""


def export_site(folder: Path) -> int:
    """Write all that is public to a folder, in place of the copy that it held; return how many files.

    Until it is whole nothing of it is there: a run that was killed leaves what was there as it was, and what it made is
    made anew. The files that take long, of editions and of data, are kept by the portal and only copied.
    """
    with exclusive_lock(Path(settings.DATA_DIR) / "export_site.lock"):
        return _export(folder)


def _export(folder: Path) -> int:
    former = folder.with_name(f"{folder.name}.veche{PART}")
    if former.exists() and not folder.exists():
        # A run was killed while the new copy took the place of this one.
        former.rename(folder)
    if folder.exists() and any(folder.iterdir()) and not (folder / SUMS).exists():
        raise PlaceTaken(f"„{folder}” are altceva decât o copie a portalului; alegeți un dosar gol.")
    part = folder.with_name(folder.name + PART)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    make_missing_files()
    collection = Collection(part)
    collection.collect()
    _add_own_pages(collection)
    _index_words(collection)
    _relate(collection)
    number = write_sums(part)
    shutil.rmtree(former, ignore_errors=True)
    if folder.exists():
        folder.rename(former)
    part.rename(folder)
    shutil.rmtree(former, ignore_errors=True)
    return number


def make_missing_files() -> None:
    """Make the files of every public edition that nobody asked for yet."""
    for edition in Edition.objects.public().select_related("plan"):
        for name in files.EDITION_FILES:
            files.make_file(edition, name)


def write_sums(folder: Path) -> int:
    """Write the SHA-256 of each file, as `sha256sum --check` reads it; return how many there are."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = (f"{hashlib.sha256((folder / path).read_bytes()).hexdigest()}  {path}\n" for path in paths)
    content = "".join(lines)
    # First all that it lists is on the disk.
    os.sync()
    with replace_file(folder / SUMS) as file:
        file.write(content.encode())
        os.fchmod(file.fileno(), FILE_MODE)
    return len(paths)


def _add_own_pages(collection: Collection) -> None:
    """Add, in each language, the list of what the copy has and the page of its search, with what they need."""
    pages = sorted(_titles(collection), key=lambda one: one[1])
    others = sorted(address for address, kind in collection.kinds.items() if kind != "text/html")
    own = [one for one in others if not one.startswith(settings.STATIC_URL)]
    for language in LANGUAGES:
        shown = [one for one in pages if split_language(one[1])[0] == language]
        context = {"pages": shown, "files": own, "today": timezone.localdate(), "site_url": settings.SITE_URL}
        for address, template in ((CONTENTS, "contents.html"), (SEARCH, "search.html")):
            with override(language), page_at(address):
                text = render_to_string(f"public/archive/{template}", context)
                text = link_in_language(text, address)
            place = path_in(language, address)
            for found in set(addresses_of(text, place)) - set(collection.files):
                if found.startswith(settings.STATIC_URL):
                    collection.keep(found)
            collection.write(place, "text/html", text.encode())
    script = settings.BASE_DIR / "static/copy_search.js"
    collection.write(f"{SEARCH}cautare.js", "text/javascript", script.read_bytes())


def _titles(collection: Collection) -> Iterator[tuple[str, str]]:
    """Yield the title of each page and its address."""
    for address, kind in collection.kinds.items():
        if kind == "text/html":
            found = TITLE.search((collection.folder / collection.files[address]).read_text(encoding="utf-8"))
            title = html.unescape(found[1]) if found else address
            yield title.removesuffix(f" – {settings.SITE_NAME}"), address


def _relate(collection: Collection) -> None:
    """Let the pages and style sheets of the copy lead to one another by relative links."""
    for address, name in collection.files.items():
        path, here = collection.folder / name, address.partition("?")[0]
        if collection.kinds[address] == "text/html":
            text = path.read_text(encoding="utf-8")
            text = relative_page(text, here, name, collection.file_of, settings.SITE_URL)
            path.write_text(text, encoding="utf-8")
        elif collection.kinds[address] == "text/css":
            text = relative_sheet(path.read_text(encoding="utf-8"), here, name, collection.file_of)
            path.write_text(text, encoding="utf-8")


def as_indexed(page: str) -> str:
    """Return a page as it is indexed: an example is found by no search for real things, a page in one language."""
    is_left_out = NO_INDEX in page or ENGLISH_PAGE in page
    return page.replace("<main ", '<main data-pagefind-ignore="all" ', 1) if is_left_out else page


def _index_words(collection: Collection) -> None:
    """Index the words of the pages, for the search that works from any web server."""
    for address, name in collection.files.items():
        if collection.kinds[address] == "text/html":
            path = collection.folder / name
            path.write_text(as_indexed(path.read_text(encoding="utf-8")), encoding="utf-8")
    command = [str(pagefind_bin.get_executable()), "--site", str(collection.folder), "--root-selector", "main"]
    command += ["--force-language", "ro", "--quiet"]
    subprocess.run(command, check=True, timeout=SEARCH_SECONDS, stdout=subprocess.DEVNULL)  # noqa: S603
    for path in (collection.folder / PAGEFIND).iterdir():
        collection.add(f"/{PAGEFIND}/{path.name}", "application/octet-stream")
