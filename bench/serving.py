"""A stored public page, beside the same bytes as a static file of nginx (gzip_static), each server on one core.

What is compared is requests for a second of the server's CPU: what a core that it has to itself would send, and what
others on the same core cannot change.
"""

import gzip
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from bench.measure import BenchResult
from public.models import StoredPage

PAGE = "/planuri/atop-2024/"
SECONDS, ROUNDS, PORT, NGINX_PORT = 4, 5, 8765, 8766
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log; user root;
events {{ worker_connections 64; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; gzip_static always; etag on; }}
}}
"""


@contextmanager
def run_server():
    """Run the portal's server as `make run` does, with one worker."""
    os.environ["VENV"] = str(Path(sys.executable).parents[1])
    with run_on_core(["ops/serve.sh", "127.0.0.1", str(PORT), "1"], PORT) as server:
        yield server


@contextmanager
def run_nginx(folder: Path):
    """Let nginx serve the files of a folder, compressed beforehand."""
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=NGINX_PORT))
    command = ["nginx", "-e", str(folder / "nginx.log"), "-c", str(folder / "nginx.conf")]
    with run_on_core(command, NGINX_PORT) as server:
        yield server


@contextmanager
def run_on_core(command: list[str], port: int):
    """Run a server on the first core; yield its process, once it answers."""
    process = subprocess.Popen([*on_core(0), *command], env=os.environ)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=1).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def on_core(number: int) -> list[str]:
    """Return how a command is started on one core, so that server and load do not share it where there are two."""
    return ["taskset", "-c", str(number)] if (os.cpu_count() or 1) > 1 else []


def requests_per_cpu_second(server: int, port: int, *headers: str, path: str = PAGE) -> float:
    """Return how many requests a server answers in a second of its CPU, over a few seconds, from 16 connections."""
    flags = [flag for header in headers for flag in ("-H", header)]
    before = server_cpu_seconds(server)
    done = subprocess.run(
        [*on_core(1), "wrk", "-t1", "-c16", f"-d{SECONDS}s", *flags, f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx or 3xx" in done.stdout:
        raise RuntimeError(done.stdout)
    return int(re.search(r"(\d+) requests in", done.stdout)[1]) / (server_cpu_seconds(server) - before)


def server_cpu_seconds(process: int) -> float:
    """Return the CPU seconds of a process and of all that it started."""
    folder = Path(f"/proc/{process}")
    ticks = (folder / "stat").read_text().rpartition(")")[2].split()[11:13]
    children = " ".join(path.read_text() for path in folder.glob("task/*/children")).split()
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") + sum(server_cpu_seconds(int(child)) for child in children)


def results():
    """Yield the ratios of a stored page, sent and not modified, to the same bytes sent by nginx."""
    page = StoredPage.objects.get(path=PAGE)
    folder = Path(os.environ["DATA_DIR"]) / "same"
    (folder / PAGE[1:]).mkdir(parents=True)
    (folder / PAGE[1:] / "index.html.gz").write_bytes(bytes(page.gzip))
    (folder / PAGE[1:] / "index.html").write_bytes(gzip.decompress(page.gzip))
    tag, coding = f'If-None-Match: "{page.etag}-gzip"', "Accept-Encoding: gzip"
    sent, kept = [], []
    with run_server() as portal, run_nginx(folder) as nginx:
        for _ in range(ROUNDS):
            static = requests_per_cpu_second(nginx, NGINX_PORT, coding)
            sent.append(requests_per_cpu_second(portal, PORT, coding) / static)
            kept.append(requests_per_cpu_second(portal, PORT, coding, tag) / static)
    for what, ratios in (("sent", sent), ("not modified (304)", kept)):
        name = f"stored page {what}, requests / the same from nginx (gzip_static)"
        yield BenchResult(name, statistics.median(ratios), 0.35, at_least=True)
