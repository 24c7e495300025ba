"""The files that are made of public facts: one for each content, made when it is first asked for."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from portal.storage import write_once
from public.contents import content_tag
from public.portal_version import portal_version


def kept_tag(content: str) -> str:
    """Return what tells one content from another, and from the same content as another portal wrote it."""
    return content_tag(f"{content} {portal_version()}".encode())


def kept_bytes(address: str, tag: str, extension: str, make: Callable[[], bytes]) -> bytes:
    """Return the file of an address, from the disk where it was made before; what it held earlier is not kept."""
    folder = Path(settings.DATA_DIR) / "tabele" / hashlib.sha256(address.encode()).hexdigest()[:32]
    path = write_once(folder / f"{tag}.{extension}", make)
    content = path.read_bytes()
    for other in folder.glob(f"*.{extension}"):
        if other != path:
            other.unlink(missing_ok=True)
    return content
