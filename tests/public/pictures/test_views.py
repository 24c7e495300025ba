"""The pictures of a plan: of what was accepted alone, for any site, with the same numbers beside them."""

import re
from decimal import Decimal
from html import unescape

import pytest

from indicators.models import Indicator
from indicators.review import actions as review_actions
from plans.editions.publishing import withdraw
from tests.indicators.report_factories import owed, promise, sent
from tests.page import Page
from tests.plans.render.plan_documents import with_money
from tests.public.published_plans import published_plans

ROOT = "/planuri/atop-2024/"
PICTURE = f"{ROOT}grafice/indicator-1"


@pytest.fixture
def report(people, atop):
    promise(Indicator.objects.get(plan=atop, number=1))
    return owed(people).reports.get()


def test_an_indicator_has_a_picture_once_a_number_was_accepted(client, people, report):
    assert client.get(f"{PICTURE}/").status_code == 404
    waiting = sent(report, by=people.reporter, value=Decimal(4))
    assert client.get(f"{PICTURE}.svg").status_code == 404
    review_actions.accept_report(waiting, by=people.reviewer, verdict="met", reason="Este în registru.")
    page = Page(client.get(f"{PICTURE}/"))
    assert ["2024", "4 accidente", "cel mult 5 accidente"] in [
        [cell.replace("\u00a0", " ").strip() for cell in row] for row in page.rows
    ]
    assert {f"{PICTURE}.svg", f"{PICTURE}.png", f"{ROOT}indicatori/1/date/valori.csv"} <= set(page.links)
    assert f"{PICTURE}/" in Page(client.get(f"{ROOT}indicatori/1/")).links
    shown = re.search(r"&lt;a href=.*?&lt;/a&gt;", page.source)[0]
    code = Page(unescape(shown.replace("\u200b", "")))
    assert [values["src"].partition(ROOT)[2] for tag, values in code.attributes if tag == "img"] == [
        "grafice/indicator-1.svg"
    ]


def test_the_files_may_be_shown_by_any_site_and_are_not_sent_twice(client, editions):
    for name, kind in (("buget-2023-ingust.svg", "image/svg+xml"), ("buget-2023.png", "image/png")):
        address = f"{ROOT}grafice/{name}"
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        again = client.get(address, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again["Cross-Origin-Resource-Policy"]) == (304, "cross-origin")
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
        policy = answer["Content-Security-Policy"]
        assert "font-src 'self' data:" in policy
        assert re.search("script-src[^;]*unsafe", policy) is None
        assert not answer.cookies


def test_each_picture_that_a_plan_leads_to_is_there_with_its_numbers(client, editions):
    pages = {
        link
        for page in (ROOT, f"{ROOT}progres/", f"{ROOT}termene/")
        for link in Page(client.get(page)).links
        if "/grafice/" in link
    }
    assert pages == {f"{ROOT}grafice/{name}/" for name in ("stadii", "termene", "buget-2023")}
    for address in pages:
        page = Page(client.get(address))
        assert len(page.rows) > 1
        files = [link for link in page.links if re.search(r"\.(svg|png|csv)$", link)]
        assert [client.get(link).status_code for link in files] == [200] * 3


def test_a_column_of_money_has_a_picture_of_its_sums_with_their_file(client, people):
    published_plans([with_money(["1250.5", "1"], [""], ["40"])], by=people.publisher)
    plan = "/planuri/integritate-2026/"
    address = f"{plan}grafice/sume-1/"
    assert Page(client.get(plan)).links.count(address) == 2
    page = Page(client.get(address))
    assert [row[-1].replace("\u00a0", " ").strip() for row in page.rows[1:]] == ["1.251,50 mii lei", "–", "40 mii lei"]
    files = [link for link in page.links if re.search(r"\.(svg|png|csv)$", link)]
    assert files == [f"{plan}grafice/sume-1.svg", f"{plan}grafice/sume-1.png", f"{plan}date/sume.csv"]
    assert all(client.get(file).status_code == 200 for file in files)
    assert "1251,5;mii lei" in client.get(files[2]).content.decode()
    assert client.get(f"{plan}grafice/sume-2/").status_code == 404


def test_an_english_page_shows_the_picture_in_english_with_the_plans_words_as_they_are(client, editions):
    page = Page(client.get(f"/en{ROOT}grafice/stadii/"))
    ((image,), (narrow,)) = page.all("img", "src"), page.all("source", "srcset")
    assert (image, narrow) == (f"/en{ROOT}grafice/stadii.svg", f"/en{ROOT}grafice/stadii-ingust.svg")
    assert {f"/en{ROOT}grafice/stadii.{extension}" for extension in ("svg", "png")} <= set(page.links)
    english, romanian = (client.get(f"{before}{ROOT}grafice/stadii.svg").content.decode() for before in ("/en", ""))
    assert ('lang="en"' in english, 'lang="ro"' in romanian) == (True, True)
    assert "Status of the indicators" in english
    assert {"\ue000", "\ue001"} & set(english) == set()
    assert ("Planul strategic ATOP 2024" in english, "Stadiul" in english) == (True, False)
    assert client.get(f"/en{ROOT}grafice/stadii.png").content[:4] == b"\x89PNG"


def test_what_is_not_there_is_not_found_and_what_was_withdrawn_leads_to_its_page(client, people, editions):
    for name in ("indicator-999", "buget-1999", "altul", "stadii-1", "indicator"):
        assert client.get(f"{ROOT}grafice/{name}.svg").status_code == 404
        assert client.get(f"{ROOT}grafice/{name}/").status_code == 404
    assert client.get("/planuri/fara/grafice/stadii/").status_code == 404
    withdraw(editions[0], by=people.publisher, reason="Greșită.")
    assert client.get(f"{ROOT}grafice/stadii.svg").headers["Location"] == ROOT
