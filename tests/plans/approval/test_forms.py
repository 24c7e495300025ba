"""What is filled in between draft and edition: warnings, the hour, the act, the reason; and what is forged."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.approval import actions as approval_actions
from plans.models import AdoptionAct, Edition, Institution, Submission, Withdrawal
from tests.plans.approval.buttons import NOTE, send, token


@pytest.fixture
def page(atop):
    return reverse("plans:approval", args=[atop.slug])


def test_warnings_are_read_before_publishing(hands, page):
    answer = send(hands("publisher"), page, "publish", **{"publish-note": "Prima ediție."})
    assert answer.context["forms"]["publish"].errors == {"read_warnings": ["Acest câmp este obligatoriu."]}
    assert Edition.objects.count() == 0


def test_a_publication_is_scheduled_in_romanian_time_and_stopped(hands, page, settings):
    publisher = hands("publisher")
    day = timezone.localdate() + datetime.timedelta(days=7)
    send(publisher, page, "schedule", "publish", **NOTE, **{"publish-publish_at": f"{day}T09:30"})
    submission = Submission.objects.get()
    assert timezone.localtime(submission.publish_at) == timezone.make_aware(
        datetime.datetime.combine(day, datetime.time(9, 30))
    )
    assert "ora 09:30" in publisher.get(page).content.decode()
    send(publisher, page, "unschedule")
    assert Submission.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("hour", "why"),
    [
        ("", "Alegeți ziua și ora la care se publică."),
        ("mâine", "Scrieți ziua și ora, de exemplu 01.12.2026 09:00."),
        ("2027-03-28T03:30", "La ora aceasta se schimbă ora oficială. Alegeți alta."),
        ("2026-10-25T03:30", "La ora aceasta se schimbă ora oficială. Alegeți alta."),
    ],
)
def test_an_hour_that_is_none_is_refused_beside_its_field(hands, page, hour, why):
    answer = send(hands("publisher"), page, "schedule", "publish", **NOTE, **{"publish-publish_at": hour})
    assert (answer.context["forms"]["publish"].errors["publish_at"], Submission.objects.count()) == ([why], 0)


def test_an_hour_that_passed_is_refused(hands, page):
    answer = send(hands("publisher"), page, "schedule", "publish", **NOTE, **{"publish-publish_at": "2020-01-01T09:00"})
    assert answer.context["forms"]["publish"].non_field_errors() == [
        "Alegeți o oră de acum înainte, cel mult peste un an."
    ]


def test_the_act_is_written_with_the_edition(hands, page, atop):
    issuer = Institution.objects.get(code="atop-cluj")
    act = {"act_kind": "atop", "act_issuer": issuer.pk, "act_number": "12/2024", "act_date": "2024-05-06"}
    given = {f"publish-{name}": value for name, value in act.items()}
    send(hands("publisher"), page, "publish", **NOTE, **given)
    (found,) = Edition.objects.get().read().acts
    assert (found.title, found.date, found.annex) == ("Hotărârea nr. 12/2024", datetime.date(2024, 5, 6), "")


def test_half_an_act_is_refused_and_nothing_is_published(hands, page, atop):
    answer = send(hands("publisher"), page, "publish", **NOTE, **{"publish-act_annex": "Anexa nr. 1"})
    assert set(answer.context["forms"]["publish"].errors) == {"act_kind", "act_issuer", "act_number", "act_date"}
    assert (AdoptionAct.objects.filter(plan=atop).count(), Edition.objects.count()) == (0, 0)


def test_an_act_of_the_plan_is_completed_where_a_field_is_filled_in(hands, it_plan):
    page, act = reverse("plans:approval", args=[it_plan.slug]), it_plan.adoptionact_set.get()
    given = {"publish-note": "x", "publish-act": act.pk, "publish-act_annex": "Anexa nr. 9"}
    send(hands("publisher"), page, "publish", **given)
    act.refresh_from_db()
    assert (act.annex, act.number) == ("Anexa nr. 9", "77/2019")


def test_an_act_of_another_plan_is_not_one_to_complete(hands, page, it_plan, atop):
    own = AdoptionAct.objects.create(
        plan=atop, issuer=atop.owner, kind="atop", title="A", number="1", date=datetime.date(2024, 1, 1)
    )
    other = it_plan.adoptionact_set.get()
    answer = send(hands("publisher"), page, "publish", **NOTE, **{"publish-act": other.pk})
    assert list(answer.context["forms"]["publish"].errors) == ["act"]
    assert (own.version, Edition.objects.count()) == (1, 0)


@pytest.mark.parametrize("forged", ["", "x", "1/2/3/4", "0/9:waiting/" + "a" * 64 + "/2026-01-01T00:00:00"])
def test_what_no_page_showed_decides_nothing(hands, page, forged):
    answer = hands("publisher").post(page, {"publish": "1", "publish-seen": forged, **NOTE})
    assert ("seen" in answer.context["forms"]["publish"].errors, Edition.objects.count()) == (True, 0)


def test_a_submission_of_another_plan_is_not_decided_here(hands, page, it_plan, people):
    other = approval_actions.submit(it_plan, by=people.editor, note="")
    publisher = hands("publisher")
    send(hands("editor"), page, "submit")
    seen = token(publisher, page, "return").split("/")
    seen[1] = f"{other.pk}:waiting"
    answer = send(publisher, page, "return", seen="/".join(seen), **{"return-note": "x"})
    assert (answer.status_code, set(Submission.objects.values_list("state", flat=True))) == (409, {"waiting"})


def test_an_edition_is_withdrawn_with_a_reason_once(hands, page, atop, editions):
    address = reverse("plans:withdraw", args=[atop.slug, 1])
    publisher = hands("publisher")
    assert publisher.post(address, {"reason": ""}).context["form"].errors == {
        "reason": ["Acest câmp este obligatoriu."]
    }
    assert publisher.post(address, {"reason": "Lipsea anexa."}).status_code == 302
    assert "Lipsea anexa." in publisher.get(page).content.decode()
    again = publisher.post(address, {"reason": "Încă o dată."})
    assert (again.status_code, Withdrawal.objects.count()) == (200, 1)
    assert "este deja retrasă" in again.content.decode()


def test_only_publishers_withdraw_and_only_what_exists(hands, atop, it_plan, editions):
    address = reverse("plans:withdraw", args=[atop.slug, 1])
    unknown = reverse("plans:withdraw", args=[atop.slug, 9])
    assert [hands(who).post(address, {"reason": "x"}).status_code for who in ("editor", "reviewer", "outsider")] == [
        403,
        403,
        404,
    ]
    assert (hands("publisher").get(unknown).status_code, Withdrawal.objects.count()) == (404, 0)
