"""The files of a consultation: its draft, never mistaken for an edition, and the archive of all that is posted."""

import datetime
import hashlib
import io
import zipfile

import pytest

from plans.consultations import actions as consultation_actions
from plans.consultations import files
from plans.consultations import proposals as proposal_actions
from plans.consultations.tasks import make_packet
from portal import clock
from portal.tasks.problems import TaskRefused
from tests.plans.consultations.consultation_factories import CLUB, after_proposals, answered, opened, received
from tests.printed import Printed

DAY = datetime.timedelta(days=1)
PRIVATE = ("0744 000 111", "Ion Președinte", "@example.org", "Maria Ascunsă")


def test_the_packet_holds_every_paper_and_nothing_private(it_plan, people):
    consultation = opened(it_plan, people.publisher)
    answered(consultation, people.editor, author=CLUB, text="Sunați la 0744 000 111.", shown="Sunați la […].")
    waiting = received(consultation)
    proposal_actions.hide_proposal(waiting, by=people.editor, version=waiting.version, reason="Injurii.")
    with clock.at(after_proposals(consultation)):
        debate = consultation_actions.announce_debate(
            consultation, by=people.editor, at=clock.now() - DAY, place="Sala mare"
        )
        consultation_actions.record_debate(
            debate, by=people.editor, version=debate.version, participants=7, minutes="S-a discutat."
        )
        consultation_actions.close_consultation(consultation, by=people.publisher, conclusions="S-a schimbat 1.14.")
    archive = zipfile.ZipFile(io.BytesIO(files.packet(consultation)))
    year = consultation.opened_on.year
    assert archive.namelist() == [
        "cuprins.csv",
        "1-anunt.pdf",
        "2-proiect.pdf",
        "2-proiect.json",
        "3-registrul-propunerilor.pdf",
        "3-registrul-propunerilor.csv",
        "4-raport.pdf",
        "5-minuta.pdf",
        f"6-cifre-{year}.pdf",
        f"6-cifre-{year}.csv",
    ]
    register = archive.read("3-registrul-propunerilor.csv").decode("utf-8-sig")
    assert "Asociația Pietonilor" in register
    assert "Nu este buget." in register
    assert "Propuneri primite;2\r\n" in archive.read(f"6-cifre-{year}.csv").decode("utf-8-sig")
    papers = {name: archive.read(name) for name in archive.namelist()}
    texts = {
        name: Printed(held).text() if name.endswith("pdf") else held.decode("utf-8-sig")
        for name, held in papers.items()
    }
    # Where a paper is on the portal stands at its head: nothing is left for a page of its own.
    short = [name for name in papers if name.endswith("pdf") and name[0] in "1356"]
    assert [len(Printed(papers[name]).pages) for name in short] == [1, 1, 1, 1]
    assert {f"/consultari/{consultation.number}/" in texts[name] for name in (*short, "4-raport.pdf")} == {True}
    assert [name for name, text in texts.items() for private in PRIVATE if private in text] == []
    assert all(said in texts["4-raport.pdf"] for said in ("Nu este buget.", "S-a schimbat 1.14."))
    assert "S-a discutat." in texts["5-minuta.pdf"]
    assert "Planul de anul trecut a expirat." in texts["1-anunt.pdf"]
    # The sum that is announced is that of the file that it names.
    announced = "".join(texts["1-anunt.pdf"].split())
    data_sum = hashlib.sha256(papers["2-proiect.json"]).hexdigest()
    assert f"/consultari/{consultation.number}/proiect.json,cusumadecontrolSHA-256{data_sum}." in announced
    assert f"1;{consultation.proposals.get(number=1).received_on.isoformat()};" in register
    draft = texts["2-proiect.pdf"]
    assert "nu este o ediție a planului" in draft
    assert "Ediția 0" not in draft
    assert draft.upper().count("PROIECT") > len(Printed(papers["2-proiect.pdf"]).pages)
    sums = texts["cuprins.csv"]
    assert all(hashlib.sha256(held).hexdigest() in sums for name, held in papers.items() if name != "cuprins.csv")
    with pytest.raises(TaskRefused):
        make_packet.call(consultation.pk, people.reviewer.pk)
