"""How a form that anybody may send is answered: kept nowhere, found by no search engine, without a cookie."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from public.forms.forms import PublicForm


def public_form_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view answer a public form, whose own token stands in the place of the cookie against other sites."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answer


def form_page(request, template: str, form: PublicForm, **context) -> HttpResponse:
    """Return the page of a public form, with what was typed where it was refused."""
    return render(request, template, {**context, "form": form}, status=form.status)
