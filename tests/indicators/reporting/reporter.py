"""A reporter's browser without a browser: pages opened, forms filled in as they are shown, buttons pressed."""

from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import Report
from indicators.review import actions as review_actions
from portal.romanian import NO_BREAK_SPACE
from tests.indicators.report_factories import sent
from tests.indicators.reporting.evidence.evidence_files import MINIMAL_PDF
from tests.page import Page

LIST = "/raportare/"
State = Report.State


def ok_page(answer):
    assert answer.status_code == 200
    return Page(answer)


def words(answer):
    return ok_page(answer).text.replace(NO_BREAK_SPACE, " ")


def address(report):
    return f"/raportare/{report.pk}/"


def pdf(name="raport.pdf", data=MINIMAL_PDF):
    return SimpleUploadedFile(name, data)


def typed(page, **fields):
    """What a browser would send: the form as the page shows it, with these fields filled in."""
    values = {}
    for tag, said in page.attributes:
        if tag == "input" and "name" in said and said.get("type") not in ("checkbox", "radio", "file"):
            values[said["name"]] = said.get("value", "")
        if tag == "input" and said.get("type") == "radio" and "checked" in said:
            values[said["name"]] = said["value"]
    values |= dict(zip(page.all("textarea", "name"), areas(page), strict=True))
    return values | fields


def areas(page):
    """The text in each textarea, as the browser reads it: without the line break that opens it."""
    found = []
    for piece in page.source.split("<textarea")[1:]:
        inside = piece.split(">", 1)[1].split("</textarea>")[0]
        found.append(inside.replace("\r\n", "\n").removeprefix("\n"))
    return found


def fill(client, report, button="save", **fields):
    """Open the page, fill the form in and press a button."""
    page = ok_page(client.get(address(report)))
    return client.post(address(report), typed(page, **fields) | {button: "1"})


def errors(answer):
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


def fresh(report):
    return Report.objects.get(pk=report.pk)


def accepted(report, people, **content):
    row = sent(fresh(report), by=people.reporter, **content)
    return review_actions.accept_report(row, by=people.reviewer, verdict="met", reason="Sub țintă.")
