"""From a Word document to a plan: uploaded, seen beside the document, corrected, created."""

import pytest

from tests.journeys.conftest import faults, logged_in
from tests.plans.exchange.word.handmade import docx, p, tbl, tc

DOCUMENT = docx(
    p("Planul de măsuri"),
    p("pentru anul 2031"),
    tbl(
        ("Obiective generale", "Măsuri", "Termen", "Observații"),
        (tc("1. Prevenirea", merge="restart"), "1.1. Campanii în școli", "2031", "Cu părinții"),
        (tc(merge="continue"), "1.2. Patrule", "lunar", ""),
    ),
)


@pytest.mark.journey
def test_a_document_becomes_a_plan_that_its_editor_has_seen_and_corrected(staff_portal, visit):
    page = logged_in(visit, f"{staff_portal}/lucru/nou/", "redactor")
    page.get_by_role("link", name="Încărcați documentul planului").click()
    page.get_by_label("Documentul").set_input_files(
        {"name": "Plan 2031.docx", "mimeType": "application/octet-stream", "buffer": DOCUMENT}
    )
    page.get_by_role("button", name="Citește documentul").click()
    plan = page.get_by_role("region", name="Planul care ar veni")
    assert "1.2 Patrule" in plan.inner_text()
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert faults(page) == {}
    page.get_by_text("Tabelul 1", exact=True).last.click()
    page.get_by_label("Observații").select_option("Descriere")
    page.get_by_role("button", name="Arată planul cu aceste alegeri").click()
    assert "Descriere\nCu părinții" in plan.inner_text()
    page.get_by_label("Instituția care îl întocmește").select_option("CJ Cluj")
    page.get_by_role("button", name="Creează planul").click()
    page.wait_for_url("**/lucru/planul-de-masuri-2031/")
    assert "„Planul de măsuri 2031” este făcut din „Plan 2031.docx”" in page.locator(".messages").inner_text()
