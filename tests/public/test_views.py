"""The public pages, as a reader's browser asks for them."""

import pytest
from django_tasks_db.models import DBTaskResult

from plans.editions.publishing import publish, withdraw
from portal.romanian import long_date
from portal.tasks.queue import run_waiting_tasks
from public.models import StoredPage
from tests.page import Page

ATOP, IT = "/planuri/atop-2024/", "/planuri/informatizare-2019/"


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return Page(response)


def test_the_list_has_both_plans_with_what_is_in_them(client, editions):
    home = page(client, "/planuri/")
    counts = (
        "4 obiective naționale prioritare 6 obiective generale 39 de obiective specifice / direcții de acțiune "
        "4 proiecte 13 indicatori"
    )
    assert counts in home.text
    assert "4 obiective strategice 4 axe de dezvoltare 14 măsuri 23 de indicatori" in home.text
    assert [link for link in home.links if link.startswith("/planuri/") and link != "/planuri/"] == [
        ATOP,
        f"{ATOP}plan.pdf",
        IT,
        f"{IT}plan.pdf",
    ]


@pytest.mark.parametrize("address", ["/", "/planuri/"])
def test_home_and_the_list_say_when_nothing_is_published(client, db, address):
    assert "Încă nu este publicat niciun plan." in page(client, address).text


@pytest.mark.parametrize(("plan", "address", "number"), [(ATOP, "os-2.5", 0), (IT, "m-1.9", 1)])
def test_an_objective_or_a_measure_is_two_clicks_from_home(client, editions, plan, address, number):
    assert plan in page(client, "/").links
    assert f"{plan}{address}/" in page(client, plan).links
    title = editions[number].read().by_address[address].title
    assert title in page(client, f"{plan}{address}/").text


@pytest.mark.parametrize("number", [0, 1])
def test_every_element_stands_once_on_the_plan_page_and_leads_to_its_own_page(client, editions, number):
    document = editions[number].read()
    plan = page(client, f"/planuri/{document.slug}/")
    addresses = [element.address for element in document.elements]
    assert [name for name in plan.ids if name in document.by_address] == addresses
    assert len(plan.ids) == len(set(plan.ids))
    links = [f"/planuri/{document.slug}/{element.address}/" for element in document.elements]
    assert {link: plan.links.count(link) for link in links} == dict.fromkeys(links, 1)
    one_of_each_level = {element.level: (element, link) for element, link in zip(document.elements, links, strict=True)}
    for element, link in one_of_each_level.values():
        assert element.title.split("\n")[0] in page(client, link).text


def test_the_outline_leads_to_places_that_exist(client, editions):
    for path in (ATOP, IT, f"{ATOP}editii/1/"):
        plan = page(client, path)
        places = {link[1:] for link in plan.links if link.startswith("#")}
        assert places <= set(plan.ids)
        assert len(places) > 10


def test_the_measures_stand_in_a_table_with_the_printed_columns_and_their_numbers(client, editions):
    cells = page(client, IT).cells
    heads = [row for row in cells if row[:2] == ["Măsuri", "Rezultate"]]
    assert (
        heads
        == [
            [
                "Măsuri",
                "Rezultate",
                "Indicatori de evaluare",
                "Termen de evaluare",
                "Termen de finalizare",
                "Responsabili",
            ]
        ]
        * 4
    )
    assert [row for row in cells if row[0] == "1"] == [["1", "2", "3", "4", "5", "6"]] * 4
    measure = next(row for row in cells if row[0].startswith("1.4."))
    assert measure[2:5] == [
        "Numărul de actualizări anuale Indicatorul 6: termenul a trecut, nu s-a raportat nimic", "bianual", "2025",
    ]  # fmt: skip


def test_the_page_names_both_printed_columns_of_the_police_plan(client, editions):
    assert "Obiective generale › Obiective specifice / Direcții de acțiune" in page(client, ATOP).text


def test_the_budget_is_a_table_with_the_values_as_printed(client, editions):
    plan = page(client, ATOP)
    start = plan.cells.index(["Denumirea", "Suma (mii lei)", "Ponderea"])
    assert plan.cells[start + 1 : start + 7] == [
        ["credite bugetare", "245.232,31", ""],
        ["cheltuieli de personal", "191.982,16", "78,28%"],
        ["bunuri și servicii", "12.472,25", "5,09%"],
        ["fonduri externe nerambursabile", "38.550,00", "15,72%"],
        ["proiecte cu finanțare PNRR", "372,00", "0,15%"],
        ["alte cheltuieli", "1.855,90", "0,76%"],
    ]
    assert plan.all("svg", "class").count("chart") == 1


def test_a_measure_shows_its_axis_its_facts_its_indicators_and_its_neighbours(client, editions):
    measure = page(client, f"{IT}m-1.9/")
    for words in ("Axă de dezvoltare", "Termen de finalizare 2020", "2 indicatori", "Numărul de licitații lansate"):
        assert words in measure.text
    assert "Termen de evaluare necompletat în original" in measure.text
    assert measure.links.count(f"{IT}m-1.8/") == 1
    assert measure.links.count(f"{IT}m-1.10/") == 1
    assert measure.links.count(f"{IT}ax-2/") == 2


def test_html_in_a_title_shows_as_text(client, atop, people):
    element = atop.level_set.get(prefix="og").elements.first()
    element.title = '<script>alert(1)</script> & "ghilimele"'
    element.save()
    publish(atop, by=people.publisher, note="<b>Notă</b>")
    for path in (ATOP, f"{ATOP}og-1/", f"{ATOP}os-1.1/", f"{ATOP}editii/1/"):
        found = page(client, path)
        assert '<script>alert(1)</script> & "ghilimele"' in found.text
        assert "<script>alert" not in found.source
    assert "<b>Notă</b>" in page(client, f"{ATOP}editii/").text


def test_a_frozen_page_stays_the_same_to_the_byte_when_a_later_edition_is_published(client, editions, atop, people):
    path = f"{ATOP}editii/1/"
    before = client.get(path).content
    element = atop.level_set.get(prefix="og").elements.first()
    element.title = "Alt obiectiv"
    element.save()
    publish(atop, by=people.publisher, note="A doua.")
    assert client.get(path).content == before
    assert "Alt obiectiv" in page(client, ATOP).text
    assert "Aceasta este ediția 1, publicată în portal la" in Page(before.decode()).text
    shown = page(client, f"{ATOP}editii/")
    assert [link for link in shown.links if link.endswith("plan.pdf")] == [
        f"{ATOP}editii/2/plan.pdf",
        f"{ATOP}editii/1/plan.pdf",
    ]


def test_the_current_page_and_the_frozen_page_name_the_checksum_and_the_permanent_address(client, editions):
    for path in (ATOP, f"{ATOP}editii/1/"):
        found = page(client, path)
        assert editions[0].checksum in found.text
        assert f"{ATOP}editii/1/" in found.links
        assert f"{ATOP}editii/1/plan.json" in found.links


def test_what_is_not_public_is_one_and_the_same_romanian_page_which_leads_to_the_plan_that_is(
    client, editions, atop, people
):
    withdraw(editions[1], by=people.publisher, reason="Greșeală.")
    paths = ["/planuri/alt-plan/", f"{ATOP}os-9.9/", f"{ATOP}editii/7/", f"{IT}m-9.9/", f"{IT}editii/2/", "/nimic/"]
    answers = [client.get(path) for path in paths]
    assert [answer.status_code for answer in answers] == [404] * len(paths)
    of_plan = [path.startswith(ATOP) for path in paths]
    assert len({answer.content for answer, is_of in zip(answers, of_plan, strict=True) if not is_of}) == 1
    assert [ATOP in Page(answer).links for answer in answers] == of_plan
    assert ["planul nu este public" not in Page(answer).text for answer in answers] == of_plan
    missing = Page(answers[0])
    assert "Pagina nu există" in missing.text
    assert "/planuri/" in missing.links


def test_a_draft_is_not_found(client, atop):
    assert client.get(ATOP).status_code == 404


def test_no_page_asks_anything_of_another_host_or_sets_a_cookie(client, editions):
    for path in [*StoredPage.objects.pages().values_list("path", flat=True), "/nimic/"]:
        response = client.get(path)
        found = Page(response)
        # What else a page names, a browser does not ask for.
        links = [values for tag, values in found.attributes if tag == "link"]
        asked = [link["href"] for link in links if link["rel"] not in ("alternate", "canonical", "search")]
        asked += found.all("script", "src") + found.all("img", "src")
        assert {address[: len("/static/")] for address in asked} == {"/static/"}
        inline = [values for tag, values in found.attributes if tag == "script" and "src" not in values]
        # Data for programs are no script: nothing runs them.
        assert [values for values in inline if values != {"type": "application/ld+json"}] == []
        assert "style" not in found.tags
        assert [values for _, values in found.attributes if "style" in values] == []
        assert response.cookies.output() == ""


def test_every_page_says_its_language_and_has_one_title_one_main_heading_and_a_way_past_the_header(client, editions):
    for path in [*StoredPage.objects.pages().values_list("path", flat=True), "/nimic/"]:
        found = Page(client.get(path))
        assert found.all("html", "lang") == ["en" if path.startswith("/en/") else "ro"]
        assert (found.tags.count("h1"), found.tags.count("main")) == (1, 1)
        assert found.links[0] == "#continut"
        assert "continut" in found.ids


def test_the_list_of_plans_answers_a_search_without_diacritics(client, editions):
    found = page(client, "/planuri/?cauta=autoritatea+teritoriala&ordine=titlu&pagina=zzz")
    assert [link for link in found.links if link in (ATOP, IT)] == [ATOP]
    assert "Niciun plan nu se potrivește" in page(client, "/planuri/?cauta=metrou").text


def test_the_address_of_a_withdrawn_edition_says_when_and_why_and_nothing_of_its_content(
    client, editions, it_plan, people
):
    withdrawal = withdraw(editions[1], by=people.publisher, reason="Anexa 2 lipsea din document.")
    answer = client.get(f"{IT}editii/1/")
    found = Page(answer)
    assert answer.status_code == 410
    assert f"fost publică până la {long_date(withdrawal.withdrawn_at)}, când a fost retrasă" in found.text
    assert "Motivul retragerii: Anexa 2 lipsea din document." in found.text
    assert (it_plan.short_title in answer.content.decode(), f"{IT}" in found.links) == (False, False)
    publish(it_plan, by=people.publisher, note="Cu anexa 2.")
    assert f"{IT}" in Page(client.get(f"{IT}editii/1/")).links


def test_the_pdf_of_a_long_edition_is_made_outside_the_request(client, editions, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("plans.editions.files.SHORT_TEXT", 20_000)
    DBTaskResult.objects.all().delete()
    answers = [client.get(f"{ATOP}editii/1/plan.pdf") for _ in range(2)]
    assert [(one.status_code, one["Retry-After"], one["Cache-Control"]) for one in answers] == [
        (503, "30", "no-store")
    ] * 2
    assert "Reîncarcă · Ediția 1, ca pagină" in Page(answers[0]).text
    assert f"{ATOP}editii/1/" in Page(answers[0]).links
    assert run_waiting_tasks() == 1
    assert client.get(f"{ATOP}editii/1/plan.pdf")["Content-Type"] == "application/pdf"
