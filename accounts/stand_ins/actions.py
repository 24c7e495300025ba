"""A stand-in is named and ended; each leaves a trace beside both accounts and in the security log."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import AccountEvent
from accounts.people.actions import lock_account, term_in_words
from accounts.stand_ins.queries import possible_stand_ins
from plans.models import Membership
from portal.administrators import may_administer
from portal.mail import post
from portal.security_log import recording
from portal.security_log.recording import Occurrence


@transaction.atomic
def name_stand_in(person, *, substitute, valid_from: datetime.date, valid_until: datetime.date, by) -> list[Membership]:
    """Let a colleague hold a person's roles for some days (both inclusive), each in its institution, as theirs.

    The person or an administrator names; a role held in somebody's place goes no further, nor does administration.
    """
    if not by.is_active or (by.pk != person.pk and not may_administer(by)):
        raise PermissionDenied
    person = lock_account(person)
    if not person.is_active:
        raise ValidationError("Contul este dezactivat.")
    if valid_from < timezone.localdate() or valid_until < valid_from:
        raise ValidationError("Alegeți zile de azi înainte, în ordinea lor.")
    if not possible_stand_ins(person).filter(pk=substitute.pk).exists():
        raise ValidationError("Alegeți un coleg care are un rol în aceeași instituție.")
    rows = [
        Membership(
            user=substitute,
            institution=role.institution,
            role=role.role,
            valid_from=max(valid_from, role.valid_from),
            valid_until=min(valid_until, role.valid_until or valid_until),
            stands_in_for=role,
        )
        for role in _roles_to_hold(person, substitute, valid_from, valid_until)
    ]
    if not rows:
        raise ValidationError("Colegul are deja aceste roluri, sau îi țineți deja locul în acele zile.")
    for row in rows:
        row.full_clean()
        row.save()
        _record(row, "Ține locul altei persoane", "I s-a numit un înlocuitor", by=by)
    _tell(rows, "began")
    return rows


@transaction.atomic
def end_stand_in(row: Membership, *, by) -> None:
    """End the standing in from this moment on, or take it back where it has not begun."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related(
        "stands_in_for__user", "user", "institution"
    )
    row = rows.get(pk=row.pk)
    if not by.is_active or (by.pk not in (row.stands_in_for.user_id, row.user_id) and not may_administer(by)):
        raise PermissionDenied
    if row.ended_at or row.valid_until < timezone.localdate():
        return
    _record(row, "Nu mai ține locul altei persoane", "Înlocuirea s-a încheiat", by=by)
    _tell([row], "ended")
    if row.valid_from > timezone.localdate():
        row.delete()
        return
    row.ended_at = timezone.now()
    row.save()


def _roles_to_hold(person, substitute, first: datetime.date, last: datetime.date) -> list[Membership]:
    """Return the person's roles of those days that the colleague does not hold, in institutions of theirs."""
    colleague = Membership.objects.own().filter(user=substitute).current()
    held = set(colleague.values_list("institution", "role"))
    replaced = Membership.objects.filter(user=substitute, stands_in_for__user=person, ended_at=None)
    taken = set(replaced.filter(valid_from__lte=last, valid_until__gte=first).values_list("stands_in_for", flat=True))
    own = person.memberships.own().filter(valid_from__lte=last).exclude(valid_until__lt=first)
    places = {institution for institution, _role in held}
    return [
        role
        for role in own.select_related("institution").order_by("pk")
        if role.institution_id in places and (role.institution_id, role.role) not in held and role.pk not in taken
    ]


def _record(row: Membership, what: str, of_other: str, *, by) -> None:
    """Write it down beside both accounts and, naming nobody, in the log."""
    said = f"{row.get_role_display()}, {row.institution.short_name}, {term_in_words(row)}"
    AccountEvent.objects.create(person=row.user, by=by, what=f"{what}: {said}.")
    AccountEvent.objects.create(person=row.stands_in_for.user, by=by, what=f"{of_other}: {said}.")
    about = f"{said}, în locul contului {row.stands_in_for.user_id}"
    recording.record_event(Occurrence.STAND_IN, by=by, person=row.user, about=f"{what}: {about}")


def _tell(rows: list[Membership], what: str) -> None:
    person, substitute = rows[0].stands_in_for.user, rows[0].user
    post(
        [person, substitute],
        subject="cine ține locul cui",
        template=f"accounts/stand_ins/mail/{what}.txt",
        person=person,
        substitute=substitute,
        rows=rows,
    )
