"""A session that was signed with the key of before goes on under the same name."""

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY

from accounts.key_change.renewal import renew_sessions_of


class KeyChangeMiddleware:
    """Signs such a session, and the person's others, anew before Django does, which would give it another name.

    Under another name the list of sessions does not know it, and what its browser asks at the same moment comes without
    a session; the list, too, looks into the others. Where there is no key of before, nothing is done.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer, with the session as the new key signs it."""
        if settings.SECRET_KEY_FALLBACKS and settings.SESSION_COOKIE_NAME in request.COOKIES:
            signature = renew_sessions_of(request.session)
            if signature:
                request.session[HASH_SESSION_KEY] = signature
        return self.get_response(request)
