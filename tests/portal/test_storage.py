"""Files that are kept: written once and whole, by one process at a time."""

import os
import stat

import pytest

from portal.storage import AlreadyRunning, exclusive_lock, write_once


def test_a_file_is_written_where_no_folder_was(tmp_path):
    path = write_once(tmp_path / "a" / "b" / "plan.pdf", lambda: b"bytes")
    assert path.read_bytes() == b"bytes"


def test_a_file_that_is_there_is_not_made_again(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"first")
    asked = []
    assert (write_once(path, lambda: asked.append(1) or b"second"), path.read_bytes(), asked) == (path, b"first", [])


def test_a_file_and_the_folders_that_were_made_for_it_are_on_the_disk_by_name(tmp_path, monkeypatch):
    flushed, flush = [], os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: flushed.append(os.readlink(f"/proc/self/fd/{handle}")) or flush(handle)
    )
    write_once(tmp_path / "a" / "b" / "plan.pdf", lambda: b"bytes")
    folders = [path for path in flushed if not path.endswith(".part")]
    assert folders == [str(path) for path in (tmp_path, tmp_path / "a", tmp_path / "a" / "b")]
    assert flushed.index(folders[-1]) == len(flushed) - 1


def test_everyone_may_read_what_is_kept(tmp_path):
    path = write_once(tmp_path / "plan.pdf", lambda: b"bytes")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_nothing_else_stays_beside_a_file(tmp_path):
    write_once(tmp_path / "plan.pdf", lambda: b"bytes")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.pdf"]


def test_what_could_not_be_made_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError):
        write_once(tmp_path / "plan.pdf", lambda: bytes(1 // 0))
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_written_leaves_no_half_of_a_file(tmp_path):
    with pytest.raises(TypeError):
        write_once(tmp_path / "plan.pdf", lambda: "no bytes")
    assert list(tmp_path.iterdir()) == []


def test_the_second_of_two_at_once_is_refused_at_once(tmp_path):
    with exclusive_lock(tmp_path / "lock"), pytest.raises(AlreadyRunning), exclusive_lock(tmp_path / "lock"):
        pass


def test_after_the_first_is_done_the_next_may_begin(tmp_path):
    entered = []
    for number in (1, 2):
        with exclusive_lock(tmp_path / "new" / "folder" / "lock"):
            entered.append(number)
    assert entered == [1, 2]


def test_two_locks_do_not_know_each_other(tmp_path):
    with exclusive_lock(tmp_path / "one"), exclusive_lock(tmp_path / "other"):
        entered = True
    assert entered is True


def test_a_lock_is_free_again_after_a_failure(tmp_path):
    with pytest.raises(ZeroDivisionError), exclusive_lock(tmp_path / "lock"):
        raise ZeroDivisionError
    with exclusive_lock(tmp_path / "lock"):
        entered = True
    assert entered is True
