"""The stored files of an edition: made once, whole or not at all."""

import io
import json
import os
import resource
import zipfile

import jsonschema_rs
import pytest

from plans.document import CorruptDocument
from plans.editions import files
from plans.editions.publishing import publish
from plans.render.pdf import engine, plan_pdf
from portal.tasks.queue import run_waiting_tasks
from tests import snapshots


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def atop(small_atop):
    """The police plan, short: it is printed again and again."""
    return small_atop


@pytest.fixture
def edition(atop, people):
    """An edition of the police plan."""
    snapshots.once("its edition", lambda: publish(atop, by=people.publisher, note="Prima ediție."))
    return atop.editions.get()


def kept(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_the_file_is_the_printed_edition_and_anyone_may_read_it_and_one_that_is_lost_is_made_again(edition, media):
    path = files.make_file(edition, files.PDF)
    assert kept(media) == ["editii/atop-2024/1/plan.pdf"]
    first = path.read_bytes()
    assert first == plan_pdf.render(edition.read(), text=edition.document, checksum=edition.checksum)
    assert oct(path.stat().st_mode & 0o777) == "0o640"
    path.unlink()
    assert files.make_file(edition, files.PDF).read_bytes() == first


def test_a_file_that_is_there_is_kept(edition, media):
    path = files.EDITION_FILES[files.PDF].path(edition)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"as it was")
    before = path.stat()
    assert files.make_file(edition, files.PDF) == path
    assert (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) == (
        b"as it was",
        before.st_ino,
        before.st_mtime_ns,
    )


def test_an_edition_that_is_not_what_was_published_leaves_no_file(edition, media):
    edition.checksum = "0" * 64
    with pytest.raises(CorruptDocument):
        files.make_file(edition, files.PDF)
    assert kept(media) == []


def test_a_disk_that_fills_up_leaves_no_part_of_a_file(edition, media):
    engine.render_options()
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, whole[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            files.make_file(edition, files.PDF)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, whole)
    assert kept(media) == []
    assert len(files.make_file(edition, files.PDF).read_bytes()) > 20_000


def test_a_folder_that_cannot_be_written_raises_and_leaves_nothing(edition, media):
    (media / "editii").write_text("a file where the folder would be")
    with pytest.raises(OSError):
        files.make_file(edition, files.PDF)
    assert kept(media) == ["editii"]


def test_publishing_leaves_the_file_to_the_worker(atop, people, media):
    edition = publish(atop, by=people.publisher, note="Prima ediție.")
    assert kept(media) == []
    # The plan's pages, those of all plans, the files.
    assert run_waiting_tasks() == 3
    made = sorted(file.name for file in files.EDITION_FILES.values() if not file.on_request)
    assert kept(media) == [f"editii/atop-2024/1/{name}" for name in made]
    assert os.path.getsize(files.EDITION_FILES[files.PDF].path(edition)) > 20_000


def test_the_annex_is_kept_beside_the_printed_edition(edition, media):
    path = files.make_file(edition, files.ANNEX)
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


QUICK = [name for name, file in files.EDITION_FILES.items() if not file.takes_long]


def test_every_format_is_kept_once_and_sent_with_a_tag_from_the_edition_alone(client, edition, atop, media):
    atop.level_set.get(prefix="og").elements.update(title="Ciorna de după publicare")
    for name in QUICK:
        answer = client.get(f"/planuri/atop-2024/{name}", follow=True)
        content = b"".join(answer.streaming_content)
        assert (answer.status_code, answer.redirect_chain) == (200, [(f"/planuri/atop-2024/editii/1/{name}", 302)])
        assert answer["Content-Type"] == files.EDITION_FILES[name].content_type
        called = f"atop-2024-editia-1{name.removeprefix('plan')}"
        assert answer["Content-Disposition"] == f'attachment; filename="{called}"'
        assert content == files.EDITION_FILES[name].path(edition).read_bytes()
        address = answer.redirect_chain[0][0]
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
        assert "Ciorna de după publicare" not in _texts(content)
    assert sorted(kept(media)) == sorted(f"editii/atop-2024/1/{name}" for name in QUICK)


def _texts(content):
    """What is written in a file, an archive's parts too."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def test_no_format_of_what_is_not_public_is_sent(client, atop, it_plan):
    asked = [f"/planuri/atop-2024/{place}{name}" for name in files.EDITION_FILES for place in ("", "editii/1/")]
    assert {client.get(path).status_code for path in asked} == {404}


def test_data_name_the_file_that_describes_them(client, edition):
    schema = client.get("/planuri/atop-2024/editii/1/plan.json")["Link"]
    assert schema == '</date-deschise/editie-1.schema.json>; rel="describedby"'
    answer = client.get("/date-deschise/editie-1.schema.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/schema+json")
    jsonschema_rs.validate(answer.json(), json.loads(edition.document))
    columns = client.get("/planuri/atop-2024/editii/1/plan.csv")["Link"]
    assert columns == '<plan.csv-metadata.json>; rel="describedby"'


def test_the_csv_of_an_edition_is_what_its_metadata_say(edition):
    # It reads grammars for a second: only the process that runs this test should.
    import csvw

    files.make_file(edition, files.CSV)
    found = csvw.CSVW(str(files.make_file(edition, files.CSV_METADATA)), validate=True)
    assert found.is_valid
    rows = list(found.tables[0])
    assert [row["titlu"] for row in rows] == [one.title for one in edition.read().elements]
    assert {row["licenta"] for row in rows} == {"CC BY 4.0"}
