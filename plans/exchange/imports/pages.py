"""The pages that import: the page's rows and addresses, found by name where there is no request."""

from collections.abc import Callable, Sized
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin

from plans.exchange.imports import waiting_files
from plans.exchange.imports.forms import read
from plans.exchange.imports.outcome import ImportOutcome, run_import
from plans.exchange.imports.waiting_files import Ticket
from portal.uploads import FileUpload


@dataclass(frozen=True)
class ImportPage:
    """A page that imports: how it makes its rows' resource, where it is, where its rows are then seen.

    What reads a file for it and what imports what was read may be the page's own.
    """

    resource: Callable[..., Any]
    address: str
    done: str
    may_import: Callable[..., bool]
    read: Callable[[FileUpload], Sized] = read
    run: Callable[..., ImportOutcome] = run_import

    def make_resource(self, user, ticket: Ticket):
        """Return what imports a waiting file for a person; its history says which file a change came from."""
        said = {"choices": waiting_files.read_choices(ticket)} if ticket.choice else {}
        return self.resource(user=user, reason=f"Import din {ticket.name}"[:100], **said)


_pages: dict[str, Callable[..., ImportPage]] = {}


def register_import_page(name: str, make: Callable[..., ImportPage]) -> None:
    """Let what is imported on a page of the portal be found by its name.

    Where there is one for each plan, the plan follows in the name after a slash, and is what makes it.
    """
    _pages[name] = make


def find_page(name: str) -> ImportPage:
    """Return a page by its name; that of a page of the back office is its model's."""
    kind, _slash, about = name.partition("/")
    if kind in _pages:
        return _pages[kind](*filter(None, [about]))
    return admin.site.get_model_admin(apps.get_model(name)).import_page()
