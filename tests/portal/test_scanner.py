"""The virus scanner: asked about every file where there is one; where it does not answer, nothing is kept."""

import contextlib
import socket
import struct
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal import scanner
from portal.uploads import read_whole

VIRUS = b"EICAR"


@pytest.fixture
def clamd(tmp_path, settings):
    """A scanner that speaks clamd's protocol over a real socket and finds one word; `answer` says something else."""
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(settings.CLAMD_SOCKET)
        server.listen()
        fake = Scanner(server)
        thread = threading.Thread(target=fake.serve, daemon=True)
        thread.start()
        yield fake
        # Whoever waits for a caller is told that none will come.
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


class Scanner:
    def __init__(self, server):
        self.server, self.answer, self.seen = server, None, []

    def serve(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.server.accept()
                with client, contextlib.suppress(OSError), client.makefile("rb") as stream:
                    assert stream.read(10) == b"zINSTREAM\0"
                    data = b""
                    while length := struct.unpack(">I", stream.read(4))[0]:
                        data += stream.read(length)
                    self.seen.append(len(data))
                    said = b"stream: Eicar-Signature FOUND" if VIRUS in data else b"stream: OK"
                    client.sendall(said + b"\0" if self.answer is None else self.answer)


def read(data):
    return read_whole(SimpleUploadedFile("a.txt", data))


def refusal(data):
    with pytest.raises(ValidationError) as refused:
        read(data)
    return refused.value.message


def test_without_a_scanner_nothing_is_asked(settings):
    assert settings.CLAMD_SOCKET == "" and read(VIRUS) == VIRUS


def test_a_clean_file_is_kept_and_seen_whole(clamd):
    data = b"text" * 200_000
    assert (read(data), clamd.seen) == (data, [800_000])


def test_an_infected_file_is_refused(clamd):
    assert refusal(b"x" * 300_000 + VIRUS) == scanner.INFECTED


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OKAY\0"])
def test_what_the_scanner_did_not_look_at_is_refused(clamd, answer):
    clamd.answer = answer
    assert refusal(b"text") == scanner.AWAY


@pytest.mark.parametrize("there", [True, False])
def test_a_scanner_that_is_away_or_silent_keeps_nothing(tmp_path, settings, monkeypatch, there):
    monkeypatch.setattr(scanner, "PATIENCE", 0.1)
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")
    with socket.socket(socket.AF_UNIX) as server:
        if there:
            server.bind(settings.CLAMD_SOCKET)
            server.listen()
        assert refusal(b"text") == scanner.AWAY
