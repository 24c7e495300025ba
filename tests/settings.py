"""Settings of the test run: development, nothing kept, files in a folder that goes away."""

import os
import tempfile

os.environ["PLANURI_ENV"] = "development"
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="planuri-tests-")

from cluj_plans.settings import *  # noqa: E402, F403
from cluj_plans.settings import STATIC_ROOT, STORAGES  # noqa: E402

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)
