"""What the API answers to a request that it cannot serve: a problem document (RFC 9457)."""

import json
from http import HTTPStatus

from django.http import HttpResponse

PROBLEM_TYPE = "application/problem+json"
TITLES = {
    400: "Cererea nu poate fi înțeleasă",
    404: "Nu există",
    405: "Metoda nu este permisă",
    410: "A fost retras",
}


class ApiProblem(Exception):
    """Why a request is refused, with the status of the answer."""

    def __init__(self, status: int, detail: str):
        super().__init__(detail)
        self.status, self.detail = status, detail

    def answer(self) -> HttpResponse:
        """Return the problem document."""
        said = {"type": "about:blank", "title": TITLES[self.status], "status": self.status, "detail": self.detail}
        return HttpResponse(
            json.dumps(said, ensure_ascii=False),
            status=self.status,
            reason=HTTPStatus(self.status).phrase,
            content_type=PROBLEM_TYPE,
        )
