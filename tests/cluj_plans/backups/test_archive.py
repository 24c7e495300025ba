"""The archive itself: what other programs see in it, and that half of one is never taken for a whole one."""

import hashlib
import json
import os
import subprocess
import tarfile

import pytest
from pyrage import x25519

from cluj_plans.backups.archive import unpack, write_archive
from cluj_plans.backups.problems import BackupProblem

KEY, OTHER_KEY = (str(x25519.Identity.generate()) for _ in range(2))
# More than a pipe, a piece of the cipher and a piece of the reader hold.
LARGE = os.urandom(3_000_000)


def make(folder, key=""):
    source = folder / "sursa"
    source.write_bytes(LARGE)
    path = folder / f"planuri-20261128T031500Z.tar.gz{'.age' if key else ''}"
    with write_archive(path, key) as archive:
        archive.add_file("database", source)
        archive.add_bytes("files/acte/ședință.pdf", b"%PDF")
        archive.add_manifest({"format": 1})
    source.unlink()
    return path


@pytest.mark.parametrize("key", ["", KEY], ids=["plain", "closed"])
def test_other_programs_open_it_and_find_what_the_manifest_says(tmp_path, key):
    path, out = make(tmp_path, key), tmp_path / "afara"
    out.mkdir()
    (tmp_path / "cheie").write_text(key)
    opened = f"age -d -i '{tmp_path}/cheie' '{path}'" if key else f"cat '{path}'"
    subprocess.run(f"{opened} | tar -xzf - -C '{out}'", shell=True, check=True)
    members = json.loads((out / "manifest.json").read_text())["members"]
    sums = "".join(f"{member['sha256']}  {name}\n" for name, member in members.items())
    said = subprocess.run(["sha256sum", "-c", "--quiet"], cwd=out, input=sums, text=True)
    assert (said.returncode, len(members), (out / "database").read_bytes() == LARGE) == (0, 2, True)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("key", ["", KEY], ids=["plain", "closed"])
def test_what_was_put_in_comes_out(tmp_path, key):
    unpack(make(tmp_path, key), key, tmp_path / "afara")
    assert (tmp_path / "afara" / "database").read_bytes() == LARGE
    assert (tmp_path / "afara" / "files" / "acte" / "ședință.pdf").read_bytes() == b"%PDF"


def refusal(path, key, folder):
    with pytest.raises(BackupProblem) as problem:
        unpack(path, key, folder)
    return str(problem.value)


def test_the_wrong_key_and_none_are_told_apart_from_damage(tmp_path):
    path = make(tmp_path, KEY)
    assert refusal(path, OTHER_KEY, tmp_path / "1").startswith("Copia e încuiată cu altă cheie decât BACKUP_KEY")
    assert refusal(path, "", tmp_path / "2").startswith("Copia este încuiată: puneți în BACKUP_KEY")
    assert refusal(path, "AGE-SECRET-KEY-1", tmp_path / "3").startswith("BACKUP_KEY nu este o cheie age")


@pytest.mark.parametrize("key", ["", KEY], ids=["plain", "closed"])
def test_an_archive_that_ends_early_or_was_changed_is_refused(tmp_path, key):
    path = make(tmp_path, key)
    whole = path.read_bytes()
    ends = [0, 1, 100, 1000, len(whole) // 2, len(whole) - 1000, len(whole) - 9, len(whole) - 1]
    broken = [whole[:end] for end in ends]
    broken += [
        whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in (5000, len(whole) // 2, len(whole) - 500)
    ]
    for number, content in enumerate(broken):
        path.write_bytes(content)
        assert "stricată" in refusal(path, key, tmp_path / str(number))


def tar_with(path, *members):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members:
            (path.parent / "unul").write_bytes(content)
            tar.add(path.parent / "unul", name)
    return path


def test_an_archive_that_says_something_else_than_its_manifest_is_refused(tmp_path):
    path, good = tmp_path / "planuri-20261128T031500Z.tar.gz", hashlib.sha256(b"rand").hexdigest()
    member = {"size": 4, "sha256": good}
    cases = [
        [("database", b"rand")],
        [("database", b"altu"), ("manifest.json", json.dumps({"members": {"database": member}}).encode())],
        [("manifest.json", json.dumps({"members": {"database": member}}).encode())],
        [("database", b"rand"), ("manifest.json", b'{"members": {}}')],
        [("../afara", b"rand"), ("manifest.json", b'{"members": {}}')],
        [("/tmp/afara", b"rand"), ("manifest.json", b'{"members": {}}')],
    ]
    for number, members in enumerate(cases):
        assert "stricată" in refusal(tar_with(path, *members), "", tmp_path / str(number))
    assert not (tmp_path / "afara").exists()


@pytest.mark.parametrize("key", ["", KEY], ids=["plain", "closed"])
def test_what_fails_half_way_leaves_nothing(tmp_path, key):
    path = tmp_path / "planuri-20261128T031500Z.tar.gz"
    with pytest.raises(FileNotFoundError), write_archive(path, key) as archive:
        archive.add_bytes("database", LARGE)
        archive.add_file("files/unul", tmp_path / "lipsa")
    assert list(tmp_path.iterdir()) == []
