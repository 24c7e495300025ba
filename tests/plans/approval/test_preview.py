"""The preview: what the public page and the PDF will be, and nothing else."""

import io
import re
import subprocess
import zipfile
from collections import Counter

import page as validator
import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from plans.approval.draft import draft_document
from plans.editions.publishing import publish
from plans.models import Element
from plans.render.pdf import plan_pdf
from portal.tasks.queue import run_waiting_tasks
from tests.page import dense
from tests.printed import Printed

HTML = "text/html; charset=utf-8"


@pytest.fixture
def page(it_plan):
    return reverse("plans:preview", args=[it_plan.slug])


@pytest.fixture
def editor(people):
    client = Client()
    client.force_login(people.editor)
    return client


def body(html):
    """The text of the plan, without what tells a draft from an edition."""
    found = re.search(r'<div class="plan-text">.*</article>', html, re.DOTALL)[0]
    found = re.sub(r'<section class="edition-box".*?</section>', "", found, flags=re.DOTALL)
    return dense(re.sub(r'href="[^"]*"', "", found))


def test_the_preview_shows_what_the_edition_then_shows(editor, page, it_plan, people):
    Element.objects.filter(level__plan=it_plan, code="1.8").update(title="Alt titlu")
    draft = editor.get(page).content.decode()
    assert "Ciornă – nepublicat." in draft
    publish(it_plan, by=people.publisher, note="Prima.")
    assert body(draft) == body(editor.get("/planuri/informatizare-2019/editii/1/").content.decode())


def test_the_pdf_is_the_edition_with_a_mark_on_every_page(editor, page, it_plan):
    answer = editor.get(f"{page}plan.pdf")
    assert [answer["Content-Type"], answer["Content-Disposition"], answer["Cache-Control"]] == [
        "application/pdf",
        'inline; filename="informatizare-2019-proiect.pdf"',
        "private, no-store",
    ]
    draft = draft_document(it_plan)
    marked = plan_pdf.render(draft, text="{}", checksum="a" * 64, draft=True)
    plain = words(plan_pdf.render(draft, text="{}", checksum="a" * 64))
    found = words(marked)
    assert (len(words(answer.content)), len(found)) == (len(plain), len(plain))
    assert [one - other for one, other in zip(plain, found, strict=True)] == [Counter()] * len(plain)
    added = [re.findall(r">([^<]+)<", "".join(other - one)) for one, other in zip(plain, found, strict=True)]
    assert [sorted("".join(letters)) for letters in added] == [sorted("PROIECT")] * len(plain)
    report = validator.validate_pdf_bytes(marked, profile=validator.ValidationProfile.PDF_A_3A)
    assert (list(report.failures), report.is_compliant) == ([], True)


def words(content):
    """The words of each page of a PDF, each with its place."""
    printed = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True).stdout
    pages = printed.decode().split("<page ")[1:]
    return [Counter(re.findall(r"<word [^>]*>[^<]*</word>", one)) for one in pages]


def test_the_pdf_of_a_long_plan_is_made_outside_the_request(editor, page, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("plans.editions.files.SHORT_TEXT", 20_000)
    offer = editor.get(f"{page}plan.pdf")
    assert (offer["Content-Type"], "Planul este lung" in offer.content.decode()) == (HTML, True)
    assert DBTaskResult.objects.count() == 0
    job = editor.post(f"{page}plan.pdf").url
    assert editor.post(f"{page}plan.pdf").url == job
    assert "Așteaptă la rând." in editor.get(job).content.decode()
    assert run_waiting_tasks() == 1
    assert f'href="{job}fisier/"' in editor.get(job).content.decode()
    answer = editor.get(f"{job}fisier/")
    assert [answer["Content-Type"], answer["Content-Disposition"], answer["Cache-Control"]] == [
        "application/pdf",
        'inline; filename="informatizare-2019-proiect.pdf"',
        "private, no-store",
    ]
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_who_may_not_see_the_plan_any_more_gets_no_pdf_of_it(editor, people, page, monkeypatch):
    job = editor.post(f"{page}plan.pdf").url
    people.editor.memberships.all().delete()
    run_waiting_tasks()
    text = editor.get(job).content.decode()
    assert ("Nu a reușit." in text, "nu îl mai puteți vedea" in text) == (True, True)
    assert editor.get(f"{job}fisier/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("reviewer", 404), ("outsider", 404), ("reporter", 404)])
def test_strangers_preview_nothing(client, people, page, who, status):
    if who:
        client.force_login(getattr(people, who))
    asked = [client.get(page), client.get(f"{page}plan.pdf"), client.post(f"{page}plan.pdf")]
    assert [answer.status_code for answer in asked] == [status] * 3


def test_a_preview_is_only_read(editor, page):
    assert [editor.post(page).status_code, editor.put(f"{page}plan.pdf").status_code] == [405, 405]


def test_the_annex_can_be_seen_before_the_act_that_adopts_it(editor, page, it_plan):
    answer = editor.get(f"{page}anexa.pdf")
    assert answer["Content-Disposition"] == 'inline; filename="informatizare-2019-anexa-proiect.pdf"'
    read = Printed(answer.content)
    assert ("Cuprins" in read.read, "PROIECT" in read.pages[0].upper()) == (False, True)


@pytest.mark.parametrize(("name", "kept"), [("plan.docx", "proiect.docx"), ("plan.xlsx", "proiect.xlsx")])
def test_a_council_circulates_the_draft_as_a_file_that_says_what_it_is(editor, client, page, it_plan, name, kept):
    answer = editor.get(f"{page}{name}")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert answer["Content-Disposition"] == f'inline; filename="informatizare-2019-{kept}"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        texts = {one: archive.read(one).decode() for one in archive.namelist() if one.endswith(".xml")}
    headers = [text for one, text in texts.items() if re.search(r"word/header\d|xl/workbook", one)]
    assert len(headers) >= 1
    assert [text for text in headers if "PROIECT" not in text] == []
    assert "Ediția 1" not in "".join(texts.values())
    client.logout()
    assert client.get(f"{page}{name}").status_code == 302
    assert client.get(f"/planuri/informatizare-2019/{name}").status_code == 404
