"""Evidence on the page of a report: added with the draft, refused beside its field, removed."""

from decimal import Decimal

import pytest

from indicators.models import Evidence, Report
from indicators.reporting.evidence import actions as evidence_actions
from indicators.reporting.evidence import files as evidence_files
from tests.indicators.report_factories import owed, sent
from tests.indicators.reporting.reporter import State, address, areas, errors, fill, fresh, ok_page, pdf, typed, words


@pytest.fixture
def report(people):
    owed(people)
    return Report.objects.get()


def test_a_file_is_added_together_with_the_draft(reporter, report):
    answer = fill(
        reporter, report, "add", value="4", evidence_file=pdf(), evidence_title="Raport statistic", evidence_public="on"
    )
    assert answer.status_code == 302
    proof = Evidence.objects.get()
    assert (proof.title, proof.name, proof.is_public, fresh(report).value) == (
        "Raport statistic",
        "raport.pdf",
        True,
        Decimal(4),
    )
    page = ok_page(reporter.get(address(report)))
    assert f"/dovezi/{proof.pk}/" in page.links


def test_a_piece_of_evidence_without_a_title_takes_the_name_of_its_file_or_its_address(reporter, report):
    fill(reporter, report, "add", evidence_file=pdf("Situația lunii mai.pdf"))
    fill(reporter, report, "add", evidence_url="https://cjcluj.ro/raport")
    titles = sorted(Evidence.objects.values_list("title", flat=True))
    assert titles == ["Situația lunii mai.pdf", "https://cjcluj.ro/raport"]


@pytest.mark.parametrize(
    ("fields", "where", "message"),
    [
        ({"evidence_file": lambda: pdf("a.exe", b"MZ")}, "evidence_file", "Fișierele .exe nu se primesc."),
        ({"evidence_file": lambda: pdf("a.svg", b"<svg/>")}, "evidence_file", "Fișierele .svg nu se primesc."),
        ({"evidence_file": lambda: pdf("a.pdf", b"")}, "evidence_file", "Fișierul este gol."),
        ({"evidence_url": lambda: "javascript:alert(1)"}, "evidence_url", "Scrieți adresa întreagă"),
        ({"evidence_file": pdf, "evidence_url": lambda: "https://a.ro/"}, "evidence_url", "Alegeți fie un fișier"),
        ({"evidence_title": lambda: "Raport"}, "evidence_file", "Alegeți fișierul sau scrieți adresa dovezii."),
        ({"evidence_file": pdf, "evidence_title": lambda: "a" * 201}, "evidence_title", "200"),
    ],
)
def test_refused_evidence_is_said_beside_its_field_and_the_rest_is_kept(reporter, report, fields, where, message):
    made = {name: make() for name, make in fields.items()}
    answer = fill(reporter, report, "submit", value="4", narrative="Vezi dovada.", **made)
    assert list(errors(answer)) == [where]
    assert message in errors(answer)[where][0]
    assert (Evidence.objects.count(), fresh(report).state, fresh(report).value) == (0, State.DRAFT, Decimal(4))
    page = ok_page(answer)
    assert "Raportarea nu s-a trimis. Ciorna este salvată." in page.text
    assert areas(page)[-1] == "Vezi dovada."


def test_a_file_of_a_hundred_megabytes_is_refused_in_words(reporter, report):
    answer = fill(
        reporter, report, "add", value="4", evidence_file=pdf("mare.pdf", b"%PDF-" + bytes(100 * 1024 * 1024))
    )
    assert errors(answer) == {
        "evidence_file": ["Fișierul are 101 MB, iar limita este de 20 MB. Încărcați-l mai mic sau pe părți."]
    }
    assert fresh(report).value == Decimal(4)


def test_good_evidence_is_kept_when_a_number_cannot_be_read(reporter, report):
    answer = fill(reporter, report, "submit", value="opt", evidence_file=pdf(), evidence_title="Raport")
    assert list(errors(answer)) == ["value"]
    assert Evidence.objects.count() == 1
    page = ok_page(answer)
    assert [
        said["value"] for _tag, said in page.attributes if said.get("name") == "evidence_title" and "value" in said
    ] == []
    again = reporter.post(address(report), typed(page, value="8") | {"submit": "1"})
    assert (again.status_code, fresh(report).state, Evidence.objects.count()) == (302, State.SUBMITTED, 1)


def test_evidence_is_removed_after_it_is_shown_what_goes_and_what_was_typed_is_kept(reporter, report, people):
    proof = evidence_actions.add_evidence(
        report, by=people.reporter, title="Raport", is_public=False, upload=evidence_files.validate_upload(pdf())
    )
    page = ok_page(reporter.get(address(report)))
    asked = reporter.post(address(report), typed(page, value="4") | {"remove": str(proof.pk)})
    assert asked["Location"] == f"{address(report)}dovezi/{proof.pk}/eliminare/"
    assert "Raport PDF" in words(reporter.get(asked["Location"]))
    assert Evidence.objects.count() == 1
    assert reporter.post(asked["Location"])["Location"] == address(report)
    assert (Evidence.objects.count(), fresh(report).value) == (0, Decimal(4))


def test_evidence_of_a_sent_report_stays(reporter, report, people):
    proof = evidence_actions.add_evidence(
        report, by=people.reporter, title="Raport", is_public=False, url="https://cjcluj.ro/a"
    )
    sent(fresh(report), by=people.reporter)
    answer = reporter.post(f"{address(report)}dovezi/{proof.pk}/eliminare/", follow=True)
    assert "Raportarea este trimisă: dovezile ei nu se mai schimbă." in words(answer)
    assert Evidence.objects.count() == 1
