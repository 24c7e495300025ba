"""The data of the page: its tables as Excel and as CSV."""

from collections.abc import Iterator

from django.utils.translation import gettext

from indicators.render.data.table_names import (
    TABLE_TITLES,
    element_table_names,
    indicator_table_names,
    plan_table_names,
)
from indicators.render.terms import has_terms
from plans.document import Document, ElementValue
from plans.editions.element_files import ELEMENT_FILES
from plans.render.budget_chart import budgets
from plans.render.money_chart import money_by_root
from public.page_tools.subject import PageSubject
from public.page_tools.tool import PageTool, ToolLink


def data_tools(subject: PageSubject) -> Iterator[PageTool]:
    """Yield the line with the files of the page's data; the lists of real things say nothing of an example."""
    links = list(_links(subject))
    if links:
        yield PageTool(name=gettext("Datele paginii"), links=tuple(links))
    if subject.kind == "plan" and subject.document and (pictures := list(_pictures(subject.document))):
        yield PageTool(name=gettext("Graficele planului, ca imagini"), links=tuple(pictures))


def _pictures(document: Document) -> Iterator[ToolLink]:
    root = f"/planuri/{document.slug}/grafice/"
    if has_terms(document):
        yield ToolLink(gettext("Termenele, pe ani"), f"{root}termene/")
    if document.indicators:
        yield ToolLink(gettext("Stadiul indicatorilor"), f"{root}stadii/")
    for one in budgets(document):
        if one.bars:
            yield ToolLink(gettext("Bugetul pe {year}").format(year=one.year), f"{root}buget-{one.year}/")
    for money in money_by_root(document):
        yield ToolLink(money.name, f"{root}sume-{money.number}/")


def _links(subject: PageSubject) -> Iterator[ToolLink]:
    document = subject.document
    if subject.kind == "institution":
        yield from _files(subject.path, ["indicatori", "recomandari"])
    elif subject.kind in ("sitting", "recommendation"):
        name = "sedinte" if subject.kind == "sitting" else "recomandari"
        yield from [] if subject.is_invented else _list_files(name)
    elif document:
        plan = f"/planuri/{document.slug}/"
        if subject.kind == "progress":
            yield from _files(plan, plan_table_names(document)[1:])
        elif subject.element:
            yield from _files(subject.path, element_table_names(document, subject.element))
            yield from _element_files(document, subject.element)
        elif subject.indicator:
            yield from _files(subject.path, indicator_table_names(subject.indicator))
        else:
            yield from _files(plan, plan_table_names(document))
        yield ToolLink(gettext("Ce conține fiecare tabel"), f"{plan}date/")


def _files(path: str, names: list[str]) -> Iterator[ToolLink]:
    """Yield a workbook of all tables, then each as CSV."""
    yield ToolLink(
        gettext("Excel, toate tabelele"), f"{path}date/tot.xlsx", gettext("Datele paginii în Excel, toate tabelele")
    )
    for name in names:
        title = TABLE_TITLES[name]
        yield ToolLink(
            f"CSV: {title}", f"{path}date/{name}.csv", gettext("CSV: {table}, din datele paginii").format(table=title)
        )


def _element_files(document: Document, element: ElementValue) -> Iterator[ToolLink]:
    """Yield the files of an element as its edition says it, at the address that stays."""
    root = f"/planuri/{document.slug}/editii/{document.edition.number}/{element.address}/"
    for file in ELEMENT_FILES.values():
        name = gettext("{format}: elementul și ce ține de el").format(format=file.title)
        yield ToolLink(file.title, f"{root}{file.name}", name)


def _list_files(name: str) -> Iterator[ToolLink]:
    title = TABLE_TITLES[name]
    for extension, words in (("xlsx", "Excel"), ("csv", "CSV")):
        yield ToolLink(
            gettext("{format}: toate {rows}").format(format=words, rows=title), f"/{name}/date/{name}.{extension}"
        )
