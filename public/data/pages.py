"""The page that leads to the data of one plan, which is stored."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from indicators.render.data.table_names import TABLE_CONTENTS, TABLE_TITLES, plan_table_names
from plans.document import Document
from portal.languages import is_english
from portal.licence import LICENCE, LICENCE_ADDRESS


@dataclass(frozen=True)
class TableEntry:
    """A table as the pages of data list it; the files' names end after its `address`."""

    title: str
    content: str
    address: str


def plan_data_page(document: Document) -> str:
    """Return which tables a plan gives, what each holds, and how its files are read."""
    root = f"/planuri/{document.slug}/date/"
    tables = [table_entry(name, root) for name in plan_table_names(document)]
    context = {"document": document, "tables": tables, "root": root, **licence_words()}
    return render_to_string("public/data/plan_data.html", context)


def table_entry(name: str, root: str) -> TableEntry:
    """Return how a page lists a table whose files are under an address."""
    title = TABLE_TITLES[name]
    return TableEntry(title[:1].upper() + title[1:], TABLE_CONTENTS[name], f"{root}{name}")


def licence_words() -> dict[str, str]:
    """Return what a page says of the licence, and where that is read in the language of the page."""
    address = LICENCE_ADDRESS.removesuffix("deed.ro") if is_english() else LICENCE_ADDRESS
    return {"licence": LICENCE, "licence_address": address}
