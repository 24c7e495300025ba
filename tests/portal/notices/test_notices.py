"""A notice is written with what it tells, and leaves once, for whom it concerns and who may still see it."""

import datetime
import re

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from plans.approval.notices import MENTION, PLAN_SUBMITTED
from plans.models import Membership
from portal import clock
from portal.models import Letter, Notice
from portal.notices.actions import choose_ways, notify, prune_notices, switch_off
from portal.notices.digests import send_digests
from portal.outbox.tasks import DELAYS
from portal.tasks.queue import run_waiting_tasks

pytestmark = pytest.mark.both


@pytest.fixture
def tell(atop, people):
    """Tell people that the plan was submitted."""

    def tell(*who, key="1", kind=PLAN_SUBMITTED, by=None, title="Planul, trimis spre aprobare", **more):
        notify(who, by=by or people.editor, kind=kind, key=key, about=atop.pk, title=title, path="/lucru/", **more)

    return tell


def told():
    return [(one.recipient.username, one.key) for one in Notice.objects.order_by("pk")]


def test_what_is_rolled_back_told_nobody(tell, people):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell(people.publisher)
        raise ZeroDivisionError
    assert [model.objects.count() for model in (Notice, Letter, DBTaskResult)] == [0, 0, 0]


def test_each_is_told_once_and_never_who_did_it_nor_whose_account_is_closed(tell, people, post):
    people.admin.is_active = False
    people.admin.save()
    tell(people.publisher, people.editor, people.admin, None)
    tell(people.publisher, people.reviewer)
    assert told() == [("publisher", "1"), ("reviewer", "1")]
    assert post.recipients == ["publisher@example.org", "reviewer@example.org"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(recipient=people.publisher, kind=PLAN_SUBMITTED.code, key="1", about="1", title="x")


def test_who_may_not_see_it_is_not_told(tell, people):
    tell(people.publisher, people.outsider)
    assert told() == [("publisher", "1")]


def end_roles(person):
    Membership.objects.filter(user=person).update(valid_from="2020-01-01", valid_until="2024-01-01")


def close(person):
    person.is_active = False
    person.save()


def stop(person):
    choose_ways(person, ways={PLAN_SUBMITTED.code: "off"})


@pytest.mark.parametrize("lose", [end_roles, close, stop])
@pytest.mark.parametrize("way", ["at_once", "daily"])
def test_a_mail_does_not_leave_to_who_lost_the_right_to_it_meanwhile(tell, people, post, lose, way):
    choose_ways(people.publisher, ways={PLAN_SUBMITTED.code: way})
    tell(people.publisher)
    send_digests()
    lose(people.publisher)
    assert (post.recipients, Letter.objects.count()) == ([], 0)
    assert send_digests() == (0, [])
    assert (post.recipients, Notice.objects.filter(waits_for_digest=True).count()) == ([], 0)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_a_mail_says_what_happened_who_did_it_and_how_to_stop_such_mails(tell, people, post):
    people.editor.first_name, people.editor.last_name = "Ana", "Pop"
    people.editor.save()
    tell(people.publisher, text="Vedeți măsura 2.5.", is_invented=True)
    (sent,) = post.letters
    text = sent.get_content()
    assert sent["Subject"].endswith(": Exemplu, date inventate: Planul, trimis spre aprobare")
    for said in (
        "Ana Pop",
        "Vedeți măsura 2.5.",
        f"https://planuri.example/cont/notificari/{Notice.objects.get().pk}/",
    ):
        assert said in text
    (address,) = re.findall(r"https://planuri.example/cont/notificari/oprire/\S+", text)
    assert (sent["List-Unsubscribe"].replace("\n ", "").replace(" ", ""), sent["List-Unsubscribe-Post"]) == (
        f"<{address}>",
        "List-Unsubscribe=One-Click",
    )


def test_a_digest_tells_all_that_waits_in_one_mail_once(tell, people, post):
    choose_ways(people.publisher, ways={PLAN_SUBMITTED.code: "daily"})
    tell(people.publisher, key="1", title="Întâi")
    tell(people.publisher, key="2", title="Apoi")
    assert post.recipients == []
    assert (send_digests(), send_digests()) == ((1, []), (0, []))
    assert post.recipients == ["publisher@example.org"]
    (sent,) = post.letters
    text = sent.get_content()
    assert sent["Subject"].endswith(": 2 noutăți de azi")
    assert 0 < text.index("Întâi") < text.index("Apoi")


def test_the_digest_leaves_out_what_may_not_be_told_any_more_and_tells_the_rest_the_next_day(tell, people, post):
    choose_ways(people.publisher, ways={PLAN_SUBMITTED.code: "daily", MENTION.code: "daily"})
    tell(people.publisher, title="Trimis")
    tell(people.publisher, kind=MENTION, title="Numit")
    send_digests()
    stop(people.publisher)
    assert post.recipients == []
    send_digests()
    (sent,) = post.letters
    assert ("Numit" in sent.get_content(), "Trimis" in sent.get_content()) == (True, False)


def test_what_is_switched_off_stands_in_the_list_alone(tell, people, post):
    switch_off(people.publisher, code=PLAN_SUBMITTED.code)
    tell(people.publisher)
    assert (told(), post.recipients, send_digests()) == ([("publisher", "1")], [], (0, []))


def test_switching_the_digest_off_leaves_what_comes_at_once(people):
    choose_ways(people.publisher, ways={PLAN_SUBMITTED.code: "daily"})
    switch_off(people.publisher, code="")
    assert dict(people.publisher.notice_preferences.values_list("kind", "way")) == {
        PLAN_SUBMITTED.code: "off",
        "report_accepted": "off",
        "mistake_reported": "off",
        "proposal_received": "off",
    }


def test_the_night_tries_again_what_the_server_was_never_there_for_and_not_what_it_refused(
    tell, people, post, settings
):
    post.refused = {"reviewer@example.org"}
    tell(people.reviewer)
    run_waiting_tasks()
    settings.EMAIL_PORT = 1
    tell(people.publisher)
    for _ in range(len(DELAYS) + 1):
        run_waiting_tasks()
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    settings.EMAIL_PORT = post.port
    assert Letter.objects.failed().count() == 2
    send_digests()
    assert post.recipients == ["publisher@example.org"]
    assert [one.to for one in Letter.objects.failed()] == ["reviewer@example.org"]
    send_digests()
    assert post.recipients == ["publisher@example.org"]


def test_what_was_done_earlier_is_read_already_and_not_mailed(tell, people, post):
    moment = timezone.now() - datetime.timedelta(days=90)
    with clock.at(moment):
        tell(people.publisher)
    notice = Notice.objects.get()
    assert (notice.at, notice.read_at, notice.waits_for_digest, post.recipients) == (moment, moment, False, [])


def test_notices_go_after_a_year(tell, people):
    tell(people.publisher)
    later = timezone.now() + datetime.timedelta(days=366)
    assert (prune_notices(), prune_notices(now=later), Notice.objects.count()) == (0, 1, 0)
