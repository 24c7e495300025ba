"""The pages that the law asks of a public body's site, made as they are asked for: they say what is set and so."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from public.data.pages import licence_words
from public.models import PlanSummary
from public.obligations.accessibility import CHECKS, REVIEWED_ON, accessibility_facts

# More plans than that are found through the list.
PLANS_IN_LLMS = 200


@require_safe
def accessibility(request):
    """Show the accessibility statement, on the model of Decision (EU) 2018/1523."""
    context = {"facts": accessibility_facts(), "checks": CHECKS, "reviewed_on": REVIEWED_ON, **_contacts()}
    return render(request, "public/obligations/accessibility.html", context)


@require_safe
def privacy(request):
    """Say what the portal knows of whom, why, and for how long."""
    return render(request, "public/obligations/privacy.html", _contacts())


@require_safe
def contact(request):
    """Say whom to write to; what is not set is said to be missing, nobody is made up."""
    return render(request, "public/obligations/contact.html", _contacts())


@require_safe
def licence(request):
    """Say what may be done with the texts, the data and the program."""
    return render(request, "public/obligations/licence.html", licence_words() | _contacts())


@require_safe
def llms(request):
    """Tell a program that reads for somebody what the portal is, and where what is in words and in data."""
    plans = PlanSummary.objects.real().newest_first()[:PLANS_IN_LLMS]
    text = render_to_string("public/obligations/llms.txt", {"plans": plans, "site_url": settings.SITE_URL})
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _contacts() -> dict:
    return {"contacts": settings.CONTACTS, "gazette": settings.MOL_URL}
