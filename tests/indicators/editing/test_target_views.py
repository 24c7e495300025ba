import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators import composition
from indicators.editing import sentences
from indicators.models import Target
from indicators.models.indicator import UNIT_STAYS
from plans.editions.publishing import publish
from plans.models import AdoptionAct
from tests.forms import fields_of, send
from tests.indicators.report_factories import owed, sent
from tests.page import Page

ROOT = "/lucru/informatizare-2019/indicatori/"


@pytest.fixture
def indicator(it_plan):
    row = it_plan.indicators.get(number=6)
    row.unit = "actualizări"
    row.save()
    return row


@pytest.fixture
def address(indicator):
    return f"{ROOT}{indicator.pk}/tinte/"


@pytest.fixture
def target(indicator):
    return Target.objects.create(
        indicator=indicator, kind="at_least", value=10, period_start="2019-01-01", period_end="2019-12-31"
    )


@pytest.fixture
def published(target, it_plan, people):
    publish(it_plan, by=people.publisher, note="Cu țintă.")
    return target


def promises(indicator):
    return [(t.kind, t.value, t.reason, t.replaced_on is None) for t in indicator.targets.order_by("pk")]


def test_a_target_is_promised_and_a_second_click_promises_nothing_more(editor, people, indicator, address):
    shown = fields_of(editor.get(f"{address}noua/"))
    assert (shown["period_start"], shown["period_end"]) == (["2019-01-01"], ["2025-12-31"])
    sent = {**shown, "kind": "at_least", "value": "12.345.678,5"}
    answers = [editor.post(f"{address}noua/", sent) for _click in range(2)]
    row = indicator.targets.get()
    assert {answer.headers["Location"] for answer in answers} == {f"{ROOT}{indicator.pk}/#tinta-{row.pk}"}
    assert (row.value, row.history.get().history_user) == (Decimal("12345678.5"), people.editor)
    text = Page(editor.get(f"{ROOT}{indicator.pk}/")).text.replace("\u00a0", " ")
    assert "Ținta de cel puțin 12.345.678,5 actualizări pentru 2019–2025" in text


def test_a_second_target_of_the_same_period_is_refused(editor, indicator, address, target):
    response = send(
        editor, f"{address}noua/", kind="exact", value="3", period_start="2019-01-01", period_end="2019-12-31"
    )
    assert response.context["form"].non_field_errors() == ["Indicatorul are deja o țintă pentru această perioadă."]
    assert indicator.targets.count() == 1


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"kind": "exact"}, ["value"]),
        ({"kind": "range", "value": "1"}, ["upper_value"]),
        ({"kind": "range", "value": "3", "upper_value": "1"}, ["upper_value"]),
        ({"kind": "text"}, ["text"]),
        ({"kind": "text", "text": "o campanie", "value": "1"}, ["value"]),
        ({"kind": "to_be_set", "value": "1"}, ["value"]),
        ({"kind": "exact", "value": "1", "upper_value": "2"}, ["upper_value"]),
        ({"kind": "exact", "value": "1.245"}, ["value"]),
        ({"kind": "exact", "value": "1", "period_end": "2018-01-01"}, ["__all__"]),
        ({"value": "1"}, ["kind"]),
    ],
)
def test_what_a_kind_of_target_needs_is_said_beside_the_field(editor, indicator, address, typed, wrong):
    response = send(editor, f"{address}noua/", **typed)
    assert [name for name in response.context["form"].errors if name in wrong] == wrong
    assert indicator.targets.count() == 0


def test_a_target_that_nobody_has_seen_is_changed_in_its_place(editor, indicator, address, target):
    assert set(fields_of(editor.get(f"{address}{target.pk}/"))) >= {"kind", "value"}
    assert "act" not in fields_of(editor.get(f"{address}{target.pk}/"))
    send(editor, f"{address}{target.pk}/", value="12")
    assert promises(indicator) == [("at_least", Decimal(12), "", True)]


def test_a_published_target_is_not_changed_without_a_reason(editor, indicator, address, published):
    response = send(editor, f"{address}{published.pk}/", value="12")
    assert list(response.context["form"].errors) == ["reason"]
    assert promises(indicator) == [("at_least", Decimal(10), "", True)]


def test_a_published_target_is_replaced_with_the_reason_and_the_act(editor, it_plan, indicator, address, published):
    act = it_plan.adoptionact_set.get()
    response = send(editor, f"{address}{published.pk}/", value="12", reason="Ținta era prea mică.", act=str(act.pk))
    now = indicator.targets.in_force().get()
    assert response.headers["Location"] == f"{ROOT}{indicator.pk}/#tinta-{now.pk}"
    assert promises(indicator) == [
        ("at_least", Decimal(10), "", False),
        ("at_least", Decimal(12), "Ținta era prea mică.", True),
    ]
    text = Page(editor.get(f"{ROOT}{indicator.pk}/")).text
    assert "prin Hotărârea nr. 77/2019. Motivul schimbării: Ținta era prea mică." in text
    assert "Ținte înlocuite Ținta de cel puțin 10" in text


def test_two_editors_of_one_published_target_do_not_replace_it_twice(editor, indicator, address, published):
    page = f"{address}{published.pk}/"
    seen = fields_of(editor.get(page))
    editor.post(page, {**seen, "value": "11", "reason": "Motivul întâi."})
    late = editor.post(page, {**seen, "value": "12", "reason": "Motivul al doilea."})
    assert late.status_code == 200
    assert (fields_of(late)["value"], fields_of(late)["reason"]) == (["12"], ["Motivul al doilea."])
    now = indicator.targets.in_force().get()
    assert f'action="{address}{now.pk}/"' in late.content.decode()
    assert editor.post(f"{address}{now.pk}/", fields_of(late)).status_code == 302
    assert promises(indicator) == [
        ("at_least", Decimal(10), "", False),
        ("at_least", Decimal(12), "Motivul al doilea.", True),
    ]


def test_what_replaces_a_published_target_is_changed_in_its_place_and_keeps_a_reason(
    editor, indicator, address, published
):
    send(editor, f"{address}{published.pk}/", value="11", reason="Motiv.")
    now = f"{address}{indicator.targets.in_force().get().pk}/"
    assert "Ține locul unei ținte publicate" in Page(editor.get(now)).text
    assert list(send(editor, now, reason="").context["form"].errors) == ["reason"]
    send(editor, f"{now}stergere/")
    send(editor, now, value="12")
    assert promises(indicator) == [("at_least", Decimal(10), "", False), ("at_least", Decimal(12), "Motiv.", True)]


def test_the_address_of_a_replaced_target_leads_to_the_one_in_force(editor, indicator, address, published):
    send(editor, f"{address}{published.pk}/", value="12", reason="Motiv.")
    now = indicator.targets.in_force().get()
    response = editor.get(f"{address}{published.pk}/")
    assert (response.status_code, response.headers["Location"]) == (302, f"{address}{now.pk}/")
    now.delete()
    assert editor.get(f"{address}{published.pk}/").status_code == 404


def test_a_target_that_nobody_has_seen_is_taken_back(editor, indicator, address, target):
    response = send(editor, f"{address}{target.pk}/stergere/")
    assert response.headers["Location"] == f"{ROOT}{indicator.pk}/"
    assert indicator.targets.count() == 0


def test_a_published_target_is_not_taken_back_and_the_page_says_why(editor, indicator, address, published):
    page = f"{address}{published.pk}/stergere/"
    assert "O țintă publicată nu se șterge: cititorii au văzut-o." in Page(editor.get(page)).text
    editor.post(page, {"seen_version": "1"})
    assert indicator.targets.count() == 1


def test_what_was_not_seen_as_it_is_is_not_taken_back(editor, indicator, address, target):
    target.value = 5
    target.save()
    assert editor.post(f"{address}{target.pk}/stergere/", {"seen_version": "1"}).status_code == 409
    assert indicator.targets.count() == 1


def test_targets_read_as_sentences(indicator):
    def words_of(**promise):
        row = Target(
            indicator=indicator,
            period_start=datetime.date(2019, 1, 1),
            period_end=datetime.date(2019, 12, 31),
            **promise,
        )
        return sentences.target_sentence(indicator, row).replace("\u00a0", " ")

    assert words_of(kind="at_most", value=Decimal(25)) == "Ținta de cel mult 25 de actualizări pentru 2019"
    assert words_of(kind="to_be_set") == "Ținta pentru 2019: de stabilit"
    assert words_of(kind="text", text="o campanie.") == "Ținta „o campanie” pentru 2019"
    assert (
        words_of(kind="exact", value=Decimal(2), text="câte una pe semestru")
        == "Ținta de exact 2 actualizări pentru 2019; câte una pe semestru"
    )


def test_once_there_are_figures_their_unit_stays_on_the_form_and_in_the_table(editor, people):
    row = owed(people)
    page = f"/lucru/atop-2024/indicatori/{row.pk}/"
    sent(row.reports.get(), by=people.reporter, value=Decimal(4))
    assert send(editor, page, unit="fapte").status_code == 302
    row.refresh_from_db()
    assert (row.unit, UNIT_STAYS in Page(editor.get(page)).text) == ("accidente", True)
    row.unit = "fapte"
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict == {"unit": [UNIT_STAYS]}


def test_once_reported_the_nature_stays_and_the_indicator_too(editor, people, atop):
    row = owed(people)
    page = f"/lucru/atop-2024/indicatori/{row.pk}/"
    assert send(editor, page, nature="qualitative", unit="altele").status_code == 302
    nature = row.nature
    row.refresh_from_db()
    assert (row.nature, row.unit) == (nature, "altele")
    assert "natura lui nu se mai schimbă" in Page(editor.get(page)).text
    sent(row.reports.get(), by=people.reporter)
    text = Page(editor.get(f"{page}stergere/")).text
    assert "Nu se poate șterge, pentru că de acest rând depind: Pașii raportării" in text
    assert "retrageți-l, de la pagina lui" in text
    editor.post(f"{page}stergere/", {"seen_version": str(row.version)})
    assert atop.indicators.filter(pk=row.pk).exists() is True


def routes(indicator, target):
    root = f"{ROOT}{indicator.pk}/"
    return {
        ROOT: "GET",
        f"{ROOT}nou/": "GET POST",
        root: "GET POST",
        f"{root}loc/": "POST",
        f"{root}stergere/": "GET POST",
        f"{root}tinte/noua/": "GET POST",
        f"{root}tinte/{target.pk}/": "GET POST",
        f"{root}tinte/{target.pk}/stergere/": "GET POST",
    }


def answers(client, indicator, target, method):
    return {
        route: getattr(client, method.lower())(route).status_code
        for route, methods in routes(indicator, target).items()
        if method in methods.split()
    }


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_person_is_sent_to_the_login(client, indicator, target, method):
    assert set(answers(client, indicator, target, method).values()) == {302}


def test_wrong_methods_are_refused(editor, indicator, target):
    for route, methods in routes(indicator, target).items():
        for method in {"GET", "POST", "PUT", "DELETE"} - set(methods.split()):
            assert getattr(editor, method.lower())(route).status_code == 405


def test_readers_read_and_change_nothing(client, people, it_plan, indicator, target):
    it_plan.reviewer = people.reviewer.memberships.get().institution
    it_plan.save()
    client.force_login(people.reviewer)
    read = answers(client, indicator, target, "GET")
    assert {route for route, code in read.items() if code == 200} == {ROOT, f"{ROOT}{indicator.pk}/"}
    assert set(read.values()) == {200, 403}
    assert set(answers(client, indicator, target, "POST").values()) == {403}
    assert "Salvează" not in client.get(f"{ROOT}{indicator.pk}/").content.decode()


def test_to_others_the_plan_s_indicators_do_not_exist(client, people, indicator, target):
    for person in (people.reporter, people.outsider):
        client.force_login(person)
        assert set(answers(client, indicator, target, "GET").values()) == {404}
        assert set(answers(client, indicator, target, "POST").values()) == {404}


def test_indicators_and_targets_of_others_are_not_found(editor, atop, it_plan, indicator, target):
    foreign = atop.indicators.first()
    sibling = it_plan.indicators.get(number=1)
    for route in (
        f"{foreign.pk}/",
        f"{foreign.pk}/stergere/",
        f"{foreign.pk}/tinte/noua/",
        f"{sibling.pk}/tinte/{target.pk}/",
        f"{sibling.pk}/tinte/{target.pk}/stergere/",
    ):
        assert editor.get(f"{ROOT}{route}").status_code == 404
    assert editor.post(f"{ROOT}{foreign.pk}/loc/", {"seen_version": "1"}).status_code == 404


def test_an_act_of_another_plan_changes_no_target(editor, atop, indicator, address, published):
    act = AdoptionAct.objects.create(plan=atop, issuer=atop.owner, kind="atop", title="Hotărârea 1", number="1")
    response = send(editor, f"{address}{published.pk}/", value="12", reason="Motiv.", act=str(act.pk))
    assert list(response.context["form"].errors) == ["act"]
    assert promises(indicator) == [("at_least", Decimal(10), "", True)]


def test_fields_that_are_not_offered_change_nothing(editor, it_plan, indicator, address, target):
    other = it_plan.indicators.get(number=1)
    forged = {"indicator": str(other.pk), "set_on": "2001-01-01", "replaced_on": "2001-01-01", "version": "9"}
    send(editor, f"{address}{target.pk}/", value="12", **forged)
    target.refresh_from_db()
    assert (target.indicator, target.set_on, target.replaced_on, target.version) == (
        indicator,
        timezone.localdate(),
        None,
        2,
    )


def add(editor, address, **typed):
    shown = fields_of(editor.get(f"{address}noua/"))
    return editor.post(f"{address}noua/", {**shown, "kind": "at_least", "value": "10", **typed}, follow=True)


@pytest.mark.parametrize("year", ["0001", "1989", "2101", "9999"])
def test_a_target_is_promised_for_a_time_that_plans_are_about(editor, indicator, address, year):
    refused = Page(add(editor, address, period_start=f"{year}-01-01", period_end=f"{year}-12-31", reason="Așa."))
    assert refused.text.count("Scrieți un an între 1990 și 2100.") >= 2
    assert indicator.targets.count() == 0


def test_the_database_refuses_a_target_beyond_the_calendar_of_plans(indicator):
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.create(
            indicator=indicator, kind="at_least", value=10, period_start="2019-01-01", period_end="9999-12-31"
        )


def test_a_target_outside_the_plan_says_why(editor, indicator, address, it_plan):
    outside = {"period_start": "2026-01-01", "period_end": "2026-12-31"}
    assert "Perioada țintei iese din a planului (2019–2025)." in Page(add(editor, address, **outside)).text
    assert indicator.targets.count() == 0
    add(editor, address, **outside, reason="Proiectul s-a prelungit.")
    assert indicator.targets.get().reason == "Proiectul s-a prelungit."
    assert [one for one in composition.problems(it_plan) if "iese din perioada" in one.message] == []


def test_targets_that_cross_are_told_while_writing_and_in_readiness(editor, indicator, address, target, it_plan):
    quarter = add(editor, address, period_start="2019-01-01", period_end="2019-03-31")
    crossing = Page(add(editor, address, period_start="2019-07-01", period_end="2020-06-30"))
    assert ("se suprapune" in Page(quarter).text, "se suprapune în parte cu cea pentru 2019" in crossing.text) == (
        False,
        True,
    )
    assert len([one for one in composition.problems(it_plan) if "se suprapune în parte" in one.message]) == 1


def test_a_plan_s_period_that_leaves_targets_out_is_told(editor, target, it_plan):
    shown = fields_of(editor.get("/lucru/informatizare-2019/parti/date/"))
    saved = Page(
        editor.post("/lucru/informatizare-2019/parti/date/", {**shown, "period_start": "2020-01-01"}, follow=True)
    )
    assert "iese din perioada planului (2020–2025), fără să spună de ce" in saved.text
    it_plan.refresh_from_db()
    assert len([one for one in composition.problems(it_plan) if "iese din perioada" in one.message]) == 1
