"""The screens, as a browser walks through them: who may, what is shown, what is saved, what is not."""

import io
import re

import openpyxl
import pytest
from django.core import signing

from plans.exchange.imports import waiting_files as waiting
from plans.models import Element, Institution
from tests.page import dense, message_texts
from tests.plans.exchange.conftest import MEASURES
from tests.plans.exchange.sheet_files import HEADINGS, ROW, uploaded, workbook

SCREENS = ["import/", "export/"]
NEW = workbook(HEADINGS, ROW, ["informatizare-2019", "m", "1.16", "ax-4", 160, "Semnături <b>electronice</b>"])


@pytest.fixture
def previewed(post_file):
    """The ticket of a previewed import of two new measures."""
    return post_file("noi.xlsx", NEW).context["ticket"]


@pytest.fixture
def confirm(editor):
    def post(ticket, page=MEASURES, **more):
        return editor.post(f"{page}process_import/", {"ticket": ticket, **more}, follow=True)

    return post


def waiting_files(settings):
    return [path.name for path in settings.DATA_DIR.glob("imports/*")]


@pytest.mark.parametrize("screen", [*SCREENS, "process_import/"])
def test_a_stranger_is_asked_to_sign_in(client, screen):
    answer = client.get(f"{MEASURES}{screen}")
    assert (answer.status_code, answer.url) == (302, f"/admin/login/?next={MEASURES}{screen}")


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("editor", [200, 200, 405]),
        ("publisher", [200, 200, 405]),
        ("reviewer", [403, 200, 405]),
        ("outsider", [403, 403, 405]),
    ],
)
def test_editors_import_readers_export_others_neither(client, people, role, codes):
    client.force_login(getattr(people, role))
    assert [client.get(f"{MEASURES}{screen}").status_code for screen in (*SCREENS, "process_import/")] == codes


def test_a_reader_cannot_send_what_only_an_editor_may(client, people, rows, previewed):
    before = rows()
    client.force_login(people.reviewer)
    answers = [
        client.post(f"{MEASURES}import/", {"import_file": uploaded("noi.xlsx", NEW)}),
        client.post(f"{MEASURES}process_import/", {"ticket": previewed}),
    ]
    assert ([answer.status_code for answer in answers], rows()) == ([403, 403], before)


def test_the_list_offers_both_screens_to_an_editor(editor):
    page = editor.get(MEASURES).content.decode()
    assert re.findall(r'<a href="([^"]+)" class="(?:im|ex)port_link">(\w+)</a>', page) == [
        (f"{MEASURES}import/", "Importă"),
        (f"{MEASURES}export/?", "Exportă"),
    ]


@pytest.mark.parametrize("screen", SCREENS)
def test_the_screens_carry_nothing_inline_and_nothing_english(editor, screen):
    page = editor.get(f"{MEASURES}{screen}").content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", page) == []
    english = ("Submit", "Select all", "This importer", "This exporter", "Home", "Resource", "File to import", "---")
    assert [word for word in english if word in page] == []


def test_a_preview_saves_nothing_and_confirming_it_saves_what_it_showed(post_file, confirm, rows, settings):
    before = rows()
    answer = post_file("noi.xlsx", NEW)
    assert rows() == before
    assert (
        answer.context["outcome"].summary.replace("\u00a0", " ")
        == "2 rânduri noi, 0 rânduri schimbate, 0 rânduri neschimbate"
    )
    done = confirm(answer.context["ticket"])
    assert message_texts(done) == ["Importul s-a încheiat: 2 rânduri noi, 0 rânduri schimbate, 0 rânduri neschimbate."]
    assert list(
        Element.objects.filter(code__in=["1.15", "1.16"]).order_by("code").values_list("code", "title", "version")
    ) == [
        ("1.15", "Portalul planurilor", 1),
        ("1.16", "Semnături <b>electronice</b>", 1),
    ]
    assert waiting_files(settings) == []


def test_a_preview_shows_every_change_word_by_word_and_escaped(editor, post_file):
    sheet = openpyxl.load_workbook(io.BytesIO(editor.post(f"{MEASURES}export/", {"format": "xlsx"}).content)).active
    for row in sheet.iter_rows(min_row=2):
        row[8].value = "anual <script>"
    answer = post_file("toate.xlsx", workbook(*sheet.values))
    page = answer.content.decode()
    assert len(answer.context["outcome"].changes) == page.count('<tbody class="changed">') == 14
    assert "<script>" not in page[page.index("preview") :]
    assert page.count("<ins>") >= 14


def test_a_change_is_shown_from_what_to_what(editor, post_file):
    sheet = openpyxl.load_workbook(io.BytesIO(editor.post(f"{MEASURES}export/", {"format": "xlsx"}).content)).active
    sheet["I2"].value = "anual, în decembrie"
    page = dense(post_file("una.xlsx", workbook(*sheet.values)).content.decode())
    assert '<td class="text">anual<ins><span class="visually-hidden">adăugat:</span>, în decembrie</ins></td>' in page


def test_confirming_says_in_the_history_who_and_from_which_file(people, previewed, confirm):
    confirm(previewed)
    history = Element.objects.get(code="1.15").history.get()
    assert (history.history_user, history.history_change_reason, history.history_type) == (
        people.editor,
        "Import din noi.xlsx",
        "+",
    )


def test_confirming_twice_saves_once(previewed, confirm, rows):
    confirm(previewed)
    once = rows()
    assert message_texts(confirm(previewed)) == [waiting.GONE]
    assert rows() == once


def test_an_import_that_would_now_do_something_else_is_shown_again(previewed, confirm, it_plan, rows):
    axis = Element.objects.get(level__plan=it_plan, level__prefix="ax", code="4")
    Element.objects.create(
        level=it_plan.level_set.get(prefix="m"), parent=axis, code="1.15", position=150, title="Altceva"
    )
    before = rows()
    answer = confirm(previewed)
    assert message_texts(answer) == [
        "Datele s-au schimbat între timp. Verificați din nou ce face importul, apoi confirmați."
    ]
    assert rows() == before
    changed = (
        '<del><span class="visually-hidden">eliminat:</span>Altceva</del>'
        '<ins><span class="visually-hidden">adăugat:</span>Portalul planurilor</ins>'
    )
    assert changed in dense(answer.content.decode())
    assert message_texts(confirm(answer.context["ticket"])) == [
        "Importul s-a încheiat: 1 rând nou, 1 rând schimbat, 0 rânduri neschimbate."
    ]


def test_an_import_whose_rows_are_no_longer_valid_shows_why(previewed, confirm, it_plan, rows):
    Element.objects.get(level__plan=it_plan, level__prefix="ax", code="4").children.all().delete()
    Element.objects.get(level__plan=it_plan, level__prefix="ax", code="4").delete()
    before = rows()
    answer = confirm(previewed)
    assert [(p.line, p.heading, p.message) for p in answer.context["outcome"].problems] == [
        (line, "Sub", "Planul nu are niciun element la adresa „ax-4”. Scrieți de exemplu og-1.") for line in (2, 3)
    ]
    assert rows() == before


@pytest.mark.parametrize(
    "ticket",
    ["", "../../etc/passwd", "x" * 10_000, "\x00", signing.dumps({"file": "../../etc/passwd"})],
    # The signature holds the time: without names, two processes of one run would collect different tests.
    ids=["empty", "path", "long", "nul", "signed elsewhere"],
)
def test_a_forged_ticket_is_refused(confirm, rows, ticket):
    before = rows()
    answer = confirm(ticket, import_file_name="../../etc/passwd", original_file_name="a", format="2", resource="0")
    assert (answer.status_code, message_texts(answer), rows()) == (200, [waiting.GONE], before)


def test_a_ticket_is_good_for_one_person_one_page_and_one_hour(
    client, people, editor, previewed, confirm, rows, monkeypatch
):
    before = rows()
    assert message_texts(confirm(previewed, page="/admin/plans/axis/")) == [waiting.GONE]
    client.force_login(people.publisher)
    assert message_texts(client.post(f"{MEASURES}process_import/", {"ticket": previewed}, follow=True)) == [
        waiting.GONE
    ]
    client.force_login(people.editor)
    monkeypatch.setattr(waiting, "HOUR", -1)
    assert message_texts(confirm(previewed)) == [waiting.GONE]
    assert rows() == before


def test_files_that_nobody_confirms_go_after_an_hour(post_file, settings, monkeypatch):
    post_file("noi.xlsx", NEW)
    first = waiting_files(settings)
    monkeypatch.setattr(waiting, "HOUR", -1)
    post_file("noi.xlsx", NEW)
    assert (len(first), len(waiting_files(settings)), set(first) & set(waiting_files(settings))) == (1, 1, set())


def test_one_wrong_row_keeps_every_row_out(post_file, rows, settings):
    before = rows()
    data = workbook(
        HEADINGS, ROW, [], ["informatizare-2019", "m", "1.17", "ax-9", "zece", "Titlu"], ["x", "m", "1", "", 1, "T"]
    )
    answer = post_file("a.xlsx", data)
    assert [(p.line, p.heading, p.message) for p in answer.context["outcome"].problems] == [
        (4, "Poziție", "„zece” nu este o poziție. Scrieți un număr întreg, de exemplu 10."),
        (4, "Sub", "Planul nu are niciun element la adresa „ax-9”. Scrieți de exemplu og-1."),
        (5, "Plan", "Nu există un plan „x” pe care să îl puteți modifica."),
    ]
    assert (answer.context["ticket"], rows(), waiting_files(settings)) == ("", before, [])


def test_another_institutions_plan_is_refused_as_one_that_does_not_exist(editor, people, it_plan, post_file):
    it_plan.owner = Institution.objects.create(code="altul", name="Altul", short_name="Altul")
    it_plan.save()
    answers = [
        post_file("a.xlsx", workbook(HEADINGS, [slug, *ROW[1:]])) for slug in ("informatizare-2019", "nu-exista")
    ]
    assert [[p.message for p in answer.context["outcome"].problems] for answer in answers] == [
        [f"Nu există un plan „{slug}” pe care să îl puteți modifica."] for slug in ("informatizare-2019", "nu-exista")
    ]
