"""The pages on which a document becomes a plan: what they say, what they keep, whom they are open to."""

import hashlib
import socketserver

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from plans.editing.new_plan.forms import NewPlanForm
from plans.exchange.word import originals, preview, readings, views
from plans.models import Element, Plan, WordImport
from portal.tasks import queue
from tests.page import Page
from tests.plans.exchange.word.handmade import docx, odt, p, tbl, tc

ADDRESS = "/lucru/nou/word/"
HEAD = ("Obiective generale", "Măsuri", "Observații")
DOCUMENT = docx(
    p("Planul de măsuri"), p("pentru anul 2026"), tbl(HEAD, ("1. Prevenirea", "1.1. Campanii", "Pe <larg>"))
)


def send(client, data=DOCUMENT, name="Plan 2026.docx"):
    return client.post(ADDRESS, {"document": SimpleUploadedFile(name, data)})


def sent_choices(form):
    """What the page would send as it stands."""
    values = {bound.html_name: bound.value() for bound in form}
    return {name: "on" if value is True else value for name, value in values.items() if value not in (None, False)}


def new_plan_details(page, slug):
    """What the page would send of a plan that is to be made."""
    owner = page.context["details_form"].fields["owner"].queryset[0].pk
    details = {"short_title": slug, "title": "Plan", "owner": owner, "slug": slug}
    return details | {"period_start": "2026-01-01", "period_end": "2026-12-31", "creeaza": "da"}


@pytest.fixture
def row(editor):
    return WordImport.objects.get(pk=send(editor).url.split("/")[-2])


def test_the_page_shows_the_document_beside_the_plan_that_would_come_and_nothing_is_made(editor, row):
    answer = editor.get(row.get_absolute_url())
    text = Page(answer.content.decode()).text
    said = ["2 generale", "1 obiectiv general; 1 măsură", "tabelul 1, rândul 2, coloana 2", "Pe <larg>"][1:]
    assert [words for words in said if words not in text.replace("\u00a0", " ")] == []
    assert "Fiecare cuvânt al documentului și-a găsit locul." in text
    assert not Plan.objects.filter(title="Planul de măsuri").exists()
    names = ("title", "subtitle", "short_title")
    assert {name: answer.context["details_form"][name].value() for name in names} == {
        "title": "Planul de măsuri",
        "subtitle": "pentru anul 2026",
        "short_title": "Planul de măsuri 2026",
    }


def test_words_without_a_place_are_marked_where_they_stand_and_elements_lead_to_their_places_and_back(editor):
    content = docx(
        p("Obiectivul general nr. 1 - Școli sigure", bold=True),
        tbl(("Cod", "Acțiuni", "Termen"), ("a)", "Patrule", "2026"), (tc("b)"), tc("Camere", span=2))),
        p("Obiectivul general nr. 2 - Drumuri sigure", bold=True),
    )
    drawn = html.fromstring(editor.get(send(editor, content).url).content.decode())

    def leads(key):
        return [link.get("href") for link in drawn.get_element_by_id(key).iter("a")]

    assert [mark.text for mark in drawn.iter("mark")] == ["fără loc în plan: nr"] * 2
    assert [leads("p1"), leads("e1"), leads("t1-2"), leads("e2")] == [["#e1"], ["#p1"], ["#e2"], ["#t1-2"]]
    assert "#p1" in [link.get("href") for link in drawn.find_class("findings")[0].iter("a")]
    assert list(drawn.get_element_by_id("t1-3").iter("td"))[-1].get("colspan") == "2"


def test_a_long_document_is_shown_page_by_page_and_each_element_beside_its_place(editor, monkeypatch):
    monkeypatch.setattr(preview, "ROOM", 4)
    rows = [(tc("1. Prevenirea", merge="restart"), "1.1. Campanii", "")]
    rows += [(tc("", merge="continue"), f"1.{n}. Patrule {n}", "") for n in range(2, 5)]
    content = docx(p("Planul de măsuri"), p("pentru anul 2026"), tbl(HEAD, *rows, ("2. Altele", "2.1. Ultima", "Rest")))
    address = send(editor, content).url
    pages = [html.fromstring(editor.get(f"{address}?pagina={n}").content.decode()) for n in (1, 2, 3)]
    drawn = [[one.get("id") for one in page.xpath("//*[@id='documentul']/..//*[@id]")][1:] for page in pages]
    # What a merged cell holds together is not torn.
    assert drawn == [["p1", "p2", "t1-1"], ["t1-2", "t1-3", "t1-4", "t1-5"], ["t1-6"]]
    elements = [[one.get("id") for one in page.xpath("//ol[@class='draft-elements']/li[@id]")] for page in pages]
    assert (elements[0], [len(one) for one in elements]) == ([], [0, 5, 2])
    for page in pages:
        keys = {one.get("id") for one in page.xpath("//*[@id]")}
        inside = page.xpath("//div[@class='pane']//a[starts-with(@href, '#')]/@href")
        assert [link for link in inside if link.removeprefix("#") not in keys] == []
    assert ["7 elemente pe 3 pagini" in " ".join(page.text_content().split()) for page in pages] == [True] * 3
    assert [page.xpath("//*[text()='Secțiunile']") != [] for page in pages] == [False, False, True]


def test_turning_a_page_keeps_what_was_corrected_and_builds_nothing_again(editor, row, monkeypatch):
    monkeypatch.setattr(preview, "ROOM", 1)
    address = row.get_absolute_url()
    page = editor.get(f"{address}?pagina=2")
    turning = html.fromstring(page.content.decode()).xpath("//nav[@class='pages']/button")
    assert {(one.get("form"), one.get("formaction")) for one in turning} == {
        ("alegeri", "?pagina=1#documentul"),
        ("alegeri", "?pagina=3#documentul"),
    }
    (name,) = (name for name, value in sent_choices(page.context["form"]).items() if value == "Măsură")
    shown = editor.post(f"{address}?pagina=3", {**sent_choices(page.context["form"]), name: "Sarcină"})
    assert (shown.context["pages"].number, shown.context["form"][name].value()) == (3, "Sarcină")
    monkeypatch.setattr("plans.exchange.word.understanding.build_plan", None)
    monkeypatch.setattr("plans.exchange.word.understanding.drawn_blocks", None)
    monkeypatch.setattr("plans.exchange.word.readings.plain.from_plain", None)
    shown = editor.get(f"{address}?pagina=4")
    assert (shown.context["pages"].number, shown.context["form"][name].value()) == (4, "Sarcină")


def test_the_institution_that_the_head_names_last_is_proposed(editor, people):
    owners = NewPlanForm(user=people.editor).fields["owner"].queryset
    names = [one.name for one in owners]
    content = docx(*(p(name.upper()) for name in names), p("Planul de măsuri"), tbl(HEAD, ("1. A", "1.1. B", "C")))
    page = editor.get(send(editor, content).url)
    assert (len(names) > 1, page.context["details_form"]["owner"].value()) == (True, owners[len(names) - 1].pk)
    page = editor.get(send(editor).url)
    assert page.context["details_form"]["owner"].value() is None


def test_what_keeps_a_plan_from_being_made_is_told_at_the_top_of_the_page(editor, row):
    page = editor.get(row.get_absolute_url())
    shown = editor.post(row.get_absolute_url(), {**sent_choices(page.context["form"]), "creeaza": "da"})
    found = html.fromstring(shown.content.decode()).xpath("//div[@role='alert'] | //h2[@id='documentul']")
    assert [one.tag for one in found] == ["div", "h2"]
    assert "Planul nu s-a creat" in found[0].text_content()


def test_what_a_person_corrects_is_shown_before_a_plan_can_be_made_of_it(editor, row, people):
    page = editor.get(row.get_absolute_url())
    choices, details = sent_choices(page.context["form"]), new_plan_details(page, "din-word")
    changed = {**choices, "nivel-m-nume": "Intervenție", "nivel-m-plural": "Intervenții", "tabel-0-2": "description"}
    shown = editor.post(row.get_absolute_url(), {**changed, **details})
    assert "Vedeți mai jos planul, apoi creați-l." in shown.content.decode()
    assert not Plan.objects.filter(slug="din-word").exists()
    made = editor.post(row.get_absolute_url(), {**sent_choices(shown.context["form"]), **details})
    assert made.url == "/lucru/din-word/"
    element = Element.objects.get(level__plan__slug="din-word", code="1.1")
    assert (element.description, element.level.name) == ("Pe <larg>", "Intervenție")
    beside = Page(editor.get(reverse("plans:element", args=["din-word", element.pk])).content.decode()).text
    assert "În document: tabelul 1, rândul 2, coloana 2." in beside
    assert editor.get(row.get_absolute_url()).url == "/lucru/din-word/"


def test_a_level_is_added_and_taken_away(editor, row):
    choices = sent_choices(editor.get(row.get_absolute_url()).context["form"])
    added = {**choices, "nivel-nou-nume": "Acțiune", "nivel-nou-plural": "Acțiuni", "nivel-nou-sub": "m"}
    shown = editor.post(row.get_absolute_url(), added)
    assert [one["key"] for one in WordImport.objects.get().mapping["levels"]] == ["og", "m", "ac"]
    editor.post(row.get_absolute_url(), {**sent_choices(shown.context["form"]), "nivel-m-nume": ""})
    mapping = WordImport.objects.get().mapping
    assert [(one["key"], one["parent"]) for one in mapping["levels"]] == [("og", ""), ("ac", "")]
    assert mapping["tables"]["1"]["columns"][1]["role"] == "propriu"


def test_a_level_cannot_stand_under_itself(editor, row):
    choices = sent_choices(editor.get(row.get_absolute_url()).context["form"])
    shown = editor.post(row.get_absolute_url(), {**choices, "nivel-og-sub": "m"})
    assert shown.context["form"].errors["nivel-m-sub"] == ["Nivelul ar ajunge sub el însuși."]


def test_a_document_is_its_owners_until_a_plan_comes_of_it(client, row, people):
    addresses = [row.get_absolute_url(), reverse("plans:word_original", args=[row.pk])]
    client.force_login(people.publisher)
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.post(reverse("plans:word_forget", args=[row.pk])).status_code == 404
    client.force_login(people.outsider)
    assert client.get(ADDRESS).status_code == 403
    client.force_login(people.editor)
    answer = client.get(addresses[1])
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (DOCUMENT, "application/octet-stream")
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7", "nu este un document Word"),
        ("a.docm", docx(p("Cu macrocomenzi")), "Cele cu macrocomenzi (.docm) se salvează întâi ca .docx."),
        ("a.docx", DOCUMENT[:200], "deteriorat"),
        ("a.docx", b"", "Fișierul este gol."),
        ("a.odt", b"text", "conținutul lui este altceva"),
        # Read only after it was kept.
        ("a.docx", docx(p(" ")), "Documentul nu are text."),
    ],
)
def test_what_is_no_document_is_refused_at_its_field_and_nothing_of_it_is_kept(editor, name, data, said):
    answer = send(editor, data, name)
    assert said in answer.context["form"].errors["document"][0]
    assert not WordImport.objects.exists()
    assert not originals.original_path(hashlib.sha256(data).hexdigest()).exists()


def test_without_libreoffice_a_person_is_told_what_to_save_as(editor, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert (
        "salvați-l ca „Document Word (.docx)”"
        in send(editor, b"{\\rtf1}", "a.rtf").context["form"].errors["document"][0]
    )


ROWS = ("Obiective generale", "Măsuri"), ("1. Prevenirea", "1.1. Campanii")


def test_another_kind_of_document_is_made_readable_by_libreoffice_in_the_worker(editor):
    answer = send(editor, odt(*ROWS), "Plan.odt")
    queue.perform(queue.claim("unul"), "unul")
    assert "Documentul este citit. Încă nu s-a făcut niciun plan." in editor.get(answer.url).content.decode()
    row = WordImport.objects.get()
    assert [one["name"] for one in row.mapping["levels"]] == ["Obiectiv general", "Măsură"]
    assert "Prevenirea" in editor.get(row.get_absolute_url()).content.decode()
    assert originals.original_path(row.checksum).read_bytes() == odt(*ROWS)


def test_a_long_document_is_read_once_and_its_plan_written_by_the_worker(editor, monkeypatch):
    monkeypatch.setattr(readings, "SHORT", 0)
    monkeypatch.setattr(views, "WRITTEN_AT_ONCE", 0)
    waiting = send(editor)
    assert WordImport.objects.get().mapping == {}
    queue.perform(queue.claim("unul"), "unul")
    assert "Documentul este citit." in editor.get(waiting.url).content.decode()
    row = WordImport.objects.get()
    # Nobody reads the document again to show it.
    originals.original_path(row.checksum).write_bytes(b"altceva")
    page = editor.get(row.get_absolute_url())
    values = {**sent_choices(page.context["form"]), **new_plan_details(page, "din-word")}
    job = editor.post(row.get_absolute_url(), values)
    assert not Plan.objects.filter(slug="din-word").exists()
    queue.perform(queue.claim("unul"), "unul")
    assert "este făcut din „Plan 2026.docx”" in editor.get(job.url).content.decode()
    assert [one.code for one in Element.objects.filter(level__plan__slug="din-word").order_by("pk")] == ["1", "1.1"]


def test_what_a_document_points_to_on_another_machine_is_not_asked_for(editor):
    with socketserver.TCPServer(("127.0.0.1", 0), None) as listening:
        listening.socket.settimeout(0.1)
        host, port = listening.server_address
        answer = send(editor, odt(*ROWS, picture=f"http://{host}:{port}/a.png"), "Plan.odt")
        queue.perform(queue.claim("unul"), "unul")
        with pytest.raises(TimeoutError):
            listening.socket.accept()
    assert "Documentul cere părți din alte fișiere" in editor.get(answer.url).content.decode()


def test_the_import_is_taken_back_on_its_page_until_somebody_worked_on_the_plan(editor, row, people):
    def make(slug):
        page = editor.get(row.get_absolute_url())
        editor.post(row.get_absolute_url(), {**sent_choices(page.context["form"]), **new_plan_details(page, slug)})
        return Plan.objects.get(slug=slug)

    plan = make("din-word")
    page = editor.get("/lucru/din-word/din-word/")
    assert "La plan nu s-a lucrat de când a fost adus" in page.content.decode()
    Element.objects.filter(level__plan=plan, code="1").update(title="Altceva")
    assert "nu se mai poate anula" in editor.get("/lucru/din-word/din-word/").content.decode()
    editor.post("/lucru/din-word/din-word/", page.context["carried"])
    assert Plan.objects.filter(pk=plan.pk).exists()
    Element.objects.filter(level__plan=plan, code="1").update(title="Prevenirea")
    assert editor.post("/lucru/din-word/din-word/", page.context["carried"]).url == "/lucru/planuri/"
    assert not WordImport.objects.exists()


def test_a_document_with_something_to_be_mended_says_what_and_makes_no_plan(editor):
    twice = docx(p("Planul"), tbl(HEAD, ("1. Prevenirea", "1.1. Una", ""), ("", "1.1. Iar", "")))
    address = send(editor, twice).url
    page = editor.get(address)
    said = Page(page.content.decode()).text
    assert "Tabelul 1, rândul 3, coloana 2: Codul „1.1” apare și la" in said
    assert "Creează planul" not in said
    refused = editor.post(address, {**sent_choices(page.context["form"]), **new_plan_details(page, "din-word")})
    assert "Întâi de îndreptat: tabelul 1, rândul 3, coloana 2" in refused.content.decode()
    assert not Plan.objects.filter(slug="din-word").exists()
