import subprocess
import sys

import pytest

from ops.house import FigureSheet, participle_kind, repeats_name, shared_selectors
from ops.rooms import ROOT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("told", "bare"),
        ("_told", "bare"),
        ("looked_at", "bare"),
        ("saved_above", "bare"),
        ("published_plans", "leading"),
        ("read", ""),
        ("feed", ""),
        ("save_element", ""),
        ("plans_found", ""),
        ("is_saved", ""),
    ],
)
def test_a_name_is_a_bare_participle_when_nothing_but_little_words_follow_it(name, kind):
    assert participle_kind(name) == kind


@pytest.mark.parametrize(
    ("docstring", "is_noise"),
    [
        ("Return the title of the window.", True),
        ("Return the window titles.", True),
        ("Return the title of the window, cut after 90 letters.", False),
        ("Name the window.", False),
    ],
)
def test_a_docstring_is_noise_when_it_says_only_the_words_of_the_name(docstring, is_noise):
    assert repeats_name(docstring, {"window", "title"}) is is_noise


def test_a_selector_is_shared_when_two_sheets_have_it_also_inside_a_media_query():
    sheets = {
        "one.css": "/* .c { } */ .a, .b:is(h1, h2) { color: red } @keyframes k { from { top: 0 } 50% { top: 1px } }",
        "two.css": "@media print { .b:is(h1, h2) { color: blue } } @keyframes k { from { top: 0 } 50% { top: 1px } } .c { }",
    }
    assert shared_selectors(sheets) == {".b:is(h1, h2)": {"one.css", "two.css"}}


def test_the_figures_are_printed_with_nothing_but_python():
    printed = subprocess.run([sys.executable, "-S", "-m", "ops.house"], cwd=ROOT, capture_output=True, text=True)
    assert (printed.returncode, printed.stderr) == (0, "")


def test_a_check_says_nothing_but_what_is_over_its_limit_and_where(capsys):
    report = FigureSheet({"width": 2, "none": 0}, shown=1, is_brief=True)
    report.print_figure("as wide as it may be", 2, "width")
    report.print_figure("too wide", 3, "width")
    report.print_list("nothing wrong", [], "none")
    report.print_list("wrong", ["here", "there"], "none")
    report.print_list("no limit", ["here"])
    assert report.broken == [
        "too wide: 3, at most 2", "wrong: 2, at most 0", "    here", "    … and 1 more (--all lists them)",
    ]  # fmt: skip
    assert capsys.readouterr().out == ""
