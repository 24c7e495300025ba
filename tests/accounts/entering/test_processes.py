"""The limit on guessing holds across the server's processes and its restarts."""

import pytest
import requests

from tests.page import Page

pytestmark = pytest.mark.any_database


def enter(address, password):
    browser = requests.Session()
    page = Page(browser.get(f"{address}/cont/intrare/", timeout=120).text)
    fields = {found["name"]: found.get("value") for tag, found in page.attributes if tag == "input"}
    sent = {"csrfmiddlewaretoken": fields["csrfmiddlewaretoken"], "username": "redactor", "password": password}
    return browser.post(f"{address}/cont/intrare/", sent, timeout=120, allow_redirects=False)


def test_failures_are_remembered_by_all_processes_and_after_a_restart(installation):
    with installation.serving(workers=2) as address:
        assert [enter(address, "gresita").status_code for _ in range(5)] == [200] * 5
    with installation.serving(workers=2) as address:
        late = enter(address, "planuri-demo")
    assert (late.status_code, "Prea multe încercări greșite. Încercați din nou peste" in late.text) == (200, True)
    assert installation.ask("from accounts.models import CacheEntry; print(CacheEntry.objects.count() > 0)") == "True"
