"""A plan that comes from Word, ten times as long: how long it takes to read and understand it, and to write it."""

import dataclasses
import datetime
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.db import transaction

from bench.measure import BenchResult, cpu_seconds, wall_seconds
from bench.pdf import current_edition, multiply_document
from plans.document import Document
from plans.exchange.arrivals.actions import take_in
from plans.exchange.word.mapping.building import build_plan
from plans.exchange.word.mapping.proposal import propose_mapping
from plans.exchange.word.plan_document import DraftDocument
from plans.exchange.word.reading.body import read_document
from plans.models import Institution, Plan
from plans.render.docx import plan_docx
from plans.succession.matching import Statement, continuations

GOAL = 5
DAYS = {"period_start": datetime.date(2031, 1, 1), "period_end": datetime.date(2031, 12, 31)}


def results() -> Iterator[BenchResult]:
    """Measure the Word file that the portal itself writes of the police plan."""
    content = plan_docx.render(_with_own_codes(multiply_document(current_edition("atop-2024").read())))

    def understand():
        document = read_document(content)
        mapping = propose_mapping(document)
        return build_plan(document, mapping), mapping

    draft, mapping = understand()
    by = get_user_model().objects.filter(is_superuser=True).first()
    owner = Institution.objects.get(code="cj-cluj")

    def write():
        with transaction.atomic():
            plan = Plan(slug="din-word", short_title="Din Word", title="Din Word", owner=owner, **DAYS)
            take_in(DraftDocument(draft, mapping, plan).compose(), plan, by=by)
            transaction.set_rollback(True)

    rows = [Statement(str(n), one.code, one.title, one.level) for n, one in enumerate(draft.elements)]
    works = {
        "read and understood": (understand, cpu_seconds),
        "written": (write, wall_seconds),
        "matched with a plan as long": (lambda: continuations(rows, rows), cpu_seconds),
    }
    for name, (work, seconds_of) in works.items():
        seconds = min(seconds_of(work) for _ in range(3))
        yield BenchResult(f"Word document of {len(draft.elements)} elements, {name}", seconds, GOAL, unit="s")


def _with_own_codes(document: Document) -> Document:
    """Return the document with a code of its own for each element that has one, as a plan has them."""
    elements = []
    for number, one in enumerate(document.elements):
        code = one.code and f"{number // (len(document.elements) // 10) + 1}.{one.code}"
        elements.append(dataclasses.replace(one, code=code, printed_code=one.printed_code and f"{code}."))
    return dataclasses.replace(document, elements=tuple(elements))
