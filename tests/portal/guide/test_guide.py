import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from portal.guide import content as guide_content
from tests.page import Page

PAGES = [guide_content.FIRST_PAGE, *guide_content.page_names()]


def test_the_first_page_leads_to_every_page_of_the_guide():
    assert sorted(PAGES) == sorted(path.stem for path in guide_content.FOLDER.glob("*.md"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_its_title_once_and_its_text(client, name):
    shown = guide_content.guide_page(name)
    address = "/ajutor/" if name == guide_content.FIRST_PAGE else f"/ajutor/{name}/"
    page = client.get(address).content.decode()
    assert page.count(f"<h1>{shown.title}</h1>") == page.count("<h1>") == 1
    assert str(shown.body) in page


@pytest.mark.parametrize("name", PAGES)
def test_links_within_the_guide_lead_to_pages_and_headings_that_exist(client, db, name):
    for href in re.findall(r'href="([^"]+)"', str(guide_content.guide_page(name).body)):
        path, _, anchor = href.partition("#")
        body = str(guide_content.guide_page(name).body) if not path else client.get(path).content.decode()
        assert path == "" or client.get(path).status_code in (200, 302), href
        assert not anchor or f'id="{anchor}"' in body, href


def test_every_picture_exists_is_described_and_is_used():
    pictures = [
        re.search(r'src="([^"]+)" alt="([^"]*)"', tag).groups()
        for name in PAGES
        for tag in re.findall(r"<img [^>]+>", str(guide_content.guide_page(name).body))
    ]
    assert [source for source, described in pictures if not described] == []
    used = {Path(source).name for source, _described in pictures}
    assert used == {path.name for path in (guide_content.FOLDER / "imagini").glob("*.*") if path.stem != ".gitkeep"}
    assert [name for name in used if finders.find(f"ghid/{name}") is None] == []


def test_a_page_that_the_guide_does_not_have_is_not_found(client):
    assert client.get("/ajutor/settings/").status_code == 404
    assert client.get("/ajutor/README/").status_code == 404
    assert client.post("/ajutor/").status_code == 405


def test_the_pages_of_work_lead_to_pages_of_the_guide():
    templates = Path(settings.BASE_DIR, "templates").rglob("*.html")
    led = [
        re.search(r"{% block help %}/ajutor/([^{]*?)/?{% endblock %}", page.read_text(encoding="utf-8"))
        for page in templates
    ]
    assert {found[1] for found in led if found} == {
        "",
        "redactor",
        "aprobator",
        "raportor",
        "membru-atop",
        "administrator",
    }


def test_what_readers_need_is_in_english_and_the_guide_of_staff_is_not(client, db):
    assert sorted(guide_content.ENGLISH_PAGES) == sorted(
        path.stem for path in (guide_content.FOLDER / "en").glob("*.md")
    )
    for name in PAGES:
        answer = client.get(f"/en/ajutor/{name}/")
        assert answer.status_code == (200 if name in guide_content.ENGLISH_PAGES else 404), name
    links = Page(client.get("/en/ajutor/cititor/")).links
    assert {"/en/ajutor/glosar/", "/en/metodologie/", "/en/sedinte/", "/en/recomandari/"} <= set(links)
