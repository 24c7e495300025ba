"""The pages that import: the page's rows and addresses, found by name where there is no request."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.contrib import admin

from plans.exchange.imports.resource import SheetResource


@dataclass(frozen=True)
class ImportPage:
    """A page that imports: how it makes its rows' resource, where it is, where its rows are then seen."""

    resource: Callable[..., SheetResource]
    address: str
    done: str
    may_import: Callable[..., bool]


_pages: dict[str, Callable[[], ImportPage]] = {}


def register_import_page(name: str, make: Callable[[], ImportPage]) -> None:
    """Let what is imported on a page of the portal be found by its name."""
    _pages[name] = make


def find_page(name: str) -> ImportPage:
    """Return a page by its name; that of a page of the back office is its model's."""
    if name in _pages:
        return _pages[name]()
    return admin.site.get_model_admin(apps.get_model(name)).import_page()
