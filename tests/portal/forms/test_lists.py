"""Lists: what of them is shown, in which order, which of their pages, and how those are addressed."""

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from portal.forms.lists import ListForm, SearchField, choices_of
from tests.page import Page

NAMES = ["Școala", "Apa", "Drumul", "Școlile"]


class NamesForm(ListForm):
    orders = {"scris": ("Cum s-au scris", None), "nume": ("După nume", str.casefold)}
    rows_on_a_page = 2
    cauta = SearchField("Caută")
    lungime = forms.ChoiceField(label="Lungimea", required=False, choices=choices_of([(3, "trei"), (6, "șase")]))

    def filter_rows(self, rows):
        length = self.choice("lungime")
        return [name for name in rows if length in ("", str(len(name))) and self.has_sought(name)]


def form(address: str = "") -> NamesForm:
    return NamesForm(QueryDict(address), NAMES)


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("", NAMES),
        ("ordine=nume", ["Apa", "Drumul", "Școala", "Școlile"]),
        ("cauta=SCOAL", ["Școala"]),
        ("cauta=%00SCOAL%00++", ["Școala"]),
        ("lungime=3", ["Apa"]),
        ("lungime=6&cauta=drum", ["Drumul"]),
        ("lungime=77&ordine=altfel", NAMES),
        ("cauta=" + "a" * 500, []),
    ],
)
def test_what_was_chosen_is_shown_and_what_there_is_no_choice_of_is_not_chosen(address, rows):
    assert form(address).rows == rows


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("", NAMES[:2]),
        ("2", NAMES[2:]),
        ("99", NAMES[2:]),
        ("abc", NAMES[:2]),
        ("²", NAMES[:2]),
        ("9" * 5000, NAMES[:2]),
    ],
)
def test_a_page_that_does_not_exist_gives_the_nearest(page, rows):
    assert list(form(f"pagina={page}").page) == rows


@pytest.mark.parametrize(
    ("address", "is_narrowed"),
    [("", False), ("ordine=nume&pagina=2", False), ("cauta=+", False), ("lungime=77", False), ("lungime=3", True)],
)
def test_only_what_leaves_rows_out_narrows_the_list(address, is_narrowed):
    assert form(address).is_narrowed is is_narrowed


def pager(address: str) -> Page:
    shown = form(address)
    return Page(render_to_string("components/pager.html", {"page": shown.page, "query": shown.query}))


def test_the_other_pages_keep_what_was_chosen_and_nothing_else():
    page = pager("ordine=nume&lungime=&altceva=x&pagina=2")
    assert (page.links, page.text.split("·")[0].split()[-4:]) == (
        ["?ordine=nume&pagina=1"],
        ["Pagina", "2", "din", "2"],
    )
    assert pager("cauta=%C8%99coal").links == []


def test_a_list_without_orders_keeps_the_one_its_rows_came_in():
    plain = ListForm(None, NAMES)
    assert (list(plain.fields), list(plain.page), plain.is_narrowed) == ([], NAMES, False)


def test_a_choice_that_nobody_needs_to_be_asked_for_is_still_read_from_the_address():
    one = form("lungime=3")
    one.set_choices("lungime", [(3, "trei")], is_asked=False)
    assert (one.rows, one.fields["lungime"].widget.is_hidden) == (["Apa"], True)


def test_the_filter_shows_what_was_chosen_how_many_there_are_and_the_way_back():
    context = {"form": form("cauta=%01scoal&lungime=6"), "nouns": "nume,nume", "action": "/nume/"}
    page = Page(render_to_string("components/list_filter.html", context))
    assert page.all("input", "value") == ["scoal"]
    chosen = [values["value"] for tag, values in page.attributes if tag == "option" and "selected" in values]
    assert (chosen, page.links) == (["6"], ["/nume/"])
    assert page.text.endswith("Arată 1 nume. Arată tot")


def test_what_was_chosen_without_being_asked_for_goes_along_and_nothing_empty_does():
    shown = [form(address) for address in ("lungime=3", "")]
    for one in shown:
        one.set_choices("lungime", [(3, "trei")], is_asked=False)
    context = {"nouns": "nume,nume", "action": "/nume/"}
    pages = [Page(render_to_string("components/list_filter.html", {"form": one, **context})) for one in shown]
    assert [page.all("input", "name") for page in pages] == [["cauta", "lungime"], ["cauta"]]


def test_as_much_is_looked_for_as_a_question_may_hold():
    assert form("cauta=" + "a" * 500).query["cauta"] == "a" * 200
