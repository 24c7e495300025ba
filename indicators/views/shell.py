"""How an answer of reporting and oversight is made."""

from django.http import HttpResponse

from plans.views import shell


def page(request, template: str, context: dict, status: int = 200) -> HttpResponse:
    """Return a page of someone who is logged in; the template is named within the app's templates."""
    return shell.page(request, f"indicators/{template}.html", context, status)
