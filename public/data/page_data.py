"""What data a public page gives: its tables, each made only when it is asked for, and where they are from."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings

from plans.document import Document
from plans.render.data_tables import public_address
from portal.data_files.tables import DataFile, DataTable
from portal.licence import LICENCE

# The file with every table of a page.
EVERYTHING = "tot"


@dataclass(frozen=True, kw_only=True)
class PageData:
    """The tables of a page by their names; `path` is the page's address, under which the files are.

    `dated` are the tables that say what is true today, and so another thing tomorrow.
    """

    title: str
    path: str
    tables: Mapping[str, Callable[[], DataTable]]
    today: datetime.date
    dated: frozenset[str]
    document: Document | None = None
    is_invented: bool = False

    def file(self, name: str) -> DataFile | None:
        """Return the content of one of the page's files; None where it has no such one."""
        names = list(self.tables) if name == EVERYTHING else [name] if name in self.tables else []
        if not names:
            return None
        tables = tuple(self.tables[one]() for one in names)
        return DataFile(title=self.title, tables=tables, origin=self._origin(names))

    def _origin(self, names: list[str]) -> tuple[tuple[str, str], ...]:
        """Return where the tables are from, the edition and the licence with it."""
        said = []
        if self.document:
            edition = self.document.edition
            said = [("Plan publicat", self.document.short_title), ("Ediția", str(edition.number))]
        if self.dated & set(names):
            said.append(("Situația la", self.today.isoformat()))
        if self.is_invented:
            said.append(("Atenție", "Exemplu inventat: nu privește nicio instituție reală."))
        return (*said, ("Sursa", settings.SITE_OWNER), ("Pagina", public_address(self.path)), ("Licența", LICENCE))
