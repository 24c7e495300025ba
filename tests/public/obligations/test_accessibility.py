"""The accessibility statement says of the tests what they do."""

from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from ops.house import file_text
from ops.rooms import ROOT
from public import urls
from public.obligations.accessibility import CHECKS
from tests.journeys.test_reading import PAGES

READING = "tests/journeys/test_reading.py"
PROOFS = {
    "axe-core": (READING, "test_a_page_has_no_fault_and_fits_with_its_letters_and_without"),
    "numai cu tastatura": (READING, "test_the_keyboard_leads_past_the_header_into_the_plan"),
    "pagina unui plan": (READING, "test_a_plan_reads_the_same_without_scripts"),
    "trimiterea unei sesizări": (
        READING,
        "test_a_mistake_is_reported_and_taken_back_without_scripts_and_without_a_cookie",
    ),
    "PDF-ul planurilor": ("tests/plans/render/pdf/test_plan_pdf.py", "test_a_printed_edition_passes_the_validator"),
    "al unei informări": ("tests/indicators/render/briefing/test_files.py", "test_the_pdf_passes_the_validator"),
}
# What is no page: files, what sends a reader on, what programs ask.
FILES = {
    "search_description suggestions current_file edition_file act plan_file element_feed picture list_picture oembed",
    "institution_feed advice_feed sittings_calendar llms compare_chosen consultation_file plan_data element_data",
    "element_file indicator_data institution_data list_data picture_file performance_report schema",
}
PROGRAMS = ("public.api", "public.catalogue", "public.mcp", "public.odata")
# Opened from a mail, shown inside other sites, or of the staff.
BY_MAIL = "follow_asked follow_confirm follow_choices follow_leave mistake follow_proposal card"
STAFF = "plan_mistakes answer_mistake"
# Made of the parts of a plan's page; the comparison has a journey of its own.
ALIKE = "compare predecessor"


@pytest.mark.parametrize("words", PROOFS)
def test_each_check_of_the_statement_is_a_test(words):
    path, name = PROOFS[words]
    assert f"def {name}(" in file_text(ROOT / path)
    assert len([check for check in CHECKS if words in check]) == 1


def test_no_check_of_the_statement_is_without_a_test():
    assert [check for check in CHECKS if not any(words in check for words in PROOFS)] == []


def test_a_page_of_every_kind_is_looked_at():
    patterns = [pattern for one in urls.urlpatterns for pattern in getattr(one, "url_patterns", [one])]
    kinds = {one.name for one in patterns if not one.callback.__module__.startswith(PROGRAMS)} - {None}
    other = set(" ".join((*FILES, BY_MAIL, STAFF, ALIKE)).split())
    asked = [resolve(urlsplit(path).path) for path in PAGES if path != "/nu-exista/" and not path.startswith("/en/")]
    assert kinds - other == {found.url_name for found in asked if found.app_names == ["public"]} - {"picture"}
