"""Rendering a public page anew, from its edition."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from bench.measure import BenchResult, cpu_ratio, cpu_seconds
from plans.models import Edition, Plan
from plans.render.html import pages as html_pages
from public.pages import pages_of


def results():
    """Yield what the plan page of the police plan costs, and what all its pages cost in English."""

    def render():
        edition = Edition.objects.current().select_related("plan").get(plan__slug="atop-2024")
        return html_pages.plan_page(edition.read(), checksum=edition.checksum)

    with CaptureQueriesContext(connection) as queries:
        render()
    yield BenchResult("plan page rendered anew, queries", len(queries), 3, unit="")
    yield BenchResult(
        "plan page rendered anew, CPU time", min(cpu_seconds(render) for _ in range(9)) * 1000, 100, unit="ms"
    )
    plan = Plan.objects.get(slug="atop-2024")

    def bytes_in(language: str) -> int:
        with override(language):
            return sum(len(page.stored_for(plan).brotli) for page in pages_of(plan))

    yield BenchResult(
        "all pages of a plan in English, CPU time in that of Romanian",
        cpu_ratio(lambda: bytes_in("en"), lambda: bytes_in("ro"), pairs=5),
        1.6,
    )
    yield BenchResult(
        "all pages of a plan in English, bytes in those of Romanian", bytes_in("en") / bytes_in("ro"), 1.1
    )
