"""Rendering a public page anew, from its edition."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measure import BenchResult, cpu_seconds
from plans.models import Edition
from plans.render.html import pages as html_pages


def results():
    """Yield the queries and the CPU milliseconds of the plan page of the police plan."""

    def render():
        edition = Edition.objects.current().select_related("plan").get(plan__slug="atop-2024")
        return html_pages.plan_page(edition.read(), checksum=edition.checksum)

    with CaptureQueriesContext(connection) as queries:
        render()
    yield BenchResult("plan page rendered anew, queries", len(queries), 3, unit="")
    yield BenchResult(
        "plan page rendered anew, CPU time", min(cpu_seconds(render) for _ in range(9)) * 1000, 100, unit="ms"
    )
