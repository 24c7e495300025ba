"""What a copy of the portal is asked: which of its links lead nowhere, and what its files say."""

import html
import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'\s(?:href|src|srcset|action)="([^"]*)"')
CSS_LINK = re.compile(r"""url\(["']?([^)"'#]+)""")


def dead_links(folder: Path) -> list[tuple[str, str]]:
    """Return each link inside the copy that leads to no file of it, with the file that it is in."""
    pages = ((path, LINK) for path in folder.rglob("*.html"))
    sheets = ((path, CSS_LINK) for path in folder.rglob("*.css"))
    found = []
    for path, pattern in (*pages, *sheets):
        for link in pattern.findall(path.read_text(encoding="utf-8")):
            parts = urlsplit(html.unescape(link))
            is_inside = not (parts.scheme or parts.netloc) and parts.path
            if is_inside and not Path(os.path.normpath(path.parent / unquote(parts.path))).is_file():
                found.append((path.relative_to(folder).as_posix(), link))
    return found


def contents(folder: Path) -> dict[str, bytes]:
    """Return what each file of a copy holds, by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
