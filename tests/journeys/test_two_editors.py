"""Two people write the same part of a plan; a tab is closed, a login runs out: nothing that was typed is lost."""

import pytest

from tests.installation import wait_until
from tests.journeys.conftest import KEPT, enter, faults, logged_in, press

PAGE = "/lucru/atop-2024/elemente/7/"
FIELD = "[name=title]"
FORM = "form[data-keep]"


def open_element(visit, address, name, **options):
    return logged_in(visit, address + PAGE, name, **options)


def save(page, until=".messages"):
    """Press the button, and wait for what it shows."""
    page.locator(FORM).get_by_role("button", name="Salvează", exact=True).click()
    page.locator(until).wait_for()


def is_saved(page):
    """Whether the portal said that it saved the title; the device lets go of it a little after the page shows that."""
    wait_until(lambda: page.evaluate(KEPT) == 0)
    return page.locator(".messages").inner_text().endswith(": Titlu.")


def texts(page):
    return [" ".join(text.split()) for text in page.locator(".conflict .text").all_inner_texts()]


def bare(text):
    """A text without what only screen readers hear."""
    return text.replace("numai în cel salvat: ", "").replace("numai în al dumneavoastră: ", "")


@pytest.mark.journey
@pytest.mark.parametrize(
    ("scripts", "choice", "stays"),
    [
        pytest.param(True, "Rămâne ce este în formular", "al meu", marks=pytest.mark.both),
        (False, "Iau ce este salvat", "al lui"),
    ],
)
def test_two_editors_see_both_texts_and_choose(visit, staff_portal, scripts, choice, stays):
    one = open_element(visit, staff_portal, "redactor", java_script_enabled=scripts)
    two = open_element(visit, staff_portal, "aprobator", java_script_enabled=scripts, bypass_csp=True)
    one.fill(FIELD, "Titlul este al lui")
    save(one)
    two.fill(FIELD, "Titlul este al meu")
    save(two, until=".conflict")
    assert [bare(text) for text in texts(two)] == ["Titlul este al lui", "Titlul este al meu"]
    assert "redactor a salvat" in two.locator(".conflict").inner_text()
    assert two.input_value(FIELD) == "Titlul este al meu"
    if scripts:
        assert faults(two) == {}
    two.get_by_label(choice).check()
    press(two.get_by_role("button", name="Salvează cu alegerile de mai sus"))
    two.locator(".messages").wait_for()
    two.goto(staff_portal + PAGE)
    assert two.input_value(FIELD) == f"Titlul este {stays}"
    assert two.locator(".kept").count() == 0


@pytest.mark.journey
def test_a_closed_tab_gives_the_text_back(visit, staff_portal):
    page = open_element(visit, staff_portal, "redactor", bypass_csp=True)
    stored = page.input_value(FIELD)
    page.fill(FIELD, "Scris și nesalvat")
    page.close(run_before_unload=False)
    page = page.context.new_page()
    page.goto(staff_portal + PAGE)
    offer = page.locator(".kept")
    assert "Aveți text nesalvat din " in offer.get_by_role("heading", level=2).inner_text()
    assert page.input_value(FIELD) == stored
    assert faults(page) == {}
    page.get_by_role("button", name="Renunț la el").click()
    assert page.evaluate(KEPT) == 0
    page.get_by_role("button", name="Anulează: păstrează-l").click()
    page.get_by_role("button", name="Pun la loc textul nesalvat").click()
    assert page.input_value(FIELD) == "Scris și nesalvat"
    save(page)
    assert is_saved(page)
    page.goto(staff_portal + PAGE)
    assert (page.input_value(FIELD), page.locator(".kept").count()) == ("Scris și nesalvat", 0)


@pytest.mark.journey
def test_a_login_that_ran_out_gives_the_text_back_after_the_next(visit, staff_portal):
    page = open_element(visit, staff_portal, "redactor")
    page.fill(FIELD, "Trimis prea târziu")
    page.context.clear_cookies(name="sessionid")
    save(page, until="[name=password]")
    enter(page, "redactor")
    page.get_by_role("button", name="Pun la loc textul nesalvat").click()
    save(page)
    assert is_saved(page)


@pytest.mark.journey
def test_a_refused_save_stays_kept_until_it_goes_through(visit, staff_portal):
    page = open_element(visit, staff_portal, "redactor")
    page.fill(FIELD, "Un semn care nu se tipărește: \x07")
    save(page, until=".error-summary")
    assert page.evaluate(KEPT) == 1
    page.fill(FIELD, "Titlu bun")
    save(page)
    assert is_saved(page)


@pytest.mark.journey
def test_two_tabs_keep_a_text_each(visit, staff_portal):
    first = open_element(visit, staff_portal, "redactor")
    second = first.context.new_page()
    second.goto(staff_portal + PAGE)
    first.fill(FIELD, "Din prima filă")
    second.fill(FIELD, "Din a doua filă")
    wait_until(lambda: first.evaluate(KEPT) == second.evaluate(KEPT) == 2)
    assert (first.input_value(FIELD), second.input_value(FIELD)) == ("Din prima filă", "Din a doua filă")
    assert (first.locator(".kept").count(), second.locator(".kept").count()) == (0, 0)


@pytest.mark.journey
def test_leaving_the_account_leaves_nothing_on_the_device(visit, staff_portal):
    page = open_element(visit, staff_portal, "redactor")
    page.fill(FIELD, "Al redactorului")
    answers = iter(["dismiss", "accept"])
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), getattr(dialog, next(answers))()))
    page.get_by_role("button", name="Ieșire").click()
    wait_until(lambda: page.evaluate(KEPT) == 1)
    assert page.url == staff_portal + PAGE
    page.get_by_role("button", name="Ieșire").click()
    page.wait_for_url(staff_portal + "/")
    assert page.evaluate(KEPT) == 0
    assert asked == ["Aveți text nesalvat. Dacă ieșiți din cont, se șterge de pe acest dispozitiv. Ieșiți?"] * 2


@pytest.mark.journey
def test_a_text_is_offered_only_to_who_wrote_it(visit, staff_portal):
    page = open_element(visit, staff_portal, "redactor")
    page.fill(FIELD, "Al redactorului")
    wait_until(lambda: page.evaluate(KEPT) == 1)
    page.context.clear_cookies()
    page.goto(staff_portal + PAGE)
    enter(page, "aprobator")
    page.wait_for_url(f"**{PAGE}")
    assert (page.locator(".kept").count(), page.evaluate(KEPT)) == (0, 1)
    kept = page.evaluate("Object.entries(localStorage).join()")
    assert [word for word in ("redactor|", "seen_version", "csrf") if word in kept] == []


@pytest.mark.journey
def test_a_device_that_keeps_nothing_says_so_and_warns_before_leaving(visit, staff_portal):
    page = open_element(visit, staff_portal, "redactor")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }; }")
    page.fill(FIELD, "Nu încape")
    page.locator(".kept-notice").wait_for()
    assert page.locator(".kept-notice").inner_text().startswith("Browserul nu poate păstra pe acest dispozitiv")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(staff_portal + "/lucru/")
    assert asked == ["beforeunload"]


@pytest.mark.journey
def test_what_is_older_than_two_weeks_is_forgotten(visit, staff_portal):
    page = open_element(visit, staff_portal, "redactor")
    page.fill(FIELD, "Vechi")
    wait_until(lambda: page.evaluate(KEPT) == 1)
    page.evaluate("""() => { for (const [key, text] of Object.entries(localStorage)) {
        const old = Date.now() - 15 * 24 * 3600 * 1000;
        localStorage.setItem(key.replace(/\\|[^|]*$/, "|alta"), JSON.stringify({...JSON.parse(text), at: old}));
    } }""")
    page.reload()
    page.locator(".kept").wait_for()
    assert page.evaluate(KEPT) == 1


@pytest.mark.journey
def test_a_colleague_who_comes_later_is_shown_without_a_reload(visit, staff_portal):
    page = visit(f"{staff_portal}/cont/intrare/?next={PAGE}")
    page.clock.install()
    enter(page, "redactor")
    page.wait_for_url(f"**{PAGE}")
    assert page.locator(".presence").inner_text() == ""
    open_element(visit, staff_portal, "aprobator")

    def is_colleague_named():
        page.clock.fast_forward(31_000)
        return page.get_by_text("Mai lucrează aici: aprobator").is_visible()

    wait_until(is_colleague_named, 20)
    assert page.locator(".presence").get_attribute("aria-live") == "polite"
