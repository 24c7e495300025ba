"""The pages of briefings and yearly reports: drafted, edited by two people at once, adopted, frozen, public."""

import datetime
import io
import zipfile
from dataclasses import replace

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from indicators.models import Briefing, Sitting
from indicators.oversight import files
from indicators.oversight.briefings import actions as briefing_actions
from plans.models import Membership
from portal.romanian import long_date
from portal.tasks.queue import run_waiting_tasks
from tests.indicators.oversight.oversight_factories import DAY, TODAY, at, form_of, post, sitting
from tests.page import Page

BODY, HEADING = "body-conclusions", "heading-conclusions"


@pytest.fixture
def draft(people, editions):
    """A quarterly briefing drafted from a sitting of yesterday."""
    return briefing_actions.draft_briefing(
        sitting(editions[0], conclusions="Se ia act."), by=people.editor, kind="quarterly"
    )


def adopted(row, by, number="4", day=TODAY):
    return briefing_actions.adopt_briefing(Briefing.objects.get(pk=row.pk), by=by, number=number, adopted_on=day)


def chapter(row, key):
    return next(
        one for one in briefing_actions.briefing_document(Briefing.objects.get(pk=row.pk)).chapters if one.key == key
    )


def public_file(row, extension="pdf"):
    return f"/planuri/atop-2024/informari/{row.pk}/{row.kind}.{extension}"


def test_a_draft_is_made_from_a_sitting_once(reader, editions):
    row, client = sitting(editions[0]), reader("editor")
    first = client.post(at("draft_briefing", row.pk), {"kind": "yearly"})
    made = Briefing.objects.get()
    assert (made.kind, made.sitting, made.plan.slug, made.is_adopted) == ("yearly", row, "atop-2024", False)
    again = client.post(at("draft_briefing", row.pk), {"kind": "yearly"}, follow=True)
    assert first.headers["Location"] == at("briefing", made.pk)
    assert "Despre această perioadă există deja un proiect" in Page(again).text
    assert Briefing.objects.count() == 1


def test_nothing_is_drafted_from_a_sitting_that_examined_nothing_or_of_an_unknown_kind(reader, editions):
    client = reader("editor")
    refused = client.post(at("draft_briefing", sitting().pk), {"kind": "yearly"}, follow=True)
    assert "Completați întâi ediția și perioada" in Page(refused).text
    assert client.post(at("draft_briefing", sitting(editions[0]).pk), {"kind": "daily"}).status_code == 404
    assert Briefing.objects.count() == 0


def test_each_page_of_a_briefing_is_for_its_body(reader, people, draft):
    names = [("briefing", draft.pk), ("adopt", draft.pk), ("draft_file", draft.pk, "docx")]
    found = {
        person: [reader(person).get(at(*name)).status_code for name in names]
        for person in ("editor", "publisher", "reviewer", "reporter", "outsider", "admin")
    }
    yes, no = [200, 200, 200], [404, 404, 404]
    assert found == {
        "editor": yes, "publisher": yes, "reviewer": yes, "reporter": no, "outsider": no, "admin": yes,
    }  # fmt: skip
    assert reader("reporter").post(at("draft_briefing", draft.sitting_id), {"kind": "yearly"}).status_code == 404


def test_a_reporter_of_the_body_is_refused(reader, people, draft):
    people.outsider.memberships.create(institution=draft.sitting.body, role="reporter")
    assert reader("outsider").get(at("briefing", draft.pk)).status_code == 403


def test_who_is_not_logged_in_is_asked_to_log_in(client, draft):
    gets = [at("briefings"), at("briefing", draft.pk), at("adopt", draft.pk), at("draft_file", draft.pk, "pdf")]
    found = [client.get(one).headers["Location"] for one in gets]
    assert found == [f"/cont/intrare/?next={one}" for one in gets]
    post_only = at("draft_briefing", draft.sitting_id)
    assert client.post(post_only).headers["Location"] == f"/cont/intrare/?next={post_only}"


def test_a_wrong_method_is_refused(reader, draft):
    client = reader("admin")
    read_only = [at("briefings"), public_file(draft)]
    assert [client.post(one).status_code for one in read_only] == [405, 405]
    assert [client.delete(at(name, draft.pk)).status_code for name in ("briefing", "adopt")] == [405, 405]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_queries_for_one_document_and_for_three(
    reader, people, editions, django_assert_num_queries, number
):
    for day in range(1, number + 1):
        row = sitting(editions[0], period_start=datetime.date(2024, 1, day))
        briefing_actions.draft_briefing(row, by=people.editor, kind="quarterly")
    client = reader("editor")
    with django_assert_num_queries(9):
        shown = Page(client.get(at("briefings")))
    assert len(shown.cells) == number + 1


def test_the_list_is_filtered_and_says_when_it_is_empty(reader, people, draft):
    client = reader("editor")
    assert len(Page(client.get(at("briefings"), {"stare": "proiect", "fel": "quarterly"})).cells) == 2
    assert "Niciun document nu se potrivește" in Page(client.get(at("briefings"), {"stare": "adoptat"})).text
    Briefing.objects.all().delete()
    assert "Nu s-a redactat încă nicio informare" in Page(client.get(at("briefings"))).text


def test_texts_are_edited_and_tables_stay(reader, draft):
    client = reader("editor")
    tables = chapter(draft, "reporting").tables
    seen = Page(client.get(at("briefing", draft.pk)))
    post(
        client,
        at("briefing", draft.pk),
        form_of(seen, **{"title": "Titlul nou", BODY: "Unu.\n\nDoi.", HEADING: "La  final"}),
    )
    value = briefing_actions.briefing_document(Briefing.objects.get())
    assert (value.title, Briefing.objects.get().title) == ("Titlul nou", "Titlul nou")
    assert (chapter(draft, "conclusions").paragraphs, chapter(draft, "conclusions").heading) == (
        ["Unu.", "Doi."],
        "La final",
    )
    assert chapter(draft, "reporting").tables == tables


def test_tables_are_made_again_from_the_data_and_the_typed_text_is_kept(reader, people, draft):
    client = reader("editor")
    stale = briefing_actions.briefing_document(draft)
    without = tuple(replace(one, tables=()) for one in stale.chapters)
    briefing_actions.save_briefing(draft, by=people.editor, value=replace(stale, chapters=without))
    shown = Page(client.get(at("briefing", draft.pk)))
    post(client, at("briefing", draft.pk), form_of(shown, **{BODY: "Textul meu", "tables": "1"}))
    assert chapter(draft, "conclusions").body == "Textul meu"
    assert chapter(draft, "reporting").tables == next(one for one in stale.chapters if one.key == "reporting").tables


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(reader, draft):
    address, long = at("briefing", draft.pk), "Foarte lung. " * 100
    seen = Page(reader("editor").get(address))
    post(reader("reviewer"), address, form_of(seen, **{BODY: long, "body-examined": "Schimbat de primul"}))
    refused = Page(post(reader("editor"), address, form_of(seen, **{BODY: "Al doilea text"})))
    assert chapter(draft, "conclusions").body == long.strip()
    assert "Între timp, altcineva a salvat" in refused.text
    assert "Tot textul salvat între timp " + long.strip() in refused.text
    assert (form_of(refused)[BODY], form_of(refused)["body-examined"]) == ("Al doilea text", "Schimbat de primul")
    post(reader("editor"), address, form_of(refused))
    assert chapter(draft, "conclusions").body == "Al doilea text"
    assert chapter(draft, "examined").body == "Schimbat de primul"


def test_a_text_without_a_heading_is_refused_and_kept(reader, draft):
    client = reader("editor")
    data = form_of(Page(client.get(at("briefing", draft.pk))), **{HEADING: "", BODY: "Al meu"})
    refused = Page(post(client, at("briefing", draft.pk), data))
    assert "Acest câmp este obligatoriu." in refused.text
    assert form_of(refused)[BODY] == "Al meu"


def test_the_files_of_a_draft_say_that_it_is_one_and_are_not_public(reader, client, draft):
    sent = reader("editor").get(at("draft_file", draft.pk, "docx"))
    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        assert "PROIECT" in archive.read("word/document.xml").decode()
    pdf = reader("editor").get(at("draft_file", draft.pk, "pdf"))
    assert (pdf.content[:5], pdf.headers["Cache-Control"]) == (b"%PDF-", "private, no-store")
    assert client.get(public_file(draft)).status_code == 404


def test_adoption_shows_what_it_freezes_and_asks_for_confirmation(reader, draft):
    client = reader("editor")
    shown = Page(client.get(at("adopt", draft.pk)))
    assert "Documentul care se adoptă: PROIECT" in shown.text
    refused = Page(post(client, at("adopt", draft.pk), form_of(shown, number="4", adopted_on=str(TODAY))))
    assert "Bifați că ați citit documentul care se adoptă." in refused.text
    assert Briefing.objects.get().is_adopted is False


@pytest.mark.parametrize(
    ("day", "message"),
    [(TODAY + DAY, "Data adoptării nu a venit încă."), (TODAY - 2 * DAY, "nu se poate adopta înaintea ședinței")],
)
def test_a_wrong_day_of_adoption_is_refused(reader, draft, day, message):
    client = reader("editor")
    data = form_of(Page(client.get(at("adopt", draft.pk))), number="4", adopted_on=str(day), confirmed="da")
    assert message in Page(post(client, at("adopt", draft.pk), data)).text
    assert Briefing.objects.get().is_adopted is False


def test_what_is_adopted_is_public_and_takes_no_more_texts(reader, client, people, draft):
    editor = reader("editor")
    old = form_of(Page(editor.get(at("briefing", draft.pk))), **{BODY: "Prea târziu"})
    data = form_of(
        Page(editor.get(at("adopt", draft.pk))), number=f"nr. 4/{TODAY.year}", adopted_on=str(TODAY), confirmed="da"
    )
    assert "Adoptarea nu se poate lua înapoi." in Page(post(editor, at("adopt", draft.pk), data)).text
    assert Briefing.objects.get().is_adopted is False
    data["final"] = "1"
    post(editor, at("adopt", draft.pk), data)
    row = Briefing.objects.get()
    assert (row.number, row.adopted_on, row.adopted_by) == ("4", TODAY, people.editor)
    refused = Page(post(editor, at("briefing", draft.pk), old))
    assert "înregistrat de editor) și nu se mai schimbă. Nu s-a salvat nimic." in refused.text
    assert "Prea târziu" in refused.text
    again = Page(post(editor, at("adopt", draft.pk), data)).text
    assert "Documentul a fost adoptat (nr. 4 din" in again
    assert editor.get(at("draft_file", row.pk, "pdf")).headers["Location"] == public_file(row)
    client.logout()
    assert public_file(row) in Page(client.get("/planuri/atop-2024/progres/")).links


def test_who_adopts_a_text_that_was_changed_meanwhile_is_shown_it_first(reader, people, draft):
    client = reader("editor")
    data = form_of(Page(client.get(at("adopt", draft.pk))), number="4", adopted_on=str(TODAY), confirmed="da")
    value = briefing_actions.briefing_document(draft)
    briefing_actions.save_briefing(draft, by=people.reviewer, value=replace(value, title="Alt titlu"))
    refused = Page(post(client, at("adopt", draft.pk), data))
    assert "altcineva a schimbat documentul" in refused.text
    assert "Alt titlu" in refused.text
    assert Briefing.objects.get().is_adopted is False
    asked = Page(post(client, at("adopt", draft.pk), form_of(refused)))
    post(client, at("adopt", draft.pk), form_of(asked, final="1"))
    assert Briefing.objects.get().is_adopted is True


def test_what_changed_while_it_was_asked_once_more_is_shown_first(reader, people, draft):
    client = reader("editor")
    data = form_of(Page(client.get(at("adopt", draft.pk))), number="4", adopted_on=str(TODAY), confirmed="da")
    asked = Page(post(client, at("adopt", draft.pk), data))
    value = briefing_actions.briefing_document(draft)
    briefing_actions.save_briefing(draft, by=people.reviewer, value=replace(value, title="Alt titlu"))
    refused = Page(post(client, at("adopt", draft.pk), form_of(asked, final="1")))
    assert "altcineva a schimbat documentul" in refused.text
    assert Briefing.objects.get().is_adopted is False


def test_asking_once_more_says_what_could_not_be_written_any_more(reader, draft):
    client = reader("editor")
    data = form_of(Page(client.get(at("adopt", draft.pk))), number="4", adopted_on=str(TODAY), confirmed="da")
    asked = Page(post(client, at("adopt", draft.pk), data)).text
    assert "ca anexă la Hotărârea ATOP Cluj nr. 4 din" in asked
    assert "Membrii prezenți nu sunt scriși și nu se mai pot adăuga după adoptare." in asked
    assert ("se încheie abia la" in asked, "Textul documentului nu îi numește" in asked) == (False, False)


def test_asking_once_more_says_that_the_period_is_not_over_and_who_is_not_named(reader, people, draft):
    """One document of a kind is adopted of a period, so it is not adopted too early unsaid."""
    Sitting.objects.update(period_end=TODAY + DAY)
    Briefing.objects.update(period_end=TODAY + DAY)
    draft.sitting.members_present.add(Membership.objects.get(user=people.reviewer))
    get_user_model().objects.filter(pk=people.reviewer.pk).update(first_name="Ana", last_name="Pop")
    client = reader("editor")
    data = form_of(Page(client.get(at("adopt", draft.pk))), number="4", adopted_on=str(TODAY), confirmed="da")
    asked = Page(post(client, at("adopt", draft.pk), data)).text
    assert f"Perioada examinată se încheie abia la {long_date(TODAY + DAY)}." in asked
    assert "nu îi numește pe toți cei prezenți la ședință. Lipsesc: Ana Pop." in asked


def test_a_draft_is_deleted_and_what_was_adopted_is_not(reader, people, draft):
    editor, address = reader("editor"), at("remove_draft", draft.pk)
    shown = Page(editor.get(address))
    assert "se șterge cu textele scrise în el" in shown.text
    done = post(editor, address, form_of(shown))
    assert (done.headers["Location"], Briefing.objects.count()) == (at("sitting", draft.sitting_id), 0)
    again = briefing_actions.draft_briefing(draft.sitting, by=people.editor, kind="quarterly")
    address, seen = at("remove_draft", again.pk), form_of(Page(editor.get(at("remove_draft", again.pk))))
    adopted(again, people.editor)
    assert "nu se mai schimbă" in Page(post(editor, address, seen)).text
    assert Briefing.objects.get().is_adopted is True


def test_a_draft_that_was_changed_meanwhile_is_not_deleted(reader, people, draft):
    client, address = reader("editor"), at("remove_draft", draft.pk)
    seen = form_of(Page(client.get(address)))
    briefing_actions.save_briefing(draft, by=people.reviewer, value=briefing_actions.briefing_document(draft))
    assert "altcineva l-a schimbat" in Page(client.post(address, seen, follow=True)).text
    assert Briefing.objects.count() == 1


def test_a_number_is_given_once_a_year(reader, people, draft, editions):
    adopted(draft, people.editor)
    other = briefing_actions.draft_briefing(draft.sitting, by=people.editor, kind="yearly")
    client = reader("editor")
    data = form_of(Page(client.get(at("adopt", other.pk))), number="4", adopted_on=str(TODAY), confirmed="da")
    refused = Page(post(client, at("adopt", other.pk), data)).text
    assert f"În {TODAY.year}, cu hotărârea nr. 4 s-a adoptat deja" in refused


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_anyone_gets_the_files_of_what_was_adopted(client, people, draft, extension):
    row = adopted(draft, people.editor)
    sent = client.get(public_file(row, extension))
    assert b"".join(sent.streaming_content) == files.file_content(row, extension)
    assert sent.headers["ETag"] == f'"{row.checksum}-{extension}"'
    assert f"informare-trimestriala-{TODAY}.{extension}" in sent.headers["Content-Disposition"]
    wrong = [
        public_file(row, extension).replace("quarterly", "yearly"),
        public_file(row, extension).replace("atop-2024", "informatizare-2019"),
        public_file(row, extension).replace(f"/{row.pk}/", "/999/"),
    ]
    assert [client.get(one).status_code for one in wrong] == [404, 404, 404]
    assert reverse("indicators:briefing_file", args=["atop-2024", row.pk, row.kind, extension]) == public_file(
        row, extension
    )


def test_the_files_of_a_long_briefing_are_made_outside_the_request(
    reader, people, draft, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("plans.editions.files.SHORT_TEXT", 1_000)
    editor, at_docx = reader("editor"), at("draft_file", draft.pk, "docx")
    assert "Documentul este lung" in Page(editor.get(at_docx)).text
    job = editor.post(at_docx).url
    adopted(draft, people.editor)
    early = Client().get(public_file(draft))
    assert (early.status_code, early["Retry-After"], "Reîncarcă · Stadiul planului" in Page(early).text) == (
        503,
        "30",
        True,
    )
    assert "/planuri/atop-2024/progres/" in Page(early).links
    run_waiting_tasks()
    made = b"".join(editor.get(f"{job}fisier/"))
    assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
    assert [Client().get(public_file(draft, one)).status_code for one in ("pdf", "docx")] == [200, 200]
