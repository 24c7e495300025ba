"""Scripts of others are kept as they were published: what each file is stands beside it."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).parents[1] / "static" / "vendor"
LIST = "vendor.json"


def test_every_vendored_file_is_the_one_that_is_listed():
    listed = {row["file"]: row["sha256"] for row in json.loads((VENDOR / LIST).read_text(encoding="utf-8"))}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.iterdir() if path.name != LIST}
    assert found == listed


def test_every_vendored_file_says_its_version_and_licence():
    rows = json.loads((VENDOR / LIST).read_text(encoding="utf-8"))
    assert [row["file"] for row in rows if not (row["version"] in row["file"] and row["licence"] and row["name"])] == []
