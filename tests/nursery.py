"""A process that has read the libraries of the portal, from which each question to a portal is born as a process.

Settings and the portal itself are read by each for itself: the libraries that are read before know neither.
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
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            answer(**json.loads(line))
        _child, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def answer(code, environment, output, errors):
    """Run Python code with the portal set up, in this process, which then ends."""
    os.environ.clear()
    os.environ.update(environment)
    for number, path in enumerate((os.devnull, output, errors)):
        os.dup2(os.open(path, os.O_RDWR), number)
    try:
        django.setup()
        exec(code, {"__name__": "__main__"})
        status = 0
    except Exception:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
