"""What becomes of an institution is recorded once, with its act and reason, and what follows from it with it.

A record is not taken back: reports were owed and mails were sent by it. What was wrong is put right by another change.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.institutions.handover import Handover, handover, plans_of
from indicators.models import Indicator, Recommendation, RecommendationStep, Report
from plans.approval.schedule import check_all_scheduled
from plans.extensions import announce_body_change, announce_change
from plans.locking import lock_plan
from plans.models import Institution, InstitutionChange, Membership, Plan
from portal.administrators import require_administrator
from portal.display import shorten
from portal.mail import post
from portal.security_log.recording import Occurrence, record_event
from portal.versioning import Conflict

Kind = InstitutionChange.ChangeKind
# What a record of history keeps of a reason, without the sign that it was cut.
REASON_LIMIT = 96


@transaction.atomic
def rename_institution(
    institution: Institution, *, by, name: str, short_name: str, effective_on: datetime.date, act: str, reason: str
) -> InstitutionChange:
    """Give an institution another name from a day on; what was said of it before keeps the former one."""
    require_administrator(by)
    row = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
    refuse_day(row, effective_on)
    if (row.name, row.short_name) == (name, short_name):
        raise ValidationError("Denumirea nouă este cea de acum.")
    said = {"effective_on": effective_on, "act": act, "reason": reason, "name": name, "short_name": short_name}
    change = _record(row, by=by, kind=Kind.RENAMED, **said)
    row.name, row.short_name = name, short_name
    row.full_clean()
    row.save()
    _announce(row, handover(row, row, effective_on))
    _tell(change)
    transaction.on_commit(lambda: check_all_scheduled(by), robust=True)
    return change


@transaction.atomic
def end_institution(
    institution: Institution,
    *,
    by,
    kind: str,
    successor: Institution,
    effective_on: datetime.date,
    act: str,
    reason: str,
    seen: str,
) -> InstitutionChange:
    """Record that an institution was merged or abolished, and hand on to its successor what nobody began.

    Raises Conflict where something else would pass on than what was seen (the fingerprint of a handover).
    """
    require_administrator(by)
    rows = Institution.objects.select_for_update(of=("self",)).order_by("pk")
    held = {row.pk: row for row in rows.filter(pk__in=[institution.pk, successor.pk])}
    row, successor = held[institution.pk], held[successor.pk]
    refuse_succession(row, successor, effective_on)
    found = handover(row, successor, effective_on)
    if found.fingerprint != seen:
        raise Conflict(row)
    change = _record(
        row,
        by=by,
        kind=kind,
        effective_on=effective_on,
        act=act,
        reason=reason,
        successor=successor,
        moved=found.numbers,
    )
    _pass_on(found, change, by=by)
    _announce(row, found)
    _tell(change)
    return change


def refuse_day(institution: Institution, day: datetime.date) -> None:
    """Refuse a day to come, one before the last change, and any change of what has ended."""
    if day > timezone.localdate():
        raise ValidationError("Schimbarea se înregistrează din ziua în care ține, nu mai devreme.")
    last = institution.changes.select_related("successor").last()
    if last is None:
        return
    if last.successor:
        raise ValidationError(
            f"„{institution.name}” nu mai există din {last.effective_on:%d.%m.%Y}; succesorul ei este "
            f"„{last.successor.name}”. Schimbarea înregistrată nu se ia înapoi: raportările și înștiințările s-au "
            "făcut după ea."
        )
    if day <= last.effective_on:
        raise ValidationError(
            f"Schimbarea dinainte ține din {last.effective_on:%d.%m.%Y} și nu se ia înapoi: alegeți o zi de după ea."
        )


def refuse_succession(institution: Institution, successor: Institution, day: datetime.date) -> None:
    """Refuse a successor that cannot take over, and the end of a body whose plans have no other."""
    refuse_day(institution, day)
    if successor.pk == institution.pk:
        raise ValidationError("O instituție nu își este succesor: alegeți alta.")
    if successor.is_invented != institution.is_invented:
        raise ValidationError("O instituție inventată și una reală nu se urmează una pe alta.")
    ended = successor.changes.endings().select_related("successor").first()
    if ended:
        raise ValidationError(
            f"„{successor.name}” nu mai există din {ended.effective_on:%d.%m.%Y}: alegeți succesorul ei, "
            f"„{ended.successor.name}”."
        )
    plans = sorted(set(plans_of(institution).values_list("short_title", flat=True)))
    if plans:
        raise ValidationError(
            f"Instituția întocmește sau evaluează: {', '.join(plans)}. Treceți întâi planurile la altă instituție."
        )


def _record(institution: Institution, **values) -> InstitutionChange:
    change = InstitutionChange(
        institution=institution,
        former_name=institution.name,
        former_short_name=institution.short_name,
        **values,
    )
    change.full_clean()
    change.save()
    about = f"{change.former_short_name}: {change.get_kind_display()}"
    more = {"successor": change.successor.code} if change.successor else {}
    record_event(Occurrence.INSTITUTION, by=change.by, about=about, code=institution.code, act=change.act, **more)
    return change


def _pass_on(found: Handover, change: InstitutionChange, *, by) -> None:
    """Give the successor what passes on, each with its history."""
    why = f"Succesorul instituției „{change.former_name}”, din {change.effective_on:%d.%m.%Y}: {change.act}."
    for plan in sorted({row.plan_id for row in found.indicators}):
        with lock_plan(plan, by):
            for row in Indicator.objects.filter(pk__in=[one.pk for one in found.indicators if one.plan_id == plan]):
                _give(row, "institution", change.successor, by, why)
    for row in found.reports:
        _give(row, "institution", change.successor, by, why)
    for row in found.recommendations:
        _give(row, "addressed_to", change.successor, by, why)
        kind = RecommendationStep.RecommendationStepKind.PASSED_ON
        RecommendationStep.objects.create(
            recommendation=row, kind=kind, by=by, note=why, passed_from=change.institution
        )


def _give(row: Indicator | Report | Recommendation, field: str, successor: Institution, by, why: str) -> None:
    setattr(row, field, successor)
    row._history_user, row._change_reason = by, shorten(why, REASON_LIMIT)
    row.save()


def _announce(institution: Institution, found: Handover) -> None:
    """Say that the public sees something else of the plans that it reports or was asked about."""
    uids: dict[int, set[str]] = {}
    reports = Report.objects.filter(institution__in={institution.pk, *(row.institution_id for row in found.reports)})
    for plan, uid in reports.order_by().values_list("indicator__plan", "indicator__uid").distinct():
        uids.setdefault(plan, set()).add(str(uid))
    for row in (*found.recommendations, *found.kept_recommendations):
        uids.setdefault(row.plan_id, set()).update({str(row.indicator.uid)} if row.indicator else ())
    for plan in Plan.objects.filter(pk__in=uids).order_by("pk"):
        announce_change(plan, indicators=uids[plan.pk])
    announce_body_change(institution)


def _tell(change: InstitutionChange) -> None:
    """Write to those who hold a role in the institution, and in the one that follows it."""
    bodies = [change.institution_id, *([change.successor_id] if change.successor_id else [])]
    held = Membership.objects.current().filter(institution__in=bodies).select_related("user")
    post(
        {one.user for one in held},
        subject=f"{change.former_short_name}: {change.get_kind_display()}",
        template="indicators/institutions/mail/change.txt",
        change=change,
    )
