"""A recommendation from its issue to its closure: what each side sees, sends, and learns of the other."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import Recommendation, Report
from indicators.oversight import actions as oversight_actions
from plans.models import Element, Institution
from portal.romanian import long_date
from tests.indicators.oversight.oversight_factories import DAY, TODAY, at, form_of, issued, post, sitting
from tests.indicators.report_factories import owed
from tests.page import Page

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def late(recommendation, days):
    Recommendation.objects.filter(pk=recommendation.pk).update(
        issued_on=TODAY - (days + 30) * DAY, deadline=TODAY - days * DAY
    )


def answered(people, plan, text="S-au suplimentat patrulele."):
    return oversight_actions.send_answer(issued(people, plan), by=people.reporter, text=text)


def state_of(row):
    row.refresh_from_db()
    return row.state, row.answer


def issue(client, address, **changes):
    data = form_of(Page(client.get(address)), **{"deadline": str(TODAY + DAY), "text": "Să se raporteze.", **changes})
    return post(client, address, data)


def test_a_recommendation_about_the_whole_plan_is_issued_and_public_at_once(reader, people, editions):
    client = reader("reviewer")
    ipj = Institution.objects.get(code="ipj-cluj")
    done = issue(client, at("recommend"), addressed_to=str(ipj.pk))
    row = Recommendation.objects.get()
    assert done.headers["Location"] == at("issued", row.pk)
    assert (row.reference, row.about, row.body.code) == (f"1/{TODAY.year}", "Planul strategic ATOP 2024", "atop-cluj")
    assert "Să se raporteze." in Page(client.get(f"/recomandari/atop-cluj-1-{TODAY.year}/")).text


def test_a_recommendation_knows_the_report_that_it_comes_from(reader, people, atop):
    owed(people)
    report = Report.objects.get()
    address = f"{at('recommend')}?raport={report.pk}"
    client = reader("reviewer")
    shown = Page(client.get(address))
    assert f"Raportarea {report.indicator.title}, 2024" in shown.text
    assert ("element" in form_of(shown), "indicator" in form_of(shown)) == (False, False)
    issue(client, address)
    row = Recommendation.objects.get()
    assert (row.report, row.indicator, row.addressed_to.code) == (report, report.indicator, "ipj-cluj")


def test_a_recommendation_begins_with_what_the_address_names(reader, people, atop, editions):
    indicator = atop.indicators.first()
    row = sitting(editions[0])
    client = reader("reviewer")
    about_indicator = form_of(Page(client.get(at("recommend"), {"indicator": indicator.pk, "sedinta": row.pk})))
    assert (about_indicator["indicator"], about_indicator["sitting"]) == (str(indicator.pk), str(row.pk))
    element = Element.objects.filter(level__plan=atop).last()
    about_element = form_of(Page(client.get(at("recommend"), {"plan": atop.slug, "element": element.pk})))
    assert about_element["element"] == str(element.pk)
    of_another = Element.objects.exclude(level__plan=atop).last()
    about_none = Page(client.get(at("recommend"), {"plan": atop.slug, "element": of_another.pk}))
    assert form_of(about_none).get("element", "") == ""


def test_only_published_plans_are_recommended_about(reader, people, atop):
    client = reader("reviewer")
    assert "nu evaluează niciun plan publicat" in Page(client.get(at("recommend"))).text
    assert client.get(at("recommend"), {"plan": atop.slug}).status_code == 404
    assert client.get(at("recommend"), {"indicator": atop.indicators.first().pk}).status_code == 404


def test_the_reviewer_of_several_plans_is_asked_which(reader, people, it_plan, editions):
    it_plan.reviewer = Institution.objects.get(code="atop-cluj")
    it_plan.save()
    client = reader("reviewer")
    assert Page(client.get(at("recommend"))).all("option", "value") == ["atop-2024", "informatizare-2019"]
    assert "Termenul răspunsului" in Page(client.get(at("recommend"), {"plan": "informatizare-2019"})).text


def test_what_is_not_the_reviewer_s_is_not_recommended_about(reader, people, it_plan, editions):
    client = reader("reviewer")
    asked = [{"raport": "999"}, {"indicator": it_plan.indicators.first().pk}, {"plan": it_plan.slug}]
    assert [client.get(at("recommend"), one).status_code for one in asked] == [404, 404, 404]


@pytest.mark.parametrize("odd", ["x", "\x00", "²", "9" * 18, "9" * 5000, "-1"])
def test_odd_characters_in_an_address_lead_nowhere(reader, people, editions, odd):
    client = reader("reviewer")
    found = [
        client.get(at("recommend"), {name: odd}).status_code for name in ("raport", "indicator", "sedinta", "element")
    ]
    no_row = 404 if odd == "9" * 18 else 200
    assert (found, client.get(at("recommend"), {"plan": odd}).status_code) == ([no_row, no_row, 200, 200], 404)
    lists = [at("sittings"), at("issued_list"), at("briefings")]
    names = ("an", "fel", "stare", "plan", "institutie", "ordine", "pagina")
    assert {client.get(one, dict.fromkeys(names, odd)).status_code for one in lists} == {200}


def test_a_wrong_recommendation_is_refused_and_keeps_what_was_typed(reader, people, atop, editions):
    client = reader("reviewer")
    indicator = atop.indicators.first()
    element = Page(client.get(at("recommend")))
    keys = [value for value in element.all("option", "value") if value]
    refused = Page(
        issue(client, at("recommend"), deadline=str(TODAY - DAY), indicator=str(indicator.pk), element=keys[0])
    )
    assert "Termenul a trecut." in refused.text
    assert "Alegeți fie un element al planului, fie un indicator." in refused.text
    assert form_of(refused)["text"] == "Să se raporteze."
    assert Recommendation.objects.count() == 0


def test_lists_name_the_days_of_delay_and_filter(reader, people, atop):
    late(issued(people, atop), 12)
    issued(people, atop)
    answered(people, atop)
    client = reader("reviewer")
    stages = {re.search(r"nr. \S+", row[0]).group(): row[3] for row in Page(client.get(at("issued_list"))).cells[1:]}
    day = (TODAY + 10 * DAY).day
    assert stages[f"nr. 1/{TODAY.year}"] == "fără răspuns, întârziată cu 12 zile"
    assert stages[f"nr. 2/{TODAY.year}"].startswith(f"fără răspuns, termenul este {day} ")
    assert stages[f"nr. 3/{TODAY.year}"].endswith(", de verificat")
    numbers = {
        state: len(Page(client.get(at("issued_list"), {"stare": state, "plan": atop.slug})).cells) - 1
        for state in ("restante", "open", "answered", "")
    }
    assert numbers == {"restante": 1, "open": 2, "answered": 1, "": 3}
    assert "Nicio recomandare nu se potrivește" in Page(client.get(at("issued_list"), {"stare": "closed"})).text


def test_an_answer_is_sent_back_answered_again_and_closed_and_every_step_stays(reader, people, atop):
    row = answered(people, atop, "Primul răspuns")
    client = reader("reviewer")
    post(
        client,
        at("issued", row.pk),
        form_of(Page(client.get(at("issued", row.pk))), note="Lipsesc datele.", send_back="1"),
    )
    assert state_of(row) == ("open", "Primul răspuns")
    reporter = reader("reporter")
    post(reporter, at("answer", row.pk), form_of(Page(reporter.get(at("answer", row.pk))), text="Al doilea", send="1"))
    client = reader("reviewer")
    post(
        client, at("issued", row.pk), form_of(Page(client.get(at("issued", row.pk))), note="S-a verificat.", close="1")
    )
    row.refresh_from_db()
    assert (row.state, row.answer, row.closing_note) == ("closed", "Al doilea", "S-a verificat.")
    assert [(step.kind, step.note, step.by.username) for step in row.steps.all()] == [
        ("issued", "", "reviewer"),
        ("answered", "Primul răspuns", "reporter"),
        ("sent_back", "Lipsesc datele.", "reviewer"),
        ("answered", "Al doilea", "reporter"),
        ("closed", "S-a verificat.", "reviewer"),
    ]
    assert "Primul răspuns" in Page(client.get(at("issued", row.pk))).text


def test_a_verification_without_a_note_is_refused(reader, people, atop):
    row, client = answered(people, atop), reader("reviewer")
    refused = post(client, at("issued", row.pk), form_of(Page(client.get(at("issued", row.pk))), close="1"))
    assert "Constatarea: Acest câmp este obligatoriu." in Page(refused).text
    assert state_of(row)[0] == "answered"


def test_the_second_of_two_reviewers_learns_that_the_first_closed(reader, people, atop):
    row, client = answered(people, atop), reader("reviewer")
    seen = form_of(Page(client.get(at("issued", row.pk))), note="Nu e destul.", send_back="1")
    oversight_actions.close_recommendation(Recommendation.objects.get(), by=people.admin, note="Verificat.")
    refused = Page(post(client, at("issued", row.pk), seen)).text
    assert "Acum este închisă la" in refused
    assert "Ce ați scris Nu e destul." in refused
    assert state_of(row)[0] == "closed"


def test_an_open_recommendation_is_not_closed_from_an_old_page(reader, people, atop):
    row, client = issued(people, atop), reader("reviewer")
    data = {"seen_version": row.version, "note": "Gata", "close": "1"}
    assert client.post(at("issued", row.pk), data).status_code == 200
    assert state_of(row)[0] == "open"


def test_dates_of_steps_are_of_the_county(reader, people, atop):
    row = issued(people, atop)
    step = row.steps.get()
    said = f"{timezone.localtime(step.at):%d.%m.%Y %H:%M} – emisă, cu termen până la {step.deadline:%d.%m.%Y}, reviewer"
    assert said in Page(reader("reviewer").get(at("issued", row.pk))).text


def follow(client, row, button, **changes):
    page = Page(client.get(at("issued", row.pk)))
    sent = {f"urmare-{name}": value for name, value in {"reason": "Motivul de acum.", **changes}.items()}
    return post(client, at("issued", row.pk), form_of(page, **sent, **{button: "1"}))


def public_page(client, row):
    return Page(client.get(f"/recomandari/atop-cluj-{row.number}-{row.year}/")).text


def test_an_unanswered_recommendation_gets_a_later_deadline_with_a_reason_in_public(reader, people, atop, editions):
    row = issued(people, atop)
    late(row, 12)
    client = reader("reviewer")
    assert "Alegeți termenul nou." in Page(follow(client, row, "extend")).text
    assert "după cel de acum" in Page(follow(client, row, "extend", deadline=str(TODAY - 20 * DAY))).text
    follow(client, row, "extend", deadline=str(TODAY + 5 * DAY))
    row.refresh_from_db()
    assert (row.deadline, row.state, row.is_late) == (TODAY + 5 * DAY, "open", False)
    shown, first = public_page(client, row), row.steps.first().deadline
    extended = f"Prelungit la {long_date(TODAY)}, de la {long_date(first)} până la {long_date(row.deadline)}"
    assert f"{extended}: Motivul de acum." in shown
    assert f"– emisă, cu termen până la {first:%d.%m.%Y}, " in Page(client.get(at("issued", row.pk))).text
    assert "termen depășit" not in shown
    assert [step.kind for step in row.steps.all()] == ["issued", "extended"]


@pytest.mark.parametrize(
    ("button", "state", "word"),
    [("withdraw", "withdrawn", "retrasă"), ("unanswered", "unanswered", "închisă fără răspuns")],
)
def test_a_recommendation_ends_without_an_answer_with_its_reason_in_public(
    reader, people, atop, editions, button, state, word
):
    row = issued(people, atop)
    late(row, 12)
    client = reader("reviewer")
    assert state_of(row) == ("open", "")
    assert "obligatoriu" in Page(follow(client, row, button, reason="")).text
    follow(client, row, button)
    row.refresh_from_db()
    assert (row.state, row.closed_on, row.closing_note) == (state, TODAY, "Motivul de acum.")
    shown = public_page(client, row)
    assert f"{word} · Autoritatea Teritorială de Ordine Publică Cluj, {long_date(TODAY)} Motivul de acum." in shown
    assert "Nu s-a dat niciun răspuns." in shown
    listed = Page(client.get("/recomandari/")).text
    assert (f"{word} · termen" in listed, "0 deschise" in listed) == (True, True)
    # The other side reads the same.
    assert f"{word} la {long_date(TODAY)}" in Page(reader("reporter").get(at("answer", row.pk))).text


def test_only_what_is_late_is_closed_as_unanswered_and_only_what_is_open_is_withdrawn(reader, people, atop):
    row = issued(people, atop)
    client = reader("reviewer")
    assert "Termenul răspunsului nu a trecut încă." in Page(follow(client, row, "unanswered")).text
    follow(client, row, "withdraw")
    follow(client, row, "withdraw")
    assert [step.kind for step in row.steps.all()] == ["issued", "withdrawn"]
    assert "Retrage recomandarea" not in client.get(at("issued", row.pk)).content.decode()


def test_a_late_answer_stays_late_for_both_sides_and_the_public(reader, people, atop, editions):
    row = issued(people, atop)
    late(row, 3)
    row.refresh_from_db()
    oversight_actions.send_answer(row, by=people.reporter, text="Iată.")
    for role, name in (("reviewer", "issued"), ("reporter", "answer")):
        assert "cu 3 zile după termen, de verificat" in Page(reader(role).get(at(name, row.pk))).text
    assert "răspuns dat cu 3 zile după termen" in public_page(reader("reporter"), row)


def test_a_body_does_not_recommend_to_itself(reader, people, atop, editions):
    own = atop.reviewer
    client = reader("reviewer")
    offered = re.search(r'<select name="addressed_to".*?</select>', client.get(at("recommend")).content.decode(), re.S)
    assert f'value="{own.pk}"' not in offered.group()
    assert issue(client, at("recommend"), addressed_to=str(own.pk)).status_code == 200
    with pytest.raises(ValidationError, match="sieși"):
        issued(people, atop, addressed_to=own)
    assert Recommendation.objects.count() == 0


def test_a_recommendation_is_named_by_what_it_asks(reader, people, atop, editions):
    row = issued(people, atop, text="Publicați lista trecerilor de pietoni. Ea lipsește din martie.")
    client = reader("reviewer")
    heading = "<h1[^>]*>\\s*Publicați lista trecerilor de pietoni.\\s*</h1>"
    for address in (at("issued", row.pk), f"/recomandari/atop-cluj-1-{row.year}/"):
        assert re.search(heading, client.get(address).content.decode())
    assert "Publicați lista trecerilor de pietoni." in Page(client.get("/recomandari/")).text
