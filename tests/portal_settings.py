"""Settings of the real portals of the tests: files compressed as readers get them, passwords quick to check."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from cluj_plans.settings import *  # noqa: F403
from cluj_plans.settings import STORAGES


class QuickHasher(PBKDF2PasswordHasher):
    """The hash that the portal uses, counted through once: a login of a test need not resist a thief."""

    iterations = 1


STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
# A worker that was killed is missed soon.
TASK_LEASE = 3
PASSWORD_HASHERS = ["tests.portal_settings.QuickHasher"]
