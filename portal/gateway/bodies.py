"""What is sent with a request is received whole, within limits of size and time, before Django sees any of it."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import BinaryIO

from granian.rsgi import ProtocolClosed, ProtocolError

MEBIBYTE = 1024 * 1024
# What anybody may send, and who is logged in; more than the largest file that a form keeps, so that it can say so.
ANYBODYS_BYTES, STAFFS_BYTES = MEBIBYTE, 128 * MEBIBYTE
# All the bodies that one worker holds at a time.
BYTES_OF_ALL = 512 * MEBIBYTE
BYTES_IN_MEMORY = 64 * 1024
# A body may take so many seconds, and one more for each so many bytes that came.
SECONDS, SLOWEST = 20, 8 * 1024


class Refusal(Exception):
    """A request that is not answered by Django, with the status that says why."""

    def __init__(self, status: int):
        super().__init__(status)
        self.status = status


class Bodies:
    """Receives the bodies of requests; the limits are those of one worker."""

    def __init__(self, is_logged_in: Callable[[dict], Awaitable[bool]]):
        self.is_logged_in = is_logged_in
        self.bytes_held = 0

    @asynccontextmanager
    async def receive(self, protocol, environ: dict):
        """Receive the body and put it into the environ, for as long as the request is answered; or raise Refusal."""
        if "HTTP_TRANSFER_ENCODING" in environ:
            # No browser sends so, and the server would not say that the end is missing.
            raise Refusal(411)
        declared = int(environ.get("CONTENT_LENGTH") or 0)
        if not declared:
            yield
            return
        if declared > STAFFS_BYTES:
            raise Refusal(413)
        with tempfile.SpooledTemporaryFile(max_size=BYTES_IN_MEMORY) as body:
            try:
                if await self.copy(protocol, environ, body) != declared:
                    raise Refusal(400)
                body.seek(0)
                environ["wsgi.input"] = body
                yield
            finally:
                self.bytes_held -= body.seek(0, os.SEEK_END)

    async def copy(self, protocol, environ: dict, body: BinaryIO) -> int:
        """Write what comes into a file; return how many bytes came.

        Beyond what anybody may send it is kept only for who is logged in. What is not kept is still received, so that a
        browser that sends it can read the answer.
        """
        started, size, is_trusted = asyncio.get_running_loop().time(), 0, None
        try:
            async with asyncio.timeout(SECONDS) as limit:
                async for chunk in protocol:
                    size += len(chunk)
                    limit.reschedule(started + SECONDS + size / SLOWEST)
                    if size > ANYBODYS_BYTES and is_trusted is None:
                        is_trusted = await self.is_logged_in(environ)
                    if size <= ANYBODYS_BYTES or is_trusted:
                        self.keep(chunk, body)
        except TimeoutError:
            raise Refusal(408) from None
        except (ProtocolClosed, ProtocolError):
            raise Refusal(400) from None
        if size > ANYBODYS_BYTES and not is_trusted:
            raise Refusal(413)
        return size

    def keep(self, chunk: bytes, body: BinaryIO):
        """Write a part of a body, unless the worker holds too much or the disk is full."""
        if self.bytes_held + len(chunk) > BYTES_OF_ALL:
            raise Refusal(503)
        try:
            body.write(chunk)
        except OSError:
            raise Refusal(503) from None
        self.bytes_held += len(chunk)
