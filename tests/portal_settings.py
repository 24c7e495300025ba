"""Settings of the real portals of the tests: files compressed as readers get them, passwords quick to check."""

import os

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from cluj_plans.settings import *  # noqa: F403
from cluj_plans.settings import DATABASES, STORAGES


class QuickHasher(PBKDF2PasswordHasher):
    """The hash that the portal uses, counted through once: a login of a test need not resist a thief."""

    iterations = 1


STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
# A worker that was killed is missed soon.
TASK_LEASE = 3
PASSWORD_HASHERS = ["tests.portal_settings.QuickHasher"]
if "LOCK_WAIT" in os.environ and "timeout" in DATABASES["default"]["OPTIONS"]:
    # How many seconds a save waits for another one to end.
    DATABASES["default"]["OPTIONS"]["timeout"] = float(os.environ["LOCK_WAIT"])
