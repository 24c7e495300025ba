import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from plans.editing.elements import actions as element_actions
from plans.editing.trash import actions as trash_actions
from plans.history.restoring import restore_field, restore_state
from plans.models import Element, Institution, Submission
from portal.versioning import Conflict, keep_beginning
from tests.page import Page

ADDRESS = "/lucru/atop-2024/istoric/"


@pytest.fixture
def element(atop):
    return Element.objects.get(level__plan=atop, code="1.1")


def changed(row, by, **values):
    """Save as a form saves: what the row held before its first change is kept."""
    if not row.history.exists():
        keep_beginning(row)
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = by
    row.save()
    return row


def history_rows(response):
    """What the page tells, as (who, what happened, what it is called, the changed fields with their runs)."""
    return [
        (
            stint.who,
            thing.event,
            getattr(thing, "title", ""),
            [(change.label, [(run.kind, run.text) for run in change.runs]) for change in getattr(thing, "changes", ())],
        )
        for day in response.context["days"]
        for stint in day.stints
        for thing in stint.things
    ]


def test_a_change_is_told_word_by_word_with_who_made_it(client, people, element):
    changed(element, people.publisher, title="Ocuparea funcțiilor vacante")
    changed(element, people.editor, title="Ocuparea tuturor funcțiilor vacante")
    client.force_login(people.editor)
    assert history_rows(client.get(ADDRESS))[0] == (
        "editor",
        "modificat",
        "1.1 Ocuparea tuturor funcțiilor vacante",
        [("Titlu", [("same", "Ocuparea "), ("added", "tuturor "), ("same", "funcțiilor vacante")])],
    )


def test_links_saved_one_by_one_are_one_change_with_the_row(client, people, element):
    changed(element, people.editor, responsible="IPJ Cluj")
    element.institutions.set(Institution.objects.filter(code__in=["ipj-cluj", "cj-cluj"]))
    element.institutions.remove(Institution.objects.get(code="cj-cluj"))
    client.force_login(people.editor)
    assert [
        (label, runs) for _who, _event, _title, changes in history_rows(client.get(ADDRESS)) for label, runs in changes
    ] == [
        ("Responsabili", [("added", "IPJ Cluj")]),
        ("Instituții responsabile", [("added", "IPJ Cluj")]),
    ]


def test_a_moved_element_says_from_where_to_where_at_its_first_change(client, people, element):
    other = Element.objects.get(level=element.level.parent, code="2")
    element_actions.move(element, by=people.editor, version=element.version, parent=other, after=None)
    client.force_login(people.editor)
    (who, event, _title, changes), *rest = history_rows(client.get(ADDRESS))
    assert (who, event, rest) == ("editor", "mutat", [])
    assert changes == [("Sub", [("removed", f"1 {element.parent.title}"), ("added", f"2 {other.title}")])]


def test_what_is_done_at_once_to_many_rows_is_one_thing(client, people, atop):
    root = Element.objects.get(level__plan=atop, code="1", level__prefix="og")
    trash_actions.remove(root, by=people.editor, plan=atop, version=root.version)
    client.force_login(people.editor)
    response = client.get(ADDRESS)
    (things,) = [stint.things for day in response.context["days"] for stint in day.stints]
    assert sorted((thing.event, getattr(thing, "words", "")) for thing in things) == [
        (f"a șters „{root}”, cu 8\xa0rânduri care țineau de el", ""),
        ("ștergere", "9\xa0elemente"),
    ]


@pytest.mark.both
def test_publications_submissions_and_answers_stand_in_the_same_stream(client, people, editions, atop):
    Submission.objects.create(
        plan=atop,
        sent_by=people.editor,
        note="Vă rog să citiți obiectivul 2.",
        state="returned",
        decided_by=people.publisher,
        decided_at=timezone.now() + datetime.timedelta(seconds=1),
        answer="Lipsește termenul.",
    )
    client.force_login(people.editor)
    things = [
        (thing.who, thing.event, thing.note)
        for day in client.get(ADDRESS).context["days"]
        for stint in day.stints
        for thing in stint.things
    ]
    assert things == [
        ("publisher", "a întors planul cu observații", "Lipsește termenul."),
        ("editor", "a trimis planul spre aprobare", "Vă rog să citiți obiectivul 2."),
        ("publisher", "a publicat ediția 1", "Prima ediție."),
    ]


def test_every_kind_of_row_tells_its_changes(client, people, atop):
    atop.adoptionact_set.create(issuer=atop.owner, kind="atop", title="Hotărârea nr. 1/2024", number="1/2024")
    indicator = atop.indicators.order_by("number").first()
    for row, values in (
        (atop, {"subtitle": "Altul"}),
        (atop.section_set.first(), {"heading": "Altul"}),
        (atop.level_set.first(), {"name": "Altul"}),
        (atop.budgetline_set.first(), {"label": "Altul"}),
        (atop.signatory_set.first(), {"name": "Altul"}),
        (indicator, {"unit": "Altul"}),
    ):
        changed(row, people.editor, **values)
    client.force_login(people.editor)
    things = [thing for day in client.get(ADDRESS).context["days"] for stint in day.stints for thing in stint.things]
    kinds = {entry.kind.slug for thing in things for entry in getattr(thing, "entries", [thing])}
    assert kinds == {"plan", "sectiuni", "niveluri", "buget", "semnatari", "acte", "indicatori"}


@pytest.mark.both
def test_the_stream_is_narrowed_by_person_kind_and_period(client, people, atop, element):
    changed(element, people.editor, title="Unu")
    changed(atop.section_set.first(), people.publisher, heading="Doi")
    client.force_login(people.editor)
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)

    def shown(query):
        return [(who, title) for who, _event, title, _changes in history_rows(client.get(ADDRESS + query))]

    both = [("publisher", "Doi"), ("editor", "1.1 Unu")]
    assert shown("") == both
    assert shown(f"?persoana={people.editor.pk}") == both[1:]
    assert shown("?fel=sectiuni") == both[:1]
    assert shown(f"?de-la={today}&pana-la={today}") == both
    assert shown(f"?de-la={tomorrow}") == []
    assert shown("?persoana=x&fel=nimic&de-la=ieri&pagina=99") == both


@pytest.mark.both
def test_the_history_costs_the_same_for_one_change_and_for_three(
    client, people, atop, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(people.editor)
    one, *others = Element.objects.filter(level__plan=atop, level__prefix="os")[:3]
    above = Element.objects.get(level=one.level.parent, code="3")
    changed(one, people.editor, title="Altul", parent=above)
    client.get(ADDRESS)
    with django_assert_max_num_queries(25) as first:
        client.get(ADDRESS)
    for other in others:
        changed(other, people.editor, title="Altul")
    with django_assert_num_queries(len(first)):
        client.get(ADDRESS)


def test_what_is_told_is_text_and_never_markup(client, people, element):
    changed(element, people.editor, title="<script>alert(1)</script>")
    client.force_login(people.editor)
    page = client.get(ADDRESS).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_the_history_of_an_element_tells_of_what_hangs_on_it_and_of_nothing_else(client, people, it_plan):
    element = Element.objects.filter(level__plan=it_plan, indicators__isnull=False).first()
    other = Element.objects.filter(level=element.level).exclude(pk=element.pk).first()
    changed(element, people.editor, title="Al meu")
    changed(other, people.editor, title="Al altuia")
    changed(element.indicators.first(), people.publisher, unit="bucăți")
    client.force_login(people.editor)
    response = client.get(f"/lucru/informatizare-2019/elemente/{element.pk}/istoric/")
    assert [(who, changes[0][0]) for who, _event, _title, changes in history_rows(response)] == [
        ("publisher", "Unitatea de măsură"),
        ("editor", "Titlu"),
    ]


def test_one_field_goes_back_and_the_others_stay(people, element):
    before = element.title
    changed(element, people.editor, title="Altul", responsible="IPJ Cluj")
    beginning = element.history.last()
    restored = restore_field(beginning, "title", by=people.publisher, version=element.version)
    assert (restored.title, restored.responsible) == (before, "IPJ Cluj")
    newest = element.history.first()
    assert (newest.history_user, newest.history_change_reason[:30]) == (
        people.publisher,
        "Readus din istoric: starea din",
    )


@pytest.mark.both
def test_the_whole_state_goes_back_with_its_links(people, element):
    ipj = Institution.objects.get(code="ipj-cluj")
    changed(element, people.editor, title="Prima")
    element.institutions.set([ipj])
    then = element.history.first()
    changed(element, people.publisher, title="A doua", description="Text")
    element.institutions.clear()
    restored = restore_state(then, by=people.editor, version=element.version)
    assert (restored.title, restored.description, [*restored.institutions.all()]) == ("Prima", "", [ipj])


def test_going_back_from_a_page_that_somebody_overtook_changes_nothing(people, element):
    changed(element, people.editor, title="Prima")
    then = element.history.last()
    seen = element.version
    changed(element, people.publisher, title="A doua")
    with pytest.raises(Conflict):
        restore_state(then, by=people.editor, version=seen)
    assert Element.objects.get(pk=element.pk).title == "A doua"


def test_a_code_that_another_element_took_is_not_taken_back(people, element):
    then_code = element.code
    changed(element, people.editor, code="1.99")
    taken = Element.objects.get(level=element.level, code="1.2")
    changed(taken, people.editor, code=then_code)
    with pytest.raises(ValidationError, match="Nivelul are deja un element cu acest cod"):
        restore_state(element.history.last(), by=people.editor, version=element.version)
    assert Element.objects.get(pk=element.pk).code == "1.99"


def test_who_only_reads_the_plan_takes_nothing_back(people, element):
    changed(element, people.editor, title="Prima")
    with pytest.raises(PermissionDenied):
        restore_state(element.history.last(), by=people.reviewer, version=element.version)


def test_what_names_a_plan_and_its_owner_is_never_put_back(people, atop):
    changed(atop, people.editor, subtitle="Altul")
    for name in ("slug", "owner", "reviewer", "version", "nimic"):
        with pytest.raises(ValidationError):
            restore_field(atop.history.last(), name, by=people.editor, version=atop.version)


def go_back(element, record):
    return f"/lucru/atop-2024/istoric/elemente/{record.pk}/"


def test_the_page_shows_what_would_change_and_then_changes_it(client, people, element):
    before = element.title
    changed(element, people.editor, title="Altul", responsible="IPJ Cluj")
    address = go_back(element, element.history.last())
    client.force_login(people.editor)
    page = client.get(address + "?camp=title")
    assert [change.label for change in page.context["changes"]] == ["Titlu"]
    assert [change.label for change in client.get(address).context["changes"]] == ["Titlu", "Responsabili"]
    answer = client.post(address, {"camp": "title", "seen_version": element.version})
    assert (answer.status_code, answer["Location"]) == (302, f"/lucru/atop-2024/elemente/{element.pk}/istoric/")
    element.refresh_from_db()
    assert (element.title, element.responsible) == (before, "IPJ Cluj")


def test_what_stands_in_the_way_is_said_before_anything_is_put_back(client, people, element):
    then_code = element.code
    changed(element, people.editor, code="1.99")
    record = element.history.last()
    client.force_login(people.editor)
    free = Page(client.get(go_back(element, record))).text
    assert ("Cititorii văd schimbarea numai după" in free, "Acum nu se poate readuce" in free) == (True, False)
    changed(Element.objects.get(level=element.level, code="1.2"), people.editor, code=then_code)
    taken = client.get(go_back(element, record)).content.decode()
    assert ("Nivelul are deja un element cu acest cod." in taken, "Readuceți</button>" in taken) == (True, False)


@pytest.mark.parametrize("version", ["", "x", "0", "99"])
def test_a_forged_or_stale_version_is_answered_with_what_is_true_now(client, people, element, version):
    changed(element, people.editor, title="Altul")
    client.force_login(people.editor)
    answer = client.post(go_back(element, element.history.last()), {"seen_version": version})
    assert (answer.status_code, [change.label for change in answer.context["changes"]]) == (409, ["Titlu"])
    element.refresh_from_db()
    assert element.title == "Altul"


def test_an_element_that_is_gone_leads_to_what_was_removed(client, people, atop, element):
    changed(element, people.editor, title="Altul")
    record = element.history.last()
    trash_actions.remove(element, by=people.editor, plan=atop, version=element.version)
    client.force_login(people.editor)
    assert 'href="/lucru/atop-2024/sterse/"' in client.get(go_back(element, record)).content.decode()
    answer = client.post(go_back(element, record), {"seen_version": 2})
    assert (answer.status_code, Element.objects.filter(pk=element.pk).exists()) == (409, False)


def test_records_of_other_plans_and_unknown_fields_and_kinds_are_not_found(client, people, element, it_plan):
    changed(element, people.editor, title="Altul")
    record = element.history.last()
    client.force_login(people.editor)
    assert [
        client.get(address).status_code
        for address in (
            f"/lucru/informatizare-2019/istoric/elemente/{record.pk}/",
            f"/lucru/atop-2024/istoric/sectiuni/{record.pk}/",
            f"/lucru/atop-2024/istoric/tinte/{record.pk}/",
            f"/lucru/atop-2024/istoric/nimic/{record.pk}/",
            f"/lucru/atop-2024/istoric/elemente/{record.pk}/?camp=uid",
            "/lucru/atop-2024/istoric/elemente/99999999999999999999/",
            f"/lucru/informatizare-2019/elemente/{element.pk}/istoric/",
        )
    ] == [404] * 7


def test_each_page_is_open_to_who_it_is_for(client, people, element):
    changed(element, people.editor, title="Altul")
    record = element.history.last()
    pages = [ADDRESS, f"/lucru/atop-2024/elemente/{element.pk}/istoric/", go_back(element, record)]
    statuses = {}
    assert [client.get(page).status_code for page in pages] == [302, 302, 302]
    for name in ("editor", "publisher", "reviewer", "reporter", "outsider", "admin"):
        client.force_login(getattr(people, name))
        statuses[name] = [client.get(page).status_code for page in pages]
    assert statuses == {
        "editor": [200, 200, 200],
        "publisher": [200, 200, 200],
        "reviewer": [200, 200, 403],
        "reporter": [404, 404, 404],
        "outsider": [404, 404, 404],
        "admin": [200, 200, 200],
    }
    assert [client.post(page).status_code for page in pages[:2]] == [405, 405]
    assert client.put(pages[2]).status_code == 405


def test_readers_see_no_way_back(client, people, element):
    changed(element, people.editor, title="Altul")
    address = f"/lucru/atop-2024/elemente/{element.pk}/istoric/"
    found = {}
    for name in ("editor", "reviewer"):
        client.force_login(getattr(people, name))
        found[name] = client.get(address).content.decode().count("/istoric/elemente/")
    assert found == {"editor": 1, "reviewer": 0}


def test_a_plan_nobody_changed_says_so(client, people, atop):
    client.force_login(people.editor)
    assert "Nu s-a schimbat încă nimic în acest plan." in client.get(ADDRESS).content.decode()


def test_a_change_of_which_the_state_before_was_not_kept_says_so(client, people, element):
    element.title, element._history_user = "Altul", people.editor
    element.save()
    client.force_login(people.editor)
    (entry,) = [thing for day in client.get(ADDRESS).context["days"] for stint in day.stints for thing in stint.things]
    assert (entry.event, entry.changes, entry.note) == (
        "modificat",
        (),
        "Starea de dinaintea acestei schimbări nu s-a păstrat.",
    )
