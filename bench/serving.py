"""A stored public page, beside the same bytes as a static file of the same server."""

import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from bench.measure import BenchResult
from public.models import StoredPage

PAGE = "/planuri/atop-2024/"
SECONDS, ROUNDS, PORT = 4, 5, 8765


@contextmanager
def run_server(static: Path):
    """Run the portal's server as `make run` does, with one worker, and a folder of static files served by itself."""
    granian = f"{Path(sys.executable).parent}/granian --interface wsgi --host 127.0.0.1 --port {PORT} --workers 1 "
    options = "--blocking-threads 1 --no-ws --log-level error --static-path-route /same --static-path-mount"
    command = [*on_core(0), *granian.split(), *options.split(), str(static), "cluj_plans.wsgi:application"]
    process = subprocess.Popen(command, env=os.environ)
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}{PAGE}", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def on_core(number: int) -> list[str]:
    """Return how a command is started on one core, so that server and load do not share it where there are two."""
    return ["taskset", "-c", str(number)] if (os.cpu_count() or 1) > 1 else []


def requests_per_second(path: str, *headers: str) -> float:
    """Return how many requests a second the server answers, over a few seconds, from 16 connections."""
    flags = [flag for header in headers for flag in ("-H", header)]
    done = subprocess.run(
        [*on_core(1), "wrk", "-t1", "-c16", f"-d{SECONDS}s", *flags, f"http://127.0.0.1:{PORT}{path}"],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx or 3xx" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])


def results():
    """Yield the ratios of a stored page, sent and not modified, to the same bytes from a file."""
    page = StoredPage.objects.get(path=PAGE)
    folder = Path(os.environ["DATA_DIR"]) / "same"
    folder.mkdir()
    (folder / "page.html").write_bytes(bytes(page.brotli))
    sent, kept = [], []
    with run_server(folder):
        for _ in range(ROUNDS):
            static = requests_per_second("/same/page.html")
            sent.append(requests_per_second(PAGE, "Accept-Encoding: br") / static)
            kept.append(requests_per_second(PAGE, "Accept-Encoding: br", f'If-None-Match: "{page.etag}-br"') / static)
    for what, ratios in (("sent", sent), ("not modified (304)", kept)):
        name = f"stored page {what}, requests a second / its bytes as a static file"
        yield BenchResult(name, statistics.median(ratios), 0.25, at_least=True)
