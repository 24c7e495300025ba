"""What a person sees after logging in is kept by no browser and no proxy."""

from django.conf import settings

# The pages on which one logs in or chooses a password, before there is a session.
ACCOUNT_PAGES = "/cont/"


class PrivatePagesMiddleware:
    """Forbids keeping the pages of accounts and whatever is answered to somebody with a session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer; what says of itself that it is public stays so."""
        response = self.get_response(request)
        is_private = settings.SESSION_COOKIE_NAME in request.COOKIES or request.path.startswith(ACCOUNT_PAGES)
        said = response.headers.get("Cache-Control", "")
        if is_private and "public" not in said and "no-store" not in said:
            response.headers["Cache-Control"] = "private, no-store"
        return response
