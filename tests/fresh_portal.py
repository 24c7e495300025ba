"""A portal that several tests look at: what was put into it is taken back at the end."""

from contextlib import contextmanager

from django.db import transaction
from django.test import override_settings


@contextmanager
def fresh_portal(django_db_blocker, tmp_path_factory):
    """Let a fixture that lives longer than one test write to the database and to files."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        yield
        transaction.set_rollback(True)
