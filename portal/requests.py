"""Which request is being answered: for what is written down of it without being handed through every function."""

import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

# Where the web server's side and Django's find the same identifier.
ENVIRON_KEY = "planuri.request_id"
SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(eq=False)
class RequestInHand:
    """A request while it is answered: its identifier, and the address that it comes from."""

    request: object
    identifier: str

    @cached_property
    def address(self) -> str | None:
        """Return the reader's address, as the number of trusted proxies says; nothing where there is none."""
        # The log's formatter is made from this module before the apps are there.
        from allauth.account.adapter import get_adapter

        if not self.request.META.get("REMOTE_ADDR"):
            return None
        return get_adapter(self.request).get_client_ip(self.request)


_in_hand: ContextVar[RequestInHand | None] = ContextVar("request_in_hand", default=None)


def request_in_hand() -> RequestInHand | None:
    """Return the request that is being answered; nothing in a command."""
    return _in_hand.get()


def identify(environ: dict) -> str:
    """Return the request's identifier: the proxy's, where one is trusted and gives a plain one, else a new one."""
    if ENVIRON_KEY not in environ:
        given = environ.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
        environ[ENVIRON_KEY] = given if SAFE_ID.fullmatch(given) else uuid.uuid4().hex
    return environ[ENVIRON_KEY]


class RequestInHandMiddleware:
    """Keeps the request at hand while it is answered, and tells the reader its identifier."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer with the request at hand."""
        identifier = identify(request.environ if hasattr(request, "environ") else request.META)
        token = _in_hand.set(RequestInHand(request, identifier))
        try:
            response = self.get_response(request)
        finally:
            _in_hand.reset(token)
        response.headers.setdefault("X-Request-ID", identifier)
        return response
