"""The stored PDF of an edition: made once, whole or not at all."""

import os
import resource

import pytest

from plans.document import CorruptDocument
from plans.editions import files
from plans.editions.publishing import publish
from plans.render.pdf import engine, plan_pdf
from portal.tasks.queue import run_waiting_tasks


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def edition(editions):
    """An edition of the police plan."""
    return editions[0]


def kept(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_file_is_the_printed_edition_and_anyone_may_read_it(edition, media):
    path = files.make_pdf(edition)
    assert kept(media) == ["editii/atop-2024/1/plan.pdf"]
    assert path.read_bytes() == plan_pdf.render(edition.read(), text=edition.document, checksum=edition.checksum)
    assert oct(path.stat().st_mode & 0o777) == "0o640"


def test_a_file_that_is_there_is_kept(edition, media):
    path = files.pdf_path(edition)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"as it was")
    before = path.stat()
    assert files.make_pdf(edition) == path
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == (
        b"as it was",
        before.st_ino,
        before.st_mtime_ns,
    )


def test_a_lost_file_is_made_again_to_the_byte(edition, media):
    first = files.make_pdf(edition).read_bytes()
    files.pdf_path(edition).unlink()
    assert files.make_pdf(edition).read_bytes() == first


def test_an_edition_that_is_not_what_was_published_leaves_no_file(edition, media):
    edition.checksum = "0" * 64
    with pytest.raises(CorruptDocument):
        files.make_pdf(edition)
    assert kept(media) == []


def test_a_disk_that_fills_up_leaves_no_part_of_a_file(edition, media):
    engine.render_options()
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, whole[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            files.make_pdf(edition)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, whole)
    assert kept(media) == []
    assert len(files.make_pdf(edition).read_bytes()) > 20_000


def test_a_folder_that_cannot_be_written_raises_and_leaves_nothing(edition, media):
    (media / "editii").write_text("a file where the folder would be")
    with pytest.raises(OSError):
        files.make_pdf(edition)
    assert kept(media) == ["editii"]


def test_publishing_leaves_the_file_to_the_worker(atop, people, media):
    edition = publish(atop, by=people.publisher, note="Prima ediție.")
    assert kept(media) == []
    # The pages, then the file.
    assert run_waiting_tasks() == 2
    assert kept(media) == ["editii/atop-2024/1/plan.pdf"]
    assert os.path.getsize(files.pdf_path(edition)) > 20_000


def test_the_annex_is_kept_beside_the_printed_edition(edition, media):
    path = files.make_annex(edition)
    assert kept(media) == ["editii/atop-2024/1/anexa.pdf"]
    made = plan_pdf.render(edition.read(), text=edition.document, checksum=edition.checksum, annex=True)
    assert path.read_bytes() == made


def test_a_reader_gets_the_annex_at_the_edition_and_at_the_plan(client, edition):
    answer = client.get("/planuri/atop-2024/anexa.pdf", follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [("/planuri/atop-2024/editii/1/anexa.pdf", 302)])
    assert (answer["Content-Type"], b"".join(answer.streaming_content)[:5]) == ("application/pdf", b"%PDF-")
    assert answer["Content-Disposition"] == 'inline; filename="atop-2024-editia-1-anexa.pdf"'


def test_the_data_of_an_edition_are_kept_and_not_read_in_the_browser(client, edition):
    answer = client.get("/planuri/atop-2024/editii/1/plan.json")
    assert answer["Content-Disposition"] == 'attachment; filename="atop-2024-editia-1.json"'
