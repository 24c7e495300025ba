"""Real installations of the portal, each with a database and files of its own, run as separate processes."""

import atexit
import http.client
import json
import os
import select
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager, suppress
from functools import cache
from itertools import cycle
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
SERVER = os.environ.get("DATABASE_URL", "")
# How many seconds to wait for what must happen: far more than it takes, even where others keep the machine busy.
PATIENCE = 600
FIRST, HOW_MANY = 18_000, 12_000
# The tests' own settings, and which of them runs; the browser's library makes them allow what a server must not.
LEFT_OUT = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "PYTEST_CURRENT_TEST"}
# The portals that are served, by their addresses.
SERVED = {}
PORTS = cycle(FIRST + (os.getpid() * 40 + number) % HOW_MANY for number in range(HOW_MANY))


class Installation:
    """A portal under a folder; on PostgreSQL its database is named after the folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.server: subprocess.Popen | None = None
        self.url = f"{SERVER.rsplit('/', 1)[0]}/{self.database}" if SERVER else ""

    @property
    def database(self):
        return "planuri_" + self.folder.name.replace("-", "_").lower()

    @property
    def file(self):
        """The database on SQLite."""
        return self.folder / "db.sqlite3"

    @property
    def environment(self):
        kept = {k: v for k, v in os.environ.items() if k not in LEFT_OUT}
        return {
            **kept,
            "PLANURI_ENV": "development",
            "DATA_DIR": str(self.folder),
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "tests.portal_settings",
            **({"DATABASE_URL": self.url} if SERVER else {}),
        }

    def create(self, migrated, static: Path):
        """Make the database from a migrated one, with both plans published, their pages and the demo accounts.

        Its worker has nothing to do: a test that starts one waits for no PDF that it did not ask for.
        """
        self.folder.mkdir(parents=True)
        (self.folder / "static").symlink_to(static)
        if SERVER:
            copy_database(migrated.database, self.database)
        else:
            shutil.copy(migrated.path, self.file)
        for command in (["migrate", "-v0"], ["prepare"]):
            self.call_command(*command)
        self.ask("from django_tasks_db.models import DBTaskResult; DBTaskResult.objects.all().delete()")
        return self

    def copy_to(self, folder: Path):
        """Return a copy that shares with this one only what is never written to: the collected static files."""
        folder.mkdir()
        other = Installation(folder)
        (folder / "static").symlink_to(self.folder / "static")
        self.copy_files_to(folder)
        if SERVER:
            copy_database(self.database, other.database)
        else:
            with closing(sqlite3.connect(self.file)) as own, closing(sqlite3.connect(other.file)) as copy:
                own.backup(copy)
        return other

    def copy_files_to(self, folder: Path):
        """Copy the folders of what people upload and what the portal makes."""
        for place in self.folder.iterdir():
            if place.is_dir() and place.name != "static":
                shutil.copytree(place, folder / place.name)

    def become(self, other):
        """Take the database and the files of another portal, while this one is served.

        Whoever was logged in is no longer, so that nothing that still comes from an earlier browser is written.
        """
        for place in self.folder.iterdir():
            if place.is_dir() and not place.is_symlink():
                shutil.rmtree(place)
        other.copy_files_to(self.folder)
        if SERVER:
            server(f'DROP DATABASE "{self.database}" WITH (FORCE)')
            copy_database(other.database, self.database)
        else:
            with closing(sqlite3.connect(other.file)) as source, closing(sqlite3.connect(self.file, timeout=60)) as own:
                source.backup(own)

    def remove(self):
        nursery().stdin.write(json.dumps({"environment": self.environment}) + "\n")
        shutil.rmtree(self.folder, ignore_errors=True)
        server(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    def manage(self, *arguments):
        """Run a command; return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, code):
        """Start Python code in a process of its own, with the portal set up."""
        return Started(code, self.environment)

    def ask(self, code):
        """Run Python code in a process of its own; return what it printed."""
        return self._run(code).strip()

    def call_command(self, *arguments):
        """Run a command as `manage` does, in a process that need not read the portal first; return what it printed."""
        return self._run(
            f"from django.core.management import execute_from_command_line as run; run(['', *{arguments}])"
        )

    def log_in(self, name):
        """Log somebody in without a page that asks for the password; return the key of the session."""
        return self.ask(
            "from django.contrib.auth import get_user_model; from django.test import Client; client = Client();"
            f"client.force_login(get_user_model().objects.get(username={name!r}));"
            "print(client.session.session_key)"
        )

    def _run(self, code):
        with NamedTemporaryFile("r") as output, NamedTemporaryFile("r") as errors:
            asked = {"code": code, "environment": self.environment, "output": output.name, "errors": errors.name}
            assert asked_of_nursery(asked) == 0, errors.read()
            return output.read()

    @contextmanager
    def serving(self, workers=1, **variables):
        """Serve the portal as `make run` does, with some variables changed; yield its address."""
        port = free_port()
        process = subprocess.Popen(
            ["ops/serve.sh", "127.0.0.1", str(port), str(workers)],
            cwd=ROOT,
            env={**self.environment, "VENV": str(Path(sys.executable).parents[1]), **variables},
        )
        self.server = process
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address)
            SERVED[address] = self
            yield address
        finally:
            SERVED.pop(address, None)
            process.terminate()
            process.wait(timeout=PATIENCE)

    @contextmanager
    def working(self, **variables):
        """Let a worker do the portal's tasks; yield its process."""
        process = self.start_worker(**variables)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)

    def start_worker(self, **variables):
        """Start a worker."""
        command = [sys.executable, "manage.py", "work"]
        return subprocess.Popen(command, cwd=ROOT, env={**self.environment, **variables})


class Started:
    """A process that runs Python code with a portal set up, used as one of `subprocess`."""

    def __init__(self, code, environment):
        self.folder = TemporaryDirectory()
        paths = {name: str(Path(self.folder.name) / name) for name in ("input", "output", "errors", "ended")}
        os.mkfifo(paths["input"])
        os.mkfifo(paths["output"])
        Path(paths["errors"]).touch()
        self.ended = Path(paths["ended"])
        self.pid = asked_of_nursery({"code": code, "environment": environment, **paths})
        self.stdin = open(paths["input"], "w")  # noqa: SIM115
        self.stdout = open(paths["output"])  # noqa: SIM115
        self.stderr = open(paths["errors"])  # noqa: SIM115

    def send_signal(self, number):
        """Send it a signal, unless it has ended."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def wait(self, timeout):
        """Wait until it ends; return how it ended."""
        wait_until(self.ended.exists, timeout)
        return int(self.ended.read_text())

    def communicate(self, said="", timeout=PATIENCE):
        """Say something and wait until it ends; return what it printed and its errors."""
        self.stdin.write(said)
        self.stdin.close()
        output = self.stdout.read()
        self.wait(timeout)
        return output, self.stderr.read()


def asked_of_nursery(question):
    """Ask the nursery for a process; return its answer."""
    nursery().stdin.write(json.dumps(question) + "\n")
    nursery().stdin.flush()
    is_answered, _, _ = select.select([nursery().stdout], [], [], PATIENCE)
    assert is_answered, "waited too long"
    return int(nursery().stdout.readline())


@cache
def nursery():
    """The process from which questions to portals are born; it ends with this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.nursery"], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    atexit.register(process.communicate)
    return process


def server(statement):
    """Run a statement on the PostgreSQL server; on SQLite there is none."""
    if not SERVER:
        return
    connection = psycopg2.connect(SERVER)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def copy_database(name, copy):
    """Copy a database of the PostgreSQL server that nobody uses: by its files, in half the time of by its log."""
    server(f'CREATE DATABASE "{copy}" TEMPLATE "{name}" STRATEGY file_copy')


def free_port():
    """A port that no other process of the tests takes meanwhile.

    It is below those that the system gives to whoever asks for any, and each process counts from a place of its own.
    """
    for port in PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            break
    return port


def wait_for(address):
    """Wait until the portal answers, whatever it says; where it speaks TLS, that is not HTTP."""

    def answers():
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        except http.client.BadStatusLine:
            return True
        return True

    wait_until(answers)


def wait_until(happened, seconds=PATIENCE):
    """Wait until something has happened; fail when it takes too long."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)
