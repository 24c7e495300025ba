"""An institution's answer: its draft, what it rests on, and what happens when two people write it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import Recommendation
from indicators.oversight import actions as oversight_actions
from tests.indicators.oversight.oversight_factories import TODAY, at, form_of, issued, post
from tests.page import Page

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def state_of(row):
    row.refresh_from_db()
    return row.state, row.answer


def test_an_answer_is_kept_as_a_draft_that_both_sides_see_and_the_public_does_not_then_sent(
    reader, people, atop, editions
):
    row = issued(people, atop)
    client = reader("reporter")
    post(client, at("answer", row.pk), form_of(Page(client.get(at("answer", row.pk))), text="Ciornă", keep="1"))
    assert state_of(row) == ("open", "Ciornă")
    shown = Page(reader("reviewer").get(at("issued", row.pk))).text
    assert "Ciorna răspunsului, netrimisă și nepublică Ciornă" in shown
    assert "Ciornă" not in Page(client.get(f"/recomandari/atop-cluj-1-{TODAY.year}/")).text
    seen = form_of(Page(reader("reporter").get(at("answer", row.pk))))
    assert seen["text"] == "Ciornă"
    seen.setlist("text", ["Răspunsul oficial"])
    seen["send"] = "1"
    post(client, at("answer", row.pk), seen)
    assert state_of(row) == ("answered", "Răspunsul oficial")
    assert "Răspunsul oficial" in Page(client.get(f"/recomandari/atop-cluj-1-{TODAY.year}/")).text
    assert "Trimite răspunsul" not in client.get(at("answer", row.pk)).content.decode()


def test_an_empty_answer_is_not_sent(reader, people, atop):
    row = issued(people, atop)
    client = reader("reporter")
    refused = post(client, at("answer", row.pk), form_of(Page(client.get(at("answer", row.pk))), send="1"))
    assert "Scrieți răspunsul." in Page(refused).text
    assert state_of(row) == ("open", "")


def add_proof(client, row, **fields):
    data = form_of(Page(client.get(at("answer", row.pk))), text="Ciornă", add="1").dict()
    return client.post(at("answer", row.pk), {**data, **fields})


def test_evidence_is_added_with_the_draft_and_removed_until_the_answer_is_sent(reader, people, atop):
    row, client = issued(people, atop), reader("reporter")
    add_proof(
        client,
        row,
        **{"dovada-evidence_title": "Raport", "dovada-evidence_file": SimpleUploadedFile("raport.pdf", PDF)},
    )
    add_proof(
        client,
        row,
        **{
            "dovada-evidence_title": "Pagina",
            "dovada-evidence_url": "https://www.cjcluj.ro/",
            "dovada-evidence_public": "on",
        },
    )
    assert list(row.evidence.values_list("title", "name", "is_public")) == [
        ("Raport", "raport.pdf", False),
        ("Pagina", "", True),
    ]
    assert state_of(row) == ("open", "Ciornă")
    first, second = row.evidence.all()
    client.post(at("remove_proof", row.pk, first.pk))
    oversight_actions.send_answer(Recommendation.objects.get(), by=people.reporter, text="Răspuns")
    closed = client.post(at("remove_proof", row.pk, second.pk), follow=True)
    assert "dovezile lui nu se mai schimbă" in Page(closed).text
    assert [one.title for one in row.evidence.all()] == ["Pagina"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Alegeți fișierul sau scrieți adresa dovezii."),
        ({"dovada-evidence_title": "Nimic"}, "Alegeți fișierul sau scrieți adresa dovezii."),
        ({"dovada-evidence_title": "Adresă", "dovada-evidence_url": "javascript:alert(1)"}, "Scrieți adresa întreagă"),
    ],
)
def test_wrong_evidence_is_refused_and_the_typed_answer_stays(reader, people, atop, fields, message):
    row, client = issued(people, atop), reader("reporter")
    refused = Page(add_proof(client, row, **fields))
    assert message in refused.text
    assert form_of(refused)["text"] == "Ciornă"
    assert row.evidence.count() == 0


def test_a_program_is_refused_as_evidence(reader, people, atop):
    row, client = issued(people, atop), reader("reporter")
    program = SimpleUploadedFile("raport.pdf", b"MZ\x90")
    refused = Page(add_proof(client, row, **{"dovada-evidence_title": "Raport", "dovada-evidence_file": program}))
    assert "conținutul lui este altceva" in refused.text
    assert row.evidence.count() == 0


def test_evidence_of_another_s_answer_is_not_removed(reader, people, atop):
    row = issued(people, atop)
    add_proof(
        reader("reporter"), row, **{"dovada-evidence_title": "Pagina", "dovada-evidence_url": "https://www.cjcluj.ro/"}
    )
    proof = row.evidence.get()
    statuses = [reader(name).post(at("remove_proof", row.pk, proof.pk)).status_code for name in ("editor", "reviewer")]
    assert (statuses, row.evidence.count()) == ([404, 404], 1)
    assert reader("reporter").get(at("remove_proof", row.pk, proof.pk)).status_code == 405


def test_the_second_of_two_reporters_learns_that_the_first_answered_and_keeps_the_text(reader, people, atop):
    row, client = issued(people, atop), reader("reporter")
    seen = form_of(Page(client.get(at("answer", row.pk))), text="Al meu", send="1")
    post(
        reader("admin"),
        at("answer", row.pk),
        form_of(Page(reader("admin").get(at("answer", row.pk))), text="Al lui", send="1"),
    )
    refused = Page(post(reader("reporter"), at("answer", row.pk), seen)).text
    assert "Între timp, admin a schimbat această recomandare" in refused
    assert "Ce ați scris Al meu" in refused
    assert state_of(row) == ("answered", "Al lui")


def test_two_drafts_of_an_answer_are_both_shown_and_a_second_try_saves(reader, people, atop):
    row, client = issued(people, atop), reader("reporter")
    seen = form_of(Page(client.get(at("answer", row.pk))), text="Al meu", keep="1")
    oversight_actions.save_answer_draft(Recommendation.objects.get(), by=people.admin, text="Al lui")
    refused = Page(post(client, at("answer", row.pk), seen))
    assert "Ciorna salvată acum Al lui" in refused.text
    assert state_of(row) == ("open", "Al lui")
    post(client, at("answer", row.pk), form_of(refused, keep="1"))
    assert state_of(row) == ("open", "Al meu")


def test_evidence_filled_in_beside_an_answer_goes_with_it_when_it_is_sent(reader, people, atop):
    row, client = issued(people, atop), reader("reporter")
    data = form_of(Page(client.get(at("answer", row.pk))), text="Răspuns", send="1").dict()
    client.post(at("answer", row.pk), {**data, "dovada-evidence_file": SimpleUploadedFile("raport.pdf", PDF)})
    assert state_of(row) == ("answered", "Răspuns")
    assert [(one.title, one.is_public) for one in row.evidence.all()] == [("raport.pdf", False)]


def test_an_answer_is_not_sent_without_the_evidence_that_was_refused(reader, people, atop):
    row, client = issued(people, atop), reader("reporter")
    data = form_of(Page(client.get(at("answer", row.pk))), text="Răspuns", send="1").dict()
    refused = Page(client.post(at("answer", row.pk), {**data, "dovada-evidence_url": "cjcluj"}))
    assert "Scrieți adresa întreagă" in refused.text
    assert form_of(refused)["text"] == "Răspuns"
    assert (state_of(row), row.evidence.count()) == (("open", ""), 0)
