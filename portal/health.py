"""Whether the portal works: what machines ask."""

import shutil

from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.failures import is_disk_full

# With less room than this, uploads and imports end half-way.
LEAST_FREE_BYTES = 64 * 1024 * 1024
SECONDS_OF_PROOF = 300


@require_safe
def healthz(request):
    """Say that the portal and its database answer; 503 when the database does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request):
    """Say that people can work: the database takes a write, the disk has room; 503 with the reasons when not."""
    problems = [problem for problem in (database_problem(), disk_problem()) if problem]
    status = 503 if problems else 200
    return HttpResponse("\n".join([*problems, "" if problems else "ok\n"]), "text/plain; charset=utf-8", status)


def database_problem() -> str:
    """Return why nothing can be written to the database, or nothing."""
    try:
        cache.set("readyz", True, SECONDS_OF_PROOF)
    except OperationalError as error:
        return "Baza de date nu mai are loc pe disc." if is_disk_full(error) else "În baza de date nu se poate scrie."
    return ""


def disk_problem() -> str:
    """Return that there is too little room for files, or nothing."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    return "" if free >= LEAST_FREE_BYTES else f"Pe disc mai sunt liberi {free // 1024 // 1024} MB."
