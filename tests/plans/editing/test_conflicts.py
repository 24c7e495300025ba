"""A button that somebody else's save overtook does nothing: it says who did what, and can be pressed again."""

import re

from django.test import RequestFactory

from plans.editing.conflicts import conflict_response
from plans.editing.trash.actions import remove
from plans.models import Membership
from tests.plans.editing.test_form_conflicts import element, saved_by


def overtaking(user, row, **posted):
    request = RequestFactory().post("/lucru/atop-2024/elemente/1/mutare/", posted)
    request.user = user
    return conflict_response(request, row.level.plan, row, action="Mută")


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def hidden_in(response):
    form = response.content.decode().split('<div class="overtaken">')[1]
    return re.findall(r'<input type="hidden" name="(?!csrf)([^"]*)" value="([^"]*)">', form)


def test_an_overtaken_button_is_told_who_did_what(people, atop):
    row = element()
    seen = row.version
    saved_by(people.publisher, element(), title=f"{row.title} în sate")
    saved_by(people.admin, element(), description="O descriere nouă", position=5000)
    answer = overtaking(people.editor, row, seen_version=seen, parent="7")
    text = text_of(answer)
    assert answer.status_code == 409
    assert "Nu s-a schimbat nimic" in text
    steps = re.findall(r"\d\d:\d\d, (admin|publisher): modificat (Titlu|Locul|Descriere)", text)
    assert steps == [("admin", "Locul"), ("publisher", "Titlu")]
    assert "Descriere adăugat: O descriere nouă" in text
    assert "adăugat: în sate" in text
    assert hidden_in(answer) == [("parent", "7"), ("seen_version", str(seen + 2))]
    assert "Mută, așa cum este acum" in text


def test_what_is_carried_along_is_cleaned(people, atop):
    row = element()
    answer = overtaking(
        people.editor, row, **{"note": 'ş\x07"><script>', "csrfmiddlewaretoken": "x", "a b<": "1", "seen_version": "x"}
    )
    assert hidden_in(answer) == [("note", "ș&quot;&gt;&lt;script&gt;"), ("seen_version", str(row.version))]


def test_a_version_longer_than_any_number_is_none(people, atop):
    row = element()
    answer = overtaking(people.editor, row, seen_version="9" * 5000)
    assert (answer.status_code, hidden_in(answer)) == (409, [("seen_version", str(row.version))])


def test_other_things_seen_are_carried_as_they_are_now(people, atop):
    request = RequestFactory().post("/lucru/atop-2024/aprobare/", {"seen_edition": "1", "note": "Nota"})
    request.user = people.publisher
    answer = conflict_response(request, atop, atop, action="Publică", seen={"seen_edition": 2})
    assert hidden_in(answer) == [("note", "Nota"), ("seen_edition", "2")]


def test_a_row_that_is_gone_says_who_removed_it_and_how_to_put_it_back(people, atop):
    row = element()
    remove(row, by=people.publisher, plan=atop, version=row.version)
    answer = overtaking(people.editor, row, seen_version=row.version)
    text = text_of(answer)
    assert answer.status_code == 409
    assert "nu mai este în plan. L-a șters publisher, la " in text
    assert 'href="/lucru/atop-2024/sterse/"' in answer.content.decode()
    assert '<form method="post"><input' not in answer.content.decode()


def test_what_has_no_history_is_told_as_it_is_now(people, atop):
    row = element()
    row._history_user = people.publisher
    row.save()
    assert re.findall(r"\d\d:\d\d, (\w+): modificat", text_of(overtaking(people.editor, row, seen_version="1"))) == [
        "publisher"
    ]
    membership = Membership.objects.get(user=people.reviewer)
    request = RequestFactory().post("/lucru/atop-2024/aprobare/")
    request.user = people.editor
    answer = conflict_response(request, atop, membership, action="Încheie")
    assert (answer.status_code, "Ce s-a schimbat între timp" in text_of(answer)) == (409, False)
