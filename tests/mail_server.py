"""A mail server for tests: it speaks SMTP over a real socket, keeps what it takes, and refuses or waits when told."""

import email
import email.policy
import socketserver
import threading
import time
from contextlib import contextmanager

import pytest
from django_tasks_db.models import DBTaskResult

from plans.editions.tasks import make_edition_files
from portal.tasks.queue import run_waiting_tasks
from public.common_pages import make_common_pages
from public.page_store import make_pages

MAKERS = (make_edition_files, make_pages, make_common_pages)


class Conversation(socketserver.StreamRequestHandler):
    """One client's conversation."""

    def handle(self):
        self.say(220, "gata")
        while line := self.rfile.readline().decode().strip():
            verb, argument = line[:4].upper(), line.partition(":")[2].split(">")[0].strip(" <")
            if verb == "QUIT":
                return self.say(221, "pa")
            if verb == "RCPT" and argument in self.server.refused:
                self.say(550, "cutie necunoscuta")
            elif verb == "DATA":
                self.take()
            else:
                self.recipient = argument if verb == "RCPT" else ""
                self.say(250, "bine")
        return None

    def take(self):
        self.say(354, "scrie")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        self.server.taken.append((self.recipient, b"".join(lines)))
        if len(self.server.taken) == self.server.silent_after:
            self.server.reached.set()
            self.server.released.wait(60)
        self.say(250, "bine")

    def say(self, code, text):
        time.sleep(self.server.pause)
        self.wfile.write(f"{code} {text}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail for everybody but `refused`; with `silent_after`, it takes that mail and never says so.

    `pause` is how many seconds it thinks before each answer.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken, self.refused, self.silent_after, self.pause = [], set(), None, 0
        # What brings the letters here that wait to leave, before anyone looks.
        self.fetch = lambda: None
        self.reached, self.released = threading.Event(), threading.Event()

    def handle_error(self, request, client_address):
        """A client that was killed in mid-sentence is what some tests are about."""

    @property
    def port(self):
        return self.server_address[1]

    @property
    def recipients(self):
        self.fetch()
        return sorted(recipient for recipient, _content in self.taken)

    @property
    def letters(self):
        """What was taken, as messages."""
        self.fetch()
        return [email.message_from_bytes(content, policy=email.policy.default) for _recipient, content in self.taken]


@contextmanager
def mail_server():
    with MailServer() as server:
        # It looks often whether it is over: the ends of a hundred tests wait for it.
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.released.set()
        server.shutdown()


def bring_letters():
    """Do what waits, but for pages and files of plans: making those is the matter of other tests."""
    DBTaskResult.objects.filter(task_path__in=[one.module_path for one in MAKERS]).delete()
    run_waiting_tasks()


@pytest.fixture
def post(settings, db):
    """A mail server that the portal sends to; what waits to leave is brought when somebody looks."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.SITE_URL = "https://planuri.example"
    with mail_server() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        server.fetch = bring_letters
        yield server
