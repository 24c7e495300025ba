import pytest

from plans.document.columns import column_value
from plans.editing.settings.column_values import REASON, fitting_text
from plans.models import Element
from tests.forms import send
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
