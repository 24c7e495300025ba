"""Everything that was promised to stay is verified: what an attacker changes, with the triggers gone, is found."""

import datetime
import gzip
import hashlib
import io
import re
import shutil

import brotli
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators.models import Briefing, Report, ReportStep
from indicators.oversight.briefings import actions as briefing_actions
from indicators.reporting.evidence import actions as evidence_actions
from indicators.reporting.evidence import files as uploads
from indicators.review import actions as review_actions
from plans.approval import actions as approval_actions
from plans.approval.originals import actions as original_actions
from plans.editions.files import EDITION_FILES, PDF
from plans.editions.publishing import publish, withdraw
from plans.models import AdoptionAct, Edition, Plan, Signatory, Submission, Withdrawal
from portal.chain import records, sealing, verification
from portal.chain.models import ChainEntry
from portal.romanian import long_date
from portal.security_log.models import SecurityEvent
from portal.uploads import FileUpload
from public.models import StoredPage
from public.page_refresh import refresh_stale_plans
from tests import attacker
from tests.conftest import everybody
from tests.fresh_portal import fresh_portal
from tests.indicators.oversight.oversight_factories import TODAY, sitting
from tests.indicators.report_factories import owed, promise, sent
from tests.indicators.reporting.evidence.evidence_files import MINIMAL_PDF
from tests.installation import SERVER


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two plans with editions, files, an accepted report, an adopted briefing, a decided submission; all sealed."""
    with fresh_portal(django_db_blocker, tmp_path_factory):
        people, it_plan = everybody(), Plan.objects.get(slug="informatizare-2019")
        act = AdoptionAct.objects.filter(plan=it_plan).first()
        original_actions.attach(act, by=people.editor, upload=FileUpload("hotarare.pdf", MINIMAL_PDF))
        editions = [publish(it_plan, by=people.publisher, note=f"Nota {number}.") for number in range(1, 5)]
        withdraw(editions[0], by=people.publisher, reason="Greșeală.")
        Signatory.objects.create(plan=it_plan, office="Președinte", name="Ana Pop")
        approval_actions.recall(approval_actions.submit(it_plan, by=people.editor, note="Gata."), by=people.editor)
        promise(owed(people).plan.indicators.get(number=1))
        accept(Report.objects.get(), people)
        adopt(people, Edition.objects.get(plan__slug="atop-2024"))
        refresh_stale_plans()
        path = EDITION_FILES[PDF].path(editions[0])
        path.parent.mkdir(parents=True)
        path.write_bytes(b"%PDF as it was printed")
        sealing.seal()
        yield


@pytest.fixture
def portal(whole, db, settings, tmp_path):
    """The whole portal; the test may change its rows and its files."""
    settings.MEDIA_ROOT = shutil.copytree(settings.MEDIA_ROOT, tmp_path / "media")


def accept(report, people):
    file = uploads.validate_upload(SimpleUploadedFile("raport.pdf", MINIMAL_PDF))
    evidence_actions.add_evidence(report, by=people.reporter, title="Raport", is_public=True, upload=file)
    row = sent(Report.objects.get(), by=people.reporter)
    review_actions.accept_report(row, by=people.reviewer, verdict="met", reason="Sub țintă.")


def adopt(people, edition):
    row = briefing_actions.draft_briefing(
        sitting(edition, conclusions="Se ia act."), by=people.editor, kind="quarterly"
    )
    briefing_actions.adopt_briefing(row, by=people.editor, number="4", adopted_on=TODAY)


def verify(*options):
    """What the command prints, the faults that it finds, and its exit code."""
    out = io.StringIO()
    try:
        call_command("verify", *options, stdout=out)
        code = 0
    except CommandError as error:
        code = error.returncode
    lines = out.getvalue().splitlines()
    return lines, [line[2:] for line in lines if line.startswith("! ")], code


def edition_of(slug, number):
    return Edition.objects.get(plan__slug=slug, number=number)


def swap(path):
    path.write_bytes(path.read_bytes() + b" ")


def swap_page(path):
    """Write another page in the place of a stored one, with everything that belongs to it."""
    text = gzip.decompress(bytes(StoredPage.objects.get(path=path).gzip)).replace(b"plan", b"plam")
    etag = hashlib.sha256(text).hexdigest()[:32]
    StoredPage.objects.filter(path=path).update(etag=etag, gzip=gzip.compress(text), brotli=brotli.compress(text))


def test_a_whole_portal_is_as_it_was_the_day_before_too(portal, later):
    later(days=1)
    # What lasts says the day on which it was made.
    lasting = StoredPage.objects.get(path="/planuri/informatizare-2019/")
    assert (lasting.expires_on, long_date(TODAY) in gzip.decompress(lasting.gzip).decode()) == (None, True)
    lines, found, code = verify()
    said = dict(line.rsplit(": ", 1) for line in lines[:-1])
    assert (found, code) == ([], 0)
    names = ("Ediții", "PDF-uri ale edițiilor", "Retrageri", "Trimiteri spre aprobare hotărâte", "Raportări acceptate")
    assert [said[name] for name in names] == ["5", "1", "1", "1", "1"]
    names = (
        "Pași ai raportărilor",
        "Dovezi",
        "Informări și rapoarte adoptate",
        "Originale semnate",
        "Istoric: semnatari",
    )
    assert [said[name] for name in names] == ["3", "1", "1", "4", "1"]
    assert said["Pagini publice"] == str(StoredPage.objects.count())
    assert said["Verigi ale lanțului"] == str(ChainEntry.objects.count())
    assert lines[-1] == f"Tot ce s-a promis că rămâne este cum a fost. Capul lanțului: {sealing.head()}"


def rewrite(table, column, value, key, name="id"):
    attacker.run(f"UPDATE {table} SET {column} = %s WHERE {name} = %s", value, key)


def remove(table, key, name="id"):
    attacker.run(f"DELETE FROM {table} WHERE {name} = %s", key)


def tamper(people):
    """Do what an attacker does who has the database and the disk; return where each thing was done."""
    first, second, third, fourth = (edition_of("informatizare-2019", number) for number in (1, 2, 3, 4))
    other, report, briefing = edition_of("atop-2024", 1), Report.objects.get(), Briefing.objects.get()
    submitted, accepted = ReportStep.objects.filter(kind__in=("submitted", "accepted")).order_by("pk")
    told, (event, gone_event) = report.history.order_by("pk"), SecurityEvent.objects.order_by("pk")[:2]
    original = first.read().acts[0].original.checksum
    proof = report.evidence.get()
    before = {"second": second.pk, "third": third.pk, "other": other.pk, "submission": Submission.objects.get().pk}
    before |= {"accepted": accepted.pk, "submitted": submitted.pk, "signatory": Signatory.history.get().pk}
    before |= {"fourth": fourth.pk, "event": event.pk, "gone event": gone_event.pk}
    before |= {"beginning": told.first().pk, "last": told.last().pk, "file": proof.pk.hex}
    rewrite("plans_edition", "note", "Altă notă.", second.pk)
    remove("plans_edition", third.pk)
    rewrite("plans_edition", "published_by_id", people.admin.pk, other.pk)
    rewrite("plans_edition", "published_at", fourth.published_at - datetime.timedelta(days=1), fourth.pk)
    rewrite("portal_securityevent", "by_id", people.admin.pk, event.pk)
    remove("portal_securityevent", gone_event.pk)
    rewrite("plans_withdrawal", "reason", "Alt motiv.", Withdrawal.objects.get().pk)
    rewrite("plans_submission", "note", "Altceva.", Submission.objects.get().pk)
    rewrite("indicators_report", "value", 1, report.pk)
    rewrite("indicators_report", "superseded_at", timezone.now(), report.pk)
    rewrite("indicators_reportstep", "by_id", people.admin.pk, accepted.pk)
    remove("indicators_reportstep", submitted.pk)
    rewrite("indicators_briefing", "content", briefing.content.replace("a", "e"), briefing.pk)
    rewrite("indicators_evidence", "title", "Alt titlu", proof.pk if SERVER else proof.pk.hex)
    swap(evidence_actions.evidence_path(proof.file.name))
    original_actions.original_path(original).unlink()
    swap(EDITION_FILES[PDF].path(first))
    rewrite("plans_historicalsignatory", "name", "Altcineva", Signatory.history.get().pk, "history_id")
    rewrite("plans_historicalsignatory", "office", "Altfel", Signatory.history.get().pk, "history_id")
    rewrite("indicators_historicalreport", "value", 9, told.last().pk, "history_id")
    remove("indicators_historicalreport", told.first().pk, "history_id")
    swap_page("/planuri/informatizare-2019/")
    remove("public_storedpage", "/planuri/atop-2024/editii/1/", "path")
    StoredPage.objects.create(
        path="/planuri/atop-2024/nou/", plan=other.plan, portal_version="", etag="", gzip=b"", brotli=b""
    )
    return before


REPORT = "planul atop-2024, raportarea indicatorului 1 pe 01.01.2024–31.12.2024"
IT = "planul informatizare-2019"
TODAY_WORDS = long_date(TODAY)


def sealed(slug, key=None):
    """The number of the entry of a record; of the only one of its kind unless told which."""
    entries = ChainEntry.objects.filter(kind=slug)
    return (entries.get(key=str(key)) if key else entries.get()).sequence


def changed(entry):
    return f"nu mai este cum era la sigilare (veriga {entry})"


def gone(entry):
    return f"lipsește; era aici la sigilare, în {TODAY_WORDS} (veriga {entry})"


def expected_findings(before):
    """What is to be found of what `tamper` does, by the entries and keys from before."""
    name = before["file"]
    return [
        f"jurnalul de securitate, fapta {before['event']}: {changed(sealed('portal_securityevent', before['event']))}",
        f"fapte din jurnalul de securitate, cheia {before['gone event']}: "
        f"{gone(sealed('portal_securityevent', before['gone event']))}",
        f"{IT}, ediția 2: nota nu este din documentul publicat",
        f"{IT}, ediția 2: {changed(sealed('plans_edition', before['second']))}",
        f"{IT}, ediția 4: data publicării nu este din documentul publicat",
        f"{IT}, ediția 4: {changed(sealed('plans_edition', before['fourth']))}",
        f"planul atop-2024, ediția 1: {changed(sealed('plans_edition', before['other']))}",
        f"ediții, cheia {before['third']}: {gone(sealed('plans_edition', before['third']))}",
        f"{IT}: lipsesc edițiile: 3",
        f"{IT}, ediția 1, PDF-ul: {changed(sealed('plans_edition_pdf'))}",
        f"{IT}, ediția 1, retragerea: {changed(sealed('plans_withdrawal'))}",
        f"{IT}, trimiterea {before['submission']} spre aprobare: {changed(sealed('plans_submission'))}",
        *(
            f"istoricul, semnatar, înregistrarea {before['signatory']} din {TODAY_WORDS}: {fault}"
            for fault in (
                changed(sealed("plans_historicalsignatory")),
                f"datele personale nu mai sunt cum erau la sigilare (veriga {sealed('plans_historicalsignatory')})",
            )
        ),
        f"{REPORT}: {changed(sealed('indicators_report'))}",
        f"{REPORT}: este înlocuită de nimic",
        f"{REPORT}, pasul „acceptat”: {changed(sealed('indicators_reportstep', before['accepted']))}",
        f"pași ai raportărilor, cheia {before['submitted']}: {gone(sealed('indicators_reportstep', before['submitted']))}",
        f"{REPORT}, dovada „Alt titlu”: fișierul {name} nu mai este cel primit",
        f"{REPORT}, dovada „Alt titlu”: {changed(sealed('indicators_evidence'))}",
        f"planul atop-2024, informare trimestrială nr. 4 din {TODAY:%d.%m.%Y}: "
        "conținutul nu mai este cel adoptat (suma de control diferă)",
        f"istoricul, raportare, înregistrarea {before['last']} din {TODAY_WORDS}: "
        f"{changed(sealed('indicators_historicalreport', before['last']))}",
        f"istoric: raportări, cheia {before['beginning']}: "
        f"{gone(sealed('indicators_historicalreport', before['beginning']))}",
        *(
            f"{IT}, ediția {number}, originalul semnat al actului „Hotărârea nr. 77/2019”: fișierul lipsește"
            for number in (1, 2, 4)
        ),
        # What is made of a tampered report is no longer what was published of it.
        *(
            f"pagina /planuri/atop-2024/{rest}: nu este cea făcută din ediții și raportări"
            for rest in ("card/", "progres/", "termene/", "indicatori/1/", "termene.ics", "")
        ),
        "pagina /planuri/atop-2024/editii/1/: lipsește",
        *(
            f"pagina /en/planuri/atop-2024/{rest}: nu este cea făcută din ediții și raportări"
            for rest in ("card/", "progres/", "termene/", "indicatori/1/", "")
        ),
        "pagina /planuri/atop-2024/nou/: nu este a niciunei ediții",
        *(
            f"pagina /planuri/informatizare-2019/{rest}: nu este cea făcută din ediții și raportări"
            for rest in ("", "editii/")
        ),
        "pagina /en/planuri/informatizare-2019/editii/: nu este cea făcută din ediții și raportări",
        *(f"pagina {root}planuri/informatizare-2019/editii/3/: nu este a niciunei ediții" for root in ("/en/", "/")),
        "căutarea în planul atop-2024: nu se poate face din nou (CorruptDocument)",
    ]


def test_whatever_is_tampered_with_is_found_at_its_place(portal, people):
    for table in records.FROZEN:
        attacker.drop_triggers(table.name)
    expected = expected_findings(tamper(people))
    lines, found, code = verify()
    triggers = [one for one in found if "declanșatorul" in one]
    assert [one for one in found if one not in triggers] == expected
    assert {re.search("tabelul (\\w+)", one).group(1) for one in triggers} == {table.name for table in records.FROZEN}
    assert code == 1


def test_a_record_that_was_made_to_belong_to_nothing_is_found(portal):
    row, kind = Withdrawal.objects.get(), records.RECORD_KINDS["plans_withdrawal"]
    attacker.drop_triggers("plans_withdrawal")
    rewrite("plans_withdrawal", "edition_id", 1_000_000, row.pk)
    found = [str(one) for one in verification.record_findings(kind, verification.Tally())]
    # The database would look for it when the test ends.
    rewrite("plans_withdrawal", "edition_id", row.edition_id, row.pk)
    assert found == [f"retrageri, cheia {row.pk}: {changed(sealed('plans_withdrawal'))}"]


def test_an_edition_whose_document_was_changed_is_found_and_the_rest_is_still_verified(portal):
    attacker.drop_triggers("plans_edition")
    edition = edition_of("atop-2024", 1)
    rewrite("plans_edition", "document", edition.document.replace("județului", "judetului"), edition.pk)
    lines, found, code = verify()
    assert (code, found[:2]) == (
        1,
        [
            "planul atop-2024, ediția 1: documentul nu mai este cel publicat (suma de control diferă)",
            "paginile planului atop-2024: nu se pot face din nou (CorruptDocument)",
        ],
    )
    assert "Originale semnate: 4" in lines


def test_what_is_not_sealed_yet_is_said_and_is_a_finding_when_it_is_old(portal, people, atop):
    edition = publish(atop, by=people.publisher, note="Nouă.")
    lines, found, code = verify()
    moment = timezone.localtime(edition.published_at)
    assert (found, code) == ([], 0)
    assert f"Ediții: 6 (1\u00a0încă nesigilată, cea mai veche de la {moment:%d.%m.%Y %H:%M})" in lines
    attacker.drop_triggers("plans_edition")
    old = edition.published_at - datetime.timedelta(days=3)
    rewrite("plans_edition", "published_at", old, edition.pk)
    _lines, found, code = verify()
    assert code == 1
    assert f"planul atop-2024, ediția 2: nu este în lanț, deși este din {long_date(timezone.localdate(old))}" in found


def test_the_queries_do_not_grow_with_the_records_of_a_kind(portal):
    kind = records.RECORD_KINDS["plans_historicalsignatory"]

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as made:
            list(verification.record_findings(kind, verification.Tally()))
        return len(made)

    few = queries()
    for number in range(40):
        Signatory.objects.create(plan=Plan.objects.first(), office="Membru", name=f"Persoana {number}")
    sealing.seal()
    assert queries() == few
