"""A process that has read the libraries of the portal, from which each question to a portal is born as a process.

Settings and the portal itself are read once for each portal: the libraries that are read before know neither.
"""

import asyncio  # noqa: F401
import gc
import json
import os
import sys
import traceback

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
            portals[key] = Portal(json.loads(key))
        print(portals[key].answer(line), flush=True)


class Portal:
    """A process in which one portal is set up, once, and from which each question to it is born."""

    def __init__(self, environment):
        questions, self.questions = os.pipe()
        self.answers, answers = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.questions)
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
        child = os.fork()
        if child == 0:
            answer(asked["code"], asked["output"], asked["errors"], problem)
        _child, status = os.waitpid(child, 0)
        os.write(answers, b"%d\n" % os.waitstatus_to_exitcode(status))


def answer(code, output, errors, problem):
    """Run Python code in this process, which then ends; fail with what kept the portal from being set up."""
    for number, path in enumerate((os.devnull, output, errors)):
        os.dup2(os.open(path, os.O_RDWR), number)
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
