"""The export screen: what is in the file, and what it is called."""

import re

import pytest

from plans.models import Membership
from tests.plans.exchange.conftest import MEASURES


def test_an_export_holds_what_the_person_sees_and_the_list_shows(editor, people, it_plan, atop):
    Membership.objects.filter(user=people.editor, institution__code="atop-cluj").delete()
    page = "/admin/plans/strategicobjective/"
    rows = editor.post(f"{page}export/", {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert [row.split(";")[0] for row in rows[1:]] == ["informatizare-2019"] * 4
    some = editor.post(f"{MEASURES}export/?q=portofoliului", {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert [row.split(";")[2] for row in some[1:]] == ["1.7"]


def test_an_export_is_named_in_romanian_and_sent_as_its_kind(editor):
    answers = {kind: editor.post(f"{MEASURES}export/", {"format": kind}) for kind in ("xlsx", "ods", "csv")}
    assert {
        kind: re.sub(r"\d{4}-\d\d-\d\d", "ZI", answer["Content-Disposition"]) for kind, answer in answers.items()
    } == {kind: f'attachment; filename="masuri-ZI.{kind}"' for kind in answers}
    assert [answer["Content-Type"].split("/")[0] for answer in answers.values()] == [
        "application",
        "application",
        "text",
    ]


@pytest.mark.parametrize("sent", [{}, {"format": "exe"}, {"format": "0"}])
def test_an_export_in_no_known_format_asks_again(editor, sent):
    answer = editor.post(f"{MEASURES}export/", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["format"])


@pytest.mark.parametrize("query", ["position=abc", "title__regex=("])
def test_an_export_with_a_filter_that_cannot_be_asked_asks_again(editor, query):
    answer = editor.post(f"{MEASURES}export/?{query}", {"format": "csv"})
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"{MEASURES}export/")
