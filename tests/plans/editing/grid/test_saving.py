"""A save that comes between what was looked at and what is written: nothing is written over it, all is shown again."""

from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db.models import F

from plans.editing.grid.forms import element_row_class
from plans.editing.grid.saving import SAVED_BESIDE, save_grid
from plans.models import Element
from tests.plans.editing.grid.test_views import address, cell, opened, rank, titles
from tests.plans.editing.outline_pages import find


def test_a_save_beside_keeps_every_row_out_and_is_shown(editor, people, atop, rf):
    first, second = find("1.2"), find("1.3")
    before = titles(first, second)
    sent = opened(editor, address(rank())) | {cell(first, "title"): "Al meu", cell(second, "title"): "Tot al meu"}
    request = rf.post("/", sent)
    request.user, request.session = people.editor, editor.session
    request._messages = FallbackStorage(request)
    form_class = element_row_class(rank())

    def make(data, row):
        return form_class(data, instance=row)

    def save(form):
        # A colleague's save of the same row arrives now: after the looking, before the writing.
        if form.instance.pk == second.pk:
            Element.objects.filter(pk=second.pk).update(title="Al colegului", version=F("version") + 1)
        form.save()

    forms, is_saved = save_grid(request, atop, Element.objects.filter(level=rank()), make, save)
    assert (is_saved, [str(one) for one in get_messages(request)]) == (False, [SAVED_BESIDE])
    assert titles(first)[0] == before[0]
    assert {form.instance.pk: form["title"].value() for form in forms if form.instance.pk in (first.pk, second.pk)} == {
        first.pk: "Al meu",
        second.pk: "Tot al meu",
    }
