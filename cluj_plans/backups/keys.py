"""The portal's keys in a backup: SECRET_KEY and its fallbacks, without which no second step can be checked again.

Whatever else is secret (passwords of the database, of the mail server) can be given anew, and is not in a backup.
"""

import hashlib
import json
import os
from pathlib import Path

from django.conf import settings

KEYS = "keys.json"
FOUND_KEYS = "chei-din-copie.env"


def fingerprint(key: str) -> str:
    """Return what tells whether two keys are the same, and nothing else of them."""
    return hashlib.pbkdf2_hmac("sha256", key.encode(), b"cluj_plans.backups", 100_000).hex()


def keys_text() -> bytes:
    """Return the keys as an archive that is closed holds them."""
    return json.dumps(
        {"SECRET_KEY": settings.SECRET_KEY, "SECRET_KEY_FALLBACKS": settings.SECRET_KEY_FALLBACKS}
    ).encode()


def keep_foreign_key(manifest: dict, folder: Path) -> str:
    """Say what to do about a key of the backup that this portal lacks; write it down where the archive has it."""
    if manifest["secret_key"] in map(fingerprint, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]):
        return ""
    warning = "Copia e făcută cu altă SECRET_KEY: până nu o aveți, codurile celui de-al doilea pas nu se potrivesc."
    if not (folder / KEYS).exists():
        return f"{warning} Puneți cheia veche în SECRET_KEY_FALLBACKS."
    keys = json.loads((folder / KEYS).read_text(encoding="utf-8"))
    place = settings.DATA_DIR / FOUND_KEYS
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(f"SECRET_KEY={keys['SECRET_KEY']}\n")
        file.write(f"SECRET_KEY_FALLBACKS={','.join(keys['SECRET_KEY_FALLBACKS'])}\n")
    return f"{warning} Este în {place}: treceți-o în fișierul cu variabile și ștergeți {FOUND_KEYS}."
