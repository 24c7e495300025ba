"""Who a request comes from, before any view is asked."""

from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections


def is_logged_in(environ: dict) -> bool:
    """Tell whether a request, whose body was not received yet, carries the session of somebody."""
    request = WSGIRequest(environ)
    SessionMiddleware(lambda _request: None).process_request(request)
    close_old_connections()
    try:
        return get_user(request).is_authenticated
    finally:
        close_old_connections()
