"""The outline editor on a plan of 1,000 elements, beside itself on one of 50."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from bench.measure import BenchResult, cpu_ratio
from bench.outline import big_plan
from plans.models import Element, Plan

SWAP_HEADERS = {"HX-Request": "true"}


def middle_element(plan: Plan) -> Element:
    """Return an element in the middle of its siblings, as one works on it."""
    rows = Element.objects.filter(level__plan=plan).exclude(parent=None).order_by("parent__position", "position")
    return rows[len(rows) // 2]


def results():
    """Yield the ratios of opening the plan, opening one element and swapping it in, and the size of what is swapped."""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(get_user_model().objects.get(username="redactor"))
    owner = Plan.objects.get(slug="atop-2024").owner
    small, large = (big_plan(elements) for elements in (51, 1020))
    Plan.objects.filter(pk__in=[small.pk, large.pk]).update(owner=owner)
    page = {plan: f"/lucru/{plan.slug}/" for plan in (small, large)}
    element = {plan: f"{page[plan]}elemente/{middle_element(plan).pk}/" for plan in (small, large)}

    def asking(address, headers=None):
        def ask():
            if client.get(address, headers=headers).status_code != 200:
                raise RuntimeError(address)

        return ask

    for name, address, headers in (
        ("first page", page, None),
        ("page of an element", element, None),
        ("swapped element", element, SWAP_HEADERS),
    ):
        ratio = cpu_ratio(asking(address[large], headers), asking(address[small], headers), pairs=15)
        yield BenchResult(f"outline editor: {name}, 1,020 elements / 51 elements", ratio, 2.0)
    size = len(client.get(element[large], headers=SWAP_HEADERS).content) / 1000
    yield BenchResult("outline editor: what is swapped in for an element of 1,020", size, 15, unit="kB")
