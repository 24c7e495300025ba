"""The preview: what the public page and the PDF will be, and nothing else."""

import re
import subprocess
from collections import Counter

import page as validator
import pytest
from django.test import Client
from django.urls import reverse

from plans.approval.preview import draft_document
from plans.editions.publishing import publish
from plans.models import Element
from plans.render.pdf import plan_pdf
from portal import storage
from tests.page import dense


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


def test_one_draft_is_made_at_a_time(editor, page, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with storage.exclusive_lock(tmp_path / "previzualizare.lock"):
        answer = editor.get(f"{page}plan.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "câte unul" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("reviewer", 404), ("outsider", 404), ("reporter", 404)])
def test_strangers_preview_nothing(client, people, page, who, status):
    if who:
        client.force_login(getattr(people, who))
    assert [client.get(page).status_code, client.get(f"{page}plan.pdf").status_code] == [status] * 2


def test_a_preview_is_only_read(editor, page):
    assert [editor.post(page).status_code, editor.post(f"{page}plan.pdf").status_code] == [405, 405]
