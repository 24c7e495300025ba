"""Which portal makes the pages: another one, after an update, may make other pages of the same editions."""

import hashlib
from functools import cache

from django.conf import settings

ROOMS = ("portal", "plans", "indicators", "public", "templates", "static", "locale", "docs/ghid")


@cache
def portal_version() -> str:
    """Return the SHA-256 of all that pages are made with: the code, templates, style sheets, texts, and settings."""
    shown = (settings.SITE_NAME, settings.SITE_OWNER, settings.SITE_URL, settings.STATIC_URL, settings.MOL_URL)
    shown += tuple(settings.CONTACTS.values())
    digest = hashlib.sha256(repr(shown).encode())
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
