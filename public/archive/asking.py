"""Asking the portal for an address as anybody does, in this process, at the address that the portal has outside."""

import io
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from public.serving import StoredPagesApplication


@dataclass
class PublicAnswer:
    """What the portal answers: its status, its headers by lower-case name, its bytes."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip()

    @property
    def is_public(self) -> bool:
        """Tell whether it is the same for everybody and may be kept: no form to send, no cookie, no waiting."""
        is_kept = "no-store" not in self.headers.get("cache-control", "")
        return self.status == 200 and is_kept and "set-cookie" not in self.headers and b'method="post"' not in self.body


class PublicPortal:
    """The portal as it answers a reader whom nobody knows."""

    def __init__(self):
        self.site = urlsplit(settings.SITE_URL)
        self.application = StoredPagesApplication(WSGIHandler())

    def ask(self, path: str, query: str = "") -> PublicAnswer:
        """Return the answer to a request for a path, as it stands in an address."""
        answer = PublicAnswer()

        def start_response(status, pairs, exc_info=None):
            answer.status = int(status[:3])
            answer.headers = {name.lower(): value for name, value in pairs}

        chunks = self.application(self._environ(path, query), start_response)
        try:
            answer.body = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        return answer

    def _environ(self, path: str, query: str) -> dict:
        secure = self.site.scheme == "https"
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": self.site.hostname or "localhost",
            "SERVER_PORT": str(self.site.port or (443 if secure else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": self.site.netloc,
            "HTTP_X_FORWARDED_PROTO": self.site.scheme,
            "wsgi.url_scheme": self.site.scheme,
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
