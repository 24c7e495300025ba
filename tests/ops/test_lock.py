"""What is installed is what was locked: one version of each package, and of each version only the files that were seen."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def locked(lock):
    """Each package of a lock with its version and the hashes of its files."""
    entries = re.findall(
        r"^([\w-]+)==([^\s;]+)([^\n]*\\\n(?:    --hash.*\n)*)", (ROOT / lock).read_text(), re.MULTILINE
    )
    return {name: (version, re.findall(r"sha256:([0-9a-f]{64})\b", rest)) for name, version, rest in entries}


def asked(requirements):
    """What a list asks for itself, with the versions."""
    lines = re.findall(r"^([\w-]+)(?:\[.*\])?==([^\s;]+)", (ROOT / requirements).read_text(), re.MULTILINE)
    return {(name.lower(), version) for name, version in lines}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_line_of_a_lock_is_a_package_with_a_version_and_hashes(lock):
    starts = re.findall(r"^[^\s#-].*", (ROOT / lock).read_text(), re.MULTILINE)
    assert [line for line in starts if not re.match(r"[\w-]+==", line)] == []
    assert len(locked(lock)) == len(starts)
    assert [name for name, (_version, hashes) in locked(lock).items() if not hashes] == []


@pytest.mark.parametrize(
    ("requirements", "lock"),
    [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")],
)
def test_what_the_lists_ask_for_is_locked_at_that_version(requirements, lock):
    assert asked(requirements) - {(name, version) for name, (version, _hashes) in locked(lock).items()} == set()


def test_development_has_the_very_files_of_production():
    production, development = locked("requirements.lock"), locked("requirements-dev.lock")
    assert production == {name: development.get(name) for name in production}


def test_the_bill_of_materials_names_what_is_locked_with_its_hashes(tmp_path):
    file = tmp_path / "sbom.cdx.json"
    # The tool checks what it writes against CycloneDX's schema, and fails where it does not hold.
    command = ["make", f"--old-file={sys.prefix}/.dev", f"VENV={sys.prefix}", f"SBOM={file}", "sbom"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    bill = json.loads(file.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    components = {
        part["name"]: (part["version"], [each["content"] for each in part["externalReferences"][0]["hashes"]])
        for part in bill["components"]
    }
    assert components == locked("requirements.lock")
