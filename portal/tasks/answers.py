"""What is answered where what was asked for takes long: a way to ask for it, or to come back later."""

from django.http import HttpResponse
from django.shortcuts import render

from portal import navigation
from portal.tasks.actions import enqueue_once


def offer_job(request, title: str, *, why: str, back: str) -> HttpResponse:
    """Say `why` a file takes long and offer to begin it, which is a POST to the same address."""
    return navigation.page(request, "portal/tasks/offer.html", {"title": title, "why": why, "back": back})


def ask_to_wait(request, task, *arguments, page: str, page_name: str) -> HttpResponse:
    """See that a public file is made that is not there yet, and ask the reader to come back.

    `page`, which is called `page_name`, can be read meanwhile.
    """
    enqueue_once(task, *arguments)
    response = render(request, "portal/tasks/file_to_come.html", {"page": page, "page_name": page_name}, status=503)
    response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response
