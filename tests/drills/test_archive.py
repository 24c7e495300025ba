"""The copy of the portal: whatever kills a run leaves a whole copy or none, and nginx serves it without a dead link."""

import hashlib
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest

from tests.installation import PATIENCE, ROOT, free_port, wait_until
from tests.public.archive.copies import CSS_LINK, LINK

pytestmark = pytest.mark.drill
# When a run is killed, as parts of a whole one: first where there is no copy, then where there is one.
MOMENTS = ((0.4, 0.9), (0.2, 0.7, 0.97))
# One plan is enough.
WITHDRAW = """
from django.contrib.auth import get_user_model
from plans.editions.publishing import withdraw
from plans.models import Edition
by = get_user_model().objects.get(username="admin")
for edition in Edition.objects.public().exclude(plan__slug="informatizare-2019"):
    withdraw(edition, by=by, reason="Ajunge un plan.")
"""
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log; user root;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types; access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {copy}; index index.html; }}
}}
"""


def begin(installation, folder):
    return subprocess.Popen(
        [sys.executable, "manage.py", "export_site", folder],
        cwd=ROOT, env=installation.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def faults(folder: Path) -> list[str]:
    """What is not as the list of sums says: a file that is missing, changed, or not in the list."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del there["SHA256SUMS"]
    changed = [name for name in listed.keys() & there.keys() if digest(there[name]) != listed[name]]
    return sorted(listed.keys() ^ there.keys()) + changed


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def nginx(copy: Path, folder: Path):
    """An nginx that serves the copy; its address."""
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, copy=copy, port=port))
    server = subprocess.Popen(["nginx", "-e", folder / "nginx.log", "-c", folder / "nginx.conf"])
    try:
        wait_until(lambda: fetched(f"http://127.0.0.1:{port}/"))
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def fetched(address) -> tuple[str, str] | None:
    """The type and the text of what is at an address; nothing where nothing is."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            kind = answer.headers.get_content_type()
            return kind, answer.read().decode() if kind in ("text/html", "text/css") else ""
    except (OSError, urllib.error.HTTPError):
        return None


def crawled(start) -> tuple[set[str], list[tuple[str, str]]]:
    """All addresses that are reached from one, link by link, and the dead links with the page that each is on."""
    seen, waiting, dead = {start}, [(start, start)], []
    while waiting:
        address, page = waiting.pop()
        answer = fetched(address)
        if answer is None:
            dead.append((address, page))
            continue
        kind, text = answer
        pattern = {"text/html": LINK, "text/css": CSS_LINK}.get(kind, re.compile("(?!)"))
        for link in pattern.findall(text):
            found = urldefrag(urljoin(address, unescape(link))).url
            if found.startswith(start) and found not in seen:
                seen.add(found)
                waiting.append((found, address))
    return seen, dead


def test_whatever_kills_a_run_there_is_a_whole_copy_or_none_and_nginx_serves_it(installation, tmp_path):
    folder = tmp_path / "copie"
    installation.ask(WITHDRAW)
    started = time.monotonic()
    assert begin(installation, folder).wait(timeout=PATIENCE * 2) == 0
    whole = time.monotonic() - started
    assert faults(folder) == []
    shutil.rmtree(folder)
    for moments in MOMENTS:
        for moment in moments:
            run = begin(installation, folder)
            time.sleep(whole * moment)
            run.kill()
            run.wait(timeout=PATIENCE)
            assert not folder.exists() or faults(folder) == []
        again = time.monotonic()
        assert begin(installation, folder).wait(timeout=PATIENCE * 2) == 0
        again = time.monotonic() - again
        assert faults(folder) == []
    assert [path.name for path in tmp_path.iterdir()] == ["copie"]
    served = tmp_path / "nginx"
    served.mkdir()
    with nginx(folder, served) as start:
        seen, dead = crawled(start)
    pages = [path for path in folder.rglob("*.html") if "pagefind" not in path.parts]
    print(f"{whole:.0f} s at first, {again:.0f} s again; {len(seen)} addresses from nginx, {len(dead)} dead")
    assert dead == []
    assert len([one for one in seen if one.endswith((".html", "/"))]) >= len(pages) > 100
