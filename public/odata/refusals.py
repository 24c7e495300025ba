"""What the feed answers to what it does not do: an error in OData's own words."""

import json

from django.http import HttpResponse

CODES = {400: "BadRequest", 404: "NotFound", 405: "MethodNotAllowed", 501: "NotImplemented"}


class ODataRefusal(Exception):
    """Why a request to the feed is refused, with the status of the answer."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status, self.message = status, message

    def answer(self) -> HttpResponse:
        """Return the error."""
        said = {"error": {"code": CODES[self.status], "message": self.message}}
        return HttpResponse(json.dumps(said, ensure_ascii=False), status=self.status, content_type="application/json")
