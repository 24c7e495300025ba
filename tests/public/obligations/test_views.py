"""What the law asks of a public body's site, and what programs read of it."""

import datetime
import json
import re

import pytest

from indicators.models import Report
from ops.house import file_text, tracked_files
from portal.canonical import canonical_address, page_at
from portal.licence import LICENCE, LICENCE_ADDRESS
from public.models import PlanSummary, StoredPage
from public.obligations.accessibility import REVIEWED_ON
from tests.indicators.oversight.oversight_factories import TODAY
from tests.page import Page, page_text

PAGES = ("/accesibilitate/", "/date-personale/", "/contact/", "/licenta/")
SITE = "https://planuri.example.ro"
PLAN = "/planuri/atop-2024/"
NOBODY = dict.fromkeys(("email", "phone", "address", "information_officer", "information_email", "privacy_email"), "")


@pytest.fixture
def set_up(settings):
    """Set the portal up as a county would; nobody of it is real."""
    settings.CONTACTS = NOBODY | {"email": "planuri@example.ro", "information_officer": "Serviciul de relații publice"}
    settings.MOL_URL = "https://mol.example.ro/"
    settings.SITE_URL = SITE


def test_each_is_reached_from_every_page_and_from_the_sitemap(client, db):
    home, listed = Page(client.get("/")), client.get("/sitemap.xml").content.decode()
    assert [path for path in PAGES if path not in home.links or f"{path}</loc>" not in listed] == []
    assert [client.get(path).status_code for path in PAGES] == [200] * 4
    assert [client.post(path).status_code for path in PAGES] == [405] * 4


def test_the_foot_of_an_english_page_leads_to_help_in_english_and_says_what_is_romanian(client, db):
    assert {"/ajutor/", "/cont/"} <= set(Page(client.get("/")).links)
    foot = Page(client.get("/en/"))
    assert ("/en/ajutor/cititor/" in foot.links, "/ajutor/" in foot.links) == (True, False)
    links = {values["href"]: values.get("hreflang") for tag, values in foot.attributes if tag == "a"}
    romanian = {path: language for path, language in links.items() if path[0] == "/" and not path.startswith("/en/")}
    assert romanian == {"/": "ro", "/cont/": "ro"}


def test_nobody_is_made_up_where_nothing_is_set(client, db, settings):
    settings.CONTACTS = NOBODY
    text = page_text(client.get("/contact/"))
    assert "Persoana responsabilă nu este completată încă în acest portal." in text
    assert [path for path in PAGES if "mailto:" in client.get(path).content.decode()] == []


def test_contacts_that_are_set_stand_where_they_are_needed(client, db, set_up):
    assert "Persoana responsabilă Serviciul de relații publice" in page_text(client.get("/contact/"))
    assert ["mailto:planuri@example.ro" in Page(client.get(path)).links for path in PAGES] == [True, True, True, False]
    assert [client.get(path).content.count(b"https://mol.example.ro/") >= 1 for path in PAGES] == [True] * 4


def test_the_licence_is_written_in_one_place_and_said_wherever_data_are_given(client, db):
    page = Page(client.get("/licenta/"))
    assert (LICENCE in page.text, LICENCE_ADDRESS in page.links) == (True, True)
    files = tracked_files("*.py", "templates")
    said = [str(path) for path in files if "creativecommons.org/lic" in file_text(path) and "tests/" not in str(path)]
    assert said == ["portal/licence.py"]


def test_the_licence_is_read_in_the_language_of_the_page(client, db):
    for page in ("/licenta/", "/date-deschise/"):
        assert "https://creativecommons.org/licenses/by/4.0/" in Page(client.get(f"/en{page}")).links
        assert LICENCE_ADDRESS in Page(client.get(page)).links


def test_the_statement_says_full_or_partly_as_things_are(client, editions):
    said = page_text(client.get("/accesibilitate/"))
    assert "Portalul este conform cu standardul EN 301 549" in said
    PlanSummary.objects.filter(slug="atop-2024").update(originals=2)
    said = page_text(client.get("/accesibilitate/"))
    assert "parțial conform" in said
    assert "2 originale semnate ale unor acte" in said
    assert "dovezi" not in said
    assert not Report.objects.in_force().exists()


def test_the_statement_was_gone_through_less_than_thirteen_months_ago():
    assert datetime.timedelta(days=396) > TODAY - REVIEWED_ON


@pytest.mark.parametrize("path", ["/", "/planuri/", "/institutii/", "/llms.txt", PLAN, f"{PLAN}progres/", *PAGES])
def test_a_reader_gets_no_cookie(client, editions, path):
    assert (client.get(path).status_code, dict(client.cookies)) == (200, {})


def test_a_page_names_its_one_address_without_what_filters_it(client, editions, set_up):
    StoredPage.objects.all().delete()
    for path in ("/", "/planuri/", f"{PLAN}os-2.5/", f"{PLAN}progres/", "/recomandari/", "/contact/"):
        named = [values for tag, values in Page(client.get(path, {"ordine": "x"})).attributes if tag == "link"]
        assert {"rel": "canonical", "href": SITE + path} in named, path
    assert "canonical" not in client.get("/nu-exista/").content.decode()
    assert canonical_address() == ""
    with page_at("/x/"):
        assert canonical_address() == f"{SITE}/x/"


def data_of(client, path):
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).content.decode())
    return json.loads(found)


def test_programs_read_what_a_plan_an_element_and_an_indicator_are(client, editions, set_up):
    StoredPage.objects.all().delete()
    plan = data_of(client, PLAN)
    assert (plan["@type"], plan["name"], plan["version"]) == ("DigitalDocument", "Planul strategic ATOP 2024", "1")
    assert plan["temporalCoverage"] == "2024-01-01/2024-12-31"
    assert [client.get(one["contentUrl"].removeprefix(SITE)).status_code for one in plan["encoding"][1:]] == [200]
    element, way = data_of(client, f"{PLAN}os-2.5/")["@graph"]
    assert (element["isPartOf"]["@id"], element["url"]) == (f"{SITE}{PLAN}", f"{SITE}{PLAN}os-2.5/")
    assert [one["item"] for one in way["itemListElement"]] == [f"{SITE}{PLAN}{one}" for one in ("", "og-2/", "os-2.5/")]
    indicator = data_of(client, f"{PLAN}indicatori/1/")
    assert (indicator["@type"], indicator["isPartOf"]["@id"]) == ("Dataset", f"{SITE}{PLAN}")
    assert "ld+json" not in client.get(f"{PLAN}editii/1/").content.decode()


def test_programs_that_read_for_somebody_are_told_where_what_is(client, editions, set_up):
    answer = client.get("/llms.txt")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert text.startswith("# Planurile județului Cluj\n\n> ")
    assert f"- [Planul strategic ATOP 2024]({SITE}{PLAN}): 6 obiective generale" in text.replace("\xa0", " ")
    paths = [link.removeprefix(SITE) for link in re.findall(r"\]\((\S+?)\)", text)]
    assert [path for path in paths if client.get(path, follow=True).status_code != 200] == []
    PlanSummary.objects.update(is_invented=True)
    assert "atop-2024" not in client.get("/llms.txt").content.decode()


def test_an_act_without_an_address_leads_to_where_acts_are_published(client, editions, set_up):
    StoredPage.objects.all().delete()
    page = Page(client.get("/planuri/informatizare-2019/"))
    assert "Actul se caută în Monitorul Oficial Local" in page.text
