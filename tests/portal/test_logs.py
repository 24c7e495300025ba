"""The console: lines of JSON with the request's identifier, and no password, person or secret in them."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.db import DataError, OperationalError

from portal.logs import JsonFormatter, without_secrets
from tests.installation import PATIENCE, ROOT

SECRETS = ("parola-secreta", "secretul-din-legatura", "ion.popescu", "interogare-secreta", "cheia-parolei")
# What a reader, a guesser and an attacker send, to the portal as a server calls it.
CODE = """
import io
from cluj_plans.wsgi import application
from django.urls import clear_url_caches
def ask(method, path, query="", body=b"", **more):
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "HTTP_HOST": "localhost", "REMOTE_ADDR": "192.0.2.1", "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http", "CONTENT_LENGTH": str(len(body)), "wsgi.errors": io.StringIO(),
        "CONTENT_TYPE": "application/x-www-form-urlencoded", "SERVER_PROTOCOL": "HTTP/1.1", **more,
    }
    list(application(environ, lambda status, headers, exc=None: print(status[:3], dict(headers).get("X-Request-ID"))))
ask("GET", "/planuri/", HTTP_X_REQUEST_ID="de-la-proxy-1")
ask("GET", "/nu-exista/", "q=interogare-secreta")
login = b"username=ion.popescu&password=parola-secreta"
ask("POST", "/cont/intrare/", body=login)
ask("POST", "/cont/intrare/", body=login + b"&csrfmiddlewaretoken=" + b"a" * 32, HTTP_COOKIE="csrftoken=" + "a" * 32)
ask("GET", "/cont/invitatie/secretul-din-legatura/")
ask("GET", "/cont/parola/noua/1-cheia-parolei/")
ask("GET", "/", HTTP_HOST="rau.example\\r\\nFALS")
ask("GET", "/a\\r\\n{\\"level\\": \\"FALS\\"}", HTTP_X_REQUEST_ID="a\\r\\nFALS")
def broken(request):
    raise ValueError("parola-secreta")
from django.urls import path
import cluj_plans.urls
cluj_plans.urls.urlpatterns.insert(0, path("stricat/", broken))
clear_url_caches()
ask("GET", "/stricat/", "q=interogare-secreta")
"""


@pytest.fixture
def told(installation):
    """What a production process wrote to its console, line by line, and what it answered."""
    production = {
        "PLANURI_ENV": "production",
        "SECRET_KEY": "o cheie a testelor, destul de lungă, cu numere 123",
        "ALLOWED_HOSTS": "localhost",
        "BEHIND_PROXY": "true",
        "LOG_LEVEL": "DEBUG",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        cwd=ROOT,
        env={**installation.environment, **production},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.any_database
def test_the_console_of_a_real_process(told):
    lines = [json.loads(line) for line in told.stderr.splitlines()]
    answered = [line.split() for line in told.stdout.splitlines()]
    requests = [line for line in lines if line["logger"] == "portal.access"]
    assert [word for word in SECRETS if word in told.stderr] == []
    assert [str(line["status"]) for line in requests] == [status for status, _id in answered]
    assert [line["status"] for line in requests] == [200, 404, 403, 200, 410, 200, 400, 404, 500]
    assert [line["path"] for line in requests[4:6]] == ["/cont/invitatie/…", "/cont/parola/noua/…"]
    assert (requests[0]["request"], "q=" in told.stderr) == ("de-la-proxy-1", False)
    assert all(line["ms"] >= 0 for line in requests) and all(line["request"] for line in lines)
    # What is refused is told without where; the error is told with it, under the request's identifier.
    assert [line["level"] for line in lines if "where" in line] == ["ERROR"]
    error = next(line for line in lines if "where" in line)
    assert (error["error"], error["request"]) == ("ValueError", requests[-1]["request"])
    assert error["where"][-1].endswith(" broken")
    assert "FALS" not in {line["level"] for line in lines} and requests[7]["request"] != "a"


def line(message, *arguments, error=None, level=logging.ERROR):
    info = (type(error), error, error.__traceback__) if error else None
    return json.loads(JsonFormatter().format(logging.LogRecord("x", level, "f", 1, message, arguments, info)))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (DataError("invalid: ana@cj.ro"), "DataError"),
        (KeyError("parola"), "KeyError"),
        (OperationalError("no room\nDETAIL: ana"), "OperationalError: no room"),
        (ConnectionRefusedError("smtp"), "ConnectionRefusedError: smtp"),
        (TypeError("x of ana@cj.ro"), "TypeError: x of …@…"),
    ],
)
def test_an_error_says_its_kind_and_its_words_only_where_they_are_about_the_portal(error, said):
    assert line("Failed", error=error)["error"] == said


def test_a_refusal_has_no_trace():
    assert "where" not in line("Forbidden", error=PermissionError("x"), level=logging.WARNING)


def test_the_journal_is_told_how_bad_a_line_is_and_no_other_console(monkeypatch):
    def beginnings():
        kept = JsonFormatter()
        levels = (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL)
        return [
            kept.format(logging.LogRecord("x", one, "f", 1, "unu\n<0>", (), None)).partition("{")[0] for one in levels
        ]

    assert beginnings() == [""] * 5
    console = os.fstat(2)
    monkeypatch.setenv("JOURNAL_STREAM", f"{console.st_dev}:{console.st_ino}")
    assert beginnings() == ["<7>", "<6>", "<4>", "<3>", "<2>"]
    monkeypatch.setenv("JOURNAL_STREAM", f"{console.st_dev}:{console.st_ino + 1}")
    assert beginnings() == [""] * 5


def test_no_text_breaks_the_line_and_no_address_of_a_person_is_in_it():
    told = line("unu\r\n%s", '"ana.pop@cjcluj.ro"')
    assert told["message"] == 'unu\r\n"…@…"'
    assert without_secrets("Not Found: /cont/invitatie/abc/ /planuri/") == "Not Found: /cont/invitatie/… /planuri/"
