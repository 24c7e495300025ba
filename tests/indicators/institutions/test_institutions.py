"""Institutions that get another name, are merged or abolished: what passes on, what stays, who is told."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from indicators import permissions
from indicators.institutions import actions
from indicators.institutions.handover import handover
from indicators.models import Evidence, Indicator, Recommendation, Report
from indicators.queries import recommendation_values, report_values
from indicators.reporting.schedule import create_due_reports
from plans.editions.publishing import publish
from plans.editions.readiness import readiness
from plans.models import Element, Institution, InstitutionChange, Membership
from plans.models.institution_change import WrittenOnce
from portal.outbox.models import Letter
from portal.security_log.models import SecurityEvent
from portal.versioning import Conflict
from tests.indicators.oversight.oversight_factories import at, issued
from tests.indicators.report_factories import owed, reported, sent
from tests.page import Page

TODAY = timezone.localdate()
ACT = {"act": "HG nr. 1/2026", "reason": "Reorganizare."}
ROOT = "/administrare/institutii/"


@pytest.fixture
def ipj(db):
    return Institution.objects.get(code="ipj-cluj")


@pytest.fixture
def successor(db):
    return Institution.objects.create(code="ipj-nou", name="Inspectoratul Regional", short_name="IR")


def end(people, ipj, successor, day=TODAY, **fields):
    seen = fields.pop("seen", None) or handover(ipj, successor, day).fingerprint
    said = {"kind": "merged", "effective_on": day, **ACT, **fields}
    return actions.end_institution(ipj, by=people.admin, successor=successor, seen=seen, **said)


def rename(people, ipj, day=TODAY, name="Poliția Județeană", **fields):
    said = {"name": name, "short_name": "PJ", "effective_on": day, **ACT, **fields}
    return actions.rename_institution(ipj, by=people.admin, **said)


def test_reports_keep_the_name_of_the_day_they_were_sent_on(people, ipj):
    uid = str(owed(people).uid)
    sent(Report.objects.get(), by=people.reporter)
    Report.objects.update(reported_at=timezone.now() - datetime.timedelta(days=3))
    before = ipj.name
    rename(people, ipj)
    ipj.refresh_from_db()
    plan = Report.objects.get().indicator.plan
    assert (ipj.name, report_values(plan)[uid][0].institution.name) == ("Poliția Județeană", before)
    Report.objects.update(reported_at=timezone.now())
    assert report_values(plan)[uid][0].institution.name == "Poliția Județeană"


def test_a_recommendation_names_whom_it_asked_as_they_were_called(people, atop, ipj):
    row = issued(people, atop)
    Recommendation.objects.filter(pk=row.pk).update(issued_on=TODAY - datetime.timedelta(days=3))
    before = ipj.name
    rename(people, ipj)
    [value] = recommendation_values()
    assert (value.addressed_to.name, value.body.name) == (before, row.body.name)


def test_an_edition_keeps_the_name_and_the_public_page_says_until_when(client, people, atop, ipj):
    owed(people)
    before, edition = ipj.name, atop.editions.order_by("number").last()
    document = edition.document
    rename(people, ipj)
    edition.refresh_from_db()
    assert edition.document == document
    page = Page(client.get("/institutii/ipj-cluj/"))
    assert "Poliția Județeană" in page.text
    assert f"Până la {TODAY.day} " in page.text
    assert f": {before} (HG nr. 1/2026)" in page.text


def test_what_nobody_began_passes_on_and_the_past_stays(people, ipj, successor):
    report = owed(people).reports.get()
    day = datetime.date(2024, 12, 1)
    end(people, ipj, successor, day)
    report.refresh_from_db()
    assert (report.institution, report.indicator.institution) == (successor, successor)
    assert report.indicator.history.first().history_user == people.admin
    assert report.history.first().institution_id == successor.pk


def test_a_report_of_a_period_that_ended_before_stays_with_who_owed_it(people, ipj, successor):
    report = owed(people).reports.get()
    end(people, ipj, successor)
    report.refresh_from_db()
    assert report.institution == ipj
    assert permissions.reportable_reports(people.reporter).filter(pk=report.pk).exists()
    publish(report.indicator.plan, by=people.publisher, note="După comasare.")
    report.refresh_from_db()
    assert report.institution == ipj


def test_a_report_that_was_begun_stays_with_its_evidence_and_rights(people, ipj, successor):
    report = reported(owed(people).reports.get(), by=people.reporter, text="Ciornă.")
    proof = Evidence.objects.create(report=report, title="Tabel", url="https://example.org/", added_by=people.reporter)
    Membership.objects.create(user=people.outsider, institution=successor, role="reporter")
    end(people, ipj, successor, datetime.date(2024, 6, 1))
    report.refresh_from_db()
    assert report.institution == ipj
    readers = [one for one in (people.reporter, people.outsider) if proof in permissions.readable_evidence(one)]
    assert readers == [people.reporter]


def test_what_an_older_edition_asks_for_later_is_the_successors(people, atop, ipj, successor):
    indicator = owed(people)
    end(people, ipj, successor, datetime.date(2024, 6, 1))
    Report.objects.all().delete()
    edition = atop.editions.order_by("number").last()
    assert edition.read().indicators[0].institution.code == "ipj-cluj"
    create_due_reports(atop, edition.read())
    assert indicator.reports.get().institution == successor


def test_an_open_recommendation_passes_on_and_says_so_but_not_one_with_an_answer_begun(people, atop, ipj, successor):
    row, begun = issued(people, atop), issued(people, atop, text="Alta.")
    Recommendation.objects.filter(pk=begun.pk).update(answer="Ciornă.")
    end(people, ipj, successor)
    row.refresh_from_db()
    begun.refresh_from_db()
    assert (row.addressed_to, begun.addressed_to) == (successor, ipj)
    value = next(one for one in recommendation_values() if one.reference == row.reference)
    assert [one.former.code for one in value.passings] == ["ipj-cluj"]


def test_nothing_new_is_recommended_to_an_institution_that_ended(client, people, atop, editions, ipj, successor):
    client.force_login(people.reviewer)
    page = f"{at('recommend')}?plan=atop-2024"
    before = set(client.get(page).context["form"].fields["addressed_to"].queryset)
    end(people, ipj, successor)
    assert before - set(client.get(page).context["form"].fields["addressed_to"].queryset) == {ipj}


def test_the_accounts_of_both_are_told_and_the_log_has_it(people, ipj, successor):
    change = end(people, ipj, successor)
    assert set(Letter.objects.values_list("to", flat=True)) == {"reporter@example.org"}
    event = SecurityEvent.objects.filter(what="institution").get()
    assert (event.by, event.details) == (people.admin, {"code": "ipj-cluj", "act": ACT["act"], "successor": "ipj-nou"})
    assert (change.act, change.reason, change.moved["memberships"]) == (ACT["act"], ACT["reason"], 1)


def test_what_was_recorded_is_not_taken_back(people, ipj, successor):
    change = end(people, ipj, successor)
    for attempt in (change.save, change.delete, InstitutionChange.objects.all().delete):
        with pytest.raises(WrittenOnce):
            attempt()
    for attempt in ("DELETE FROM plans_institutionchange", "UPDATE plans_institutionchange SET act = 'x'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt)
    with pytest.raises(ValidationError, match="nu se ia înapoi"):
        rename(people, ipj)
    with pytest.raises(ValidationError, match="nu mai există"):
        end(people, successor, ipj)


@pytest.mark.parametrize(
    ("successor_code", "days", "words"),
    [
        ("ipj-cluj", 0, "nu își este succesor"),
        ("ipj-nou", 1, "nu mai devreme"),
        ("inventata", 0, "inventată"),
    ],
)
def test_a_succession_that_makes_no_sense_is_refused_with_its_reason(
    people, ipj, successor, successor_code, days, words
):
    Institution.objects.create(code="inventata", name="I", short_name="I", is_invented=True)
    chosen = Institution.objects.get(code=successor_code)
    with pytest.raises(ValidationError, match=words):
        end(people, ipj, chosen, TODAY + datetime.timedelta(days=days))
    assert not InstitutionChange.objects.exists()


def test_a_body_that_has_plans_needs_another_for_them_first(people, atop, successor):
    with pytest.raises(ValidationError, match="Planul strategic ATOP 2024"):
        end(people, Institution.objects.get(code="atop-cluj"), successor)


def test_only_administrators_record_it_and_only_what_they_saw(people, ipj, successor):
    with pytest.raises(PermissionDenied):
        actions.rename_institution(ipj, by=people.publisher, name="X", short_name="X", effective_on=TODAY, **ACT)
    with pytest.raises(Conflict):
        end(people, ipj, successor, seen="altceva")


def test_the_pages_are_the_administrators(client, people, ipj):
    addresses = [ROOT, f"{ROOT}ipj-cluj/", f"{ROOT}ipj-cluj/denumire/", f"{ROOT}ipj-cluj/succesor/"]
    assert [client.get(one).status_code for one in addresses] == [302] * 4
    client.force_login(people.publisher)
    assert [client.get(one).status_code for one in addresses] == [403] * 4
    client.force_login(people.admin)
    assert [client.get(one).status_code for one in addresses] == [200] * 4
    assert client.post(ROOT).status_code == 405
    assert client.get(f"{ROOT}fara/").status_code == 404


def test_a_succession_is_previewed_then_confirmed_and_the_old_page_leads_on(client, people, ipj, successor):
    indicator = owed(people)
    client.force_login(people.admin)
    address = f"{ROOT}ipj-cluj/succesor/"
    said = {"kind": "abolished", "successor": successor.pk, "effective_on": "2024-06-01", **ACT}
    preview = Page(client.post(address, said))
    assert f"Indicatorul {indicator.number}, „{indicator.title}”" in preview.text
    assert "reporter, raportor" in preview.text
    assert not InstitutionChange.objects.exists()
    stale = Page(client.post(address, {**said, "seen": "x", "confirm": "1"}))
    assert "Priviți din nou" in stale.text
    seen = handover(ipj, successor, datetime.date(2024, 6, 1)).fingerprint
    done = Page(client.post(address, {**said, "seen": seen, "confirm": "1"}, follow=True))
    assert "Au trecut la succesor 1 indicator, 1 raportare și 0 recomandări" in done.text
    assert "nu se ia înapoi" in done.text
    client.logout()
    old, new = Page(client.get("/institutii/ipj-cluj/")), Page(client.get("/institutii/ipj-nou/"))
    assert "Instituția a fost desființată din 1 iunie 2024, prin HG nr. 1/2026." in old.text
    assert ("/institutii/ipj-nou/" in old.links, "0 indicatori de raportat" in old.text) == (True, True)
    assert ("/institutii/ipj-cluj/" in new.links, "1 indicator de raportat" in new.text) == (True, True)


def test_a_name_is_changed_on_its_page_and_found_by_the_former_one(client, people, ipj):
    client.force_login(people.admin)
    said = {"name": "Poliția Județeană", "short_name": "PJ", "effective_on": str(TODAY), **ACT}
    done = Page(client.post(f"{ROOT}ipj-cluj/denumire/", said, follow=True))
    assert "se numește „Poliția Județeană”" in done.text
    again = Page(client.post(f"{ROOT}ipj-cluj/denumire/", {**said, "name": "Alta"}))
    assert "alegeți o zi de după ea" in again.text
    assert "Poliția Județeană" in Page(client.get(ROOT, {"cauta": "inspectoratul de poliție"})).text


def test_the_list_takes_as_many_queries_for_many_as_for_few(client, people, ipj):
    client.force_login(people.admin)
    client.get(ROOT)
    with CaptureQueriesContext(connection) as before:
        client.get(ROOT)
    Institution.objects.bulk_create(Institution(code=f"i{n}", name=f"I {n}", short_name="I") for n in range(5))
    with CaptureQueriesContext(connection) as after:
        client.get(ROOT)
    assert len(after) == len(before)


def test_indicators_of_other_plans_are_not_touched(people, ipj, successor):
    others = Indicator.objects.exclude(institution=ipj).count()
    end(people, ipj, successor)
    assert Indicator.objects.exclude(institution=successor).count() == others


def ended_ones(plan):
    """What readiness says of institutions that are no more, with its places."""
    return [(problem.message, problem.place) for problem in readiness(plan) if "nu mai există" in problem.message]


def test_elements_that_still_name_an_institution_that_ended_are_told_of_in_readiness(people, it_plan, ipj, successor):
    element = Element.objects.get(level__plan=it_plan, code="1.9")
    element.institutions.add(ipj)
    assert ended_ones(it_plan) == []
    end(people, ipj, successor)
    ((message, place),) = ended_ones(it_plan)
    said = f"numește instituția „{ipj}”, care nu mai există din {TODAY:%d.%m.%Y}; succesorul ei este „{successor}”."
    assert (message.endswith(said), place) == (True, element)
    element.institutions.set([successor])
    assert ended_ones(it_plan) == []


def test_indicators_that_name_an_institution_that_ended_are_told_of_in_readiness(people, it_plan, ipj, successor):
    end(people, ipj, successor)
    row = it_plan.indicators.first()
    it_plan.indicators.filter(pk=row.pk).update(institution=ipj)
    ((message, place),) = ended_ones(it_plan)
    assert (message.split("„")[2].startswith(str(ipj)), place) == (True, row)
    it_plan.indicators.filter(pk=row.pk).update(retired_on=TODAY, retired_reason="S-a încheiat.")
    assert ended_ones(it_plan) == []
