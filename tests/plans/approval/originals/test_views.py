"""The page of an act's signed original, and its file at the public address."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from plans.approval.originals import actions as original_actions
from plans.editions.publishing import publish, withdraw
from plans.models import AdoptionAct, SignedOriginal
from plans.render.pdf import plan_pdf as pdf_render
from portal.uploads import FileUpload
from portal.whitespace import drop_space_beside_blocks
from tests.indicators.reporting.evidence.evidence_files import MINIMAL_PDF
from tests.page import Page

CHECKSUM = hashlib.sha256(MINIMAL_PDF).hexdigest()
FILE = f"/planuri/informatizare-2019/acte/{CHECKSUM}.pdf"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def act(it_plan):
    return AdoptionAct.objects.get(plan=it_plan)


@pytest.fixture
def page(it_plan, act):
    return reverse("plans:original", args=[it_plan.slug, act.pk])


def pdf(name="hotarare.pdf", data=MINIMAL_PDF):
    return {"file": SimpleUploadedFile(name, data)}


def attached(act, by):
    return original_actions.attach(act, by=by, upload=FileUpload("hotarare.pdf", MINIMAL_PDF))


def test_an_original_is_added_and_shown_with_its_checksum(hands, page):
    editor = hands("editor")
    assert editor.post(page, pdf()).status_code == 302
    shown = editor.get(page).content.decode()
    assert (CHECKSUM in shown, "hotarare.pdf" in shown) == (True, True)
    assert b"".join(editor.get(FILE).streaming_content) == MINIMAL_PDF


def test_what_is_no_pdf_is_refused_beside_the_field(hands, page):
    answers = [
        hands("editor").post(page, given).context["form"].errors["file"]
        for given in (pdf("act.docx"), pdf(data=b"<html>"), {}, pdf(data=b""))
    ]
    assert answers == [
        ["Încărcați un fișier PDF: actul semnat, scanat sau semnat electronic."],
        ["Fișierul se numește .pdf, dar conținutul lui este altceva."],
        ["Acest câmp este obligatoriu."],
        ["Fișierul este gol."],
    ]
    assert SignedOriginal.objects.count() == 0


def test_too_large_a_file_is_refused_with_its_size(hands, page):
    answer = hands("editor").post(page, pdf(data=b"%PDF-" + b"0" * (21 * 1024 * 1024)))
    assert answer.context["form"].errors["file"] == [
        "Fișierul are 22 MB, iar limita este de 20 MB. Încărcați-l mai mic sau pe părți."
    ]


def test_an_original_is_removed_once(hands, page, act, people):
    original = attached(act, people.editor)
    editor = hands("editor")
    address = f"{page}{original.pk}/"
    assert [editor.post(address).status_code for _ in range(2)] == [302, 302]
    assert SignedOriginal.objects.count() == 0


def test_only_those_who_write_the_plan_change_its_originals(hands, page, act, people, atop):
    people.editor.memberships.all().delete()
    original = attached(act, people.publisher)
    theirs = AdoptionAct.objects.create(plan=atop, issuer=act.issuer, kind="atop", title="A", number="1")
    atop_page = reverse("plans:original", args=[atop.slug, theirs.pk])
    assert [hands("editor").post(page, pdf()).status_code, hands("reviewer").post(atop_page, pdf()).status_code] == [
        404,
        403,
    ]
    assert hands().post(page, pdf()).status_code == 302
    assert (list(act.originals.all()), theirs.originals.count()) == ([original], 0)


def test_an_act_or_an_original_of_another_plan_does_not_exist(hands, page, act, atop, people):
    theirs = AdoptionAct.objects.create(plan=atop, issuer=act.issuer, kind="atop", title="A", number="1")
    original = attached(theirs, people.editor)
    editor = hands("editor")
    assert editor.get(reverse("plans:original", args=["informatizare-2019", theirs.pk])).status_code == 404
    assert editor.post(f"{page}{original.pk}/").status_code == 302
    assert theirs.originals.get() == original


def test_a_wrong_method_is_refused(hands, page, act, people):
    original = attached(act, people.editor)
    editor = hands("editor")
    answers = [editor.put(page), editor.get(f"{page}{original.pk}/"), editor.post(FILE)]
    assert [answer.status_code for answer in answers] == [405] * 3


def test_the_public_reads_an_original_from_its_first_edition_until_it_is_withdrawn(hands, act, it_plan, people, page):
    attached(act, people.editor)

    def statuses():
        return [hands(who).get(FILE).status_code for who in (None, "reporter", "editor")]

    assert statuses() == [404, 404, 200]
    edition = publish(it_plan, by=people.publisher, note="Prima.")
    assert statuses() == [200, 200, 200]
    withdraw(edition, by=people.publisher, reason="Greșită.")
    assert statuses() == [404, 404, 200]


def test_a_published_original_stays_at_its_address_when_another_takes_its_place(hands, act, it_plan, people):
    original = attached(act, people.editor)
    publish(it_plan, by=people.publisher, note="Prima.")
    original_actions.attach(act, by=people.editor, upload=FileUpload("alt.pdf", MINIMAL_PDF + b"\n%%EOF\n"))
    original_actions.remove(original, by=people.editor)
    publish(it_plan, by=people.publisher, note="A doua.")
    assert b"".join(hands().get(FILE).streaming_content) == MINIMAL_PDF


def test_the_file_is_one_to_save_and_never_a_page_of_ours(hands, act, people):
    attached(act, people.editor)
    answer = hands("editor").get(FILE)
    names = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    assert [answer[name] for name in names] == [
        "application/pdf",
        f'attachment; filename="informatizare-2019-act-{CHECKSUM[:8]}.pdf"',
        "nosniff",
        "sandbox; default-src 'none'",
    ]


def test_a_file_that_went_missing_is_not_found(hands, act, people):
    original_actions.original_path(attached(act, people.editor).checksum).unlink()
    assert hands("editor").get(FILE).status_code == 404


def test_readers_find_the_original_beside_the_act(hands, act, it_plan, people):
    attached(act, people.editor)
    publish(it_plan, by=people.publisher, note="Prima.")
    for address in ("/planuri/informatizare-2019/", "/planuri/informatizare-2019/editii/1/"):
        shown = Page(hands().get(address))
        assert FILE in shown.links
        assert "Originalul semnat (PDF, " in shown.text
        assert f"SHA-256 a originalului semnat, Hotărârea nr. 77/2019: {CHECKSUM}" in shown.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_for_one_original_and_for_three(
    hands, page, act, people, number, django_assert_num_queries
):
    for one in range(number):
        data = MINIMAL_PDF + f"\n% {one}\n%%EOF\n".encode()
        original_actions.attach(act, by=people.editor, upload=FileUpload("a.pdf", data))
    editor = hands("editor")
    editor.get(page)
    with django_assert_num_queries(11):
        editor.get(page)


def test_a_new_original_is_told_where_editions_are_compared(hands, act, it_plan, people):
    publish(it_plan, by=people.publisher, note="Prima.")
    attached(act, people.editor)
    publish(it_plan, by=people.publisher, note="A doua.")
    shown = hands().get("/planuri/informatizare-2019/comparatie/1/2/").content.decode()
    assert ("Originalul semnat" in shown, f"PDF, SHA-256 {CHECKSUM}" in shown) == (True, True)


def test_the_printed_edition_names_the_original_with_its_checksum(act, it_plan, people):
    original = attached(act, people.editor)
    edition = publish(it_plan, by=people.publisher, note="Prima.")
    html = pdf_render.html_of(edition.read(), checksum=edition.checksum)
    text = drop_space_beside_blocks(html).replace("\xa0", " ")
    size = filesizeformat(original.size).replace("\xa0", " ")
    assert f"<span>Originalul semnat</span> Hotărârea nr. 77/2019: PDF, {size}, SHA-256 {CHECKSUM}</p>" in text
