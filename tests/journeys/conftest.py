"""A real browser, and a real portal served as `make run` serves it."""

import json
from pathlib import Path
from uuid import uuid4

import axe_playwright_python
import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from tests.installation import PATIENCE, SERVED

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    # Two processors are shared by all tests: what scripts leave to other threads is only paid for more dearly.
    "--js-flags=--single-threaded",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PASSWORD = "planuri-demo"
# How a page is looked at: the colours and how many pixels wide.
LOOKS = (("light", 1280), ("dark", 320))
# How many texts the device keeps.
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('nesalvat|')).length"
# What is right is not asked for: to describe it takes as long as to find what is wrong. Nor are the style sheets read
# anew on each page: only what turns with the screen is looked for there, and `tests/test_style_sheets.py` finds it.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
    "preload": False,
}


@pytest.fixture(scope="session")
def chromium():
    """The browser of the session.

    While it runs, an event loop runs in the thread of the tests, and Django keeps other connections than without one:
    those of before and those of meanwhile are closed, or the test database could not be dropped.
    """
    connections.close_all()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture(scope="session")
def served(base_installation, tmp_path_factory):
    """A portal that is served as long as the session, and its address; each test makes of it what it needs."""
    copy = base_installation.copy_to(tmp_path_factory.mktemp("portal") / f"portal_{uuid4().hex[:8]}")
    with copy.serving() as address:
        yield copy, address
    copy.remove()


@pytest.fixture
def staff_installation(served, base_installation):
    """The served portal, as `make run` leaves it."""
    copy, _address = served
    copy.become(base_installation)
    return copy


@pytest.fixture
def staff_portal(served, staff_installation):
    """The address of a portal of the test's own, in which it may change what it likes."""
    return served[1]


@pytest.fixture
def portal(staff_portal):
    """The address of a portal that only readers use."""
    return staff_portal


@pytest.fixture
def visit(chromium):
    """Open an address in a browser of its own; complaints of the console fail the test."""
    contexts, complaints = [], []

    def open_page(address, *, width=1280, height=900, expect_errors=False, cookies=(), **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="ro-RO", **options)
        contexts.append(context)
        context.add_cookies(cookies)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        if not expect_errors:
            page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def logged_in(visit, address, name, **options):
    """Open an address as somebody who is logged in; `enter` is the way through the page that asks for the password."""
    host = "/".join(address.split("/")[:3])
    session = {"name": "sessionid", "value": SERVED[host].log_in(name), "url": host}
    return visit(address, cookies=[session], **options)


def enter(page, name, password=PASSWORD):
    """Log in on the page that asks for it."""
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    press(page.locator("main").get_by_role("button", name="Intră în cont"))


def press(control, key=""):
    """Press what leads to another page, by the mouse or by a key; return when that page is whole."""
    with control.page.expect_navigation():
        if key:
            control.press(key)
        else:
            control.click()


def faults(page, looks=LOOKS):
    """Return what is wrong with the page, by how it is looked at; then it is as it was.

    Both are looked at on one load: to load and to draw a page takes as long as to examine it.
    """
    found, size = {}, page.viewport_size
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        wrong = axe_findings(page), sideways(page)
        if wrong != ([], 0):
            found[page.url, scheme, width] = wrong
    page.emulate_media(color_scheme="null")
    page.set_viewport_size(size)
    return found


def axe_findings(page):
    """Return what axe finds wrong, as (rule, selectors)."""
    # Run outside the page's own policy, which allows no injected script.
    if page.evaluate("!window.axe"):
        page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {json.dumps(RULES)}).then(found => found.violations)")
    return [(v["id"], [node["target"] for node in v["nodes"]]) for v in found]


def sideways(page):
    """Return by how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
