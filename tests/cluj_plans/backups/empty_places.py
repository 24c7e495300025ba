"""Places without a portal, in which one is restored."""

from contextlib import contextmanager
from uuid import uuid4

from tests.installation import Installation, server


@contextmanager
def empty_place(folder):
    """A folder, and on PostgreSQL a database, with nothing in it."""
    place = Installation(folder / f"gol_{uuid4().hex[:8]}")
    server(f"CREATE DATABASE \"{place.database}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield place
    finally:
        place.remove()


def ask_with(installation, code, **changes):
    """Run Python code in a portal with some settings changed; return what it printed, with plain spaces."""
    code = "".join(f"settings.{name} = {value!r}\n" for name, value in changes.items()) + code
    return installation.ask(f"from django.conf import settings\n{code}").replace("\u00a0", " ")
