"""Reminders: to whom, about what, never twice; a real mail server takes them."""

import datetime
import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from indicators.models import Recommendation, Reminder, Report, ReportStep
from indicators.reporting import reminders
from plans.editions.publishing import withdraw
from plans.models import Institution, Membership, Plan
from portal.romanian import long_date
from tests.indicators.report_factories import owed

DAY = datetime.timedelta(days=1)


@pytest.fixture
def reports(people):
    """The four quarters of an indicator of IPJ Cluj, none of them in sight yet."""
    rows = list(owed(people, frequency="quarterly").reports.order_by("period_start"))
    assert len(rows) == 4
    # Letters alone are brought: the printed edition stays unmade.
    DBTaskResult.objects.all().delete()
    return rows


def due(report, days):
    """Let a report be due in some days."""
    Report.objects.filter(pk=report.pk).update(due_on=timezone.localdate() + days * DAY)


def returned(report, people, note):
    now = timezone.now()
    Report.objects.filter(pk=report.pk).update(state="returned", value=5, reported_by=people.reporter, reported_at=now)
    ReportStep.objects.create(report=report, kind="returned", by=people.reviewer, note=note)


def advice(days):
    """A recommendation to IPJ Cluj with its deadline in some days."""
    today = timezone.localdate()
    body = Institution.objects.get(code="atop-cluj")
    return Recommendation.objects.create(
        body=body,
        year=today.year,
        number=1,
        plan=Plan.objects.get(slug="atop-2024"),
        about="Planul strategic ATOP 2024",
        addressed_to=Institution.objects.get(code="ipj-cluj"),
        text="Publicați datele lunar.",
        issued_on=today - 60 * DAY,
        deadline=today + days * DAY,
    )


def remind():
    out = io.StringIO()
    call_command("remind", stdout=out)
    return out.getvalue()


def member(name, code="ipj-cluj", email=None, role="reporter", is_active=True, **dates):
    user = get_user_model().objects.create_user(name, email if email is not None else f"{name}@example.org", None)
    get_user_model().objects.filter(pk=user.pk).update(is_active=is_active)
    Membership.objects.create(user=user, institution=Institution.objects.get(code=code), role=role, **dates)
    return user


def test_one_mail_gathers_everything(people, reports, post):
    due(reports[0], -3)
    due(reports[1], -30)
    due(reports[2], 7)
    returned(reports[3], people, "Adăugați dovada.")
    advice(-2)
    assert remind() == "Reamintiri scrise: 1.\n"
    (letter,) = post.letters
    until = reminders.day_and_month(timezone.localdate() + 7 * DAY)
    assert (letter["To"], letter["Subject"].strip()) == (
        "reporter@example.org",
        f"Planurile județului Cluj: 2 raportări întârziate, 1 întoarsă pentru completare, 1 de trimis până la {until}, "
        "1 recomandare fără răspuns",
    )
    text = letter.get_content()
    links = [line.strip() for line in text.splitlines() if line.strip().startswith("https:")]
    root = "https://planuri.example/raportare/"
    assert links == [
        f"{root}{reports[1].pk}/",
        f"{root}{reports[0].pk}/",
        f"{root}{reports[3].pk}/",
        f"{root}{reports[2].pk}/",
        f"{root}recomandari/{Recommendation.objects.get().pk}/",
    ]
    assert [line for line in text.splitlines() if "depășit" in line or "cere" in line][1:3] == [
        f"  Termen: {long_date(timezone.localdate() - 3 * DAY)}, depășit cu 3 zile",
        "  Ce vi se cere: Adăugați dovada.",
    ]


def test_what_is_not_in_sight_brings_no_mail(people, reports, post):
    due(reports[0], 8)
    advice(8)
    assert (remind(), post.letters) == ("Reamintiri scrise: 0.\n", [])


def test_what_was_sent_is_not_asked_for_again(people, reports, post):
    due(reports[0], -3)
    Report.objects.filter(pk=reports[0].pk).update(
        state="submitted", value=5, reported_by=people.reporter, reported_at=timezone.now()
    )
    assert (remind(), post.letters) == ("Reamintiri scrise: 0.\n", [])


def test_a_reminder_of_what_was_done_meanwhile_does_not_leave(people, reports, post):
    due(reports[0], -3)
    remind()
    due(reports[0], 30)
    assert post.letters == []


def test_a_plan_without_a_public_edition_owes_nothing(people, reports, post):
    due(reports[0], -3)
    for edition in Plan.objects.get(slug="atop-2024").editions.all():
        withdraw(edition, by=people.publisher, reason="Greșită.")
    assert (remind(), post.letters) == ("Reamintiri scrise: 0.\n", [])


def test_only_those_who_report_for_the_institution_today_get_it(people, reports, post):
    due(reports[0], -3)
    today = timezone.localdate()
    member("altundeva", "cj-cluj")
    member("plecat", valid_from=today - 9 * DAY, valid_until=today - DAY)
    member("viitor", valid_from=today + DAY)
    member("inactiv", is_active=False)
    member("cititor", role="reviewer")
    member("mut", email="")
    member("astazi", valid_from=today - 9 * DAY, valid_until=today)
    remind()
    assert post.recipients == ["astazi@example.org", "reporter@example.org"]


def test_one_address_in_two_spellings_is_one_person(people, reports, post):
    due(reports[0], -3)
    member("acelasi", email="Reporter@Example.ORG")
    remind()
    assert post.recipients == ["reporter@example.org"]


def test_the_institution_is_written_to_when_it_has_nobody(people, reports, post):
    due(reports[0], -3)
    get_user_model().objects.filter(pk=people.reporter.pk).update(is_active=False)
    Institution.objects.filter(code="ipj-cluj").update(email="Secretariat@ipj.example.org")
    remind()
    assert post.recipients == ["secretariat@ipj.example.org"]


def test_an_institution_that_nobody_can_reach_is_named(people, reports, post):
    due(reports[0], -3)
    people.reporter.memberships.all().delete()
    said = "Inspectoratul de Poliție Județean Cluj: nimeni nu raportează și instituția nu are adresă de e-mail.\n"
    assert (remind(), post.letters) == (f"{said}Reamintiri scrise: 0.\n", [])


def test_a_second_run_sends_nothing(people, reports, post):
    due(reports[0], -3)
    assert [remind(), remind()] == [
        "Reamintiri scrise: 1.\n",
        "Reamintiri scrise: 0. Scrise deja azi: 1.\n",
    ]
    assert post.recipients == ["reporter@example.org"]


def test_the_next_day_brings_another_mail(people, reports, post):
    due(reports[0], -3)
    remind()
    Reminder.objects.update(day=timezone.localdate() - DAY)
    remind()
    assert post.recipients == ["reporter@example.org"] * 2


def test_a_letter_that_cannot_be_written_leaves_no_reminder(people, reports, post):
    due(reports[0], -3)
    (letter,) = reminders.prepare_reminders().letters
    letter.institutions = None
    with pytest.raises(TypeError):
        reminders.write_reminders([letter])
    assert (Reminder.objects.count(), post.letters) == (0, [])


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_what_is_owed(people, reports, django_assert_num_queries, number):
    for index in range(number):
        due(reports[index], -3)
        member(f"inca{index}")
    with django_assert_num_queries(4):
        letters = reminders.prepare_reminders().letters
    assert [len(letter.late) for letter in letters] == [number] * (number + 1)
