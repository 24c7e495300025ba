"""What other sites show of a page: its picture, its card in a frame, what oEmbed says; of public pages alone."""

import io
import json
import re

import pytest
from django.conf import settings as django_settings
from PIL import Image

from indicators.queries import recommendation_values
from indicators.review import actions as review_actions
from plans.editions.publishing import withdraw
from portal.romanian import long_date
from public.models import StoredPage
from public.sharing import pictures
from public.sharing.pictures import CardText, draw_picture, picture_path, prune_pictures
from tests.indicators.oversight.oversight_factories import issued, sitting
from tests.page import Page
from tests.wsgi_client import ask

SITE = django_settings.SITE_URL
ATOP, IT = "/planuri/atop-2024/", "/planuri/informatizare-2019/"
UNKNOWN = ["/planuri/nimic/", f"{ATOP}os-99.9/", f"{ATOP}indicatori/999/", "/institutii/nimeni/"]


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def image_of(answer):
    return Image.open(io.BytesIO(b"".join(answer)))


def named_by(client, path):
    """What a page says of itself to other sites."""
    tags = Page(client.get(path)).attributes
    return {values["property"]: values["content"] for tag, values in tags if tag == "meta" and "property" in values}


@pytest.mark.parametrize(
    "path", ["/", ATOP, f"{ATOP}os-1.2/", f"{ATOP}indicatori/1/", f"{ATOP}progres/", "/institutii/atop-cluj/"]
)
def test_a_page_names_a_picture_of_its_own_which_is_made_once_and_any_site_may_show(client, editions, path):
    found = named_by(client, path)
    assert found["og:url"] == f"{SITE}{path}"
    assert found["og:image"] == f"{SITE}{path}imagine.png"
    answer = client.get(f"{path}imagine.png")
    assert image_of(answer).size == (int(found["og:image:width"]), int(found["og:image:height"]))
    assert (answer["Cross-Origin-Resource-Policy"], bool(answer.cookies)) == ("cross-origin", False)
    again = client.get(f"{path}imagine.png", headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again["Cache-Control"]) == (304, "public, max-age=86400, must-revalidate")
    assert len(list((django_settings.DATA_DIR / "pictures").iterdir())) == 1
    in_english = named_by(client, f"/en{path}")["og:image"].removeprefix(SITE)
    assert (in_english, client.get(in_english).status_code) == (f"/en{path}imagine.png", 200)
    # Of a plan or an indicator it says the same in both languages.
    pictures = {b"".join(client.get(one)) for one in (in_english, f"{path}imagine.png")}
    assert len(pictures) == (1 if path in (ATOP, f"{ATOP}indicatori/1/") else 2)


def test_sittings_and_recommendations_name_theirs_as_long_as_they_are_public(client, editions, people):
    plan = editions[0].plan
    recommendation = issued(people, plan, text="Să se raporteze la timp.")
    held, empty = sitting(editions[0], conclusions="S-a hotărât."), sitting()
    paths = [f"/sedinte/{held.pk}/", recommendation_values(plan.recommendations.all())[0].address]
    found = [named_by(client, path) for path in paths]
    assert [one["og:image"] for one in found] == [f"{SITE}{path}imagine.png" for path in paths]
    assert [one["og:title"] for one in found] == [
        f"Ședința ordinară din {long_date(held.held_on)}",
        recommendation.title,
    ]
    assert [client.get(f"{path}imagine.png").status_code for path in paths] == [200, 200]
    withdraw(editions[0], by=people.publisher, reason="O greșeală.")
    gone = [f"/sedinte/{empty.pk}/", paths[1], "/sedinte/99999/", "/recomandari/nimeni-1-2026/"]
    assert [client.get(f"{path}imagine.png").status_code for path in gone] == [404] * 4


def test_pictures_differ_by_their_words_and_take_any(tmp_path):
    long = CardText("Sus " * 60, "Foarte lung și fără sfârșit " * 60, "Jos")
    drawn = {draw_picture(one) for one in (long, CardText("a", "b" * 400, "c"), CardText("", "", ""))}
    assert len(drawn) == 3
    assert max(map(len, drawn)) < 60_000


def test_old_pictures_go_and_are_made_again(tmp_path):
    text = CardText("Plan", "Siguranță", "Cluj")
    path = picture_path(text)
    made = path.stat().st_mtime
    assert (prune_pictures(now=made + pictures.KEPT_FOR - 1), path.exists()) == (0, True)
    assert (prune_pictures(now=made + pictures.KEPT_FOR + 1), path.exists()) == (1, False)
    assert picture_path(text) == path


@pytest.mark.parametrize("path", UNKNOWN)
def test_pictures_cards_and_answers_of_what_is_unknown_are_not_found(client, editions, path):
    assert [client.get(f"{path}{name}").status_code for name in ("imagine.png", "card/")] == [404, 404]
    assert client.get("/oembed/", {"url": f"{SITE}{path}"}).status_code == 404
    assert not (django_settings.DATA_DIR / "pictures").exists()


def test_nothing_is_shown_of_a_draft_nor_of_a_withdrawn_plan(client, editions, people):
    for name in ("imagine.png", "card/"):
        assert client.get(f"{ATOP}os-1.2/{name}").status_code == 200
    withdraw(editions[0], by=people.publisher, reason="O greșeală.")
    assert client.get(f"{ATOP}os-1.2/imagine.png").status_code == 404
    assert client.get("/oembed/", {"url": f"{SITE}{ATOP}"}).status_code == 404
    gone = client.get(f"{ATOP}card/")
    assert (gone.status_code, gone["X-Frame-Options"]) == (410, "DENY")


def test_a_card_alone_may_be_framed_stored_or_rendered(client, editions):
    card, page = ask(f"{ATOP}os-2.5/card/"), ask(f"{ATOP}os-2.5/")
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in card.headers
    assert (page.headers["X-Frame-Options"], "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]) == (
        "DENY",
        True,
    )
    assert (
        ask(f"{ATOP}os-2.5/card/", if_none_match=card.headers["ETag"]).headers["Content-Security-Policy"]
        == (card.headers["Content-Security-Policy"])
    )
    StoredPage.objects.filter(path=f"{ATOP}os-2.5/card/").delete()
    rendered = client.get(f"{ATOP}os-2.5/card/")
    assert rendered.content == card.body
    assert rendered["Content-Security-Policy"] == card.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in rendered.headers


def test_a_card_says_how_far_the_plan_is_and_leads_to_it(report, people):
    card = Page(ask(f"{ATOP}card/").body.decode())
    assert "0 din 13 indicatori raportați" in card.text.replace("\xa0", " ")
    assert card.links == [f"{SITE}{ATOP}"]
    assert "noindex" in card.all("meta", "content")
    review_actions.accept_report(report, by=people.reviewer, verdict="met", reason="Se confirmă.")
    assert "1 din 13 indicatori raportat" in Page(ask(f"{ATOP}card/").body.decode()).text.replace("\xa0", " ")
    assert "nu are aici indicatori" in Page(ask(f"{ATOP}os-1.2/card/").body.decode()).text


def test_oembed_gives_the_frame_of_a_card_no_larger_than_asked(client, editions):
    address = re.search(re.escape(SITE) + r'(/oembed/[^"]+)', ask(f"{IT}m-1.9/").body.decode())[1]
    answer = client.get(address)
    said = json.loads(answer.content)
    frame = dict(Page(said["html"]).attributes)["iframe"]
    assert (said["version"], said["type"], said["width"]) == ("1.0", "rich", int(frame["width"]))
    assert frame["src"] == f"{SITE}{IT}m-1.9/card/"
    assert client.get(frame["src"].removeprefix(SITE)).status_code == 200
    small = json.loads(client.get(address, {"maxwidth": "300"} | {"url": f"{SITE}{IT}m-1.9/"}).content)
    assert small["width"] == 300
    assert (client.get(address + "&format=xml").status_code, bool(answer.cookies)) == (501, False)


def test_oembed_is_in_the_language_of_the_page(client, editions):
    address = re.search(re.escape(SITE) + r'(/oembed/[^"]+)', client.get(f"/en{ATOP}").content.decode())[1]
    assert f'src="{SITE}/en{ATOP}card/"' in client.get(address).json()["html"]
    said = client.get("/oembed/", {"url": f"{SITE}/en{ATOP}progres/"}).json()
    assert (said["title"], said["provider_url"]) == ("Progress of the plan", f"{SITE}/en/")


@pytest.mark.parametrize("url", ["", "https://altul.example/planuri/atop-2024/", "http://[", "x" * 9000, "\0"])
def test_oembed_answers_nothing_for_other_addresses(client, editions, url):
    assert client.get("/oembed/", {"url": url}).status_code == 404


def test_the_foot_of_a_page_gives_the_code_of_its_card_and_its_feed_is_found_by_readers(client, editions):
    page = Page(client.get(f"{ATOP}os-1.2/"))
    assert f'<iframe src="{SITE}{ATOP}os-1.2/card/" width="480" height="300" title="' in page.text
    assert "iframe" not in page.tags
    found = {values.get("type"): values["href"] for tag, values in page.attributes if values.get("rel") == "alternate"}
    assert found["application/atom+xml"] == f"{ATOP}os-1.2/flux.atom"
