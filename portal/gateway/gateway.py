"""The application that the server calls (RSGI): what is ready is sent at once, everything else is Django's, in threads.

No thread waits for a client: a request reaches Django when it is whole, and its answer leaves when Django is done with
it. So clients, however slow and many, and views, however slow, keep nobody from reading what needs no thread.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import OperationalError, close_old_connections

from portal.call_room import call_with_room
from portal.gateway.answers import Answer, FileWrapper, refusal, send
from portal.gateway.bodies import Bodies, Refusal
from portal.gateway.environ import make_environ
from portal.languages import split_language

log = logging.getLogger(__name__)
THREADS = 4
# How long a request waits for a thread before it is told to come again.
SECONDS_TO_WAIT = 10

Shortcut = Callable[[dict], Awaitable[Answer | None]]


class Gateway:
    """An RSGI application in front of a WSGI application, whose answers it may `keep` for a shortcut."""

    def __init__(
        self,
        application,
        *,
        shortcuts: Sequence[Shortcut],
        is_logged_in: Callable[[dict], bool],
        keep: Callable[[dict, Answer], None],
    ):
        self.application = application
        self.shortcuts, self.keep = shortcuts, keep
        self.threads = ThreadPoolExecutor(THREADS, "django")
        self.free_threads = asyncio.Semaphore(THREADS)
        self.bodies = Bodies(lambda environ: self.in_thread(partial(ask_database, is_logged_in, environ)))

    def __rsgi_del__(self, _loop):
        """Let what Django does now come to its end."""
        self.threads.shutdown()

    async def __rsgi__(self, scope, protocol):
        """Answer a request."""
        environ = make_environ(scope)
        send(protocol, await self.answer(protocol, environ), is_head=scope.method == "HEAD")

    async def answer(self, protocol, environ: dict) -> Answer:
        """Return what is sent for a request."""
        language, _path = split_language(environ["PATH_INFO"])
        try:
            for shortcut in self.shortcuts:
                if answer := await shortcut(environ):
                    return answer
            async with self.bodies.receive(protocol, environ):
                answer = await self.in_thread(partial(call, self.application, environ))
            self.keep(environ, answer)
            return answer
        except Refusal as refused:
            return refusal(refused.status, language)
        except OperationalError:
            return refusal(503, language)
        except Exception:
            log.exception("%s %s", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            return refusal(500, language)

    async def in_thread(self, work):
        """Return what work in one of Django's threads gives; refuse where all are busy for too long."""
        try:
            async with asyncio.timeout(SECONDS_TO_WAIT):
                await self.free_threads.acquire()
        except TimeoutError:
            raise Refusal(503) from None
        try:
            return await asyncio.get_running_loop().run_in_executor(self.threads, call_with_room, work)
        finally:
            self.free_threads.release()


def ask_database(question, environ: dict):
    """Ask something outside any request of Django's, which would renew old connections to the database."""
    close_old_connections()
    try:
        return question(environ)
    finally:
        close_old_connections()


def call(application, environ: dict) -> Answer:
    """Let a WSGI application answer, and return all of it."""
    head = []

    def start_response(status, headers, exc_info=None):
        head[:] = int(status[:3]), headers

    environ["wsgi.file_wrapper"] = FileWrapper
    result = application(environ, start_response)
    try:
        body = result.content() if isinstance(result, FileWrapper) else b"".join(result)
    finally:
        getattr(result, "close", lambda: None)()
    return Answer(*head, body)
