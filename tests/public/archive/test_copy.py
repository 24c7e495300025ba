"""The copy of the portal: all that is public and nothing else, the same each time, readable from a disk."""

import dataclasses
import datetime
import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from plans.editions.composition import compose
from plans.models import Plan
from plans.render.html.pages import plan_page
from portal.romanian import count
from portal.storage import exclusive_lock
from public.archive import writing
from public.archive.asking import PublicAnswer, PublicPortal
from public.archive.links import addresses_of, relative_page
from tests.public.archive.copies import contents, dead_links
from tests.public.published_plans import published_plans
from tests.wsgi_client import connection_kept


@pytest.fixture(autouse=True)
def _connection_kept():
    """The portal is asked as its server asks it, within the test's transaction."""
    with connection_kept():
        yield


@pytest.fixture
def small_plan(people, atop):
    """A published plan with one objective and its first two directions; no other plan is published."""
    whole = compose(atop, number=1, published_at=timezone.now() - datetime.timedelta(days=1), note="Prima.")
    head = next(one for one in whole.elements if one.address == "og-1")
    document = dataclasses.replace(
        whole,
        slug="mic-2024",
        elements=(head, *whole.children[head.uid][:2]),
        indicators=(),
        budget=(),
        sections=tuple(one for one in whole.sections if one.block != "indicators" and one.level in (None, "og")),
    )
    published_plans([document], by=people.publisher)
    Plan.objects.create(
        slug="ciorna", short_title="Taină", title="Taină", owner=atop.owner,
        period_start="2025-01-01", period_end="2025-12-31",
    )  # fmt: skip
    return document


def test_a_copy_is_whole_and_readable_from_a_disk(client, small_plan, tmp_path, capsys):
    folder = tmp_path / "copie"
    # A run was killed while its copy took the place of this one, and a shorter one before.
    former, part = tmp_path / "copie.veche.part", tmp_path / "copie.part"
    for left in (former, part):
        left.mkdir()
        (left / "SHA256SUMS").write_text("")
    (part / "rest.txt").write_text("rest")
    call_command("export_site", folder)
    assert [path.name for path in tmp_path.iterdir()] == ["copie"]
    first = contents(folder)
    assert "rest.txt" not in first
    assert dead_links(folder) == []
    assert count(len(first) - 1, "fișier", "fișiere") in capsys.readouterr().out
    # What a reader finds is there: pages, files of the edition, data, the catalogue.
    root = "planuri/mic-2024/"
    wanted = ["index.html", "editii/1/plan.json", "editii/1/plan.pdf", "editii/1/anexa.pdf", "date/elemente.csv"]
    wanted += [f"{one.address}/index.html" for one in small_plan.elements]
    wanted += [f"editii/1/{small_plan.elements[1].address}/element.{ending}" for ending in ("docx", "json")]
    wanted += ["progres/index.html", "date/tot.xlsx", "flux.atom", "citare.bib"]
    others = [f"en/{root}{one}index.html" for one in ("", "progres/", f"{small_plan.elements[1].address}/")]
    # What the portal says in a header that describes them.
    wanted += ["editii/1/plan.csv-metadata.json"]
    others += [f"date-deschise/{one}-1.schema.json" for one in ("editie", "element")]
    others += [
        "index.html",
        "en/index.html",
        "catalog.ttl",
        "api/v1/openapi.json",
        "cuprins/index.html",
        "cautare/index.html",
        "en/cuprins/index.html",
        "en/cautare/index.html",
    ]
    assert [one for one in [*(root + one for one in wanted), *others, "pagefind/pagefind.js"] if one not in first] == []
    assert first[f"{root}editii/1/plan.json"] == client.get(f"/{root}editii/1/plan.json").content
    sums = dict(reversed(line.split("  ")) for line in first["SHA256SUMS"].decode().splitlines())
    assert sums == {name: hashlib.sha256(body).hexdigest() for name, body in first.items() if name != "SHA256SUMS"}
    for name, up in (("cautare/index.html", b"../"), ("en/cautare/index.html", b"../../")):
        assert b'src="' + up + b'pagefind/pagefind-ui.js"' in first.pop(name)
    assert b"Contents of the copy" in first["en/cuprins/index.html"]
    # Neither a draft nor a page for who works in the portal.
    text = b" ".join(body for name, body in first.items() if name.endswith((".html", ".csv", ".json", ".ttl", ".xml")))
    assert [
        word in text for word in (b"informatizare-2019", "Taină".encode(), b"csrf", b"<script src", b"preload")
    ] == [False] * 5
    assert not [name for name in first if name.startswith(("cont/", "lucru/", "admin/", "raportare/", "urmarire/"))]


def test_a_copy_that_fails_leaves_the_one_before_and_another_folder_is_not_touched(small_plan, tmp_path, monkeypatch):
    folder = tmp_path / "copie"
    folder.mkdir()
    (folder / "scrisoare.txt").write_text("a mea")
    with pytest.raises(CommandError, match="altceva"):
        call_command("export_site", folder)
    assert contents(folder) == {"scrisoare.txt": b"a mea"}
    (folder / "SHA256SUMS").write_text("")

    def fail():
        raise OSError("disc plin")

    # As it stops in the middle: its own folder is there, not yet whole.
    monkeypatch.setattr(writing, "make_missing_files", fail)
    with pytest.raises(OSError, match="disc plin"):
        call_command("export_site", folder)
    assert set(contents(folder)) == {"scrisoare.txt", "SHA256SUMS"}
    # It stops as the new copy takes the place: the one before is back with the next run.
    folder.rename(tmp_path / "copie.veche.part")
    with pytest.raises(OSError, match="disc plin"):
        call_command("export_site", folder)
    assert set(contents(folder)) == {"scrisoare.txt", "SHA256SUMS"}
    with (
        exclusive_lock(Path(settings.DATA_DIR) / "export_site.lock"),
        pytest.raises(CommandError, match="O altă rulare"),
    ):
        call_command("export_site", folder)


def test_a_portal_that_fails_over_an_address_gives_no_copy(small_plan, tmp_path, monkeypatch):
    folder, failing = tmp_path / "copie", "/planuri/mic-2024/progres/"
    ask = PublicPortal.ask

    def answer(portal, path, query=""):
        return PublicAnswer(503) if path == failing else ask(portal, path, query)

    monkeypatch.setattr(PublicPortal, "ask", answer)
    with pytest.raises(CommandError, match=f"răspunde cu 503 la {failing}, deci copia nu ar fi întreagă"):
        call_command("export_site", folder)
    assert not folder.exists()


def test_the_pages_of_an_example_are_found_by_no_search(client, editions, atop):
    real = client.get("/planuri/atop-2024/").content.decode()
    assert writing.as_indexed(real) == real
    document = dataclasses.replace(editions[0].read(), is_invented=True)
    invented = plan_page(document, checksum="0" * 64)
    hidden = writing.as_indexed(invented)
    assert hidden.replace(' data-pagefind-ignore="all"', "") == invented != hidden


def test_links_become_relative_where_the_copy_has_their_target_and_lead_to_the_portal_where_not():
    page = (
        '<link rel="preload" href="/a.woff2" as="font">'
        '<a href="/planuri/x/#os-1">x</a><a href="../y/?ordine=a&amp;b=1">y</a><a href="#aici">z</a><form method="get"><form action="/planuri/x/">'
        '<a href="https://e.ro/">e</a><script src="/static/a.js" defer></script><img srcset="/a.svg" src="/b.png">'
    )
    files = {"/planuri/x/": "planuri/x/index.html", "/a.svg": "a.svg"}
    made = relative_page(page, "/planuri/z/", "planuri/z/index.html", lambda one: files.get(one, ""), "https://p.ro")
    assert made == (
        '<a href="../x/index.html#os-1">x</a><a href="https://p.ro/planuri/y/?ordine=a&amp;b=1">y</a>'
        '<a href="#aici">z</a><form action="https://p.ro/planuri/z/" method="get">'
        '<form action="https://p.ro/planuri/x/"><a href="https://e.ro/">e</a>'
        '<img srcset="../../a.svg" src="https://p.ro/b.png">'
    )
    assert list(addresses_of(page, "/planuri/z/")) == [
        "/a.woff2", "/planuri/x/", "/planuri/y/?ordine=a&b=1", "/planuri/x/", "/static/a.js", "/a.svg", "/b.png",
    ]  # fmt: skip
