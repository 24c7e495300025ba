"""Run all measurements on a portal made for the purpose, and print each beside its goal."""

import io
import sys
from importlib import import_module

import django
from django.core.management import call_command

MEASUREMENTS = (
    "rendering",
    "outline",
    "serving",
    "exports",
    "api",
    "publishing",
    "pdf",
    "formats",
    "word",
    "workbook",
    "progress",
    "workspace",
    "search",
)


def main() -> int:
    """Measure all, or those that are named; return 1 when a goal is missed."""
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    # With the pages that the worker would make.
    call_command("prepare", stdout=io.StringIO())
    missed = 0
    for name in sys.argv[1:] or MEASUREMENTS:
        for result in import_module(f"bench.{name}").results():
            print(result, flush=True)
            missed += not result.reached
    return int(missed > 0)


sys.exit(main())
