"""Files that Django answered with before, sent again before it handles a request, while they are public.

A file of an edition, and of an element of one, never changes: each time one statement asks whether the edition is still
public. What is not kept, and every doubtful case, goes on to Django.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from plans.models import Edition, Institution, Plan, Withdrawal
from portal.gateway.answers import Answer
from public.row_reader import RowQuestion, RowReader
from public.serving import is_plain_reading

ADDRESS = re.compile(
    r"/planuri/(?P<slug>[-\w]+)/editii/(?P<number>[0-9]{1,6})/(?:[a-z]{1,8}-[-.0-9A-Za-z]+/)?[a-z]+\.[-.a-z]+", re.ASCII
)
PUBLIC_EDITION = RowQuestion(
    f"SELECT e.checksum, i.is_invented FROM {Edition._meta.db_table} e "  # noqa: S608 - constant names
    f"JOIN {Plan._meta.db_table} p ON p.id = e.plan_id JOIN {Institution._meta.db_table} i ON i.id = p.owner_id "
    f"WHERE p.slug = {{0}} AND e.number = {{0}} "
    f"AND NOT EXISTS (SELECT 1 FROM {Withdrawal._meta.db_table} w WHERE w.edition_id = e.id)"
)
# How many answers a process keeps, and up to how many bytes of each; of a larger one only where its file is.
MOST, MOST_BYTES = 64, 256 * 1024
# Where a request says, on its way through Django, what was true before.
STAMP = "planuri.edition"
OF_THE_REQUEST = ("x-request-id",)
OF_THE_BODY = ("content-type", "content-length", "content-disposition")


@dataclass(frozen=True)
class KeptAnswer:
    """An answer with the edition that it holds for, and what is answered to who has it."""

    stamp: tuple
    tag: str
    whole: Answer
    unchanged: Answer


class KeptAnswers:
    """The answers that one process keeps, those that were asked for last."""

    def __init__(self, reader: RowReader):
        self.reader = reader
        self.answers: OrderedDict[str, KeptAnswer] = OrderedDict()

    async def __call__(self, environ: dict) -> Answer | None:
        """Return the kept answer to a request, if there is one and its edition is public."""
        found = ADDRESS.fullmatch(environ["PATH_INFO"])
        if not found or not is_plain_reading(environ):
            return None
        stamp = await self.reader.ask(PUBLIC_EDITION, (found["slug"], int(found["number"])))
        kept = self.answers.get(environ["PATH_INFO"])
        if stamp is None or kept is None or kept.stamp != stamp:
            environ[STAMP] = stamp
            return None
        self.answers.move_to_end(environ["PATH_INFO"])
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known is None:
            return kept.whole
        # A list of tags is for Django.
        return kept.unchanged if known.removeprefix("W/") == kept.tag else None

    def keep(self, environ: dict, answer: Answer) -> None:
        """Keep what Django answered, where the edition was public before it was asked."""
        stamp, headers = environ.get(STAMP), {name.lower(): value for name, value in answer.headers}
        if not stamp or answer.status != 200 or environ["REQUEST_METHOD"] != "GET":
            return
        if "etag" not in headers or "set-cookie" in headers:
            return
        body = answer.body
        if isinstance(body, Path) and body.stat().st_size <= MOST_BYTES:
            body = body.read_bytes()
        elif isinstance(body, bytes) and len(body) > MOST_BYTES:
            return
        lasting = [(name, value) for name, value in answer.headers if name.lower() not in OF_THE_REQUEST]
        about = [(name, value) for name, value in lasting if name.lower() not in OF_THE_BODY]
        self.answers[environ["PATH_INFO"]] = KeptAnswer(
            stamp, headers["etag"], Answer(200, lasting, body), Answer(304, about)
        )
        if len(self.answers) > MOST:
            self.answers.popitem(last=False)
