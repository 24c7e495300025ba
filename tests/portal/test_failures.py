"""What a person gets back where the portal fails: why, and what was typed; on a database that is really locked."""

import errno
import json
import sqlite3
import time
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, OperationalError, connection

from accounts.sessions import SECONDS_BETWEEN_NOTES, SEEN
from portal import failures
from tests.forms import FormReader
from tests.installation import PATIENCE, SERVER

# A save by a person who waits half a second for the database at most; sent again as the page of the failure offers it.
SAVE = """
import json
from django.conf import settings
options = settings.DATABASES["default"]["OPTIONS"]
options.update({"timeout": 0.5} if "timeout" in options else {"options": "-c lock_timeout=500"})
settings.ALLOWED_HOSTS.append("testserver")
from django.contrib.auth import get_user_model
from django.test import Client
from plans.models import Element
from tests.forms import fields_of
from tests.plans.editing.outline_pages import element_fields, find, place
client = Client(raise_request_exception=False, enforce_csrf_checks=True)
client.force_login(get_user_model().objects.get(username="redactor"))
address = place(find("1.1"))
fields = element_fields(client.get(address))
print("gata", flush=True)
input()
answer = client.post(address, fields | {"save": "1", "title": "Un titlu <b>nou</b>"})
print(json.dumps([answer.status_code, dict(answer.headers), answer.content.decode()]), flush=True)
input()
again = client.post(address, fields_of(answer))
print(again.status_code, repr(find("1.1").title), flush=True)
"""


@contextmanager
def locked(installation):
    """Hold the database so that nobody saves."""
    if SERVER:
        with closing(psycopg2.connect(installation.url)) as connection:
            connection.cursor().execute("LOCK TABLE plans_plan IN EXCLUSIVE MODE")
            yield
    else:
        with closing(sqlite3.connect(installation.file, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield


def form_of(html):
    reader = FormReader()
    reader.feed(html)
    return reader.fields


def test_a_locked_database_gives_back_what_was_typed_and_takes_it_when_it_is_free(installation):
    process = installation.start(SAVE)
    assert process.stdout.readline() == "gata\n"
    with locked(installation):
        print(file=process.stdin, flush=True)
        status, headers, html = json.loads(process.stdout.readline())
    assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "10", "private, no-store")
    assert "Un titlu &lt;b&gt;nou&lt;/b&gt;</textarea>" in html
    assert "Trimite din nou" in html
    output, _errors = process.communicate("\n", timeout=PATIENCE)
    assert output == "302 'Un titlu <b>nou</b>'\n"


def failed(error, rf, path="/lucru/?a=1&b=2", **data):
    """The answer to a POST that an error ends."""
    request = rf.post(path, data)
    try:
        raise error
    except type(error):
        return failures.failure(request)


FULL = OperationalError("database or disk is full")
NO_ROOM = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (OperationalError("database is locked"), 503, "Încercați din nou peste câteva secunde."),
        (connection.Database.OperationalError("closed"), 503, "Încercați din nou peste câteva secunde."),
        (FULL, 503, "nu mai are loc pe disc"),
        (NO_ROOM, 503, "nu mai are loc pe disc"),
        (OSError(errno.EIO, "I/O"), 500, "Eroare a portalului"),
        (ZeroDivisionError(), 500, "Eroare a portalului"),
    ],
)
def test_what_passes_is_503_and_what_is_broken_500(rf, error, status, said):
    answer = failed(error, rf, title="Un titlu")
    html = answer.content.decode()
    assert (answer.status_code, said in html, "Retry-After" in answer) == (status, True, status == 503)
    assert (">\nUn titlu</textarea>" in html, 'action="/lucru/?a=1&amp;b=2"' in html) == (True, True)


@pytest.mark.parametrize("error,status", [(OperationalError("locked"), 503), (DatabaseError("no such row"), 400)])
def test_a_session_that_cannot_be_saved_now_is_no_refusal_as_a_deleted_one_is(client, people, error, status):
    def refuse(execute, sql, *rest):
        if sql.startswith('UPDATE "django_session"'):
            raise error
        return execute(sql, *rest)

    client.force_login(people.editor)
    client.raise_request_exception = False
    session = client.session
    session[SEEN] = time.time() - 2 * SECONDS_BETWEEN_NOTES
    session.save()
    with connection.execute_wrapper(refuse):
        assert client.get("/lucru/").status_code == status


def test_numbers_and_signed_marks_are_sent_again_unseen(rf):
    sent = {"title": "Un titlu", "version": "3", "seen": "1tX2:1vOabc:AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "of": ["1", "7"]}
    html = failed(FULL, rf, **sent).content.decode()
    kept = form_of(html)
    kept.pop("csrfmiddlewaretoken")
    assert kept == {name: value if isinstance(value, list) else [value] for name, value in sent.items()}


def test_passwords_and_files_are_not_given_back_and_nothing_is_sent_without_them(rf):
    file = SimpleUploadedFile("dovada.pdf", b"%PDF-")
    html = failed(FULL, rf, note="O notă", file=file).content.decode()
    assert ("dovada.pdf" in html, "O notă" in html, "Trimite din nou" in html) == (True, True, False)
    html = failed(FULL, rf, login="redactor", password="tainic", oldpassword="vechi").content.decode()
    assert ("redactor" in html, "tainic" in html, "vechi" in html, "Trimite din nou" in html) == (
        True,
        False,
        False,
        False,
    )


def test_a_page_that_was_only_asked_for_gives_nothing_back(rf):
    request = rf.get("/")
    try:
        raise FULL
    except OperationalError:
        answer = failures.failure(request)
    assert (answer.status_code, "Ce ați trimis" in answer.content.decode(), "Cache-Control" in answer) == (
        503,
        False,
        False,
    )
