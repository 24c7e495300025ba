"""The list at the foot of a page: what a reader can do with it."""

import pytest

from tests.page import Page

ATOP = "/planuri/atop-2024/"
KINDS = [ATOP, f"{ATOP}os-2.5/", f"{ATOP}indicatori/1/", f"{ATOP}progres/", "/institutii/atop-cluj/"]


@pytest.mark.parametrize("path", KINDS)
def test_each_page_has_its_whole_address_at_its_foot_to_read_and_to_send(client, editions, settings, path):
    settings.SITE_URL = "https://planuri.example"
    page = Page(client.get(path))
    assert page.links.count(f"https://planuri.example{path}") == 1
    assert f"Cu această pagină Adresa paginii https://planuri.example{path} Copiază adresa" in page.text
    (letter,) = [link for link in page.links if link.startswith("mailto:")]
    assert letter.endswith(f"&body=https%3A//planuri.example{path}")


def test_what_never_changes_has_no_list_of_what_can_be_done(client, editions):
    assert "unelte" not in Page(client.get(f"{ATOP}editii/1/")).ids
