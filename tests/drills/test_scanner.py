"""The real clamd on its socket, with one signature of the drill's own: what it finds is refused, also where it hides."""

import io
import subprocess
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal import scanner
from portal.upload_handlers import MAX_BYTES
from portal.uploads import read_whole
from tests.installation import PATIENCE, wait_until

pytestmark = pytest.mark.drill
# What every scanner knows, harmless: here by a part of it, since no signatures are fetched.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SIGNATURE = f"Proba:0:*:{b'EICAR-STANDARD-ANTIVIRUS-TEST-FILE'.hex()}\n"
CONFIGURATION = "LocalSocket {0}/clamd.ctl\nDatabaseDirectory {0}/semnaturi\nForeground yes\n"


@pytest.fixture
def clamd(tmp_path, settings):
    (tmp_path / "semnaturi").mkdir()
    (tmp_path / "semnaturi" / "proba.ndb").write_text(SIGNATURE)
    (tmp_path / "clamd.conf").write_text(CONFIGURATION.format(tmp_path))
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    with (tmp_path / "said").open("w") as said:
        process = subprocess.Popen(["clamd", "--config-file", tmp_path / "clamd.conf"], stdout=said, stderr=said)
    try:
        wait_until((tmp_path / "clamd.ctl").exists)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def packed(data):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>" * 1000)
        archive.writestr("word/media/imagine.bin", data)
    return file.getvalue()


def answer(data):
    """Whether a file is taken, or why it is not."""
    try:
        return read_whole(SimpleUploadedFile("a.docx", data)) == data
    except ValidationError as refused:
        return refused.message


def test_what_the_scanner_finds_is_refused_and_without_it_nothing_is_taken(clamd):
    assert [answer(EICAR), answer(packed(EICAR))] == [scanner.INFECTED] * 2
    # Also the largest file that the portal takes is looked at whole.
    assert [answer(packed(b"text")), answer(b"x" * MAX_BYTES)] == [True, True]
    assert answer(b"x" * (MAX_BYTES - len(EICAR)) + EICAR) == scanner.INFECTED
    clamd.kill()
    clamd.wait(timeout=PATIENCE)
    assert answer(b"text") == scanner.AWAY
