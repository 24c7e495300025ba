"""Every change is kept: who, when, what; and what was can be again."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from plans.models import BudgetLine, Element, Measure, Section
from tests.forms import fields_of, send


@pytest.fixture
def measure(it_plan):
    return Measure.objects.get(level__plan=it_plan, code="1.8")


@pytest.fixture
def page(measure):
    return reverse("admin:plans_measure_change", args=[measure.pk])


@pytest.fixture
def history(measure):
    return reverse("admin:plans_measure_history", args=[measure.pk])


def state_page(measure, record):
    return reverse("admin:plans_measure_simple_history", args=[measure.pk, record.pk])


def test_history_says_who_changed_what_from_what_to_what(client, people, page, history, it_plan):
    client.force_login(people.editor)
    send(client, page, completion_term="2027", institutions=[it_plan.owner_id])
    response = client.get(history)
    newest, links, beginning = response.context["page_obj"]
    changes = [(c["field"], c["old"], c["new"]) for record in (newest, links) for c in record.history_delta_changes]
    assert changes == [("Instituții responsabile", "(gol)", "CJ Cluj"), ("Termen de finalizare", "2025", "2027")]
    assert (newest.history_user, links.history_user, beginning.history_user) == (people.editor, people.editor, None)
    assert "Starea dinainte de prima schimbare." in response.content.decode()


def test_history_takes_the_same_queries_with_one_change_and_with_many(
    client, people, page, history, django_assert_max_num_queries
):
    client.force_login(people.editor)
    send(client, page, completion_term="2026")
    client.get(history)  # content types are asked for once in a process
    with django_assert_max_num_queries(20) as few:
        client.get(history)
    for year in ("2027", "2028", "2029"):
        send(client, page, completion_term=year)
    with django_assert_max_num_queries(40) as many:
        client.get(history)
    # Each change compares the links of two states: institutions and what the element contributes to.
    assert len(many.captured_queries) - len(few.captured_queries) == 3 * 4


def test_what_was_before_the_first_change_can_be_restored(client, people, page, measure):
    client.force_login(people.editor)
    send(client, page, completion_term="2027", title="Alt titlu")
    beginning = measure.history.last()
    client.force_login(people.publisher)
    response = send(client, state_page(measure, beginning))
    assert response.status_code == 302
    restored = Element.objects.get(pk=measure.pk)
    assert (restored.title, restored.completion_term, restored.version) == (measure.title, "2025", 3)
    assert (measure.history.count(), measure.history.first().history_user) == (3, people.publisher)


def test_restoring_restores_the_links_too(client, people, page, measure, it_plan):
    client.force_login(people.editor)
    send(client, page, institutions=[it_plan.owner_id])
    linked = measure.history.first()
    send(client, page, institutions=[])
    assert list(measure.institutions.all()) == []
    send(client, state_page(measure, linked))
    assert list(measure.institutions.all()) == [it_plan.owner]


def test_a_deleted_row_can_be_restored(client, people, measure, history):
    client.force_login(people.editor)
    client.post(reverse("admin:plans_measure_delete", args=[measure.pk]), {"post": "yes"})
    response = client.get(history)
    assert response.status_code == 200
    assert send(client, state_page(measure, response.context["page_obj"][0])).status_code == 302
    assert Element.objects.get(uid=measure.uid).title == measure.title
    assert [record.history_type for record in measure.history.all()] == ["+", "-"]


def test_restoring_over_a_save_that_one_did_not_see_is_refused(client, people, page, measure):
    client.force_login(people.editor)
    send(client, page, title="Al doilea titlu")
    address = state_page(measure, measure.history.last())
    opened = fields_of(client.get(address))
    send(client, page, title="Al treilea titlu")
    response = client.post(address, opened)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["title"] == ["Salvat acum este: „Al treilea titlu”."]
    assert Element.objects.get(pk=measure.pk).title == "Al treilea titlu"


def test_who_only_reads_sees_history_and_restores_nothing(client, people, atop):
    line = BudgetLine.objects.filter(plan=atop).first()
    client.force_login(people.editor)
    send(client, reverse("admin:plans_budgetline_change", args=[line.pk]), label="Altă denumire")
    client.force_login(people.reviewer)
    history = reverse("admin:plans_budgetline_history", args=[line.pk])
    assert "Altă denumire" in client.get(history).content.decode()
    state = reverse("admin:plans_budgetline_simple_history", args=[line.pk, line.history.last().pk])
    assert client.get(state).status_code == 403
    assert client.post(state, {"label": line.label}).status_code == 403
    assert BudgetLine.objects.get(pk=line.pk).label == "Altă denumire"


def test_history_of_a_plan_one_does_not_see_is_not_found(client, people, page, measure, history):
    client.force_login(people.editor)
    send(client, page, title="Alt titlu")
    state = state_page(measure, measure.history.first())
    client.force_login(people.reviewer)
    assert [client.get(address).status_code for address in (history, state)] == [404, 404]
    assert client.post(state, {}).status_code == 404
    client.logout()
    assert [client.get(address).status_code for address in (history, state)] == [302, 302]


def test_a_state_of_another_row_is_not_found(client, people, page, measure):
    client.force_login(people.editor)
    send(client, page, title="Alt titlu")
    other = Measure.objects.exclude(pk=measure.pk).first()
    assert client.get(state_page(other, measure.history.first())).status_code == 404


def test_the_rows_of_a_plan_page_keep_their_history(client, people, atop):
    client.force_login(people.editor)
    page = reverse("admin:plans_plan_change", args=[atop.pk])
    send(client, page, **{"section_set-1-heading": "Alt titlu"})
    section = Section.objects.get(plan=atop, heading="Alt titlu")
    newest, beginning = section.history.all()
    assert (newest.heading, newest.history_user) == ("Alt titlu", people.editor)
    assert beginning.heading == "Obiective naționale prioritare, identificate la nivel național"
    response = send(client, reverse("admin:plans_section_simple_history", args=[section.pk, beginning.pk]))
    assert response.headers["Location"] == page
    assert Section.objects.get(pk=section.pk).heading == beginning.heading


def test_a_restored_state_is_among_ones_recent_actions_with_its_page(client, people, page, measure):
    client.force_login(people.editor)
    send(client, page, title="Alt titlu")
    send(client, state_page(measure, measure.history.last()))
    entries = LogEntry.objects.filter(user=people.editor)
    assert [entry.get_admin_url() for entry in entries] == [page, page]
