"""The pages of sittings and recommendations: who sees them, what they refuse, what they keep."""

import datetime
import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from indicators import overseeing
from indicators.models import Recommendation, Sitting
from plans.models import Institution, Membership
from tests.page import Page

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


def at(name, *args):
    return reverse(f"indicators:{name}", args=args)


def body():
    return Institution.objects.get(code="atop-cluj")


def member(name, valid_from=TODAY - 400 * DAY, valid_until=None, code="atop-cluj", role="reviewer"):
    user = get_user_model().objects.create_user(name, last_name=name.title())
    return Membership.objects.create(
        user=user,
        institution=Institution.objects.get(code=code),
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def sitting(edition=None, **fields):
    period = {"period_start": datetime.date(2024, 1, 1), "period_end": datetime.date(2024, 3, 31)} if edition else {}
    return Sitting.objects.create(**{"body": body(), "held_on": TODAY - DAY, "edition": edition, **period, **fields})


def issued(people, plan, **fields):
    values = {
        "plan": plan,
        "body": body(),
        "addressed_to": Institution.objects.get(code="ipj-cluj"),
        "text": "Să se raporteze la timp.",
        "deadline": TODAY + 10 * DAY,
    }
    return overseeing.issue(Recommendation(**{**values, **fields}), by=people.reviewer)


def late(recommendation, days):
    Recommendation.objects.filter(pk=recommendation.pk).update(
        issued_on=TODAY - (days + 30) * DAY, deadline=TODAY - days * DAY
    )


def form_of(page, **changes):
    """What a browser would send of the fields on a page, with what the person changed."""
    sent, select = QueryDict(mutable=True), None
    for tag, values in page.attributes:
        if tag == "input" and values.get("name") and values.get("type") != "file":
            if values.get("type") != "checkbox" or "checked" in values:
                sent.appendlist(values["name"], values.get("value", ""))
        select = values["name"] if tag == "select" else select
        if tag == "option" and "selected" in values:
            sent.appendlist(select, values["value"])
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page.source, re.DOTALL):
        sent.appendlist(name, html.unescape(text))
    for name, value in changes.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def post(client, address, data):
    return client.post(address, data.urlencode(), content_type="application/x-www-form-urlencoded")


@pytest.fixture
def reader(client, people):
    """Log a person in and give the client."""

    def log_in(name):
        client.force_login(getattr(people, name))
        return client

    return log_in


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
        ("reviewer", "sittings", 7),
        ("reviewer", "issued_list", 8),
        ("reporter", "received_list", 8),
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
    assert row.history.get().history_user == people.reviewer
