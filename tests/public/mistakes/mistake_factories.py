"""What the tests of reported mistakes share: a report that was sent, and its page."""

from django.urls import reverse

from plans.editions.publishing import withdraw
from plans.models import Edition
from public.mistakes.actions import report_mistake
from public.mistakes.places import place_at
from tests.public.forms.sending import send_form

PLAN = "/planuri/atop-2024/"
TYPED = {"text": "Ținta este 85%.", "proposal": "78%, spune raportul.", "name": "Ion Pop", "email": "ion@example.org"}


def form_address(page=PLAN, edition=""):
    """The address of the form about a page."""
    return f"{reverse('public:report_mistake')}?pagina={page}&editia={edition}"


def report(page=PLAN, *, key="k" * 22, **typed):
    """A report about a page."""
    empty = dict.fromkeys(TYPED, "")
    return report_mistake(place_at(page), key=key, **{**empty, "text": "Greșit.", **typed})


def sent(client, page=PLAN, **typed):
    """The address of the receipt of a report that a reader sends."""
    response = send_form(client, form_address(page), **{**TYPED, **typed})
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def withdraw_edition(people, slug="atop-2024"):
    """Take back the newest edition of a plan."""
    withdraw(Edition.objects.filter(plan__slug=slug).latest("number"), by=people.publisher, reason="Greșită.")
