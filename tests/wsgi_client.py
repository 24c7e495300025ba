"""Ask the portal's WSGI application as its server does, without the test client, which starts behind it."""

import io
from contextlib import contextmanager
from types import SimpleNamespace

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from cluj_plans.wsgi import application


@contextmanager
def connection_kept():
    """Keep the test's connection, with its transaction, over a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def make_environ(path, method="GET", *, scheme="http", **headers) -> dict:
    """Return a request as a WSGI server gives it to an application."""
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }


def ask(path, method="GET", *, scheme="http", **headers):
    """Return the answer: status code, headers, body."""
    answer = SimpleNamespace()

    def start_response(status, pairs, exc_info=None):
        answer.status, answer.headers = int(status[:3]), dict(pairs)

    environ = make_environ(path, method, scheme=scheme, **headers)
    with connection_kept():
        body = application(environ, start_response)
        answer.body = b"".join(body)
        getattr(body, "close", lambda: None)()
    return answer
