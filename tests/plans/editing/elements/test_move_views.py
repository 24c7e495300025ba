"""An element as a whole: moved, copied, taken out and put back, each as it was seen."""

import re
import uuid

import pytest

from indicators.models import Indicator
from indicators.reporting import actions as reporting_actions
from plans.editing.trash import actions as trash_actions
from plans.models import Element, Removal
from tests.indicators.report_factories import EMPTY, owed
from tests.page import Page, page_text
from tests.plans.editing.outline_pages import ROOT, find, forms, order, place


def messages(response):
    part = response.content.decode().partition('<ul class="messages">')[2].partition("</ul>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", part).split())


def touched(plan):
    return set(Element.objects.filter(level__plan=plan, version__gt=1).values_list("code", flat=True))


def saved_by(user, row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user = user
    row.save()


def asked_to_remove(client, row):
    """The fields of the page that shows what goes with an element."""
    page = client.get(place(row, "stergere/"))
    return next(fields for _attrs, fields in forms(page) if "seen_hanging" in fields)


def remove(client, row):
    return client.post(place(row, "stergere/"), asked_to_remove(client, row))


@pytest.mark.parametrize(("button", "moved", "there"), [("down", "jos", 2), ("up", "sus", 0)])
def test_an_element_moves_one_place_and_the_pressed_button_keeps_the_focus(editor, atop, button, moved, there):
    row = find("1.2")
    answer = editor.post(place(row, "loc/"), {"seen_version": 1, button: 1})
    assert answer.url == f"{place(row)}?mutat={moved}"
    assert order(row.parent).index("1.2") == there
    assert touched(atop) == {"1.2"}
    page = editor.get(answer.url)
    assert messages(page) == f"„1.2.” este acum {'al 3-lea' if there else 'primul'} din 8."
    assert [v["name"] for tag, v in Page(page).attributes if tag == "button" and "autofocus" in v] == [button]


def test_the_first_does_not_move_up(editor, atop):
    row = find("1.1")
    page = editor.post(place(row, "loc/"), {"seen_version": 1, "up": 1}, follow=True)
    assert messages(page) == "Elementul este deja primul."
    assert [v["name"] for _, v in Page(page).attributes if v.get("aria-disabled") == "true"] == ["up"]
    assert touched(atop) == set()


def test_a_double_click_moves_once(editor, atop):
    row = find("1.2")
    answers = [editor.post(place(row, "loc/"), {"seen_version": 1, "down": 1}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert order(row.parent).index("1.2") == 2


def test_the_page_of_moving_offers_parents_of_the_level_above_and_their_places(editor, atop):
    row, other = find("1.2"), find("2", "og")
    page = editor.get(place(row, "mutare/"), {"sub": other.pk})
    parents = [fields for attrs, fields in forms(page) if attrs.get("method") != "post" and "sub" in fields]
    assert parents[0]["sub"] == [str(other.pk)]
    assert page.content.decode().count('type="radio"') == 6
    places = re.findall(r'<option value="(\d*)"', page.content.decode())
    assert places == ["", *map(str, other.children.order_by("position", "pk").values_list("pk", flat=True))]
    found = editor.get(place(row, "mutare/"), {"cauta": "MEDIULUI afaceri"})
    assert found.content.decode().count('type="radio"') == 1
    assert "Nimic nu se potrivește" in page_text(editor.get(place(row, "mutare/"), {"cauta": "zzz"}))


def moving_form(page):
    """What the button that moves sends; nothing where the page has none."""
    return next((fields for attrs, fields in forms(page) if attrs.get("method") == "post" and "dupa" in fields), None)


def test_one_step_shows_where_an_element_goes_and_one_confirms(editor, atop):
    row, other = find("1.2"), find("2", "og")
    assert moving_form(editor.get(place(row, "mutare/"))) is None
    page = editor.get(place(row, "mutare/"), {"sub": other.pk})
    last = other.children.order_by("position", "pk").last()
    shown = page_text(page).split("Unde ajunge: sub „2. Creșterea")[1].split("Mută aici")[0]
    assert shown.index("2.10. Asigurarea") < shown.index("1.2. Dezvoltarea") < shown.index("(ultimul)")
    sent = moving_form(page)
    assert (sent["sub"], sent["dupa"]) == ([str(other.pk)], [str(last.pk)])
    assert editor.post(place(row, "mutare/"), sent).url == place(row)
    assert order(other)[-1] == "1.2"


@pytest.mark.parametrize(("after", "expected"), [("", ["", "primul"]), ("2.3", ["2.3", "2.4"])])
def test_another_place_is_shown_before_it_is_confirmed(editor, atop, after, expected):
    row, other = find("1.2"), find("2", "og")
    page = editor.get(place(row, "mutare/"), {"sub": other.pk, "dupa": find(after).pk if after else ""})
    assert moving_form(page)["dupa"] == [str(find(after).pk) if after else ""]
    shown = page_text(page).split("Unde ajunge")[1].split("Mută aici")[0]
    assert expected[1] in shown


def test_the_message_names_the_place_of_a_root_and_of_an_only_child(editor, it_plan, atop):
    row = find("2", "og")
    page = editor.post(place(row, "mutare/"), {"seen_version": 1, "sub": "", "dupa": find("3", "og").pk}, follow=True)
    assert "s-a mutat între „3. " in messages(page)
    other = find("3", "og")
    page = editor.post(place(other, "mutare/"), {"seen_version": 1, "sub": "", "dupa": ""}, follow=True)
    assert "s-a mutat primul, înainte de „" in messages(page)
    only, alone = find("1.2"), find("5", "og")
    alone.children.all().delete()
    page = editor.post(place(only, "mutare/"), {"seen_version": 1, "sub": alone.pk, "dupa": ""}, follow=True)
    assert "s-a mutat sub „5. Eficientizare activități operative”, singurul." in messages(page)


def test_a_root_is_asked_only_after_what_it_goes(editor, atop):
    page = editor.get(place(find("2", "og"), "mutare/"))
    assert 'type="radio"' not in page.content.decode()
    assert "Sub care element" not in page_text(page)


def test_an_element_moves_under_another_one_to_the_chosen_place(editor, people, atop):
    row, other = find("1.2"), find("2", "og")
    sent = {"seen_version": 1, "sub": other.pk, "dupa": find("2.3").pk}
    answer = editor.post(place(row, "mutare/"), sent)
    assert answer.url == place(row)
    told = messages(editor.get(answer.url))
    assert told.startswith("„1.2. Dezvoltarea")
    assert re.search(r"” s-a mutat sub „2\. Creșterea.*”, între „2\.3\. .*” și „2\.4\. .*”\.$", told)
    row.refresh_from_db()
    assert (row.parent, row.version, row.history.first().history_user) == (other, 2, people.editor)
    assert order(other)[:5] == ["2.1", "2.2", "2.3", "1.2", "2.4"]
    assert touched(atop) == {"1.2"}


@pytest.mark.parametrize(
    ("sub", "dupa"),
    [
        ("", ""),
        ("own", ""),
        ("leaf", ""),
        ("foreign", ""),
        ("x", ""),
        ("99999999999999999999", ""),
        ("\x00", ""),
        ("parent", "elsewhere"),
        ("parent", "own"),
        ("parent", "foreign"),
        ("parent", "x"),
    ],
)
def test_a_move_that_does_not_fit_is_refused_and_nothing_changes(editor, atop, it_plan, sub, dupa):
    row = find("1.2")
    keys = {
        "own": row.pk,
        "leaf": find("1.3").pk,
        "foreign": find("1", "ax", "informatizare-2019").pk,
        "parent": row.parent_id,
        "elsewhere": find("2.1").pk,
    }
    page = editor.post(
        place(row, "mutare/"), {"seen_version": 1, "sub": keys.get(sub, sub), "dupa": keys.get(dupa, dupa)}
    )
    assert page.status_code == 200
    assert "Nu s-a mutat" in page_text(page)
    assert touched(atop) == set()


def test_an_element_does_not_go_under_what_stands_under_it(editor, it_plan):
    axis = find("1", "ax", "informatizare-2019")
    page = editor.post(place(axis, "mutare/"), {"seen_version": 1, "sub": axis.children.first().pk})
    assert "nu stă sub alt element" in page_text(page)
    axis.refresh_from_db()
    assert axis.parent_id is None


def test_a_parent_removed_meanwhile_is_told_and_another_can_be_chosen(editor, people, atop):
    row, other = find("1.2"), find("2", "og")
    key = other.pk
    trash_actions.remove(other, by=people.publisher, plan=atop, version=1)
    page = editor.post(place(row, "mutare/"), {"seen_version": 1, "sub": key})
    assert (page.status_code, "Locul ales nu mai este în plan." in page_text(page)) == (200, True)
    assert editor.get(place(row, "mutare/"), {"sub": key}).status_code == 200


@pytest.mark.parametrize(
    ("action", "sent", "words"),
    [
        ("loc/", {"down": 1}, "Mută mai jos"),
        ("mutare/", {"sub": "{parent}"}, "Mută"),
        ("copie/", {"uid": "5c1ac1b5-5f4c-4c1e-8a70-6f0f3a2a0a11"}, "Copiază"),
        ("stergere/", {"seen_hanging": "{hanging}"}, "Șterge"),
    ],
)
def test_a_button_that_was_overtaken_does_nothing_and_says_by_whom(editor, people, atop, action, sent, words):
    row = find("1.2")
    before = order(row.parent)
    saved_by(people.publisher, find("1.2"), title="Titlul colegului")
    hanging = trash_actions.Dependents(row).fingerprint
    sent = {name: str(value).format(parent=row.parent_id, hanging=hanging) for name, value in sent.items()}
    page = editor.post(place(row, action), {"seen_version": 1, **sent})
    assert (page.status_code, order(row.parent)) == (409, before)
    assert f"{words}: nu s-a făcut încă nimic" in page_text(page) and "publisher" in page_text(page)
    again = next(
        fields for attrs, fields in forms(page) if attrs.get("action", place(row, action)) == place(row, action)
    )
    assert editor.post(place(row, action), again).status_code == 302


@pytest.mark.parametrize("action", ["loc/", "mutare/", "copie/", "stergere/"])
def test_what_was_removed_meanwhile_is_told(editor, people, atop, action):
    row = find("1.2")
    address = place(row, action)
    trash_actions.remove(row, by=people.publisher, plan=atop, version=1)
    before = Element.objects.count()
    page = editor.post(address, {"seen_version": 1, "uid": str(uuid.uuid4())})
    assert (page.status_code, Element.objects.count()) == (409, before)
    assert "nu mai este în plan" in page_text(page) and "publisher" in page_text(page)


def test_a_copy_has_all_that_hangs_on_it_but_no_codes(editor, it_plan):
    axis = find("2", "ax", "informatizare-2019")
    page = editor.get(place(axis))
    fields = next(fields for attrs, fields in forms(page) if attrs.get("action") == place(axis, "copie/"))
    answers = [editor.post(place(axis, "copie/"), fields) for _ in range(2)]
    copy = Element.objects.get(uid=fields["uid"][0])
    assert [answer.url for answer in answers] == [place(copy)] * 2
    assert (copy.title, copy.code, copy.children.count()) == (f"{axis.title} (copie)", "", axis.children.count())
    assert "S-a făcut copia" in messages(editor.get(answers[0].url))


@pytest.mark.parametrize("uid", ["", "x", "\x00"])
def test_a_copy_without_an_identity_is_not_made(editor, atop, uid):
    before = Element.objects.count()
    page = editor.post(place(find("1.2"), "copie/"), {"seen_version": 1, "uid": uid}, follow=True)
    assert messages(page) == "Nu s-a copiat nimic: apăsați din nou butonul „Copiază”."
    assert Element.objects.count() == before


def test_a_copy_with_the_identity_of_another_plan_s_element_is_not_made(editor, atop, it_plan):
    before = Element.objects.count()
    uid = str(find("1", "ax", "informatizare-2019").uid)
    page = editor.post(place(find("1.2"), "copie/"), {"seen_version": 1, "uid": uid}, follow=True)
    assert messages(page) == "Nu s-a copiat nimic: apăsați din nou butonul „Copiază”."
    assert Element.objects.count() == before


def test_what_goes_with_an_element_is_shown_before_and_comes_back_at_once(editor, it_plan):
    axis = find("2", "ax", "informatizare-2019")
    below, indicators = axis.children.count(), it_plan.indicators.count()
    page = page_text(editor.get(place(axis, "stergere/")))
    assert "Odată cu el se șterg și:" in page and f"Elemente ({below})" in page and "Indicatori (" in page
    answer = remove(editor, axis)
    removal = Removal.objects.get()
    assert answer.url == f"/lucru/informatizare-2019/?sters={removal.pk}"
    page = editor.get(answer.url)
    assert "Ați șters „2. " in page_text(page)
    back = next(attrs["action"] for attrs, _fields in forms(page) if "sterse" in attrs.get("action", ""))
    assert editor.post(back).status_code == 302
    assert (find("2", "ax", "informatizare-2019").children.count(), it_plan.indicators.count()) == (below, indicators)
    assert "Ați șters" not in page_text(editor.get(answer.url))


def test_what_came_under_an_element_meanwhile_does_not_go_unseen(editor, people, it_plan):
    axis = find("2", "ax", "informatizare-2019")
    seen = asked_to_remove(editor, axis)
    child = axis.children.first()
    saved_by(people.publisher, child, title="Scris între timp")
    answer = editor.post(place(axis, "stergere/"), seen, follow=True)
    assert messages(answer).startswith("Nu s-a șters nimic: între timp s-a schimbat")
    assert "Scris între timp" in page_text(answer)
    assert Removal.objects.count() == 0
    assert remove(editor, axis).status_code == 302
    assert Removal.objects.get().count > 1


def test_after_removing_a_leaf_one_stands_at_its_parent(editor, atop):
    row = find("1.2")
    parent = row.parent
    editor.get(place(row))
    assert "Prezențe" not in page_text(editor.get(place(row, "stergere/")))
    answer = remove(editor, row)
    assert answer.url.partition("?")[0] == place(parent)


@pytest.mark.parametrize("asked", ["x", "0", "99999999999999999999", "{foreign}"])
def test_a_forged_removal_is_not_offered_back(editor, people, atop, it_plan, asked):
    row = find("1.1", "m", "informatizare-2019")
    removal = trash_actions.remove(row, by=people.publisher, plan=it_plan, version=1)
    page = editor.get(ROOT, {"sters": asked.format(foreign=removal.pk)})
    assert (page.status_code, "Ați șters" in page_text(page)) == (200, False)


def test_what_was_reported_on_stays_and_the_page_says_what_one_can_do(editor, people, atop):
    row = find("1.2")
    indicator = owed(people)
    Indicator.objects.filter(pk=indicator.pk).update(element=row)
    reporting_actions.save_draft(indicator.reports.get(), by=people.reporter, content={**EMPTY, "value": 3})
    page = editor.get(place(row, "stergere/"))
    assert "Nu se poate șterge: pentru el sau pentru ce stă sub el s-a raportat deja" in page_text(page)
    assert "Dacă nu se mai urmărește, retrageți-l: nu se mai datorează raportări" in page_text(page)
    assert f'href="{place(row, "retragere/")}"' in page.content.decode()
    assert indicator.title[:40] in page_text(page)
    assert [fields for attrs, fields in forms(page) if attrs["action"] == place(row, "stergere/")] == [{"q": [""]}]
    answer = editor.post(place(row, "stergere/"), {"seen_version": row.version}, follow=True)
    assert messages(answer).startswith("Nu s-a șters nimic")
    assert Element.objects.filter(pk=row.pk).exists()


def routes(row):
    return [
        ("GET", ROOT),
        ("GET", place(row)),
        ("POST", place(row)),
        ("GET", f"{ROOT}elemente/nou/?dupa={row.pk}"),
        ("POST", f"{ROOT}elemente/nou/?dupa={row.pk}"),
        ("POST", place(row, "loc/")),
        ("GET", place(row, "mutare/")),
        ("POST", place(row, "mutare/")),
        ("POST", place(row, "copie/")),
        ("GET", place(row, "stergere/")),
        ("POST", place(row, "stergere/")),
        ("GET", f"{ROOT}renumerotare/"),
        ("POST", f"{ROOT}renumerotare/"),
    ]


def answers(client, row, **headers):
    return [client.generic(method, address, headers=headers).status_code for method, address in routes(row)]


def test_who_is_not_logged_in_is_led_to_the_way_in(client, atop):
    row = find("1.2")
    for method, address in routes(row):
        answer = client.generic(method, address)
        assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/cont/intrare/")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_who_has_nothing_to_do_with_the_plan_finds_nothing(client, people, atop, headers):
    row = find("1.2")
    for user in (people.outsider, people.reporter):
        client.force_login(user)
        assert answers(client, row, **headers) == [404] * len(routes(row))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_who_only_reads_changes_nothing(client, people, atop, headers):
    row = find("1.2")
    client.force_login(people.reviewer)
    expected = [200 if address in (ROOT, place(row)) and method == "GET" else 403 for method, address in routes(row)]
    assert answers(client, row, **headers) == expected
    assert touched(atop) == set()


def test_an_element_of_another_plan_is_not_found_under_this_one(editor, atop, it_plan):
    foreign = find("1.1", "m", "informatizare-2019")
    for method, address in routes(foreign):
        address = address.replace("informatizare-2019", "atop-2024")
        if str(foreign.pk) in address:
            assert editor.generic(method, address).status_code == 404
    for pk in ("99999999999999999999", "0"):
        assert editor.get(f"{ROOT}elemente/{pk}/").status_code == 404


def test_other_methods_are_refused(editor, atop):
    row = find("1.2")
    wrong = [("POST", ROOT), ("GET", place(row, "loc/")), ("GET", place(row, "copie/"))]
    wrong += [(method, address) for method in ("PUT", "DELETE") for _known, address in routes(row)]
    assert {editor.generic(method, address).status_code for method, address in wrong} == {405}


def test_a_button_without_a_version_counts_as_overtaken(editor, atop):
    row = find("1.2")
    for seen in ("", "x", "-1", "99999999999999999999", "\x00"):
        assert editor.post(place(row, "loc/"), {"down": 1, "seen_version": seen}).status_code == 409
    assert touched(atop) == set()
