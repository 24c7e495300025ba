"""What is done outside the request, and what could not be done, in a real browser."""

import pytest

from tests.installation import wait_until
from tests.journeys.conftest import KEPT, faults, logged_in, press
from tests.portal.tasks.test_worker import START
from tests.portal.test_failures import locked

TYPED = "Un titlu nou, scris pe când baza de date era ocupată"


@pytest.mark.journey
def test_a_person_waits_for_a_task_and_sees_it_end(visit, staff_portal, staff_installation, tmp_path):
    said, found = tmp_path / "said", {}
    arguments = [str(said), "unu"]
    key = staff_installation.ask(START.format(name="append_slowly", arguments=arguments, key="k"))
    address = f"{staff_portal}/cont/lucrari/{key}/"
    page = logged_in(visit, address, "redactor", bypass_csp=True)
    assert "Așteaptă la rând" in page.locator("main").inner_text()
    found.update(faults(page))
    with staff_installation.working():
        page.get_by_text("Se lucrează").wait_for()
        page.get_by_role("button", name="Anulează lucrarea").focus()
        (tmp_path / "said.go").touch()
        page.get_by_text("Este gata").wait_for()
        page.get_by_role("link", name="Deschide fișierul").wait_for()
    found.update(faults(page))
    assert found == {}


@pytest.mark.journey
def test_a_save_on_a_locked_database_is_given_back_and_sent_again(visit, installation):
    found = {}
    with installation.serving(LOCK_WAIT="1") as address:
        page = logged_in(visit, f"{address}/lucru/atop-2024/", "redactor", bypass_csp=True, expect_errors=True)
        press(page.locator(".tree .branches a").first)
        title = page.locator("form[data-keep] [name=title]")
        title.fill(TYPED)
        with locked(installation):
            page.get_by_role("button", name="Salvează", exact=True).first.click()
            page.get_by_text("Portalul nu răspunde acum").wait_for()
            assert TYPED in page.locator("textarea[name=title]").input_value()
            assert page.evaluate(KEPT) == 1
            found.update(faults(page))
        page.get_by_role("button", name="Trimite din nou").click()
        wait_until(
            lambda: TYPED in page.locator("h1").first.inner_text() or "salvat" in page.locator("body").inner_text()
        )
    assert (
        installation.ask(f"from plans.models import Element; print(Element.objects.filter(title='{TYPED}').count())")
        == "1"
    )
    assert found == {}
