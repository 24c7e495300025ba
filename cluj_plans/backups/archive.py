"""One file that holds a whole portal: a tar that gzip packs and, with a key, age closes; its manifest comes last.

Whoever reads it to the end knows that it is whole: the manifest names every member with its size and SHA-256.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from cluj_plans.backups.encryption import DAMAGED, decrypt_from, encrypt_into, read_key
from cluj_plans.backups.problems import BackupProblem
from cluj_plans.backups.shelf import CLOSED
from portal.storage import replace_file

MANIFEST = "manifest.json"
FILES = "files"
PIECE = 1 << 20


class HashedFile:
    """A file that knows the SHA-256 of what was read from it."""

    def __init__(self, file: IO[bytes]):
        self.file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self.file.read(size)
        self.sha256.update(piece)
        return piece


class ArchiveWriter:
    """An archive that is being written; it remembers what was put into it."""

    def __init__(self, tar: tarfile.TarFile):
        self.tar = tar
        self.members: dict[str, dict] = {}

    def add_file(self, name: str, path: Path) -> None:
        """Put a file into the archive."""
        with path.open("rb") as file:
            self._add(name, file, os.fstat(file.fileno()).st_size)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Put something that is no file into the archive."""
        self._add(name, io.BytesIO(content), len(content))

    def add_manifest(self, manifest: dict) -> None:
        """End the archive with what it says of itself."""
        text = json.dumps({**manifest, "members": self.members}, ensure_ascii=False, indent=1, sort_keys=True)
        self.add_bytes(MANIFEST, text.encode())

    def _add(self, name: str, file: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashed = HashedFile(file)
        self.tar.addfile(member, hashed)
        self.members[name] = {"size": size, "sha256": hashed.sha256.hexdigest()}


@contextmanager
def write_archive(path: Path, key: str) -> Iterator[ArchiveWriter]:
    """Yield an archive to fill; it takes its name when it is whole and on the disk, and only its owner reads it."""
    with replace_file(path) as file, ExitStack() as layers:
        outer = layers.enter_context(encrypt_into(file, read_key(key))) if key else file
        packed = layers.enter_context(gzip.GzipFile("", "wb", 1, outer, mtime=0))
        yield ArchiveWriter(layers.enter_context(tarfile.open(fileobj=packed, mode="w|")))


def unpack(path: Path, key: str, folder: Path) -> dict:
    """Write an archive's members into a folder; return its manifest, or raise BackupProblem unless all is so."""
    if path.name.endswith(CLOSED) and not key:
        raise BackupProblem("Copia este încuiată: puneți în BACKUP_KEY cheia cu care a fost făcută.")
    found: dict[str, dict] = {}
    try:
        with ExitStack() as layers:
            file = layers.enter_context(path.open("rb"))
            if path.name.endswith(CLOSED):
                file = layers.enter_context(decrypt_from(file, read_key(key)))
            packed = layers.enter_context(gzip.GzipFile(fileobj=file, mode="rb"))
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                for member in tar:
                    found[member.name] = _unpack_member(tar, member, folder)
            while packed.read(PIECE):
                pass
    except (EOFError, tarfile.TarError, zlib.error) as error:
        raise BackupProblem(DAMAGED.format(error)) from error
    except OSError as error:
        # Where the system has no number for it, it is the archive that is wrong, and not the disk.
        if error.errno is None:
            raise BackupProblem(DAMAGED.format(error)) from error
        raise
    return _checked_manifest(found, folder)


def _unpack_member(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> dict:
    place = PurePosixPath(member.name)
    if not member.isfile() or place.is_absolute() or ".." in place.parts:
        raise BackupProblem(DAMAGED.format(f"cuprinde {member.name!r}"))
    target = folder / place
    target.parent.mkdir(parents=True, exist_ok=True)
    hashed = HashedFile(tar.extractfile(member))
    with target.open("xb") as file:
        while piece := hashed.read(PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return {"size": member.size, "sha256": hashed.sha256.hexdigest()}


def _checked_manifest(found: dict[str, dict], folder: Path) -> dict:
    if found.pop(MANIFEST, None) is None:
        raise BackupProblem(DAMAGED.format("nu are manifest"))
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    members = manifest["members"]
    wrong = sorted(name for name in {*members, *found} if members.get(name) != found.get(name))
    if wrong:
        raise BackupProblem(DAMAGED.format(f"altfel decât în manifest: {', '.join(wrong[:5])}"))
    return manifest
