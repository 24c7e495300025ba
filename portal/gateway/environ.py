"""What a WSGI application is told of a request, from what the server read of it."""

import sys
from functools import lru_cache
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest

# What a proxy says of whom it stands before; nobody else is believed.
FORWARDED = {
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-prefix",
    "x-forwarded-proto",
    "x-real-ip",
}

NOTHING = BytesIO()


def make_environ(scope) -> dict:
    """Return the environ of a request whose body was not read yet.

    A header whose name has an underscore is left out, for WSGI cannot tell it from the one with hyphens that the proxy
    sets; so is what a proxy would say where the portal has none before it.
    """
    server, _, port = scope.server.rpartition(":")
    environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": NOTHING,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = environ_key(name)
        if key in environ:
            environ[key] += ("; " if key == "HTTP_COOKIE" else ",") + value
        elif key:
            environ[key] = value
    return environ


def is_secure_enough(environ: dict) -> bool:
    """Tell whether a request came over https, where the portal wants that."""
    return not settings.SECURE_SSL_REDIRECT or WSGIRequest(environ).is_secure()


@lru_cache(maxsize=512)
def environ_key(name: str) -> str:
    """Return what WSGI calls a header; nothing for one that is left out."""
    name = name.lower()
    if "_" in name or (name in FORWARDED and not settings.BEHIND_PROXY):
        return ""
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
