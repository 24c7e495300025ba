from decimal import Decimal

import pytest
from django.urls import reverse

from plans.editing.settings import budget_checks
from plans.editions.readiness import readiness
from plans.models import AdoptionAct, BudgetLine, Institution, Level, Removal, Section, Signatory
from plans.workspace import frame
from tests.forms import fields_of, send
from tests.page import Page

ROOT = "/lucru/atop-2024/parti/"


def names(plan, model):
    return [str(row) for row in model.objects.filter(plan=plan).order_by("position", "pk")]


def test_the_page_shows_the_plan_and_all_its_parts_in_order(editor, atop):
    page = Page(editor.get(ROOT))
    assert page.source.count('<li id="sectiuni-') == 10
    assert page.source.count('<li id="niveluri-') == 4
    assert "Planul nu are încă un act de adoptare. Adăugați hotărârea după ce este votată." in page.text
    assert "2023: 245.232,31 mii lei" in page.text
    assert "PREȘEDINTE ATOP Cluj" in page.text
    assert page.text.index("cheltuieli de personal") < page.text.index("bunuri și servicii")


def test_those_who_only_read_see_no_way_to_change(client, people, atop):
    client.force_login(people.reviewer)
    page = Page(client.get(ROOT))
    assert [link for link in page.links if "/nou/" in link or "/stergere/" in link] == []
    assert [action for action in page.all("form", "action") if "/parti/" in action] == []


def test_the_sums_are_checked_and_never_changed(atop):
    lines = list(atop.budgetline_set.all())
    assert budget_checks.budget_checks(lines) == [
        "2023: liniile dau 245.232,31 mii lei, cât totalul tipărit.",
        "„cheltuieli de personal”: ponderea tipărită este 78,28%, cea calculată 78,29%. Se publică cea tipărită.",
    ]
    lines[1].amount += 1
    assert budget_checks.budget_checks(lines)[0] == (
        "2023: liniile dau 245.233,31 mii lei, totalul tipărit este 245.232,31, cu 1,00 mai puțin."
    )
    assert budget_checks.budget_checks(lines[1:2]) == [
        "2023: liniile dau 191.983,16 mii lei; anul nu are o linie cu totalul."
    ]
    assert budget_checks.budget_checks(lines[:1]) == ["2023: anul are numai totalul, fără părțile lui."]
    assert budget_checks.budget_checks([]) == []


def test_a_sum_is_typed_and_shown_as_it_is_printed(editor, atop):
    address = f"{ROOT}buget/nou/"
    shown = fields_of(editor.get(address))
    assert (shown["year"], shown["unit"]) == (["2023"], ["mii lei"])
    response = send(editor, address, label="Alte surse", amount="1.245.232,31", share="0,15")
    line = atop.budgetline_set.last()
    assert response.headers["Location"] == f"{ROOT}#buget-{line.pk}"
    assert (line.amount, line.share, line.position) == (Decimal("1245232.31"), Decimal("0.15"), 70)
    assert fields_of(editor.get(f"{ROOT}buget/{line.pk}/"))["amount"] == ["1.245.232,31"]
    assert send(editor, f"{ROOT}buget/{line.pk}/", label="Alte venituri").status_code == 302
    line.refresh_from_db()
    assert (line.label, line.amount, line.version) == ("Alte venituri", Decimal("1245232.31"), 2)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1.245", "se poate citi în două feluri"),
        ("mult", "nu este un număr"),
        ("12,345", "Scrieți cel mult 2 cifre după virgulă."),
        ("123456789012345", "Scrieți cel mult 14 cifre înainte de virgulă."),
    ],
)
def test_a_sum_that_cannot_be_kept_is_refused_beside_its_field(editor, atop, typed, message):
    response = send(editor, f"{ROOT}buget/nou/", label="Alte surse", amount=typed)
    assert response.status_code == 200
    assert [message in error for error in response.context["form"].errors["amount"]] == [True]
    assert 'href="#id_amount"' in response.content.decode()
    assert atop.budgetline_set.count() == 6


NEW = {
    "sectiuni": {"heading": "Secțiune de probă", "body": "Un text."},
    "niveluri": {"name": "Acțiune", "name_plural": "Acțiuni", "kind": "action", "prefix": "ac"},
    "acte": {"kind": "atop", "title": "Hotărârea ATOP nr. 3/2024", "number": "3/2024"},
    "buget": {"label": "Alte surse", "amount": "1,5"},
    "semnatari": {"office": "SECRETAR", "name": "Numele de probă"},
}
MODELS = {
    "sectiuni": Section,
    "niveluri": Level,
    "acte": AdoptionAct,
    "buget": BudgetLine,
    "semnatari": Signatory,
}


@pytest.mark.parametrize("kind", NEW)
def test_a_new_part_stands_last_and_a_second_click_adds_no_other(editor, people, atop, kind):
    before = names(atop, MODELS[kind])
    sent = {**fields_of(editor.get(f"{ROOT}{kind}/nou/")), **NEW[kind]}
    first = editor.post(f"{ROOT}{kind}/nou/", sent)
    second = editor.post(f"{ROOT}{kind}/nou/", sent)
    row = MODELS[kind].objects.filter(plan=atop).order_by("pk").last()
    assert (first.status_code, first.headers["Location"]) == (302, f"{ROOT}#{kind}-{row.pk}")
    assert (second.status_code, second.headers["Location"]) == (302, f"{ROOT}#{kind}-{row.pk}")
    assert names(atop, MODELS[kind]) == [*before, str(row)]
    assert row.history.get().history_user == people.editor


def test_a_row_like_another_may_be_added_from_a_form_opened_later(editor, atop):
    for _time in range(2):
        send(editor, f"{ROOT}semnatari/nou/", **NEW["semnatari"])
    assert names(atop, Signatory)[1:] == ["SECRETAR Numele de probă"] * 2


def test_one_may_go_on_adding(editor, atop):
    response = send(editor, f"{ROOT}semnatari/nou/", **NEW["semnatari"], again="1")
    assert response.headers["Location"] == f"{ROOT}semnatari/nou/"


@pytest.mark.parametrize("moment", ["", "ieri", "9999-12-31T23:59:59", "0001-01-01T00:00:00"])
def test_a_form_that_does_not_say_when_it_was_opened_adds_all_the_same(editor, atop, moment):
    send(editor, f"{ROOT}semnatari/nou/", **NEW["semnatari"], opened=moment)
    assert names(atop, Signatory)[1:] == ["SECRETAR Numele de probă"]


def test_parts_move_up_and_down_and_only_what_must_is_saved(editor, atop):
    first, second = atop.budgetline_set.all()[1:3]
    response = editor.post(f"{ROOT}buget/{first.pk}/loc/", {"down": "1", "seen_version": "1"})
    assert response.headers["Location"] == f"{ROOT}#buget-{first.pk}"
    assert names(atop, BudgetLine)[1:3] == ["bunuri și servicii", "cheltuieli de personal"]
    assert sorted(atop.budgetline_set.values_list("version", flat=True)) == [1, 1, 1, 1, 1, 2]
    editor.post(f"{ROOT}buget/{first.pk}/loc/", {"up": "1", "seen_version": "2"})
    assert names(atop, BudgetLine)[1:3] == ["cheltuieli de personal", "bunuri și servicii"]
    assert second.history.count() == 0


def test_the_first_stays_first(editor, atop):
    row = atop.section_set.first()
    response = editor.post(f"{ROOT}sectiuni/{row.pk}/loc/", {"up": "1", "seen_version": "1"}, follow=True)
    assert "Este deja primul rând." in response.content.decode()
    row.refresh_from_db()
    assert row.version == 1


def test_what_was_not_seen_as_it_is_neither_moves_nor_goes(editor, people, atop):
    row = atop.signatory_set.get()
    row.name = "Alt nume"
    row.save()
    for way in ("loc", "stergere"):
        response = editor.post(f"{ROOT}semnatari/{row.pk}/{way}/", {"seen_version": "1"})
        assert (response.status_code, "Nu s-a schimbat nimic" in response.content.decode()) == (409, True)
    assert names(atop, Signatory) == ["PREȘEDINTE ATOP Cluj Alt nume"]


def test_before_a_part_goes_the_page_says_that_nothing_goes_with_it(editor, atop):
    row = atop.signatory_set.get()
    address = f"{ROOT}semnatari/{row.pk}/stergere/"
    assert "Odată cu acest rând nu se șterge nimic altceva." in Page(editor.get(address)).text
    response = send(editor, address)
    assert response.headers["Location"] == f"{ROOT}#semnatari"
    assert (atop.signatory_set.count(), Removal.objects.get().title) == (0, "PREȘEDINTE ATOP Cluj Forna Maria")


def test_a_level_with_elements_stays_and_the_page_says_why(editor, atop):
    level = atop.level_set.get(prefix="og")
    address = f"{ROOT}niveluri/{level.pk}/stergere/"
    page = Page(editor.get(address))
    assert "Nu se poate șterge, pentru că de acest rând depind: Elemente (6)" in page.text
    assert page.source.count('name="seen_version"') == 0
    response = editor.post(address, {"seen_version": str(level.version)}, follow=True)
    assert "Nu s-a șters nimic" in response.content.decode()
    assert atop.level_set.filter(pk=level.pk).exists() is True


def test_an_act_that_changed_a_target_stays(editor, it_plan):
    from indicators.models import Indicator, Target

    act = it_plan.adoptionact_set.get()
    Target.objects.create(
        indicator=Indicator.objects.filter(plan=it_plan).first(),
        kind="to_be_set",
        period_start=it_plan.period_start,
        period_end=it_plan.period_end,
        act=act,
    )
    page = Page(editor.get(f"/lucru/informatizare-2019/parti/acte/{act.pk}/stergere/"))
    assert "depind: Ținte (1)" in page.text


def test_two_editors_of_one_section_lose_nothing(editor, people, atop):
    section = atop.section_set.get(heading__startswith="Obiectivele și")
    address = f"{ROOT}sectiuni/{section.pk}/"
    seen = fields_of(editor.get(address))
    editor.post(address, {**seen, "heading": "Titlul primului"})
    late = editor.post(address, {**seen, "heading": "Titlul celui de-al doilea"})
    assert late.status_code == 200
    assert [conflict.name for conflict in late.context["form"].conflicts] == ["take-heading"]
    assert fields_of(late)["heading"] == ["Titlul celui de-al doilea"]
    section.refresh_from_db()
    assert section.heading == "Titlul primului"
    assert editor.post(address, fields_of(late)).status_code == 302
    section.refresh_from_db()
    assert section.heading == "Titlul celui de-al doilea"


@pytest.mark.parametrize(("block", "has_level"), [("elements", False), ("budget", True)])
def test_a_section_names_a_level_exactly_when_elements_follow(editor, atop, block, has_level):
    level = str(atop.level_set.first().pk) if has_level else ""
    response = send(editor, f"{ROOT}sectiuni/nou/", heading="Probă", block=block, level=level)
    assert list(response.context["form"].errors) == ["level"]
    assert atop.section_set.count() == 10


def test_a_level_is_not_offered_to_stand_under_itself(editor, atop):
    level = atop.level_set.get(prefix="os")
    form = editor.get(f"{ROOT}niveluri/{level.pk}/").context["form"]
    offered = [str(name) for _value, name in form.fields["parent"].choices]
    assert offered == ["Nimic ales", "Obiectiv național prioritar (on)", "Obiectiv general (og)", "Proiect (pr)"]


def test_a_level_with_elements_is_not_put_under_another(editor, atop):
    general = atop.level_set.get(prefix="og")
    other = atop.level_set.get(prefix="on")
    response = send(editor, f"{ROOT}niveluri/{general.pk}/", parent=str(other.pk))
    assert "Nivelul are elemente" in response.context["form"].errors["parent"][0]
    general.refresh_from_db()
    assert general.parent is None


def test_the_data_of_the_plan_are_changed_and_the_address_stays_once_published(editor, atop, editions):
    address = f"{ROOT}date/"
    assert send(editor, address, subtitle="pentru anul 2024", slug="altul").status_code == 302
    atop.refresh_from_db()
    assert (atop.subtitle, atop.slug, atop.version) == ("pentru anul 2024", "atop-2024", 2)


def test_the_address_of_a_plan_that_nobody_has_seen_may_change(editor, atop):
    response = send(editor, f"{ROOT}date/", slug="atop-cluj-2024")
    assert response.headers["Location"] == "/lucru/atop-cluj-2024/parti/"


def test_a_refused_address_does_not_become_the_page_s_own(editor, atop, it_plan):
    response = send(editor, f"{ROOT}date/", slug="informatizare-2019", period_end="2023-01-01")
    assert set(response.context["form"].errors) == {"slug", "__all__"}
    assert "/lucru/informatizare-2019/" not in response.content.decode()
    atop.refresh_from_db()
    assert (atop.slug, atop.version) == ("atop-2024", 1)


def test_a_plan_goes_only_to_an_institution_whose_plans_one_writes(editor, atop):
    ipj = Institution.objects.get(code="ipj-cluj")
    response = send(editor, f"{ROOT}date/", owner=str(ipj.pk))
    assert list(response.context["form"].errors) == ["owner"]
    county = Institution.objects.get(code="cj-cluj")
    assert send(editor, f"{ROOT}date/", owner=str(county.pk), reviewer=str(ipj.pk)).status_code == 302
    atop.refresh_from_db()
    assert (atop.owner, atop.reviewer) == (county, ipj)


def test_what_readiness_complains_about_leads_to_where_it_is_mended(editor, atop):
    atop.section_set.filter(block="budget").delete()
    empty = Section.objects.create(plan=atop, position=500)
    places = {frame.edit_url(problem.place) for problem in readiness(atop)}
    assert ROOT in places
    assert reverse("plans:part", args=["atop-2024", "sectiuni", empty.pk]) in places
    assert {editor.get(place).status_code for place in places if "/parti/" in place} == {200}


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_takes_as_many_queries_for_three_rows_as_for_one(
    editor, people, it_plan, django_assert_num_queries, more
):
    it_plan.signatory_set.all()[1:][0].delete()
    for number in range(more):
        Signatory.objects.create(plan=it_plan, office="X", name="Y", position=100 + number)
        AdoptionAct.objects.create(
            plan=it_plan, issuer=it_plan.owner, kind="other", number=str(number), title="Z", position=20 + number
        )
        Section.objects.create(plan=it_plan, heading="S", position=100 + number)
        BudgetLine.objects.create(plan=it_plan, label="B", year=2024, amount=1, position=number)
        Level.objects.create(plan=it_plan, name="N", name_plural="N", kind="other", prefix="x" * (number + 1))
    editor.get("/lucru/informatizare-2019/parti/")
    with django_assert_num_queries(14):
        editor.get("/lucru/informatizare-2019/parti/")


def test_a_prefix_or_an_act_that_the_plan_has_is_refused(editor, it_plan):
    root = "/lucru/informatizare-2019/parti/"
    level = send(editor, f"{root}niveluri/nou/", **{**NEW["niveluri"], "prefix": "ax"})
    act = send(editor, f"{root}acte/nou/", kind="county_council", title="Hotărârea nr. 77/2019", number="77/2019")
    assert level.context["form"].non_field_errors() == ["Planul are deja un nivel cu acest prefix."]
    assert act.context["form"].non_field_errors() == ["Planul are deja acest act."]
