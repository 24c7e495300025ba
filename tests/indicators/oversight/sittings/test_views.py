"""The pages of sittings and recommendations: who sees them, what they refuse, what they keep."""

import datetime

import pytest
from django.contrib.auth import get_user_model

from indicators.models import Sitting
from indicators.oversight.briefings import actions as briefing_actions
from indicators.oversight.sittings.forms import SittingForm
from indicators.oversight.sittings.views import save_sitting
from plans.editions.publishing import publish
from plans.models import Institution, Membership
from tests.indicators.oversight.oversight_factories import DAY, TODAY, at, body, form_of, issued, member, post, sitting
from tests.page import Page


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("sittings", {"editor": 200, "publisher": 200, "reviewer": 200, "reporter": 403, "outsider": 403, "admin": 200}),
        ("new_sitting", {"editor": 200, "publisher": 200, "reviewer": 200, "reporter": 403, "outsider": 403, "admin": 200}),
        ("briefings", {"editor": 200, "publisher": 200, "reviewer": 200, "reporter": 403, "outsider": 403, "admin": 200}),
        ("issued_list", {"editor": 403, "publisher": 403, "reviewer": 200, "reporter": 403, "outsider": 403, "admin": 200}),
        ("recommend", {"editor": 403, "publisher": 403, "reviewer": 200, "reporter": 403, "outsider": 403, "admin": 200}),
        ("received_list", {"editor": 403, "publisher": 403, "reviewer": 403, "reporter": 200, "outsider": 403, "admin": 200}),
    ],
)  # fmt: skip
def test_each_list_is_for_its_roles(reader, name, statuses):
    assert {person: reader(person).get(at(name)).status_code for person in statuses} == statuses


def test_pages_of_one_row_are_refused_to_other_roles_and_do_not_exist_for_other_institutions(reader, people, atop):
    member("other", code="cj-cluj")
    people.other = get_user_model().objects.get(username="other")
    Membership.objects.create(user=people.outsider, institution=body(), role="reporter")
    row, advice = sitting(), issued(people, atop)
    names = {"sitting": row.pk, "edit_sitting": row.pk, "issued": advice.pk, "answer": advice.pk}
    found = {
        person: [reader(person).get(at(name, pk)).status_code for name, pk in names.items()]
        for person in ("editor", "reviewer", "reporter", "outsider", "other", "admin")
    }
    assert found == {
        "editor": [200, 200, 403, 404],
        "reviewer": [200, 200, 200, 404],
        "reporter": [404, 404, 404, 200],
        "outsider": [403, 403, 403, 404],
        "other": [404, 404, 404, 404],
        "admin": [200, 200, 200, 200],
    }


def test_who_is_not_logged_in_is_asked_to_log_in(client, people, atop):
    pk, advice = sitting().pk, issued(people, atop).pk
    addresses = [
        *(at(name) for name in ("sittings", "new_sitting", "issued_list", "recommend", "received_list")),
        *(at(name, pk) for name in ("sitting", "edit_sitting")),
        *(at(name, advice) for name in ("issued", "answer")),
    ]
    assert [client.get(one).headers["Location"] for one in addresses] == [
        f"/cont/intrare/?next={one}" for one in addresses
    ]


def test_a_wrong_method_is_refused(reader, people, atop):
    pk, advice, client = sitting().pk, issued(people, atop).pk, reader("admin")
    only_read = [at("sittings"), at("issued_list"), at("received_list"), at("sitting", pk)]
    both = [at("new_sitting"), at("edit_sitting", pk), at("recommend"), at("issued", advice), at("answer", advice)]
    assert [client.post(one).status_code for one in only_read] == [405] * 4
    assert [client.delete(one).status_code for one in both] == [405] * 5
    assert client.get(at("draft_briefing", pk)).status_code == 405


def test_an_empty_list_says_what_to_do(reader):
    assert "Nu este scrisă nicio ședință. Adăugați-o pe cea dintâi" in Page(reader("reviewer").get(at("sittings"))).text
    assert "Nu s-a făcut încă nicio recomandare." in Page(reader("reviewer").get(at("issued_list"))).text
    assert "nu a primit nicio recomandare" in Page(reader("reporter").get(at("received_list"))).text


def test_sittings_are_filtered_sorted_and_counted(reader, editions):
    sitting(editions[0], held_on=datetime.date(2024, 4, 20))
    sitting(held_on=datetime.date(2024, 5, 7), kind="extraordinary")
    sitting(held_on=datetime.date(2023, 5, 7))
    client = reader("reviewer")
    shown = Page(client.get(at("sittings"), {"an": "2024", "ordine": "vechi"}))
    assert shown.cells[1:] == [
        ["20 aprilie 2024", "ordinară", "ATOP Cluj", f"{editions[0]}, trimestrul I 2024", "neconsemnat"],
        ["7 mai 2024", "extraordinară", "ATOP Cluj", "nicio ediție", "neconsemnat"],
    ]
    assert "2 ședințe. Arată tot" in shown.text
    nothing = Page(client.get(at("sittings"), {"an": "2023", "fel": "extraordinary"}))
    assert "Nicio ședință nu se potrivește cu ce ați ales." in nothing.text
    assert len(Page(client.get(at("sittings"), {"an": "n-are", "pagina": "x"})).cells) == 4


def test_a_long_list_comes_in_pages_that_keep_the_filter(reader):
    for number in range(30):
        sitting(held_on=TODAY - number * DAY, kind="ordinary")
    first = Page(reader("reviewer").get(at("sittings"), {"fel": "ordinary"}))
    assert (len(first.cells), "?fel=ordinary&pagina=2" in first.links) == (26, True)
    assert len(Page(reader("reviewer").get(at("sittings"), {"fel": "ordinary", "pagina": "2"})).cells) == 6


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_queries_for_one_row_and_for_three(
    reader, people, editions, django_assert_num_queries, number
):
    for _ in range(number):
        sitting(editions[0]).members_present.add(Membership.objects.get(user=people.reviewer))
        issued(people, editions[0].plan)
    for person, name, queries in (
        ("reviewer", "sittings", 10),
        ("reviewer", "issued_list", 11),
        ("reporter", "received_list", 11),
    ):
        client = reader(person)
        with django_assert_num_queries(queries):
            client.get(at(name))


def test_only_members_of_that_day_are_offered_each_once(reader, people):
    member("fost", valid_until=TODAY - 10 * DAY)
    twice = member("reales", valid_until=TODAY)
    Membership.objects.create(user=twice.user, institution=body(), role="reviewer", valid_from=TODAY - DAY)
    member("secretar", role="editor")
    client = reader("reviewer")
    now = form_of(Page(client.get(at("new_sitting"))))
    earlier = Page(
        post(
            client,
            at("new_sitting"),
            form_of(Page(client.get(at("new_sitting"))), held_on=str(TODAY - 20 * DAY), show="1"),
        )
    )
    labels = [word for word in ("Fost", "Reales", "Secretar") if word in earlier.text]
    assert (len(now["offered"].split(",")), labels) == (2, ["Fost", "Reales"])


def test_a_sitting_is_written_down_with_who_was_there(reader, people, editions):
    one, two = member("unu"), member("doi")
    client = reader("reviewer")
    data = form_of(
        Page(client.get(at("new_sitting"))),
        members_present=[str(one.pk), str(two.pk)], edition=str(editions[0].pk),
        period_start="2024-01-01", period_end="2024-03-31", agenda="1. Raportări", conclusions="Se ia act.",
    )  # fmt: skip
    answer = post(client, at("new_sitting"), data)
    row = Sitting.objects.get()
    shown = Page(client.get(answer.headers["Location"])).text
    assert answer.headers["Location"] == at("sitting", row.pk)
    assert "Au fost prezenți 2 din 3 membri. Doi Unu" in shown
    assert f"Ce s-a examinat {editions[0]}, trimestrul I 2024" in shown
    assert "Redactează informarea trimestrială" in shown
    assert row.history.first().history_user == people.reviewer


def test_ticks_on_a_list_that_changed_are_asked_for_again(reader, people):
    leaving = member("pleacă", valid_until=TODAY - DAY)
    now = Membership.objects.get(user=people.reviewer)
    client = reader("reviewer")
    data = form_of(Page(client.get(at("new_sitting"))), members_present=[str(now.pk)], held_on=str(TODAY - DAY))
    asked = Page(post(client, at("new_sitting"), data))
    assert "Lista arată acum membrii de la" in asked.text
    assert "Pleacă" in asked.text
    post(client, at("new_sitting"), form_of(asked, members_present=[str(leaving.pk)]))
    assert [one.pk for one in Sitting.objects.get().members_present.all()] == [leaving.pk]


@pytest.mark.parametrize("given", [["edition"], ["period_start", "period_end"], ["edition", "period_start"]])
def test_an_edition_is_examined_on_a_whole_period_or_not_at_all(reader, editions, given):
    values = {"edition": str(editions[0].pk), "period_start": "2024-01-01", "period_end": "2024-03-31"}
    client = reader("reviewer")
    data = form_of(Page(client.get(at("new_sitting"))), **{name: values[name] for name in given})
    shown = Page(post(client, at("new_sitting"), data)).text
    assert "completați toate trei câmpurile sau niciunul" in shown
    assert Sitting.objects.count() == 0


def test_a_plan_that_another_body_oversees_is_not_examined(reader, people, it_plan, editions):
    other = Membership.objects.create(
        user=people.reviewer, institution=Institution.objects.get(code="cj-cluj"), role="reviewer"
    ).institution
    it_plan.reviewer = other
    it_plan.save()
    data = {"edition": str(editions[1].pk), "period_start": "2024-01-01", "period_end": "2024-03-31"}
    client = reader("reviewer")
    sent = form_of(Page(client.get(at("new_sitting"))), body=str(body().pk), show="1")
    data |= {
        name: values
        for name, values in form_of(Page(post(client, at("new_sitting"), sent))).lists()
        if name not in data
    }
    refused = Page(client.post(at("new_sitting"), data))
    assert "Planul acestei ediții nu este evaluat de ATOP Cluj." in refused.text
    assert Sitting.objects.count() == 0
    client.post(at("new_sitting"), {**data, "edition": str(editions[0].pk)})
    assert Sitting.objects.get().edition == editions[0]


def test_the_second_of_two_editors_learns_who_saved_and_loses_nothing(reader, people):
    row = sitting(agenda="La început", conclusions="")
    client = reader("reviewer")
    seen = Page(client.get(at("edit_sitting", row.pk)))
    post(reader("editor"), at("edit_sitting", row.pk), form_of(seen, agenda="De la redactor", conclusions="Concluzia"))
    refused = Page(post(reader("reviewer"), at("edit_sitting", row.pk), form_of(seen, agenda="De la evaluator")))
    row.refresh_from_db()
    assert row.agenda == "De la redactor"
    assert "Între timp, editor a salvat" in refused.text
    assert "Salvat acum este: „De la redactor”." in refused.text
    assert form_of(refused)["agenda"] == "De la evaluator"
    post(client, at("edit_sitting", row.pk), form_of(refused))
    row.refresh_from_db()
    assert (row.agenda, row.conclusions) == ("De la evaluator", "Concluzia")


def test_a_save_of_the_same_moment_is_told_of_and_overwrites_nothing(reader, people, rf):
    row = sitting(agenda="La început")
    seen = Page(reader("reviewer").get(at("edit_sitting", row.pk)))
    typed = form_of(seen, agenda="De la evaluator")
    request = rf.post("/", typed.urlencode(), content_type="application/x-www-form-urlencoded")
    request.user = people.reviewer
    form = SittingForm(request.POST, instance=Sitting.objects.get(), user=people.reviewer)
    assert form.is_valid() is True
    post(reader("editor"), at("edit_sitting", row.pk), form_of(seen, agenda="De la redactor"))
    refused, is_saved = save_sitting(request, form)
    assert is_saved is False
    assert "editor a salvat" in refused.non_field_errors()[0]
    assert Sitting.objects.get().agenda == "De la redactor"


@pytest.mark.parametrize("number", [1, 3])
def test_a_sitting_costs_the_same_queries_whatever_came_of_it(
    reader, people, editions, django_assert_num_queries, number
):
    row = sitting(editions[0])
    for day in range(1, number + 1):
        issued(people, editions[0].plan, sitting=row)
        Sitting.objects.filter(pk=row.pk).update(period_start=datetime.date(2024, 1, day))
        briefing_actions.draft_briefing(row, by=people.editor, kind="quarterly")
    client = reader("reviewer")
    with django_assert_num_queries(12):
        shown = Page(client.get(at("sitting", row.pk)))
    assert shown.text.count("către IPJ Cluj): fără răspuns") == number
    assert shown.text.count("(informare trimestrială): proiect") == number


def test_a_writer_who_is_no_evaluator_sees_recommendations_without_a_way_to_them(reader, people, editions):
    row = sitting(editions[0])
    advice = issued(people, editions[0].plan, sitting=row)
    shown = Page(reader("editor").get(at("sitting", row.pk)))
    assert f"Să se raporteze la timp. (nr. {advice.reference}, către IPJ Cluj)" in shown.text
    assert (at("issued", advice.pk) in shown.links, "Recomandare nouă" in shown.text) == (False, False)


def test_a_sitting_of_an_adopted_document_is_not_written_any_more(reader, people, editions):
    row = sitting(editions[0], conclusions="Se ia act.")
    seen = form_of(Page(reader("editor").get(at("edit_sitting", row.pk))), conclusions="Altele")
    draft = briefing_actions.draft_briefing(row, by=people.editor, kind="quarterly")
    briefing_actions.adopt_briefing(draft, by=people.editor, number="4", adopted_on=TODAY)
    answers = [
        reader("editor").get(at("edit_sitting", row.pk), follow=True),
        reader("editor").post(at("edit_sitting", row.pk), seen, follow=True),
    ]
    assert ["nu se mai schimbă. Nu s-a salvat nimic." in Page(one).text for one in answers] == [True, True]
    assert (Sitting.objects.get().conclusions, ">Modifică<" in answers[0].content.decode()) == ("Se ia act.", False)


@pytest.mark.parametrize("extra", [{}, {"conclusions": "Se ia act."}])
def test_only_a_sitting_of_which_nothing_was_recorded_is_deleted(reader, extra):
    row, client = sitting(**extra), reader("editor")
    shown = Page(client.get(at("remove_sitting", row.pk), follow=True))
    client.post(at("remove_sitting", row.pk), form_of(shown) if not extra else {"seen_version": "1"})
    assert ("nu se șterge" in shown.text, Sitting.objects.count()) == (bool(extra), len(extra))


def test_what_was_recorded_meanwhile_keeps_the_sitting(reader, people):
    row, client = sitting(), reader("editor")
    seen = form_of(Page(client.get(at("remove_sitting", row.pk))))
    row.members_present.add(Membership.objects.get(user=people.reviewer))
    assert "între timp s-a consemnat ceva" in Page(client.post(at("remove_sitting", row.pk), seen, follow=True)).text
    assert Sitting.objects.count() == 1


def test_members_are_named_as_they_are_printed(reader, people, editions):
    known = member("ana")
    Membership.objects.filter(pk=known.pk).update(office="președinte")
    client = reader("reviewer")
    shown = Page(client.get(at("new_sitting")))
    assert "Ana, președinte" in shown.text
    nameless = Membership.objects.get(user=people.reviewer)
    get_user_model().objects.filter(pk=people.reviewer.pk).update(first_name="", last_name="")
    refused = Page(post(client, at("new_sitting"), form_of(shown, members_present=[str(nameless.pk)])))
    assert "nu are numele completat și nu se poate tipări" in refused.text
    assert Sitting.objects.count() == 0


def test_a_sitting_to_come_is_an_invitation(reader):
    client, soon = reader("reviewer"), str(TODAY + 5 * DAY)
    data = form_of(Page(client.get(at("new_sitting"))), held_on=soon, conclusions="Se ia act.")
    data["offered"] = form_of(Page(client.post(at("new_sitting"), {**data.dict(), "show": "1"})))["offered"]
    asked = Page(post(client, at("new_sitting"), data))
    assert "Ședința nu a avut loc încă: completați după ea." in asked.text
    post(client, at("new_sitting"), form_of(asked, conclusions="", agenda="1. Raportări"))
    shown = Page(client.get(at("sitting", Sitting.objects.get().pk)))
    assert ("Invitație la ședința ordinară" in shown.text, "Ședința nu a avut loc încă." in shown.text) == (True, True)


def test_two_sittings_of_one_day_are_told_apart_by_their_hour(reader):
    sitting(held_on=TODAY)
    client = reader("reviewer")
    data = form_of(Page(client.get(at("new_sitting"))))
    refused = Page(post(client, at("new_sitting"), data))
    assert "Scrieți ora, ca să se deosebească." in refused.text
    post(client, at("new_sitting"), form_of(refused, starts_at="14:30"))
    assert "ora 14:30" in Page(client.get(at("sittings"))).text


def test_an_edition_published_after_the_sitting_was_not_examined(reader, people, editions):
    later = publish(editions[0].plan, by=people.publisher, note="A doua.")
    client = reader("reviewer")
    data = form_of(
        Page(client.get(at("new_sitting"))), held_on=str(TODAY - DAY), edition=str(later.pk),
        period_start="2024-01-01", period_end="2024-03-31",
    )  # fmt: skip
    data["offered"] = form_of(Page(client.post(at("new_sitting"), {**data.dict(), "show": "1"})))["offered"]
    refused = Page(post(client, at("new_sitting"), data)).text
    assert "Ediția 2 a fost publicată la" in refused
    data["edition"] = str(editions[0].pk)
    post(client, at("new_sitting"), data)
    assert Sitting.objects.get().edition == editions[0]
