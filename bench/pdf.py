"""The PDF of an edition: what the pipeline adds to WeasyPrint, what tagging costs, and how it grows."""

import dataclasses
import io
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
from weasyprint import CSS, HTML

from bench.measure import BenchResult, cpu_ratio, cpu_seconds
from plans.document import Document
from plans.models import Edition
from plans.render.pdf import engine, plan_pdf

# What one would write without a thought for speed or tags: every cell ruled, widths left to the engine.
NAIVE = """
@page { size: A4; margin: 20mm; @bottom-center { content: counter(page) "/" counter(pages) } }
body { font: 11pt serif } table { border-collapse: collapse; width: 100% } td, th { border: 1pt solid; padding: 4pt }
"""


def current_edition(slug: str) -> Edition:
    """Return the current edition of a plan."""
    return Edition.objects.current().select_related("plan").get(plan__slug=slug)


def multiply_document(document: Document) -> Document:
    """Return the plan with ten times its elements and indicators, under the same sections."""
    elements, indicators = [], []
    for copy in range(10):
        rename = {e.uid: f"{e.uid[:-2]}{copy:02}" for e in document.elements}
        elements += [
            dataclasses.replace(
                e, uid=rename[e.uid], parent=e.parent and rename[e.parent], address=f"{e.address}-{copy}"
            )
            for e in document.elements
        ]
        indicators += [
            dataclasses.replace(i, uid=f"{i.uid[:-2]}{copy:02}", element=i.element and rename[i.element])
            for i in document.indicators
        ]
    return dataclasses.replace(document, elements=tuple(elements), indicators=tuple(indicators))


def pages_and_memory(slug: str, times: int) -> tuple[int, int]:
    """Return the pages of a plan, or of ten times it, and the MiB that a process needs for it at most."""
    command = [sys.executable, "-m", "bench.pdf_once", slug, str(times)]
    pages, memory = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(pages), int(memory)


def render_once(slug: str, times: int) -> tuple[int, int]:
    """Render in this process; return the pages and the MiB at the peak."""
    edition = current_edition(slug)
    document = edition.read() if times == 1 else multiply_document(edition.read())
    content = plan_pdf.render(document, text=edition.document, checksum=edition.checksum)
    with pikepdf.open(io.BytesIO(content)) as file:
        pages = len(file.pages)
    # Not getrusage: its peak counts the parent's memory at the fork.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return pages, int(peak[1]) // 1024


def results():
    """Yield what the pipeline, the tags and the size cost."""
    edition = current_edition("informatizare-2019")
    document, html = edition.read(), plan_pdf.html_of(edition.read(), checksum=edition.checksum)

    def ours(document=document):
        plan_pdf.render(document, text=edition.document, checksum=edition.checksum)

    def bare():
        options = engine.render_options()
        HTML(string=html, url_fetcher=engine.OwnFontsFetcher()).write_pdf(
            **options, pdf_variant="pdf/a-3a", pdf_tags=True
        )

    def naive():
        HTML(string=html).write_pdf(stylesheets=[CSS(string=NAIVE)])

    yield BenchResult("PDF, the pipeline / bare WeasyPrint on the same HTML", cpu_ratio(ours, bare, pairs=10), 1.05)
    yield BenchResult("PDF, tagged / untagged under a naive stylesheet", cpu_ratio(ours, naive, pairs=6), 1.0)
    big = multiply_document(document)
    ratio = cpu_seconds(lambda: ours(big)) / (10 * min(cpu_seconds(ours) for _ in range(3)))
    yield BenchResult("PDF, the plan ten times / ten times the plan", ratio, 1.1)
    for slug in ("atop-2024", "informatizare-2019"):
        (pages, memory), (more_pages, more_memory) = pages_and_memory(slug, 1), pages_and_memory(slug, 10)
        a_page = (more_memory - memory) / (more_pages - pages)
        yield BenchResult(f"PDF, memory a page over the base, {slug}", a_page, 1.0, unit="MiB")
