"""Evidence: what is kept and what is refused, who may open it, and as what it is sent."""

import datetime
import errno
import hashlib
import os
import uuid

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from indicators import permissions
from indicators.models import Evidence, Recommendation, Report, ReportStep
from indicators.reporting.evidence import actions as evidence_actions
from indicators.reporting.evidence import files as uploads
from indicators.review import actions as review_actions
from plans.editions.publishing import withdraw
from plans.models import Edition, Institution, Membership
from portal import upload_handlers
from portal.security_log.models import SecurityEvent
from portal.upload_handlers import CappedUploadHandler
from portal.uploads import MAX_BYTES, NO_SPACE
from portal.versioning import WrongState
from tests import conftest
from tests.indicators.report_factories import owed, sent
from tests.indicators.reporting.evidence import evidence_files as files

HONEST, REFUSED = files.honest(), files.refused()


def upload(name="raport.pdf", data=files.MINIMAL_PDF):
    return SimpleUploadedFile(name, data)


def kept_files():
    return sorted(path for path in (settings.MEDIA_ROOT / "dovezi").rglob("*") if path.is_file())


@pytest.fixture
def report(people):
    owed(people)
    return Report.objects.get()


@pytest.fixture
def proof(report, people):
    return added(report, people.reporter)


def added(owner, by, *, name="raport.pdf", data=files.MINIMAL_PDF, is_public=False):
    return evidence_actions.add_evidence(
        owner, by=by, title="Raport", is_public=is_public, upload=uploads.validate_upload(upload(name, data))
    )


def accepted(report, people):
    report.refresh_from_db()
    row = sent(report, by=people.reporter)
    return review_actions.accept_report(row, by=people.reviewer, verdict="met", reason="Sub țintă.")


@pytest.mark.parametrize("name", HONEST)
def test_files_as_other_programs_write_them_are_kept(name):
    found = uploads.validate_upload(upload(name, HONEST[name]))
    assert (found.name, found.data) == (name, HONEST[name])


@pytest.mark.parametrize(("name", "data", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_what_its_name_says_is_refused_in_words(name, data, message):
    with pytest.raises(ValidationError) as refusal:
        uploads.validate_upload(upload(name, data))
    assert [message in words for words in refusal.value.messages] == [True], refusal.value.messages


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/Raport  anual.pdf", "Raport anual.pdf"),
        ("C:\\acte\\raport.pdf", "raport.pdf"),
        ('raport\n\r"nou"<1>.pdf', "raport nou 1 .pdf"),
        ("poliţişti\u00a0instruiţi.pdf", "polițiști instruiți.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("raport\u202efdp.pdf", "raportfdp.pdf"),
        ("...", "fisier"),
    ],
)
def test_a_name_is_cleaned(name, clean):
    assert uploads.clean_name(name) == clean


def test_a_file_is_kept_under_a_random_name_with_its_checksum(report, people):
    before = kept_files()
    proof = added(report, people.reporter)
    [path] = set(kept_files()) - set(before)
    assert path.name == proof.pk.hex
    assert path.read_bytes() == files.MINIMAL_PDF
    stored = Evidence.objects.get()
    assert (stored.name, stored.size) == ("raport.pdf", len(files.MINIMAL_PDF))
    assert stored.checksum == hashlib.sha256(files.MINIMAL_PDF).hexdigest()


def test_evidence_makes_a_draft_of_what_was_owed(proof, report):
    report.refresh_from_db()
    assert report.state == Report.State.DRAFT
    assert [step.kind for step in report.steps.all()] == [ReportStep.Kind.STARTED]


@pytest.mark.parametrize("address", ["ftp://cj.ro/a", "javascript:alert(1)", "cjcluj.ro/raport", "file:///etc/passwd"])
def test_a_link_leads_only_to_the_web(report, people, address):
    with pytest.raises(ValidationError) as refusal:
        evidence_actions.add_evidence(report, by=people.reporter, title="Raport", is_public=True, url=address)
    assert refusal.value.messages == ["Scrieți adresa întreagă, de exemplu https://www.cjcluj.ro/document.pdf."]
    assert Evidence.objects.count() == 0


def test_at_most_twenty_pieces_are_kept(report, people):
    for number in range(evidence_actions.MAX_EVIDENCE):
        evidence_actions.add_evidence(
            report, by=people.reporter, title="Raport", is_public=False, url=f"https://cjcluj.ro/{number}"
        )
    before = kept_files()
    with pytest.raises(ValidationError):
        added(report, people.reporter)
    assert (Evidence.objects.count(), kept_files()) == (evidence_actions.MAX_EVIDENCE, before)


@pytest.mark.parametrize("who", ["reviewer", "editor", "outsider"])
def test_only_who_reports_adds_and_removes(proof, report, people, who):
    before = kept_files()
    with pytest.raises(PermissionDenied):
        added(report, getattr(people, who))
    with pytest.raises(PermissionDenied):
        evidence_actions.remove_evidence(proof, by=getattr(people, who))
    assert (Evidence.objects.count(), kept_files()) == (1, before)


def test_evidence_of_what_was_sent_does_not_change(proof, report, people):
    report.refresh_from_db()
    sent(report, by=people.reporter)
    before = kept_files()
    with pytest.raises(WrongState):
        added(report, people.reporter)
    with pytest.raises(WrongState):
        evidence_actions.remove_evidence(proof, by=people.reporter)
    assert (Evidence.objects.count(), kept_files()) == (1, before)


def test_a_removed_file_leaves_the_disk(report, people, django_capture_on_commit_callbacks):
    before = kept_files()
    proof = added(report, people.reporter)
    with django_capture_on_commit_callbacks(execute=True):
        evidence_actions.remove_evidence(proof, by=people.reporter)
    assert (Evidence.objects.count(), kept_files()) == (0, before)


def test_no_file_stays_where_the_database_refuses_its_row(report, people, monkeypatch):
    before = kept_files()

    def refuse(_evidence, **_options):
        raise IntegrityError("refused")

    monkeypatch.setattr(Evidence, "save", refuse)
    with pytest.raises(IntegrityError):
        added(report, people.reporter)
    assert kept_files() == before


def test_a_full_disk_leaves_nothing_half_written_and_is_said(report, people, monkeypatch):
    before = kept_files()

    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ValidationError) as refusal:
        added(report, people.reporter)
    assert refusal.value.messages == [NO_SPACE]
    assert (Evidence.objects.count(), kept_files()) == (0, before)
    report.refresh_from_db()
    assert report.state == Report.State.DUE


@pytest.fixture
def recommendation(report, people):
    return Recommendation.objects.create(
        body=Institution.objects.get(code="atop-cluj"),
        year=2026,
        number=1,
        plan=report.indicator.plan,
        about="Planul",
        addressed_to=report.indicator.institution,
        text="Să se comunice măsurile luate.",
        deadline="2099-12-31",
    )


def test_an_answer_takes_evidence_until_it_is_sent(recommendation, people):
    proof = added(recommendation, people.reporter)
    assert (proof.recommendation, proof.report) == (recommendation, None)
    with pytest.raises(PermissionDenied):
        added(recommendation, people.reviewer)
    Recommendation.objects.update(state="answered", answered_on="2026-01-02", answer="S-a făcut.")
    with pytest.raises(WrongState):
        added(recommendation, people.reporter)


def address(proof):
    return f"/dovezi/{proof.pk}/"


@pytest.mark.parametrize("name", ["situație.docx", "note.txt", "captură.png"])
def test_a_file_is_sent_to_be_saved_and_is_no_page_of_ours(client, report, people, name):
    proof = added(report, people.reporter, name=name, data=HONEST[name])
    client.force_login(people.reporter)
    answer = client.get(address(proof))
    assert b"".join(answer.streaming_content) == HONEST[name]
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["Content-Type"] == uploads.CONTENT_TYPES[proof.extension]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


# Who opens a file, by what it is evidence of.
STATES = {
    "draft": {"reporter", "admin"},
    "sent": {"reporter", "reviewer", "admin"},
    "returned": {"reporter", "reviewer", "admin"},
    "added after the return": {"reporter", "admin"},
    "accepted": {"reporter", "reviewer", "admin"},
    "accepted and public": {"nobody", *conftest.PEOPLE, "elsewhere", "former reporter", "former publisher"},
    "public, every edition withdrawn": {"reporter", "reviewer", "admin"},
}


@pytest.fixture
def readers(people):
    """A browser for each role, for those whose role has ended, and for somebody without an account."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    found = {"nobody": Client()} | {name: Client() for name in conftest.PEOPLE}
    for name in conftest.PEOPLE:
        found[name].force_login(getattr(people, name))
    for name, role, code, until in (
        ("elsewhere", "reporter", "cj-cluj", None),
        ("former reporter", "reporter", "ipj-cluj", yesterday),
        ("former publisher", "publisher", "atop-cluj", yesterday),
    ):
        user, body = get_user_model().objects.create_user(name), Institution.objects.get(code=code)
        Membership.objects.create(user=user, institution=body, role=role, valid_from="2020-01-01", valid_until=until)
        found[name] = Client()
        found[name].force_login(user)
    return found


@pytest.mark.parametrize("state", STATES)
def test_evidence_opens_to_whom_its_report_does(report, people, readers, state):
    proof = added(report, people.reporter, is_public="public" in state)
    if state != "draft":
        report.refresh_from_db()
        row = sent(report, by=people.reporter)
    if "return" in state:
        row = review_actions.return_report(row, by=people.reviewer, note="Mai adăugați.")
        proof = proof if state == "returned" else added(row, people.reporter)
    if "accepted" in state or "public" in state:
        review_actions.accept_report(row, by=people.reviewer, verdict="met", reason="Sub țintă.")
    if "withdrawn" in state:
        for edition in Edition.objects.public().filter(plan=report.indicator.plan):
            withdraw(edition, by=people.publisher, reason="O greșeală.")
    answers = {name: browser.get(address(proof)).status_code for name, browser in readers.items()}
    assert {name for name, status in answers.items() if status == 200} == STATES[state]
    assert set(answers.values()) <= {200, 404}
    opened = SecurityEvent.objects.filter(what="evidence_opened", about=f"dovada {proof.pk}")
    told = set() if state == "accepted and public" else STATES[state]
    assert set(opened.values_list("by__username", flat=True)) == told


def test_who_reported_once_opens_what_was_there_then(report, people, later):
    proof = added(report, people.reporter)
    people.reporter.memberships.update(valid_until=timezone.localdate())
    later(days=1)
    row = Report.objects.get()
    new = Evidence.objects.create(
        report=row, url="https://example.org/", title="După", added_by=people.reporter, added_at=timezone.now()
    )
    mine = permissions.readable_evidence(people.reporter)
    assert [mine.filter(pk=one.pk).exists() for one in (proof, new)] == [True, False]


def test_a_reporter_of_another_institution_sees_what_an_absent_file_shows(client, proof, people):
    Membership.objects.create(
        user=people.outsider, institution=Institution.objects.get(code="cj-cluj"), role="reporter"
    )
    client.force_login(people.outsider)
    hidden, absent = client.get(address(proof)), client.get(f"/dovezi/{uuid.uuid4()}/")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content


def test_a_link_has_no_file_to_send(client, report, people):
    link = evidence_actions.add_evidence(
        report, by=people.reporter, title="Raport", is_public=True, url="https://cjcluj.ro/raport"
    )
    client.force_login(people.reporter)
    assert client.get(address(link)).status_code == 404


def test_a_file_that_went_missing_is_not_found_and_the_log_says_so(client, proof, people, caplog):
    evidence_actions.evidence_path(proof.file.name).unlink()
    client.force_login(people.reporter)
    assert client.get(address(proof)).status_code == 404
    assert [
        record.getMessage() for record in caplog.records if record.name == "indicators.reporting.evidence.views"
    ] == [f"The file of evidence {proof.pk} is not where it was kept."]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_file_is_only_read(client, proof, people, method):
    client.force_login(people.reporter)
    assert getattr(client, method)(address(proof)).status_code == 405


def test_who_may_open_a_file_is_asked_and_written_down_in_few_queries(client, proof, people, django_assert_num_queries):
    client.force_login(people.reporter)
    with django_assert_num_queries(8):
        client.get(address(proof))


def received(*parts):
    """What a form gets of a file that arrives in these parts."""
    handler = CappedUploadHandler()
    handler.new_file("evidence_file", "raport.pdf", "application/pdf", None)
    start = 0
    for part in parts:
        handler.receive_data_chunk(part, start)
        start += len(part)
    return handler.file_complete(start)


def test_of_a_file_that_is_too_big_no_more_is_written_than_any_form_keeps():
    part = bytes(8 * 1024 * 1024)
    file = received(*[part] * 13)
    assert file.size == 13 * len(part)
    assert os.path.getsize(file.temporary_file_path()) == 3 * len(part)
    assert upload_handlers.MAX_BYTES == MAX_BYTES


def test_a_file_of_some_size_arrives_whole():
    assert received(files.MINIMAL_PDF, files.MINIMAL_PDF).read() == files.MINIMAL_PDF * 2


def test_a_file_that_found_no_room_while_it_arrived_is_refused_in_words():
    with open("/dev/full", "wb", buffering=0) as full:
        handler = CappedUploadHandler()
        handler.new_file("evidence_file", "raport.pdf", "application/pdf", None)
        handler.file.file.close()
        handler.file.file = full
        handler.receive_data_chunk(files.MINIMAL_PDF, 0)
        handler.file.size = len(files.MINIMAL_PDF)
        with pytest.raises(ValidationError) as refusal:
            uploads.validate_upload(handler.file)
    assert refusal.value.messages == [NO_SPACE]


def test_an_institution_s_evidence_has_a_quota(report, people, settings):
    settings.EVIDENCE_QUOTA_MB, before = 1, len(kept_files())
    added(report, people.reporter, name="a.txt", data=b"a" * 700_000)
    with pytest.raises(ValidationError) as refused:
        added(report, people.reporter, name="b.txt", data=b"a" * 400_000)
    assert "1 MB pentru dovezi și mai are liberi 0,3 MB, iar fișierul are 0,4 MB" in refused.value.messages[0]
    assert (Evidence.objects.count(), len(kept_files())) == (1, before + 1)
    settings.EVIDENCE_QUOTA_MB = 2
    added(report, people.reporter, name="b.txt", data=b"a" * 400_000)
