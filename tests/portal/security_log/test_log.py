"""The security log: added to and never changed, read by administrators, gone when its time has passed."""

import csv
import datetime
import io

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from portal.requests import SAFE_ID
from portal.security_log.models import KEEP_FOR, AppendOnly, SecurityEvent
from portal.security_log.recording import Occurrence, delete_expired, record_event
from tests.page import Page

pytestmark = pytest.mark.both

LOG = "/jurnal/"
FILE = "/jurnal/jurnal.csv"


def old_event(age, **values):
    return SecurityEvent.objects.create(what=Occurrence.LOGIN, at=timezone.now() - age, **values)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE portal_securityevent SET about = 'altceva'",
        "DELETE FROM portal_securityevent",
        "INSERT OR REPLACE INTO portal_securityevent SELECT * FROM portal_securityevent",
        "TRUNCATE portal_securityevent",
    ],
)
def test_the_database_refuses_to_change_the_log(people, change):
    record_event(Occurrence.LOGIN, by=people.admin)
    # PostgreSQL empties no table whose rows are still to be checked.
    connection.check_constraints()
    if change.split()[0] == ("TRUNCATE" if connection.vendor == "sqlite" else "INSERT"):
        pytest.skip("not a statement of this database")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert SecurityEvent.objects.get().about == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: SecurityEvent.objects.update(about="x"),
        lambda row: SecurityEvent.objects.all().delete(),
    ],
)
def test_the_code_refuses_to_change_the_log(db, change):
    with pytest.raises(AppendOnly):
        change(record_event(Occurrence.LOGIN))


def test_what_was_kept_long_enough_goes_and_nothing_younger_does(db):
    old_event(KEEP_FOR + datetime.timedelta(minutes=1), about="veche")
    young = old_event(KEEP_FOR - datetime.timedelta(minutes=1), about="tânără")
    assert delete_expired() == 1
    rest = SecurityEvent.objects.order_by("at")
    assert [(one.what, one.about, one.details) for one in rest] == [
        ("login", "tânără", {}),
        ("pruned", "", {"count": 1}),
    ]
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SecurityEvent.objects.filter(pk=young.pk)._raw_delete("default")
    assert delete_expired() == 0


def test_the_night_deletes_what_has_expired(db):
    old_event(KEEP_FOR * 2)
    call_command("daily", stdout=io.StringIO())
    assert list(SecurityEvent.objects.values_list("what", flat=True)) == ["pruned"]


def test_an_event_goes_with_the_act_that_it_tells(people):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record_event(Occurrence.ROLE, by=people.admin)
        raise ZeroDivisionError
    assert not SecurityEvent.objects.exists()


def test_an_event_knows_the_request_and_in_which_roles_the_person_acted(client, people):
    client.force_login(people.admin)
    answer = client.post(FILE, REMOTE_ADDR="192.0.2.7")
    event = SecurityEvent.objects.get()
    assert (event.what, event.by, event.role, event.address) == ("exported", people.admin, "administrator", "192.0.2.7")
    assert SAFE_ID.fullmatch(event.request) and answer["X-Request-ID"] == event.request
    told = record_event(Occurrence.LOGIN, by=people.publisher)
    assert (told.role, told.address) == ("aprobator, ATOP Cluj; aprobator, CJ Cluj", None)


@pytest.mark.parametrize("who", ["publisher", "reviewer", "reporter", "outsider"])
def test_only_administrators_read_the_log(client, people, who):
    client.force_login(getattr(people, who))
    assert [client.get(LOG).status_code, client.post(FILE).status_code] == [403, 403]
    assert not SecurityEvent.objects.exists()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"azi", "ieri", "demult"}),
        ({"ce": "role"}, {"ieri"}),
        ({"ce": "nimic"}, {"azi", "ieri", "demult"}),
        ({"cauta": "editor"}, {"azi", "ieri"}),
        ({"cauta": "nimeni"}, set()),
        ({"de": "ieri"}, {"azi", "ieri"}),
        ({"pana": "ieri"}, {"ieri", "demult"}),
        ({"de": "32"}, {"azi", "ieri", "demult"}),
        ({"adresa": "192.0.2.1"}, {"azi"}),
        ({"adresa": "x"}, {"azi", "ieri", "demult"}),
    ],
)
def test_the_log_is_filtered_by_who_what_when_and_from_where(client, people, query, expected):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    noon = timezone.make_aware(datetime.datetime.combine(yesterday, datetime.time(0, 30)))
    SecurityEvent.objects.create(what="login", by=people.editor, about="azi", address="192.0.2.1")
    SecurityEvent.objects.create(what="role", by=people.admin, person=people.editor, about="ieri", at=noon)
    old_event(datetime.timedelta(days=9), about="demult")
    client.force_login(people.admin)
    asked = {key: str(yesterday) if value == "ieri" else value for key, value in query.items()}
    answer = client.get(LOG, asked)
    assert {one.about for one in answer.context["form"].page} == expected
    assert ("Nicio faptă nu se potrivește" in Page(answer).text) is not bool(expected)


def test_an_empty_log_says_so(client, people):
    client.force_login(people.admin)
    assert "Nu s-a întâmplat încă nimic" in Page(client.get(LOG)).text


def test_the_file_holds_what_was_chosen_and_no_formula(client, people):
    record_event(Occurrence.ROLE, by=people.admin, about="=HYPERLINK(1)", old="x")
    record_event(Occurrence.LOGIN, by=people.editor)
    client.force_login(people.admin)
    answer = client.post(FILE + "?ce=role")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [len(rows), rows[1][1], rows[1][5]] == [2, "rol dat, schimbat sau încheiat", "'=HYPERLINK(1)"]
    told = SecurityEvent.objects.first()
    assert (told.what, told.about, told.details) == ("exported", "jurnalul de securitate", {"rows": 1})


def test_a_page_of_the_log_asks_the_same_however_many_events_there_are(client, people, django_assert_max_num_queries):
    client.force_login(people.admin)
    for _one in range(60):
        record_event(Occurrence.LOGIN, by=people.editor, person=people.reporter)
    with django_assert_max_num_queries(8):
        assert len(client.get(LOG).context["form"].page) == 50
