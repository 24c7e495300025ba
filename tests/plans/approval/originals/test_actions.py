"""Signed originals: kept byte for byte, never half, and for ever once an edition names them."""

import errno
import hashlib
import os

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.approval.originals import actions as original_actions
from plans.editions.publishing import publish, withdraw
from plans.models import AdoptionAct, SignedOriginal
from portal import uploads
from portal.uploads import FileUpload
from tests.indicators.reporting.evidence.evidence_files import MINIMAL_PDF

OTHER_PDF = MINIMAL_PDF + b"\n% semnat\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def act(it_plan):
    return AdoptionAct.objects.get(plan=it_plan)


def attach(act, by, data=MINIMAL_PDF):
    return original_actions.attach(act, by=by, upload=FileUpload("hotarare.pdf", data))


def kept(media):
    return sorted(path.name for path in media.rglob("*") if path.is_file())


def name(data):
    return f"{hashlib.sha256(data).hexdigest()}.pdf"


def test_an_original_is_kept_as_it_came_under_its_checksum(act, people, media):
    original = attach(act, people.editor)
    assert (original.size, f"{original.checksum}.pdf") == (len(MINIMAL_PDF), name(MINIMAL_PDF))
    assert original_actions.original_path(original.checksum).read_bytes() == MINIMAL_PDF
    assert kept(media) == [name(MINIMAL_PDF)]


def test_the_same_original_again_changes_nothing_and_another_takes_its_place(act, people, it_plan):
    first = attach(act, people.editor)
    assert attach(act, people.publisher) == first
    edition = publish(it_plan, by=people.publisher, note="Prima.")
    second = attach(act, people.editor, OTHER_PDF)
    later = publish(it_plan, by=people.publisher, note="A doua.")
    assert [e.read().acts[0].original.checksum for e in (edition, later)] == [first.checksum, second.checksum]


@pytest.mark.parametrize("who", ["reviewer", "reporter", "outsider"])
def test_only_those_who_write_the_plan_attach_and_remove(act, people, media, who):
    original = attach(act, people.editor)
    with pytest.raises(PermissionDenied):
        attach(act, getattr(people, who), OTHER_PDF)
    with pytest.raises(PermissionDenied):
        original_actions.remove(original, by=getattr(people, who))
    assert (SignedOriginal.objects.count(), kept(media)) == (1, [name(MINIMAL_PDF)])


def test_a_full_disk_keeps_nothing_and_is_said(act, people, media, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ValidationError) as refusal:
        attach(act, people.editor)
    assert refusal.value.messages == [uploads.NO_SPACE]
    assert (SignedOriginal.objects.count(), kept(media)) == (0, [])


def test_a_row_that_could_not_be_saved_keeps_no_file(act, people, media, monkeypatch):
    def fails(**_given):
        raise RuntimeError("database")

    monkeypatch.setattr(SignedOriginal.objects, "create", fails)
    with pytest.raises(RuntimeError):
        attach(act, people.editor)
    assert kept(media) == []


def test_a_removed_original_goes_with_its_file(act, people, media, django_capture_on_commit_callbacks):
    original = attach(act, people.editor)
    with django_capture_on_commit_callbacks(execute=True):
        original_actions.remove(original, by=people.editor)
    assert (SignedOriginal.objects.count(), kept(media)) == (0, [])


def test_what_an_edition_names_stays_also_after_it_is_removed(
    act, people, media, it_plan, django_capture_on_commit_callbacks
):
    original = attach(act, people.editor)
    edition = publish(it_plan, by=people.publisher, note="Prima.")
    withdraw(edition, by=people.publisher, reason="Greșită.")
    with django_capture_on_commit_callbacks(execute=True):
        original_actions.remove(original, by=people.editor)
    assert original_actions.original_path(original.checksum).read_bytes() == MINIMAL_PDF


def test_what_another_act_names_stays(act, atop, people, media, django_capture_on_commit_callbacks):
    other = AdoptionAct.objects.create(plan=atop, issuer=act.issuer, kind="atop", title="Alta", number="1")
    original = attach(act, people.editor)
    attach(other, people.editor)
    with django_capture_on_commit_callbacks(execute=True):
        original_actions.remove(original, by=people.editor)
    assert kept(media) == [name(MINIMAL_PDF)]


@pytest.mark.parametrize(
    ("filename", "data", "why"),
    [
        ("act.docx", MINIMAL_PDF, "Încărcați un fișier PDF: actul semnat, scanat sau semnat electronic."),
        ("act.pdf", b"<html>nu</html>", "Fișierul se numește .pdf, dar conținutul lui este altceva."),
        ("act.pdf", b"%PDF-1.7 taiat", "Fișierul se numește .pdf, dar conținutul lui este altceva."),
        ("act.pdf", b"", "Fișierul este gol."),
        ("act", MINIMAL_PDF, "Încărcați un fișier PDF: actul semnat, scanat sau semnat electronic."),
    ],
)
def test_only_a_pdf_is_an_original(filename, data, why):
    with pytest.raises(ValidationError) as refusal:
        uploads.clean_pdf(SimpleUploadedFile(filename, data))
    assert refusal.value.messages == [why]


def test_who_reads_an_original(act, people, it_plan):
    original = attach(act, people.editor)

    def readers():
        named = ["editor", "publisher", "reviewer", "reporter", "outsider", "admin"]
        return [
            who for who in named if original_actions.is_readable(getattr(people, who), it_plan.slug, original.checksum)
        ]

    assert readers() == ["editor", "publisher", "admin"]
    edition = publish(it_plan, by=people.publisher, note="Prima.")
    assert readers() == ["editor", "publisher", "reviewer", "reporter", "outsider", "admin"]
    assert original_actions.is_readable(people.outsider, "atop-2024", original.checksum) is False
    withdraw(edition, by=people.publisher, reason="Greșită.")
    assert readers() == ["editor", "publisher", "admin"]
