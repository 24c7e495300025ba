"""Reads of one row before Django handles a request: over a connection that waits briefly and only reads."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import DatabaseError, connections

# How long a reader may wait for the database before Django is asked.
SECONDS_TO_WAIT = 0.5


@dataclass(frozen=True)
class RowQuestion:
    """A question to the database in the words of each; `{0}` in its text stands for what is asked."""

    text: str

    def ask(self, connection, asked: tuple) -> tuple | None:
        """Return the one row that answers, if there is one.

        The statement goes to the driver itself: what Django lays around a cursor costs more than the read.
        """
        driver = connection.connection
        if connection.vendor == "sqlite":
            return driver.execute(self.text.format("?"), asked).fetchone()
        with driver.cursor() as cursor:
            cursor.execute(self.text.format("%s"), asked)
            return cursor.fetchone()


class RowReader:
    """Reads over a connection that is opened anew after it failed.

    SQLite reads in the event loop, which costs less than asking another thread; from PostgreSQL, which may be far, one
    thread reads.
    """

    def __init__(self):
        self.connection = None
        self.thread = ThreadPoolExecutor(1, "rows")

    async def ask(self, question: RowQuestion, asked: tuple) -> tuple | None:
        """Return the row that answers; nothing where there is none, or where the database is away or slow."""
        if self.connection is not None and self.connection.vendor == "sqlite":
            return self.read(question, asked)
        reading = asyncio.get_running_loop().run_in_executor(self.thread, self.read, question, asked)
        try:
            return await asyncio.wait_for(reading, SECONDS_TO_WAIT)
        except TimeoutError:
            return None

    def read(self, question: RowQuestion, asked: tuple) -> tuple | None:
        """Return the row that answers; nothing where there is none, or where the database is away."""
        try:
            if self.connection is None:
                connection = reading_connection()
                connection.connect()
                self.connection = connection
            return question.ask(self.connection, asked)
        except (DatabaseError, connections["default"].Database.Error):
            if self.connection is not None:
                self.connection.connection.close()
            self.connection = None
            return None


def reading_connection():
    """Return a new connection to the database that waits briefly and changes nothing; any thread may use it."""
    kept = connections["default"]
    options = dict(kept.settings_dict["OPTIONS"])
    if kept.vendor == "sqlite":
        options |= {"timeout": SECONDS_TO_WAIT, "init_command": options["init_command"] + "PRAGMA query_only=ON;"}
    else:
        limits = f"-c statement_timeout={int(SECONDS_TO_WAIT * 1000)} -c default_transaction_read_only=on"
        options |= {"connect_timeout": 2, "options": limits}
    connection = type(kept)({**kept.settings_dict, "OPTIONS": options}, "default")
    connection.inc_thread_sharing()
    return connection
