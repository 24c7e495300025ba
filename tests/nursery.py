"""A process that has read the portal, from which each question to a portal is born as a process.

Each portal is set up with the settings of its own folder; what is read before, the code, is the same for all.
"""

import gc
import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.conf import Settings, settings
from django.core.signals import setting_changed
from django.db import connections

from portal.call_room import call_with_room

SETTINGS = ("cluj_plans.settings", "tests.portal_settings")


def main():
    """Read a line of JSON for each question; answer with how its process ended."""
    with TemporaryDirectory() as nowhere:
        os.environ |= {"PLANURI_ENV": "development", "DATA_DIR": nowhere, "DJANGO_SETTINGS_MODULE": SETTINGS[-1]}
        django.setup()
        # What forgets the settings of before when they change; it is imported with its receivers.
        importlib.import_module("django.test.signals")
        importlib.import_module(settings.ROOT_URLCONF)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    portals = {}
    for line in sys.stdin:
        asked = json.loads(line)
        key = json.dumps(asked.pop("environment"), sort_keys=True)
        if "code" not in asked:
            forgotten = portals.pop(key, None)
            if forgotten:
                forgotten.end()
            continue
        if key not in portals:
            portals[key] = Portal(json.loads(key), portals.values())
        print(portals[key].answer(line), flush=True)


class Portal:
    """A process in which one portal is set up, once, and from which each question to it is born.

    It keeps nothing open of the `others` that were set up before: they end when nobody can ask them any more.
    """

    def __init__(self, environment, others):
        questions, self.questions = os.pipe()
        self.answers, answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.questions)
            for other in others:
                os.close(other.questions)
                os.close(other.answers)
            serve(environment, os.fdopen(questions), answers)
            os._exit(0)
        os.close(questions)
        os.close(answers)

    def answer(self, line):
        """Return how the process of a question ended."""
        os.write(self.questions, line.encode())
        return int(os.read(self.answers, 8) or b"1")

    def end(self):
        """End the process, which nobody asks any more."""
        os.close(self.questions)
        os.close(self.answers)
        os.waitpid(self.pid, 0)


def serve(environment, questions, answers):
    """Set the portal up, then let a process be born for each question until none can come."""
    os.environ.clear()
    os.environ.update(environment)
    problem = None
    try:
        take_settings()
    except Exception as error:
        problem = error
    gc.freeze()
    for line in questions:
        asked = json.loads(line)
        if "ended" in asked:
            start(asked, answers, problem)
            continue
        child = os.fork()
        if child == 0:
            answer(asked["code"], (os.devnull, asked["output"], asked["errors"]), problem)
        _child, status = os.waitpid(child, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


def take_settings():
    """Take the settings that the environment says; the database was looked for by the ones of before, not opened."""
    for name in SETTINGS:
        importlib.reload(sys.modules[name])
    before, settings._wrapped = settings._wrapped, Settings(SETTINGS[-1])
    connections._settings = settings.DATABASES
    del connections.settings, connections["default"]
    for name in set(dir(before)) - {"DATABASES"}:
        if getattr(before, name) != getattr(settings, name):
            setting_changed.send(Settings, setting=name, value=getattr(settings, name), enter=True)


def start(asked, answers, problem):
    """Let a process be born that goes on by itself; answer with its number, and write down how it ends."""
    if os.fork():
        return
    child = os.fork()
    if child == 0:
        answer(asked["code"], (asked["input"], asked["output"], asked["errors"]), problem)
    os.write(answers, b"%d\n" % child)
    _child, status = os.waitpid(child, 0)
    ended = Path(asked["ended"])
    ended.with_suffix(".part").write_text(str(os.waitstatus_to_exitcode(status)))
    ended.with_suffix(".part").rename(ended)
    os._exit(0)


def answer(code, files, problem):
    """Run Python code in this process, which then ends; fail with what kept the portal from being set up.

    It reads from the first file, and writes to the others what it prints and its errors.
    """
    for number, path in enumerate(files):
        os.dup2(os.open(path, os.O_WRONLY if number else os.O_RDONLY), number)
    try:
        if problem:
            raise problem
        call_with_room(exec, code, {"__name__": "__main__"})
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    except Exception:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
