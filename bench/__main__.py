"""Run all measurements on a portal made for the purpose, and print each beside its goal."""

import io
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from bench import api, exports, formats, outline, pdf, progress, publishing, rendering, search, serving, word, workspace  # noqa: E402


def main() -> int:
    """Measure; return 1 when a goal is missed."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("demo", stdout=io.StringIO())
    missed = 0
    modules = {
        module.__name__.removeprefix("bench."): module
        for module in (
            rendering,
            outline,
            serving,
            exports,
            api,
            publishing,
            pdf,
            formats,
            word,
            progress,
            workspace,
            search,
        )
    }
    for module in [modules[name] for name in sys.argv[1:]] or modules.values():
        for result in module.results():
            print(result, flush=True)
            missed += not result.reached
    return int(missed > 0)


sys.exit(main())
