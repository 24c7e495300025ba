"""Whose session a request carries, and when a session ends."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.wsgi import WSGIRequest

BEGAN, SEEN = "session_began", "session_seen"
# Nothing done for so long ends a session; so does its age, whatever is done. The second is also the cookie's.
IDLE_SECONDS, LONGEST_SECONDS = 4 * 3600, settings.SESSION_COOKIE_AGE
# What is done is written down no more often than this.
SECONDS_BETWEEN_NOTES = 300


def is_logged_in(environ: dict) -> bool:
    """Tell whether a request, whose body was not received yet, carries the session of somebody."""
    request = WSGIRequest(environ)
    SessionMiddleware(lambda _request: None).process_request(request)
    return get_user(request).is_authenticated and not is_over(request.session)


class SessionEndMiddleware:
    """Ends the session of who is logged in but did nothing for long, or came long ago."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer as for somebody who is not logged in, where the session is over; else note when it was used."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and is_over(request.session):
            request.session.flush()
        response = self.get_response(request)
        if request.session.accessed:
            note_use(request.session)
        return response


def is_over(session) -> bool:
    """Tell whether a session of somebody has ended."""
    now = time.time()
    return SESSION_KEY in session and (
        now - session.get(SEEN, now) > IDLE_SECONDS or now - session.get(BEGAN, now) > LONGEST_SECONDS
    )


def note_use(session):
    """Write down when the session began, as it is saved after a login, and now and then when it was last used."""
    if SESSION_KEY not in session:
        return
    now = time.time()
    if BEGAN not in session and session.modified:
        session[BEGAN] = session[SEEN] = now
    elif now - session.get(SEEN, now) > SECONDS_BETWEEN_NOTES:
        session[SEEN] = now
