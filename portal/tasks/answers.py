"""What is answered where what was asked for takes long: a way to ask for it, or to come back later."""

from django.http import HttpResponse
from django.shortcuts import render

from portal import navigation
from portal.tasks.actions import enqueue_once


def offer_job(request, title: str, *, back: str, **context) -> HttpResponse:
    """Say that a file takes long and offer to begin it, which is a POST to the same address."""
    return navigation.page(request, "portal/tasks/offer.html", {"title": title, "back": back, **context})


def ask_to_wait(request, task, *arguments, page: str) -> HttpResponse:
    """See that a public file is made that is not there yet, and ask the reader to come back; `page` says the same."""
    enqueue_once(task, *arguments)
    response = render(request, "portal/tasks/file_to_come.html", {"page": page}, status=503)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response
