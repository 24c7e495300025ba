"""The pages that lead to the data: of one plan, which is stored, and of the whole portal."""

from dataclasses import dataclass

from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from indicators.render.data.table_names import TABLE_CONTENTS, TABLE_TITLES, plan_table_names
from plans.document import Document
from public.data.licence import LICENCE, LICENCE_ADDRESS
from public.data.lists import LISTS
from public.models import PlanSummary


@dataclass(frozen=True)
class TableEntry:
    """A table as the pages of data list it; the files' names end after its `address`."""

    title: str
    content: str
    address: str


def plan_data_page(document: Document) -> str:
    """Return which tables a plan gives, what each holds, and how its files are read."""
    root = f"/planuri/{document.slug}/date/"
    tables = [_entry(name, root) for name in plan_table_names(document)]
    context = {"document": document, "tables": tables, "root": root, **_licence()}
    return render_to_string("public/data/plan_data.html", context)


@require_safe
def open_data(request):
    """Show which data the portal gives: its lists, and the page of each plan's."""
    context = {
        "tables": [_entry(name, f"/{name}/date/") for name in LISTS],
        "plans": PlanSummary.objects.real().order_by("-period_start", "-slug").values("slug", "short_title"),
        **_licence(),
    }
    return render(request, "public/data/open_data.html", context)


def _entry(name: str, root: str) -> TableEntry:
    title = TABLE_TITLES[name]
    return TableEntry(title[:1].upper() + title[1:], TABLE_CONTENTS[name], f"{root}{name}")


def _licence() -> dict[str, str]:
    return {"licence": LICENCE, "licence_address": LICENCE_ADDRESS}
