import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

ADDRESS = "/.well-known/security.txt"


def test_who_finds_a_weakness_reads_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT, settings.SITE_URL = "mailto:securitate@example.org", "https://planuri.example.org"
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(re.findall(r"^([\w-]+): (.*)$", response.content.decode(), re.MULTILINE))
    expires = datetime.strptime(fields.pop("Expires"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=365)
    assert fields == {
        "Contact": "mailto:securitate@example.org",
        "Preferred-Languages": "ro, en",
        "Canonical": f"https://planuri.example.org{ADDRESS}",
    }
    assert client.post(ADDRESS).status_code == 405


def test_where_nobody_is_named_there_is_no_such_page(client, db):
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("contact", "used"),
    [
        ("securitate@example.org", "mailto:securitate@example.org"),
        ("mailto:securitate@example.org", "mailto:securitate@example.org"),
        ("https://example.org/contact", "https://example.org/contact"),
        ("http://example.org/contact", None),
        ("domnul Ionescu", None),
    ],
)
def test_the_contact_is_an_address_that_can_be_written_to(contact, used, tmp_path):
    environment = {**os.environ, "SECURITY_CONTACT": contact, "PLANURI_ENV": "development", "DATA_DIR": str(tmp_path)}
    program = "from cluj_plans import settings; print(settings.SECURITY_CONTACT)"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert done.stdout.strip() == (used or ""), done.stderr
    assert ("ImproperlyConfigured: SECURITY_CONTACT" in done.stderr) == (used is None)
