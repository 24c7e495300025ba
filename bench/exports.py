"""Files that were asked for before, beside the same bytes as static files of nginx, each server on one core."""

import os
import statistics
import urllib.request
from pathlib import Path

from bench.measure import BenchResult
from bench.serving import NGINX_PORT, PORT, requests_per_cpu_second, run_nginx, run_server
from plans.document import Document
from plans.models import Edition

ROUNDS = 3
GZIP = {"Accept-Encoding": "gzip"}


def exported_paths(document: Document) -> dict[str, str]:
    """Return the addresses of a plan's files, by what people call each."""
    root = f"/planuri/{document.slug}/"
    edition = f"{root}editii/{document.edition.number}/"
    element = document.elements[0].address
    return {
        "PDF": f"{edition}plan.pdf",
        "DOCX": f"{edition}plan.docx",
        "JSON": f"{edition}plan.json",
        "DOCX of an element": f"{edition}{element}/element.docx",
        "XLSX of the page's data": f"{root}date/tot.xlsx",
        "CSV of an element's data": f"{root}{element}/date/elemente.csv",
        "XLSX of the list of plans": "/planuri/date/tot.xlsx",
        "a picture": f"{root}grafice/stadii.png",
        "the catalogue": "/catalog.ttl",
    }


def results():
    """Yield the ratio of each file to the same bytes sent by nginx; none compresses while it sends."""
    paths = exported_paths(Edition.objects.current_of("atop-2024").read())
    folder = Path(os.environ["DATA_DIR"]) / "same-files"
    folder.mkdir()
    (coding,) = (f"{name}: {value}" for name, value in GZIP.items())
    with run_server() as portal:
        for number, path in enumerate(paths.values()):
            asked = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers=GZIP)
            with urllib.request.urlopen(asked, timeout=60) as first:
                (folder / f"{number}").write_bytes(first.read())
        with run_nginx(folder) as nginx:
            for number, (name, path) in enumerate(paths.items()):
                ratios = []
                for _ in range(ROUNDS):
                    static = requests_per_cpu_second(nginx, NGINX_PORT, path=f"/{number}")
                    ratios.append(requests_per_cpu_second(portal, PORT, coding, path=path) / static)
                yield BenchResult(
                    f"{name}, requests after the first / the same bytes from nginx",
                    statistics.median(ratios),
                    0.25,
                    at_least=True,
                )
