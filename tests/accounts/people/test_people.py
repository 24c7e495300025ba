"""Administrators look after people: lists, roles and their terms, closed accounts; everything leaves a trace."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import AccountEvent
from accounts.people import actions as people_actions
from plans.models import Institution, Membership
from tests.accounts.entering.test_login import enter
from tests.accounts.totp_codes import enrol
from tests.page import Page

LIST = "/cont/persoane/"
DAY = datetime.timedelta(days=1)


def of(person, rest=""):
    return f"{LIST}{person.pk}/{rest}"


def names(answer):
    return [row[0].split()[0] for row in Page(answer).cells[1:]]


def event_rows(person):
    return [(one.by and one.by.username, one.what, one.reason) for one in person.account_events.all()]


def role(**changes):
    police = Institution.objects.get(code="ipj-cluj")
    return {"institution": police.pk, "role": "reporter", "valid_from": "2026-01-01", "valid_until": ""} | changes


def test_the_list_shows_everybody_with_their_roles(admin, people):
    page = Page(admin.get(LIST))
    assert "6 persoane" in page.text
    assert page.cells[3][:3] == ["outsider outsider · outsider@example.org", "niciunul", "activ numai parolă"]
    assert page.cells[1][1] == "administrator"
    assert page.cells[2][1] == "redactor, ATOP Cluj redactor, CJ Cluj"


@pytest.mark.both
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"cauta": "EDIT example"}, ["editor"]),
        ({"cauta": "nimic"}, []),
        ({"institutie": "ipj-cluj"}, ["reporter"]),
        ({"rol": "publisher"}, ["publisher"]),
        ({"rol": "publisher", "institutie": "ipj-cluj"}, []),
        ({"valabil": "fara"}, ["admin", "outsider"]),
        ({"valabil": "incheiat"}, ["reviewer"]),
        ({"valabil": "acum"}, ["editor", "publisher", "reporter"]),
        ({"stare": "dezactivate"}, ["outsider"]),
    ],
)
def test_the_list_is_searched_and_filtered(admin, people, asked, found):
    Membership.objects.filter(user=people.reviewer).update(valid_from="2020-01-01", valid_until="2020-12-31")
    get_user_model().objects.filter(pk=people.outsider.pk).update(is_active=False)
    answer = admin.get(LIST, asked)
    assert (names(answer), "Renunță la filtru" in Page(answer).text) == (found, True)


def test_what_the_list_does_not_know_counts_as_not_asked(admin, people):
    asked = {"stare": "altceva", "ordine": "altceva", "valabil": "x", "institutie": "\x00", "pagina": "999"}
    assert names(admin.get(LIST, asked)) == ["admin", "editor", "outsider", "publisher", "reporter", "reviewer"]


@pytest.mark.both
def test_the_list_is_ordered_and_turned(admin, people):
    for index in range(30):
        get_user_model().objects.create_user(f"om{index:02}", last_name=f"Z{index:02}")
    first, second = (names(admin.get(LIST, {"ordine": "noi", "pagina": number})) for number in (1, 2))
    assert (len(first), len(second)) == (25, 11)
    assert "Pagina 1 din 2" in Page(admin.get(LIST)).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(admin, people, django_assert_num_queries, number):
    get_user_model().objects.exclude(pk=people.admin.pk).exclude(
        pk__in=[one.pk for one in (people.editor, people.publisher, people.reporter)[:number]]
    ).delete()
    with django_assert_num_queries(8):
        assert len(names(admin.get(LIST))) == number + 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_person_asks_as_much_with_one_role_as_with_three(admin, people, django_assert_num_queries, number):
    police = Institution.objects.get(code="ipj-cluj")
    for name in Membership.Role.values[:number]:
        Membership.objects.create(user=people.outsider, institution=police, role=name)
        people_actions.record_event(people.outsider, "Ceva.", kind="account", by=people.admin)
    with django_assert_num_queries(11):
        assert len(Page(admin.get(of(people.outsider))).cells) == number + 1


def test_a_closed_account_is_out_at_once_and_stays_out(admin, people):
    browser = Client()
    enter(browser, "editor")
    answer = admin.post(of(people.editor, "dezactivare/"), {"reason": "A plecat."}, follow=True)
    assert "Contul este dezactivat și toate sesiunile lui sunt închise." in Page(answer).text
    assert (browser.get("/cont/").status_code, enter(browser, "editor").url) == (302, "/cont/dezactivat/")
    assert event_rows(people.editor) == [("admin", "Contul a fost dezactivat.", "A plecat.")]
    admin.post(of(people.editor, "reactivare/"))
    assert enter(browser, "editor").url == "/cont/lucru/"
    assert [what for _by, what, _why in event_rows(people.editor)] == [
        "Contul a fost reactivat.",
        "Contul a fost dezactivat.",
    ]


def test_an_account_is_not_closed_without_a_reason(admin, people):
    assert admin.post(of(people.editor, "dezactivare/"), {"reason": " "}).status_code == 200
    assert get_user_model().objects.get(pk=people.editor.pk).is_active is True


def test_nobody_closes_their_own_account_from_the_list(admin, people):
    page = Page(admin.post(of(people.admin, "dezactivare/"), {"reason": "Gata."}))
    assert "Nu puteți face aceasta cu propriul cont." in page.text
    assert "Dezactivează contul" not in Page(admin.get(of(people.admin))).text
    assert get_user_model().objects.get(pk=people.admin.pk).is_active is True


def test_the_last_administrator_stays(people):
    second = get_user_model().objects.create_superuser("al-doilea", "doi@example.org", "parola-de-test")
    people_actions.deactivate(people.admin, reason="Pleacă.", by=second)
    with pytest.raises(people_actions.OwnAccount):
        people_actions.deactivate(second, reason="Pleacă.", by=second)
    people.admin.is_active = True
    with pytest.raises(people_actions.LastAdministrator):
        people_actions.deactivate(second, reason="Pleacă.", by=people.admin)


def test_an_administrator_is_named_and_unnamed_with_a_reason(admin, people):
    admin.post(of(people.editor, "administrator/"), {"reason": "Înlocuiește un coleg."})
    person = get_user_model().objects.get(pk=people.editor.pk)
    assert (person.is_superuser, person.is_staff) == (True, True)
    admin.post(of(people.editor, "fara-administrare/"), {"reason": "S-a întors colegul."})
    person.refresh_from_db()
    assert (person.is_superuser, person.is_staff) == (False, True)
    assert event_rows(person) == [
        ("admin", "Nu mai este administrator al portalului.", "S-a întors colegul."),
        ("admin", "A devenit administrator al portalului.", "Înlocuiește un coleg."),
    ]


def test_nobody_takes_the_administration_from_themselves(admin, people):
    page = Page(admin.post(of(people.admin, "fara-administrare/"), {"reason": "Gata."}))
    assert "Nu puteți face aceasta cu propriul cont." in page.text
    assert get_user_model().objects.get(pk=people.admin.pk).is_superuser is True


def test_a_closed_account_is_not_made_administrator(admin, people):
    get_user_model().objects.filter(pk=people.editor.pk).update(is_active=False)
    page = Page(admin.post(of(people.editor, "administrator/"), {"reason": "x"}))
    assert "Contul este dezactivat: reactivați-l întâi." in page.text
    assert get_user_model().objects.get(pk=people.editor.pk).is_superuser is False


def test_a_lost_telephone_is_let_go_with_a_reason(admin, people):
    browser = Client()
    enter(browser, "publisher")
    enrol(browser)
    assert "doi pași" in Page(admin.get(LIST, {"cauta": "publisher"})).text
    admin.post(of(people.publisher, "doi-pasi/"), {"reason": "A pierdut telefonul."})
    assert (Authenticator.objects.count(), browser.get("/cont/").status_code) == (0, 302)
    assert event_rows(people.publisher)[0][1:] == (
        "Intrarea în doi pași a fost oprită de un administrator.",
        "A pierdut telefonul.",
    )
    assert "Motivul: A pierdut telefonul." in Page(admin.get(of(people.publisher))).text


def test_a_name_and_an_address_are_changed_and_an_address_in_use_is_refused(admin, people):
    said = Page(admin.post(of(people.editor, "date/"), {"email": "Publisher@example.org"})).text
    assert "Alt cont are această adresă." in said
    changed = {"first_name": "Persoană", "last_name": "Redenumită", "email": "Alta@example.org"}
    admin.post(of(people.editor, "date/"), changed)
    person = get_user_model().objects.get(pk=people.editor.pk)
    assert (person.get_full_name(), person.email) == ("Persoană Redenumită", "alta@example.org")
    assert event_rows(person)[0][1] == "Numele sau adresa de e-mail s-au schimbat."


ACTIONS = ("administrator/", "fara-administrare/", "date/", "roluri/nou/", "dezactivare/", "reactivare/", "doi-pasi/")


@pytest.mark.parametrize("name", ["editor", "publisher", "reviewer", "reporter", "outsider"])
def test_only_administrators_see_and_change_people(client, people, name):
    someone = getattr(people, name)
    held = people.reporter.memberships.get()
    client.force_login(someone)
    actions = [*ACTIONS, f"roluri/{held.pk}/", f"roluri/{held.pk}/incheie/"]
    asked = [client.get(LIST), client.get(of(people.reporter)), client.get(of(someone))]
    asked += [client.post(of(people.reporter, one), role(reason="x")) for one in actions]
    assert [one.status_code for one in asked] == [403] * (3 + len(actions))
    for do, values in (
        (people_actions.deactivate, {"reason": "x"}),
        (people_actions.reactivate, {}),
        (people_actions.reset_second_step, {"reason": "x"}),
        (people_actions.set_administrator, {"is_administrator": True, "reason": "x"}),
        (people_actions.rename, {"first_name": "", "last_name": "", "email": ""}),
    ):
        with pytest.raises(PermissionDenied):
            do(people.reporter, by=someone, **values)
    assert AccountEvent.objects.count() == 0


def test_an_administrator_whose_account_was_closed_does_nothing_more(people):
    people.admin.is_active = False
    with pytest.raises(PermissionDenied):
        people_actions.end_role(people.reporter.memberships.get(), by=people.admin)


def test_who_is_not_logged_in_is_led_to_the_login(client, people):
    asked = [LIST, of(people.editor), *(of(people.editor, one) for one in ACTIONS if one != "reactivare/")]
    assert [client.get(one).url for one in asked] == [f"/cont/intrare/?next={one}" for one in asked]


def test_a_person_that_does_not_exist_is_not_found(admin, db):
    assert [admin.get(f"{LIST}{pk}/").status_code for pk in (10**9, 10**15)] == [404, 404]


@pytest.mark.parametrize(("name", "is_there"), [("admin", True), ("publisher", False), ("outsider", False)])
def test_the_way_to_people_is_shown_to_administrators_alone(client, people, name, is_there):
    client.force_login(getattr(people, name))
    assert (LIST in Page(client.get("/cont/")).links) is is_there
