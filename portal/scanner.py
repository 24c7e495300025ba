"""Asks a virus scanner about a file before it is kept: clamd, where there is one, over its socket."""

import logging
import socket
import struct

from django.conf import settings
from django.core.exceptions import ValidationError

log = logging.getLogger(__name__)
PATIENCE = 30
CHUNK = 256 * 1024
INFECTED = "Fișierul nu se primește: antivirusul portalului a găsit în el ceva dăunător. Verificați-vă calculatorul."
AWAY = "Fișierul nu s-a putut verifica: antivirusul portalului nu răspunde. Încercați mai târziu; nu s-a salvat nimic."


def refuse_infected(data: bytes) -> None:
    """Raise ValidationError for a file in which the scanner finds something, and where the scanner does not answer."""
    if not settings.CLAMD_SOCKET:
        return
    try:
        said = _ask(data)
    except OSError as error:
        log.error("The scanner does not answer: %s", type(error).__name__)
        raise ValidationError(AWAY) from error
    if said.endswith(" FOUND"):
        log.warning("The scanner refused a file: %s", said)
        raise ValidationError(INFECTED)
    if said != "stream: OK":
        log.error("The scanner did not look at a file: %s", said)
        raise ValidationError(AWAY)


def _ask(data: bytes) -> str:
    """Return what clamd says of the bytes."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
        clamd.settimeout(PATIENCE)
        clamd.connect(settings.CLAMD_SOCKET)
        clamd.sendall(b"zINSTREAM\0")
        for place in range(0, len(data), CHUNK):
            piece = data[place : place + CHUNK]
            clamd.sendall(struct.pack(">I", len(piece)) + piece)
        clamd.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (received := clamd.recv(4096)):
            answer += received
        return answer.rstrip(b"\0\n").decode("utf-8", "replace")
