import pytest

from plans.document.columns import column_value
from plans.editing.settings.column_values import REASON, fitting_text
from plans.models import Element, Level
from tests.forms import fields_of, send
from tests.page import Page
from tests.plans.typed_columns import COLUMNS, typed_level

BUDGET = column_value(COLUMNS[2])


@pytest.mark.parametrize(
    ("text", "kept"), [("1250.5", "1250.5"), ("12.345", "12.345"), ("1.250,50", "1250.5"), ("mult", None), ("", "")]
)
def test_a_text_is_read_by_the_type_unless_it_is_kept_so(text, kept):
    assert fitting_text(BUDGET, text) == kept


def test_texts_that_can_be_read_as_the_new_type_are_kept_as_it_keeps_them(client, people, it_plan):
    client.force_login(people.editor)
    row = typed_level(it_plan, note="1.250,50")
    address = f"/lucru/informatizare-2019/parti/niveluri/{row.level_id}/"
    typed = {"columns-0-type": "sumă", "columns-0-detail": "lei"}
    assert send(client, address, **typed).status_code == 302
    again = Element.objects.get(pk=row.pk)
    assert (again.extra, again.version) == ({"note": "1250.5"}, row.version + 1)
    record = again.history.first()
    assert (record.history_user, record.history_change_reason) == (people.editor, REASON)
    assert send(client, address, **{"columns-0-detail": "mii lei"}).status_code == 302
    assert Element.objects.get(pk=row.pk).version == row.version + 1


def test_a_column_that_holds_texts_shows_them_before_it_goes(client, people, it_plan):
    client.force_login(people.editor)
    row = typed_level(it_plan, note="Risc de întârziere")
    address = f"/lucru/informatizare-2019/parti/niveluri/{row.level_id}/"
    before = Level.objects.get(pk=row.level_id).columns
    left = fields_of(send(client, address, **{"columns-do": "remove-0"}))
    refused = client.post(address, left)
    assert (refused.status_code, Level.objects.get(pk=row.level_id).columns) == (200, before)
    assert "Risc de întârziere" in Page(refused).text
    assert client.post(address, {**fields_of(refused), "drop_texts": "on"}).status_code == 302
    assert [column["field"] for column in Level.objects.get(pk=row.level_id).columns] == [
        column["field"] for column in before[1:]
    ]
    assert Element.objects.get(pk=row.pk).extra == {"note": "Risc de întârziere"}
