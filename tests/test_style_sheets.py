"""The sheets: tokens first, then the parts that pages share, then one small sheet a feature."""

import re

from ops.house import file_text, shared_selectors, tracked_files
from ops.rooms import ROOT, house_table


def sheets() -> dict[str, str]:
    """The portal's sheets by address; those that no page of the portal loads are left out."""
    paths = [path for path in tracked_files("static/*.css") if path.parent.name == "static"]
    return {str(path): file_text(path) for path in paths if str(path) not in house_table(ROOT)["own_sheets"]}


def test_no_page_asks_for_a_screen_to_be_turned():
    asking = [
        str(path) for path in tracked_files("static/*.css") if re.search(r"@media[^{]*\borientation\b", file_text(path))
    ]
    assert asking == []


def test_no_selector_stands_in_several_sheets():
    assert shared_selectors(sheets()) == {}


def test_colours_and_sizes_are_named_in_the_tokens_alone():
    roots = [name for name, text in sheets().items() if re.search(r":root\b", text)]
    assert roots == ["static/tokens.css"]


def test_every_token_that_a_sheet_uses_is_declared():
    declared = set(re.findall(r"(--[\w-]+):", sheets()["static/tokens.css"]))
    used = {name for text in sheets().values() for name in re.findall(r"var\((--[\w-]+)", text)}
    assert used - declared == set()


def test_every_token_is_used():
    declared = set(re.findall(r"(--[\w-]+):", sheets()["static/tokens.css"]))
    used = {name for text in sheets().values() for name in re.findall(r"var\((--[\w-]+)", text)}
    assert declared - used == set()


def test_what_leads_on_from_a_screen_is_not_printed():
    (printed,) = re.findall(r"@media print \{(.*?)\n\}", sheets()["static/components.css"], re.DOTALL)
    (hidden,) = re.findall(r"((?:\.[\w-]+,\s*)+\.[\w-]+) \{\s*display: none;", printed)
    assert {".picture-link", ".narrowing", ".filter", ".actions", ".breadcrumbs", ".skip"} <= set(
        re.split(r",\s*", hidden)
    )


def test_drawings_and_buttons_keep_their_edges_in_a_readers_own_palette():
    found = sheets()
    (own,) = re.findall(r"@media \(forced-colors: active\) \{(.*?)\n\}", found["static/tokens.css"], re.DOTALL)
    system = dict(re.findall(r"(--[\w-]+): (\w+);", own))
    drawn = {name for text in found.values() for name in re.findall(r"(?:fill|stroke): var\((--[\w-]+)\)", text)}
    assert (drawn - set(system), set(system.values())) == (set(), {"Canvas", "CanvasText", "GrayText"})
    # The palette takes the fill of a button away: without a border nothing would be left but its words.
    filled = [
        rule for text in found.values() for rule in re.findall(r"\{[^{}]*background: var\(--accent\)[^{}]*\}", text)
    ]
    assert [rule for rule in filled if "border: 0" in rule] == []


def test_every_sheet_is_loaded_by_a_template():
    templates = "".join(file_text(path) for path in tracked_files("templates/*.html"))
    assert [name for name in sheets() if f"'{name.removeprefix('static/')}'" not in templates] == []


def test_a_page_for_readers_loads_no_sheet_of_the_staff():
    folders = ("templates/public", "templates/plans/render", "templates/indicators/render")
    readers = {"card.css", "comparison.css", "components.css", "guide.css", "home.css", "plan.css", "progress.css"}
    readers |= {"consultation.css", "copy.css", "data.css", "following.css", "forms.css", "search.css", "tokens.css"}
    loaded = {
        name
        for path in [*tracked_files(*folders), ROOT / "templates/base.html"]
        if 'extends "plans/workspace/base.html"' not in file_text(path)
        for name in re.findall(r"static '([\w.]+\.css)'", file_text(path))
    }
    assert loaded - readers == set()
