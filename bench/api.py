"""A page of 50 rows of the API, beyond reading its edition: a whole request, from its address to its bytes."""

import gc
import json
import time

from bench.measure import BenchResult
from public.api.editions import current_edition
from public.archive.asking import PublicPortal

PLAN, ROWS, PAIRS, CALLS = "atop-2024", 50, 15, 20


def milliseconds(work) -> float:
    """Return the CPU milliseconds of one call, out of several."""
    gc.collect()
    start = time.process_time()
    for _ in range(CALLS):
        work()
    return (time.process_time() - start) * 1000 / CALLS


def results():
    """Yield what a page of elements costs."""
    portal = PublicPortal()

    def page() -> bytes:
        return portal.ask(f"/api/v1/plans/{PLAN}/elements", f"limit={ROWS}").body

    def reading() -> dict:
        return current_edition(PLAN).document

    assert len(json.loads(page())["items"]) == ROWS
    reading()
    # The least of several: what others on the machine do only adds to it.
    beyond = min(milliseconds(page) for _ in range(PAIRS)) - min(milliseconds(reading) for _ in range(PAIRS))
    yield BenchResult(f"API, a page of {ROWS} elements beyond reading the edition", beyond, 1, unit="ms")
