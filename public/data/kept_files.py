"""The files of data as they are kept: one for each content, made when it is first asked for."""

import hashlib
from pathlib import Path

from django.conf import settings

from portal.data_files.formats import DataFormat
from portal.data_files.tables import DataFile
from portal.storage import write_once
from public.portal_version import portal_version


def content_tag(file: DataFile) -> str:
    """Return what tells one content from another, and from the same content as another portal wrote it."""
    return hashlib.sha256(f"{file.fingerprint} {portal_version()}".encode()).hexdigest()[:32]


def kept_bytes(file: DataFile, kind: DataFormat, address: str) -> bytes:
    """Return the file of an address, from the disk where it was made before; what it held earlier is not kept."""
    folder = Path(settings.DATA_DIR) / "tabele" / hashlib.sha256(address.encode()).hexdigest()[:32]
    path = write_once(folder / f"{content_tag(file)}.{kind.extension}", lambda: kind.write(file))
    content = path.read_bytes()
    for other in folder.glob(f"*.{kind.extension}"):
        if other != path:
            other.unlink(missing_ok=True)
    return content
