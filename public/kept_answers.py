"""Files that Django answered with before, sent again before it handles a request, while they are as they were.

A file of an edition never changes: each time one statement asks whether the edition is still public. A table of data
or a picture says what is public of a plan, or of all plans, today: each time one statement asks whether that is what it
was when the file was made. What is not kept, and every doubtful case, goes on to Django.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from plans.models import Edition, Institution, Plan, Withdrawal
from portal.gateway.answers import Answer
from portal.languages import PREFIX
from public.models import PublicState, StaleMark
from public.row_reader import RowQuestion, RowReader
from public.serving import CountyDay, is_plain_reading

PLAN, ELEMENT, TABLE = r"/planuri/([-\w]+)/", r"[a-z]{1,8}-[-.0-9A-Za-z]+/", r"date/[a-z]+\.[a-z]+"
PUBLIC_EDITION = RowQuestion(
    f"SELECT e.checksum, i.is_invented FROM {Edition._meta.db_table} e "  # noqa: S608 - constant names
    f"JOIN {Plan._meta.db_table} p ON p.id = e.plan_id JOIN {Institution._meta.db_table} i ON i.id = p.owner_id "
    f"WHERE p.slug = {{0}} AND e.number = {{0}} "
    f"AND NOT EXISTS (SELECT 1 FROM {Withdrawal._meta.db_table} w WHERE w.edition_id = e.id)"
)
STATE_OF_PLAN = RowQuestion(
    f"SELECT s.token FROM {PublicState._meta.db_table} s "  # noqa: S608 - constant names
    f"JOIN {Plan._meta.db_table} p ON p.id = s.plan_id WHERE p.slug = {{0}} "
    f"AND NOT EXISTS (SELECT 1 FROM {StaleMark._meta.db_table} m WHERE m.plan_id = p.id)"
)
STATE_OF_ALL = RowQuestion(
    f"SELECT token FROM {PublicState._meta.db_table} WHERE plan_id IS NULL "  # noqa: S608 - constant names
    f"AND NOT EXISTS (SELECT 1 FROM {StaleMark._meta.db_table} WHERE plan_id IS NULL)"
)
# What is asked of the addresses of each kind, with the parts that they name.
QUESTIONS = tuple(
    (re.compile(address, re.ASCII), question)
    for address, question in (
        (rf"{PLAN}editii/([0-9]{{1,6}})/(?:{ELEMENT})?[a-z]+\.[-.a-z]+", PUBLIC_EDITION),
        (rf"{PLAN}(?:{ELEMENT}|indicatori/[0-9]{{1,6}}/)?{TABLE}", STATE_OF_PLAN),
        (rf"(?:{PREFIX})?{PLAN}grafice/[-a-z0-9]+\.(?:svg|png)", STATE_OF_PLAN),
        (rf"/(?:planuri|recomandari|sedinte|institutii/[-\w]+)/{TABLE}", STATE_OF_ALL),
    )
)
# How many answers a process keeps, and how many bytes of all of them; of a large file only where it is.
MOST, MOST_BYTES, BYTES_OF_A_FILE = 1024, 16 * 1024 * 1024, 256 * 1024
# Where a request says, on its way through Django, what was true before.
STAMP = "planuri.stamp"
OF_THE_REQUEST = ("x-request-id",)
OF_THE_BODY = ("content-type", "content-length", "content-disposition")


@dataclass(frozen=True)
class KeptAnswer:
    """An answer with the state that it holds for, and what is answered to who has it."""

    stamp: tuple
    tag: str
    whole: Answer
    unchanged: Answer

    @property
    def size(self) -> int:
        """How many bytes are in memory."""
        return len(self.whole.body) if isinstance(self.whole.body, bytes) else 0


class KeptAnswers:
    """The answers that one process keeps, those that were asked for last."""

    def __init__(self, reader: RowReader):
        self.reader, self.today = reader, CountyDay()
        self.answers: OrderedDict[str, KeptAnswer] = OrderedDict()
        self.size = 0

    async def __call__(self, environ: dict) -> Answer | None:
        """Return the kept answer to a request, if there is one and what it says is so."""
        path = environ["PATH_INFO"]
        asked = _question(path)
        if not asked or not is_plain_reading(environ):
            return None
        row, kept = await self.reader.ask(*asked), self.answers.get(path)
        stamp = row and (*row, self.today.text())
        if stamp is None or kept is None or kept.stamp != stamp:
            environ[STAMP] = stamp
            return None
        self.answers.move_to_end(path)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is None:
            return kept.whole
        # A list of tags is for Django.
        return kept.unchanged if known.removeprefix("W/") == kept.tag else None

    def keep(self, environ: dict, answer: Answer) -> None:
        """Keep what Django answered, where what it says was public before it was asked."""
        stamp, headers = environ.get(STAMP), {name.lower(): value for name, value in answer.headers}
        if not stamp or answer.status != 200 or environ["REQUEST_METHOD"] != "GET":
            return
        if "etag" not in headers or "set-cookie" in headers:
            return
        body = answer.body
        if isinstance(body, Path) and body.stat().st_size <= BYTES_OF_A_FILE:
            body = body.read_bytes()
        lasting = [(name, value) for name, value in answer.headers if name.lower() not in OF_THE_REQUEST]
        about = [(name, value) for name, value in lasting if name.lower() not in OF_THE_BODY]
        self._put(
            environ["PATH_INFO"], KeptAnswer(stamp, headers["etag"], Answer(200, lasting, body), Answer(304, about))
        )

    def _put(self, path: str, kept: KeptAnswer) -> None:
        """Keep an answer, and let go of those that nobody asked for since the others."""
        former = self.answers.pop(path, None)
        self.answers[path] = kept
        self.size += kept.size - (former.size if former else 0)
        while len(self.answers) > MOST or self.size > MOST_BYTES:
            self.size -= self.answers.popitem(last=False)[1].size


def _question(path: str) -> tuple[RowQuestion, tuple] | None:
    """Return what the database is asked about an address, and with which words."""
    for address, question in QUESTIONS:
        if found := address.fullmatch(path):
            return question, found.groups()
    return None
