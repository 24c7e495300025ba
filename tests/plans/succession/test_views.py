import datetime

import pytest

from plans.models import Element, Institution, Membership, Plan
from plans.outline import CODE, load_outline
from portal.romanian import NO_BREAK_SPACE
from tests.page import Page

ADDRESS = "/lucru/atop-2024/anul-urmator/"
RENEWED = "stabiliți pentru anul acum: 2024 nou: {}"


def values_of(form):
    """What the page would send as it stands."""
    sent = {}
    for field in form:
        value = field.value()
        if isinstance(value, datetime.date):
            value = value.isoformat()
        if value not in (None, False):
            sent[field.name] = "on" if value is True else value
    return sent


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


@pytest.fixture
def editing(client, people):
    client.force_login(people.editor)
    return client


@pytest.fixture
def proposed(editing, atop):
    return values_of(editing.get(ADDRESS).context["form"])


def test_next_year_is_proposed_in_the_titles_the_period_the_address_and_the_texts(proposed, atop):
    names = ("short_title", "title", "subtitle", "slug", "period_start", "period_end", "owner", "reviewer")
    assert {name: proposed[name] for name in names} == {
        "short_title": "Planul strategic ATOP 2025",
        "title": "Planul strategic",
        "subtitle": atop.subtitle.replace("2024", "2025"),
        "slug": "atop-2025",
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
        "owner": atop.owner_id,
        "reviewer": atop.reviewer_id,
    }
    assert (len(proposed["levels"]), len(proposed["kept"]), len(proposed["years"])) == (4, 53, 5)


def test_a_plan_without_a_year_in_its_name_gives_one_that_has_it(editing, atop):
    Plan.objects.filter(pk=atop.pk).update(short_title="Planul ATOP", slug="atop")
    proposed = values_of(editing.get("/lucru/atop/anul-urmator/").context["form"])
    assert (proposed["short_title"], proposed["slug"]) == ("Planul ATOP 2025", "")


def test_the_page_shows_each_year_before_and_after_and_how_many_there_are_of_everything(editing, atop):
    text = editing.get(ADDRESS).content.decode().replace(NO_BREAK_SPACE, " ")
    assert RENEWED.format("2025") in Page(text).text
    found = ["4 obiective naționale prioritare", "6 obiective generale", "13 indicatori", "(cu 8 elemente mai jos)"]
    assert [words for words in found if words in text] == found


def test_what_would_be_copied_is_shown_and_nothing_is_made(editing, proposed, atop):
    response = editing.post(ADDRESS, {**proposed, "preview": "da", "years": proposed["years"][:2]})
    summary = [(label, text.replace(NO_BREAK_SPACE, " ")) for label, text in response.context["summary"]]
    assert summary == [
        (
            "Elemente",
            "4 obiective naționale prioritare; 6 obiective generale; "
            "39 de obiective specifice / direcții de acțiune; 4 proiecte",
        ),
        ("Secțiuni", "10 secțiuni"),
        ("Ani schimbați în texte", "2"),
        ("Buget", "6 linii, cu sumele de completat"),
        ("Semnatari", "1 semnatar"),
        ("Indicatori", "13 indicatori"),
        ("Acte de adoptare", "niciunul: planul nou are actele lui"),
    ]
    assert Plan.objects.filter(continues=atop).count() == 0


def test_the_plan_is_made_once_and_the_way_leads_to_it(editing, proposed, atop, people):
    for _again in range(2):
        response = editing.post(ADDRESS, proposed)
        assert (response.status_code, response["Location"]) == (302, "/lucru/atop-2025/")
    made = Plan.objects.get(continues=atop)
    assert (made.short_title, made.history.get().history_user) == ("Planul strategic ATOP 2025", people.editor)
    assert (Element.objects.filter(level__plan=made).count(), made.indicators.count()) == (53, 13)


def test_what_is_not_ticked_stays_behind(editing, proposed, atop):
    general = Element.objects.get(level__plan=atop, level__prefix="og", code="2")
    one = Element.objects.get(level__plan=atop, level__prefix="os", code="1.3")
    projects = str(atop.level_set.get(prefix="pr").pk)
    chosen = {
        "kept": [pk for pk in proposed["kept"] if pk not in (str(general.pk), str(one.pk))],
        "levels": [pk for pk in proposed["levels"] if pk != projects],
        "budget": "",
        "indicatori": "",
    }
    without = {name: value for name, value in proposed.items() if name not in ("texts", "signatories")}
    editing.post(ADDRESS, without | chosen)
    made = Plan.objects.get(continues=atop)
    codes = [row[CODE] for _depth, row in load_outline(made).walk()]
    assert (len(codes), [code for code in codes if code.startswith("2") or code == "1.3"]) == (53 - 4 - 12, [])
    assert (made.budgetline_set.count(), made.signatory_set.count(), made.indicators.count()) == (0, 0, 0)
    assert set(made.section_set.values_list("body", flat=True)) == {""}


def test_what_was_added_or_removed_meanwhile_is_shown_before_anything_is_copied(editing, proposed, atop):
    level = atop.level_set.get(prefix="pr")
    added = Element.objects.create(level=level, title="Proiect adăugat între timp", position=900)
    response = editing.post(ADDRESS, proposed)
    assert "Între timp s-a schimbat ce are planul." in response.content.decode()
    assert Plan.objects.filter(continues=atop).count() == 0
    sent_again = values_of(response.context["form"])
    assert editing.post(ADDRESS, sent_again | {"kept": [*proposed["kept"], str(added.pk)]}).status_code == 302
    assert Element.objects.filter(level__plan__continues=atop).count() == 54


def test_another_period_renews_the_years_by_its_own_distance(editing, proposed, atop):
    later = {"period_start": "2027-01-01", "period_end": "2027-12-31", "preview": "da"}
    text = editing.post(ADDRESS, proposed | later).content.decode()
    assert RENEWED.format("2027") in Page(text).text


def test_a_plan_that_has_a_successor_says_so(editing, proposed, atop):
    editing.post(ADDRESS, proposed)
    page = Page(editing.get(ADDRESS))
    assert "Planul are deja urmaș: Planul strategic ATOP 2025" in page.text
    assert "/lucru/atop-2025/" in page.links


def test_forged_keys_of_another_plan_and_nonsense_are_refused(editing, proposed, atop, it_plan):
    level = str(it_plan.level_set.first().pk)
    stranger = Institution.objects.get(code="ipj-cluj")
    for changed, wrong in (
        ({"levels": [level]}, ["levels"]),
        ({"kept": ["999999", "x"]}, ["kept"]),
        ({"years": ["section-1-slug-0"]}, ["years"]),
        ({"owner": stranger.pk}, ["owner"]),
        ({"budget": "altfel"}, ["budget"]),
        ({"indicatori": "altfel"}, ["indicatori"]),
        ({"period_end": "2024-01-01"}, ["period_end"]),
        ({"period_start": "9999-01-01", "period_end": "9999-12-31"}, ["period_start", "period_end"]),
        ({"slug": "informatizare-2019"}, ["slug"]),
        ({"short_title": ""}, ["short_title"]),
    ):
        response = editing.post(ADDRESS, proposed | changed)
        assert (response.status_code, list(errors(response))) == (200, wrong)
    assert Plan.objects.filter(continues=atop).count() == 0


def test_only_those_who_write_the_plan_continue_it_and_a_foreign_plan_does_not_exist(client, atop, people):
    assert client.get(ADDRESS)["Location"] == f"/cont/intrare/?next={ADDRESS}"
    for person, status in ((people.reviewer, 403), (people.reporter, 404), (people.outsider, 404)):
        client.force_login(person)
        assert [client.get(ADDRESS).status_code, client.post(ADDRESS, {}).status_code] == [status, status]
    Membership.objects.filter(user=people.editor, institution=atop.owner).delete()
    client.force_login(people.editor)
    assert client.get(ADDRESS).status_code == 404
    client.force_login(people.admin)
    assert (client.get(ADDRESS).status_code, client.delete(ADDRESS).status_code) == (200, 405)
    assert client.get("/lucru/nu-exista/anul-urmator/").status_code == 404


def test_the_queries_of_the_page_do_not_depend_on_the_size_of_the_plan(
    editing, atop, django_assert_max_num_queries, django_assert_num_queries
):
    editing.get(ADDRESS)
    with django_assert_max_num_queries(40) as few:
        editing.get(ADDRESS)
    parent = Element.objects.get(level__plan=atop, level__prefix="og", code="3")
    level = atop.level_set.get(prefix="os")
    Element.objects.bulk_create(
        Element(level=level, parent=parent, position=1000 + n, title="În 2024", code=f"9.{n}") for n in range(400)
    )
    with django_assert_num_queries(len(few)):
        text = editing.get(ADDRESS).content.decode()
    assert ("Încă 105 rămân cum sunt" in text, text.count('name="kept"')) == (True, 14)
