"""A process that has read the libraries of the portal, from which each question to a portal is born as a process.

Settings and the portal itself are read once for each portal: the libraries that are read before know neither.
"""

import asyncio  # noqa: F401
import gc
import json
import os
import sys
import traceback
from pathlib import Path

import django.core.management
import django.db.models
import django.forms
import django.template.backends.django
import environs  # noqa: F401
import openpyxl  # noqa: F401
import requests  # noqa: F401
import tablib  # noqa: F401


def main():
    """Read a line of JSON for each question; answer with how its process ended."""
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
        django.setup()
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
        exec(code, {"__name__": "__main__"})
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
