"""Settings of the test run: development, nothing kept, files in a folder that goes away."""

import os
import tempfile

os.environ["PLANURI_ENV"] = "development"
# The browser's library runs an event loop in the thread of the tests; the database is used from that thread all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="planuri-tests-")

from cluj_plans.settings import *  # noqa: F403
from cluj_plans.settings import STATIC_ROOT, STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)
