"""What a person is answered who acts on an element that somebody removed meanwhile: what was typed is not lost."""

from django.http import Http404, HttpResponse

from plans.document.fields import TEXT_KINDS, names_of_kinds
from plans.models import Element, Plan
from plans.workspace.frame import page
from plans.workspace.lookups import element_of
from portal.text import whole_number

TEXT_FIELDS = ("code", "title", *names_of_kinds(*TEXT_KINDS))


def element_or_removed(plan: Plan, pk) -> Element:
    """Return an element of the plan, as it was last when it was removed meanwhile; 404 for any other."""
    try:
        return element_of(plan, pk)
    except Http404:
        record = Element.history.filter(id=whole_number(str(pk)), level__plan=plan).first()
        if record is None:
            raise
        row = record.instance
        row._state.adding = True
        return row


def gone_response(request, plan: Plan, row: Element | None) -> HttpResponse:
    """Say at status 409 that the place is gone, with all that was typed, to be copied or saved after a restore."""
    typed = [(_label(name), text) for name, text in request.POST.items() if text.strip() and _is_text(name)]
    context = {"title": "Între timp s-a șters", "row": row, "typed": typed}
    return page(request, plan, "plans/editing/removed_element.html", context, status=409)


def _is_text(name: str) -> bool:
    return name in TEXT_FIELDS or name.startswith("extra_")


def _label(name: str) -> str:
    return "coloană proprie" if name.startswith("extra_") else str(Element._meta.get_field(name).verbose_name)
