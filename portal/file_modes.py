"""Folders of the portal's own: who on the machine reads them, and that what they name is on the disk."""

import os
import stat
from pathlib import Path

FILE_MODE = 0o640
FOLDER_MODE = 0o750


def close_to_others(path: Path) -> None:
    """Take a file or folder of the portal's own away from everybody outside its group, and a file from its group too.

    A folder that all share, such as /tmp, is not the portal's.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return
    is_folder = stat.S_ISDIR(found.st_mode)
    closed = stat.S_IMODE(found.st_mode) & ~(0o007 if is_folder else 0o077)
    if found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX and closed != stat.S_IMODE(found.st_mode):
        path.chmod(closed)


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, each readable by the group alone."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    path.chmod(FOLDER_MODE)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """See to it that the names in a folder are on the disk: a loss of power could leave a file without its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
