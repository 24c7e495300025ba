"""Staff find out what others changed in a plan, and go back, in a real browser."""

import re

import pytest

from tests.journeys.conftest import faults, logged_in, press

CHANGED = """
from django.contrib.auth import get_user_model
from plans.editing.trash import actions as trash_actions
from plans.models import Element, Plan
from portal.versioning import keep_beginning
editor, publisher = (get_user_model().objects.get(username=name) for name in ("redactor", "aprobator"))
plan = Plan.objects.get(slug="atop-2024")
element = Element.objects.get(level__plan=plan, code="1.1")
keep_beginning(element)
element.title, element.responsible = "Ocuparea tuturor funcțiilor vacante", "IPJ Cluj"
element._history_user = publisher
element.save()
gone = Element.objects.get(level__plan=plan, level__prefix="og", code="5")
trash_actions.remove(gone, by=editor, plan=plan, version=gone.version)
print(element.pk, element.history.last().pk)
"""


@pytest.fixture
def changed_portal(staff_installation, staff_portal):
    """The address of a portal where two people worked at the police plan, the element's key and its first record's."""
    return staff_portal, *staff_installation.ask(CHANGED).split()


@pytest.mark.journey
def test_the_pages_of_history_fit_and_are_accessible(visit, changed_portal):
    portal, element, record = changed_portal
    page, found = logged_in(visit, f"{portal}/lucru/", "redactor"), {}
    for path in (
        "planuri/",
        "atop-2024/istoric/",
        f"atop-2024/elemente/{element}/istoric/",
        f"atop-2024/istoric/elemente/{record}/",
        "atop-2024/sterse/",
        "atop-2024/comparatie/",
    ):
        page.goto(f"{portal}/lucru/{path}")
        found.update(faults(page))
    assert found == {}


@pytest.mark.journey
def test_an_editor_takes_back_one_change_and_one_deletion_without_scripts(visit, changed_portal):
    portal, element, _record = changed_portal
    page = logged_in(visit, f"{portal}/lucru/planuri/", "redactor", java_script_enabled=False)
    press(page.get_by_role("row", name="Planul strategic ATOP 2024").get_by_role("link", name="de atunci s-a lucrat"))
    assert "4 elemente eliminate, 1 element modificat." in page.get_by_role("main").inner_text().replace("\xa0", " ")
    page.goto(f"{portal}/lucru/atop-2024/elemente/{element}/istoric/")
    press(page.get_by_role("link", name=re.compile("^Readuceți ce era.*Titlu")))
    assert page.get_by_role("main").locator("dl.facts dt").all_inner_texts() == ["Titlu"]
    press(page.get_by_role("button", name="Readuceți"))
    assert page.get_by_role("status").first.inner_text().startswith("S-a readus din istoric: „1.1 Ocuparea/")
    assert page.locator(".history-of").inner_text().startswith("1.1. Ocuparea/")

    press(page.get_by_role("link", name="Istoricul întregului plan"))
    press(page.get_by_role("link", name="Ce s-a șters"))
    press(page.get_by_role("link", name="Puneți la loc"))
    press(page.get_by_role("button", name="Puneți la loc"))
    assert "este din nou în plan" in page.get_by_role("status").first.inner_text()
    assert "Pus la loc de redactor" in page.get_by_role("main").inner_text()
