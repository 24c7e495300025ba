import uuid

import pytest
from django.urls import reverse

from indicators.editing import actions as editing_actions
from indicators.models import Indicator, Target
from plans.editions.composition import compose
from plans.editions.readiness import readiness
from plans.models import Element, Institution
from plans.workspace import frame
from portal.versioning import Conflict
from tests.forms import fields_of, send
from tests.page import Page

ROOT = "/lucru/informatizare-2019/indicatori/"


@pytest.fixture
def measure(it_plan):
    return Element.objects.get(level__plan=it_plan, code="1.1", level__prefix="m")


def cell(element):
    return [
        (row.title[:20], row.joiner) for row in Indicator.objects.filter(element=element).order_by("position", "pk")
    ]


def numbers(response):
    return [entry.indicator.number for cell in response.context["cells"] for entry in cell.entries]


def test_the_list_shows_the_indicators_of_each_element_together(editor, it_plan):
    response = editor.get(ROOT)
    page = Page(response)
    assert numbers(response) == list(range(1, 24))
    assert "23 de indicatori" in page.text.replace("\u00a0", " ")
    assert page.text.index("1.9. Crearea condițiilor") < page.text.index("1.10. Crearea condițiilor")
    assert "În tabel se citește: „Numărul de aplicații înlocuite, numărul de aplicații noi achiziționate”" in page.text
    assert response.context["cells"][0].element.code == "1.1"


def test_the_list_of_the_police_plan_shows_the_indicators_of_the_whole_plan(editor, atop):
    response = editor.get("/lucru/atop-2024/indicatori/")
    assert "Indicatorii întregului plan" in Page(response).text
    assert numbers(response) == list(range(1, 14))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("cauta=APLICATII", [9, 10]),
        ("cauta=numarul licitatii", [13, 15]),
        ("fara=tinta", [n for n in range(1, 24) if n != 6]),
        ("fara=institutie", [n for n in range(1, 24) if n != 6]),
        ("fara=frecventa", [n for n in range(1, 24) if n != 6]),
        ("institutie=cj-cluj", [6]),
        ("cauta=nimic de felul acesta", []),
        ("ordine=numar&cauta=criteriile", [4, 5, 7]),
        ("ordine=titlu&cauta=partener", [11, 12]),
        ("ordine=alta&fara=alta&institutie=alta&pagina=x", list(range(1, 24))),
    ],
)
def test_the_list_is_narrowed_and_ordered_as_asked(editor, it_plan, asked, found):
    row = it_plan.indicators.get(number=6)
    row.institution, row.frequency = it_plan.owner, "yearly"
    row.save()
    Target.objects.create(indicator=row, kind="to_be_set", period_start="2019-01-01", period_end="2019-12-31")
    assert numbers(editor.get(f"{ROOT}?{asked}")) == found


def test_a_list_without_indicators_says_what_to_do(editor, it_plan):
    assert "Niciun indicator nu se potrivește" in editor.get(f"{ROOT}?cauta=xyz").content.decode()
    it_plan.indicators.all().delete()
    assert "Planul nu are încă indicatori. Adăugați unul" in editor.get(ROOT).content.decode()


def test_a_long_list_has_pages_and_a_cell_keeps_its_ends(editor, it_plan, measure):
    for number in range(30):
        Indicator.objects.create(
            plan=it_plan, element=measure, title=f"Al {number}-lea", joiner=", ", nature="count", position=1000 + number
        )
    first, second = editor.get(ROOT), editor.get(f"{ROOT}?pagina=2")
    assert (len(numbers(first)), len(numbers(second))) == (25, 25)
    entries = [entry for cell in first.context["cells"] for entry in cell.entries]
    assert [entry.is_last for entry in entries] == [False] * 25
    assert second.context["cells"][0].entries[0].is_first is False


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_takes_as_many_queries_for_three_as_for_one(editor, it_plan, django_assert_num_queries, more):
    it_plan.indicators.exclude(number__in=[1, 8, 13][: more + 1]).delete()
    for row in it_plan.indicators.all():
        Target.objects.create(indicator=row, kind="to_be_set", period_start="2019-01-01", period_end="2019-12-31")
    editor.get(ROOT)
    with django_assert_num_queries(13):
        editor.get(ROOT)


def test_a_new_indicator_stands_last_in_its_cell_and_a_second_click_adds_no_other(editor, people, it_plan, measure):
    address = f"{ROOT}nou/?element={measure.pk}"
    shown = fields_of(editor.get(address))
    assert (shown["element"], shown["joiner"]) == ([str(measure.pk)], [", "])
    sent = {**shown, "title": "Numărul de proceduri", "nature": "count", "baseline_value": "1.245,5"}
    answers = [editor.post(address, sent) for _click in range(2)]
    row = it_plan.indicators.get(number=24)
    assert {answer.headers["Location"] for answer in answers} == {f"{ROOT}{row.pk}/"}
    assert [title for title, _joiner in cell(measure)][-1] == "Numărul de proceduri"
    assert (str(row.uid), str(row.baseline_value), row.history.get().history_user) == (
        shown["uid"][0],
        "1245.500000",
        people.editor,
    )
    document = compose(it_plan, number=1, published_at=row.history.get().history_date, note="")
    order = [one.number for one in document.indicators]
    assert order.index(24) == order.index(3) + 1
    assert it_plan.indicators.count() == 24


def test_a_new_indicator_sent_twice_with_other_text_shows_both(editor, it_plan, measure):
    address = f"{ROOT}nou/?element={measure.pk}"
    sent = {**fields_of(editor.get(address)), "title": "Primul text", "nature": "count"}
    editor.post(address, sent)
    page = editor.post(address, {**sent, "title": "Al doilea text"})
    row = it_plan.indicators.get(number=24)
    text = Page(page).text
    assert "Formularul a mai fost trimis: „Primul text” este deja în plan." in text
    assert "Salvează cu alegerile de mai sus" in text
    assert (row.title, row.version, it_plan.indicators.count()) == ("Primul text", 1, 24)
    shown = fields_of(page)
    assert (shown["title"], shown["unit"]) == (["Al doilea text"], [""])
    assert editor.post(f"{ROOT}{row.pk}/", shown).status_code == 302
    row.refresh_from_db()
    assert row.title == "Al doilea text"


def test_saved_and_next_leads_through_the_indicators_as_the_plan_reads_them(editor, it_plan):
    order = {row.number: row for row in it_plan.indicators.all()}
    address = f"{ROOT}{order[2].pk}/"
    answer = editor.post(address, {**fields_of(editor.get(address)), "definition": "Ce se numără", "save_next": "1"})
    assert answer.headers["Location"] == f"{ROOT}{order[3].pk}/"
    assert "Acesta este următorul indicator." in Page(editor.get(f"{ROOT}{order[3].pk}/")).text
    order[2].refresh_from_db()
    assert order[2].definition == "Ce se numără"
    address = f"{ROOT}{order[23].pk}/"
    answer = editor.post(address, {**fields_of(editor.get(address)), "save_next": "1"})
    assert answer.headers["Location"] == f"{ROOT}#indicator-{order[23].pk}"
    assert "Era ultimul indicator al planului." in Page(editor.get(ROOT)).text


def test_saved_and_next_writes_one_more_indicator_of_the_same_element(editor, it_plan, measure):
    address = f"{ROOT}nou/?element={measure.pk}"
    sent = {**fields_of(editor.get(address)), "title": "Numărul de proceduri", "nature": "count", "save_next": "1"}
    answer = editor.post(address, sent)
    assert answer.headers["Location"] == address
    again = editor.get(address)
    assert "S-a adăugat „Numărul de proceduri”, încă fără țintă. Scrieți următorul." in Page(again).text
    assert fields_of(again)["joiner"] == [", "]
    assert fields_of(again)["uid"] != sent["uid"]


def test_the_first_indicator_of_an_element_stands_where_the_plan_reads_it(people, it_plan):
    element = Element.objects.get(level__plan=it_plan, code="1.4", level__prefix="m")
    element.indicators.all().delete()
    new = editing_actions.add_indicator(
        Indicator(plan=it_plan, element=element, title="Nou", nature="count"), by=people.editor
    )
    own = editing_actions.add_indicator(Indicator(plan=it_plan, title="Al planului", nature="count"), by=people.editor)
    order = [pk for pk, _position, _element in editing_actions.indicator_order(it_plan)]
    assert order[0] == own.pk
    assert order.index(new.pk) == order.index(it_plan.indicators.get(number=5).pk) + 1


def test_an_indicator_moves_in_its_cell_and_what_joins_them_stays_in_its_place(editor, it_plan, measure):
    third = it_plan.indicators.get(number=3)
    response = editor.post(f"{ROOT}{third.pk}/loc/", {"up": "1", "seen_version": "1"})
    assert response.headers["Location"] == f"{ROOT}#indicator-{third.pk}"
    assert cell(measure) == [
        ("procedură de lucru m", ""),
        ("platformă software f", ", "),
        ("strategie diseminată", ", "),
    ]
    editor.post(f"{ROOT}{third.pk}/loc/", {"up": "1", "seen_version": "2"})
    assert cell(measure) == [
        ("platformă software f", ""),
        ("procedură de lucru m", ", "),
        ("strategie diseminată", ", "),
    ]
    response = editor.post(f"{ROOT}{third.pk}/loc/", {"up": "1", "seen_version": "3"}, follow=True)
    assert "Indicatorul este deja primul." in response.content.decode()


def test_the_last_of_a_cell_does_not_move_into_the_next(editor, it_plan, measure):
    third = it_plan.indicators.get(number=3)
    response = editor.post(f"{ROOT}{third.pk}/loc/", {"down": "1", "seen_version": "1"}, follow=True)
    assert "Indicatorul este deja ultimul." in response.content.decode()


def test_only_what_was_seen_moves(it_plan, people):
    row = it_plan.indicators.get(number=3)
    editing_actions.shift_indicator(row, by=people.editor, version=1, down=False)
    with pytest.raises(Conflict):
        editing_actions.shift_indicator(row, by=people.publisher, version=1, down=False)


def test_an_indicator_moved_to_another_element_becomes_the_last_there(editor, it_plan, measure):
    row = it_plan.indicators.get(number=23)
    assert send(editor, f"{ROOT}{row.pk}/", element=str(measure.pk)).status_code == 302
    assert cell(measure)[-1][0] == row.title[:20]
    row.refresh_from_db()
    assert (row.version, row.history.count()) == (2, 2)


def test_the_page_says_what_is_asked_of_whom(editor, it_plan):
    row = it_plan.indicators.get(number=6)
    said = "Nu s-a ales cine raportează și cât de des, deci încă nu se cere nicio raportare."
    assert said in Page(editor.get(f"{ROOT}{row.pk}/")).text
    send(
        editor,
        f"{ROOT}{row.pk}/",
        institution=str(it_plan.owner_id),
        frequency="yearly",
        direction="increase",
        baseline_value="12,5",
        baseline_period="2018",
        unit="actualizări",
        accumulation="sum",
    )
    text = Page(editor.get(f"{ROOT}{row.pk}/")).text.replace("\u00a0", " ")
    assert (
        "Se raportează anual de către CJ Cluj. Se pornește de la 12,5 actualizări (2018). Mai mult este mai bine."
        in text
    )
    assert "Valorile mai multor perioade se adună." in text


def test_any_institution_may_report(editor, it_plan):
    row = it_plan.indicators.get(number=6)
    ipj = Institution.objects.get(code="ipj-cluj")
    assert send(editor, f"{ROOT}{row.pk}/", institution=str(ipj.pk)).status_code == 302
    row.refresh_from_db()
    assert row.institution == ipj


def test_two_editors_of_one_indicator_lose_nothing(editor, it_plan):
    row = it_plan.indicators.get(number=6)
    address = f"{ROOT}{row.pk}/"
    seen = fields_of(editor.get(address))
    editor.post(address, {**seen, "definition": "Definiția întâi."})
    late = editor.post(address, {**seen, "definition": "Definiția a doua."})
    row.refresh_from_db()
    assert (late.status_code, row.definition) == (200, "Definiția întâi.")
    assert fields_of(late)["definition"] == ["Definiția a doua."]
    assert editor.post(address, fields_of(late)).status_code == 302


def test_before_an_indicator_goes_the_page_shows_what_hangs_on_it(editor, it_plan, measure):
    row = it_plan.indicators.get(number=1)
    Target.objects.create(indicator=row, kind="to_be_set", period_start="2019-01-01", period_end="2019-12-31")
    address = f"{ROOT}{row.pk}/stergere/"
    assert "Odată cu acest rând se șterg și: Ținte (1)" in Page(editor.get(address)).text
    assert send(editor, address).headers["Location"] == ROOT
    assert cell(measure) == [("strategie diseminată", ""), ("platformă software f", ", ")]


def test_a_joiner_that_was_put_by_hand_is_kept_and_offered(editor, it_plan):
    row = it_plan.indicators.get(number=12)
    row.joiner = " / "
    row.save()
    assert fields_of(editor.get(f"{ROOT}{row.pk}/"))["joiner"] == [" / "]
    send(editor, f"{ROOT}{row.pk}/", unit="grade")
    row.refresh_from_db()
    assert (row.joiner, row.unit) == (" / ", "grade")


def test_a_cell_that_reads_badly_says_so(editor, it_plan):
    Indicator.objects.filter(plan=it_plan, number=10).update(joiner="")
    Indicator.objects.filter(plan=it_plan, number=11).update(joiner=", ")
    text = Page(editor.get(ROOT)).text
    assert text.count("nu sunt legați de cel dinainte: alegeți, de exemplu, virgula.") == 1
    assert text.count("Primul indicator din celulă este legat de altul dinaintea lui") == 1


def test_beside_an_element_stand_its_indicators_with_their_targets(rf, people, it_plan, measure):
    request = rf.get("/")
    request.user = people.editor
    Target.objects.create(
        indicator=it_plan.indicators.get(number=2),
        kind="exact",
        value=1,
        period_start="2019-01-01",
        period_end="2019-12-31",
    )
    page = Page("".join(frame.blocks(request, it_plan, measure)))
    assert "Ținta de a fi atins în 2019" in page.text
    assert f"{ROOT}nou/?element={measure.pk}" in page.links
    request.user = people.reviewer
    assert "Adaugă un indicator" not in "".join(frame.blocks(request, it_plan, measure))


def test_beside_the_plan_stand_its_own_indicators_and_the_way_to_all(rf, people, atop, it_plan):
    request = rf.get("/")
    request.user = people.editor
    page = Page("".join(frame.blocks(request, atop, None)))
    assert page.source.count("Fără țintă") == 12
    assert "/lucru/atop-2024/indicatori/" in page.links
    assert "Planul nu are indicatori ai lui întreg." in "".join(frame.blocks(request, it_plan, None))


def test_what_readiness_complains_about_leads_to_the_indicator(editor, atop):
    atop.section_set.filter(block="indicators").delete()
    place = next(frame.edit_url(problem.place) for problem in readiness(atop) if type(problem.place) is Indicator)
    assert place == reverse("indicators:work_indicator", args=["atop-2024", atop.indicators.get(number=1).pk])
    assert editor.get(place).status_code == 200


@pytest.mark.parametrize("uid", ["", "abc", "other"])
def test_a_forged_identity_adds_nothing_over_another_plan_s(editor, it_plan, atop, uid):
    taken = str(atop.indicators.first().uid) if uid == "other" else uid
    response = send(editor, f"{ROOT}nou/", title="Probă", nature="count", uid=taken)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["uid"]
    assert (it_plan.indicators.count(), atop.indicators.count()) == (23, 13)


def test_fields_that_are_not_offered_change_nothing(editor, it_plan, atop):
    row = it_plan.indicators.get(number=6)
    forged = {"plan": str(atop.pk), "number": "99", "position": "1", "uid": str(uuid.uuid4()), "unit": "bucăți"}
    send(editor, f"{ROOT}{row.pk}/", **forged)
    stored = Indicator.objects.get(pk=row.pk)
    assert (stored.plan, stored.number, stored.position, stored.uid, stored.unit) == (
        it_plan,
        6,
        row.position,
        row.uid,
        "bucăți",
    )


def test_an_element_of_another_plan_cannot_be_chosen(editor, atop, it_plan):
    foreign = Element.objects.filter(level__plan=atop).first()
    assert editor.get(f"{ROOT}nou/?element={foreign.pk}").status_code == 404
    assert editor.get(f"{ROOT}nou/?element=abc").status_code == 404
    response = send(editor, f"{ROOT}nou/", title="Probă", nature="count", element=str(foreign.pk))
    assert list(response.context["form"].errors) == ["element"]


def test_the_page_leads_to_the_element(editor, it_plan, measure):
    row = it_plan.indicators.get(number=1)
    assert frame.edit_url(measure) in Page(editor.get(f"{ROOT}{row.pk}/")).links


def test_an_indicator_without_a_rule_of_accumulation_says_so_on_its_page_and_in_the_list(editor, it_plan):
    row = it_plan.indicators.get(number=6)
    row.nature, row.frequency, row.accumulation = "percent", "quarterly", ""
    row.save()
    Target.objects.create(indicator=row, kind="at_least", value=90, period_start="2019-01-01", period_end="2019-12-31")
    page = editor.get(f"{ROOT}{row.pk}/").content.decode()
    assert "Indicatorul nu se va putea aprecia prin formulă: se raportează mai des" in page
    assert numbers(editor.get(f"{ROOT}?fara=cumulare")) == [6]
    assert editor.get(ROOT).content.decode().count("fără regulă de cumulare") == 2
    row.accumulation = "latest"
    row.save()
    assert "nu se va putea aprecia" not in editor.get(f"{ROOT}{row.pk}/").content.decode()
    assert numbers(editor.get(f"{ROOT}?fara=cumulare")) == []
