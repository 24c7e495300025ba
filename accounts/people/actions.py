"""What administrators do to accounts: roles given and ended, accounts closed and opened; each leaves a trace."""

import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import AccountEvent
from plans.models import Institution, Membership
from plans.permissions import WRITERS
from portal.administrators import require_administrator
from portal.security_log import recording
from portal.security_log.recording import Occurrence

User = get_user_model()


ERASED = "Datele acestei persoane au fost șterse. Dacă se întoarce, invitați-o din nou."


class LastAdministrator(Exception):
    """Nobody would be left to look after the portal."""


class OwnAccount(Exception):
    """One does not close one's own account from the list of people."""


@transaction.atomic
def grant(
    person, *, institution: Institution, role: str, valid_from, valid_until=None, office="", signing_place=None, by
) -> Membership:
    """Give a person a role in an institution, from a date and, where it ends, until a date (both inclusive)."""
    require_administrator(by)
    person = lock_account(person)
    if not person.is_active:
        raise ValidationError("Contul este dezactivat: reactivați-l întâi, apoi dați-i rolul.")
    row = Membership(user=person, institution=institution, role=role, valid_from=valid_from, valid_until=valid_until)
    row.office, row.signing_place = office, signing_place
    refuse_overlap(row)
    row.full_clean()
    row.save()
    open_back_office(person, role)
    record_event(person, f"A primit rolul {role_in_words(row)}.", kind=Occurrence.ROLE, by=by)
    return row


def open_back_office(person, role: str) -> None:
    """Let those who write plans into the back office, where they see only the plans they may see."""
    if role in WRITERS and not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])


@transaction.atomic
def change_term(membership: Membership, *, valid_from, valid_until, office="", signing_place=None, by) -> Membership:
    """Change from when until when a role is held, the office that is printed beside the name, and when it signs."""
    require_administrator(by)
    row = Membership.objects.select_for_update(of=("self",)).select_related("user", "institution").get(pk=membership.pk)
    before = role_in_words(row)
    row.valid_from, row.valid_until = valid_from, valid_until
    row.office, row.signing_place = office, signing_place
    refuse_overlap(row)
    row.full_clean()
    row.save()
    called = f", cu funcția „{row.office}”" if row.office else ""
    signs = "" if row.signing_place is None else f", locul {row.signing_place} la semnare"
    what = f"Rolul {before} este acum {term_in_words(row)}{called}{signs}."
    record_event(row.user, what, kind=Occurrence.ROLE, by=by)
    return row


@transaction.atomic
def end_role(membership: Membership, *, by) -> None:
    """End a role with yesterday as its last day; one that has not begun is taken back."""
    require_administrator(by)
    row = Membership.objects.select_for_update(of=("self",)).select_related("user", "institution").get(pk=membership.pk)
    today = timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)
    if row.ended_at or (row.valid_until and row.valid_until < today):
        return
    record_event(row.user, f"Rolul {role_in_words(row)} s-a încheiat.", kind=Occurrence.ROLE, by=by)
    if row.valid_from > today:
        row.delete()
        return
    if row.stands_in_for_id:
        # What was done until now was done in the other's place.
        row.ended_at = timezone.now()
        row.save()
        return
    row.valid_from, row.valid_until = min(row.valid_from, yesterday), yesterday
    row.save()


@transaction.atomic
def rename(person, *, first_name: str, last_name: str, email: str, by) -> None:
    """Change what a person is called and where mail reaches them; an earlier address opens nothing any more."""
    require_administrator(by)
    person = lock_account(person)
    if is_erased(person):
        raise ValidationError(ERASED)
    if (person.first_name, person.last_name, person.email) == (first_name, last_name, email):
        return
    if email.lower() != person.email.lower():
        EmailAddress.objects.filter(user=person).delete()
    person.first_name, person.last_name, person.email = first_name, last_name, email
    person.full_clean(exclude=["password"])
    person.save(update_fields=["first_name", "last_name", "email"])
    record_event(person, "Numele sau adresa de e-mail s-au schimbat.", kind=Occurrence.ACCOUNT, by=by)


@transaction.atomic
def deactivate(person, *, reason: str, by) -> None:
    """Close an account: its sessions end at once, and nobody enters with it."""
    require_administrator(by)
    if person.pk == by.pk:
        raise OwnAccount
    person = lock_account(person)
    if is_last_administrator(person):
        raise LastAdministrator
    if not person.is_active:
        return
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    record_event(person, "Contul a fost dezactivat.", kind=Occurrence.ACCOUNT, reason=reason, by=by)


@transaction.atomic
def reactivate(person, *, by) -> None:
    """Open a closed account again; one whose data were erased stays closed."""
    require_administrator(by)
    person = lock_account(person)
    if person.is_active:
        return
    if is_erased(person):
        raise ValidationError(ERASED)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record_event(person, "Contul a fost reactivat.", kind=Occurrence.ACCOUNT, by=by)


@transaction.atomic
def set_administrator(person, *, is_administrator: bool, reason: str, by) -> None:
    """Let a person administer the portal, or no longer; nobody takes it from themselves, so one always stays."""
    require_administrator(by)
    if person.pk == by.pk:
        raise OwnAccount
    person = lock_account(person)
    if person.is_superuser == is_administrator:
        return
    if not person.is_active:
        raise ValidationError("Contul este dezactivat: reactivați-l întâi.")
    person.is_superuser = is_administrator
    writes = person.memberships.filter(role__in=WRITERS).exists()
    person.is_staff = is_administrator or writes
    person.save(update_fields=["is_superuser", "is_staff"])
    what = "A devenit administrator al portalului." if is_administrator else "Nu mai este administrator al portalului."
    record_event(person, what, kind=Occurrence.ADMINISTRATION, reason=reason, by=by)


@transaction.atomic
def reset_second_step(person, *, reason: str, by) -> None:
    """Turn off the second step of someone who lost the telephone; their sessions end."""
    require_administrator(by)
    person = lock_account(person)
    gone, _kinds = Authenticator.objects.filter(user=person).delete()
    if gone:
        end_sessions(person)
        what = "Intrarea în doi pași a fost oprită de un administrator."
        record_event(person, what, kind=Occurrence.SECOND_STEP_OFF, reason=reason, by=by)


def lock_account(person):
    """Return the account as it is now, held until the transaction ends together with all administrators."""
    rows = User.objects.select_for_update().order_by("pk")
    held = {one.pk: one for one in rows.filter(is_superuser=True) | rows.filter(pk=person.pk)}
    return held[person.pk]


def is_erased(person) -> bool:
    """Tell whether the person's own data were taken out of the portal."""
    return person.username == erased_username(person)


def erased_username(person) -> str:
    """Return the user name of an account whose person was erased."""
    return f"sters-{person.pk}"


def is_last_administrator(person) -> bool:
    """Tell whether no other active administrator is left."""
    if not person.is_superuser:
        return False
    return not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk).exists()


def end_sessions(person) -> None:
    """End every session of an account."""
    keys = UserSession.objects.filter(user=person).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    UserSession.objects.filter(user=person).delete()


def record_event(person, what: str, *, kind: Occurrence, by, reason: str = "") -> None:
    """Write down what was done to an account: beside it, and without the reason, which may name people, in the log."""
    AccountEvent.objects.create(person=person, by=by, what=what, reason=reason)
    recording.record_event(kind, by=by, person=person, about=what)


def refuse_overlap(row: Membership) -> None:
    """Refuse a role that the person already holds there on some of those days."""
    same = Membership.objects.own().filter(user=row.user, institution=row.institution, role=row.role).exclude(pk=row.pk)
    if row.valid_until:
        same = same.filter(valid_from__lte=row.valid_until)
    same = same.exclude(valid_until__lt=row.valid_from).first()
    if same:
        raise ValidationError(f"Persoana are deja acest rol acolo, {term_in_words(same)}. Schimbați datele acelui rol.")


def role_in_words(row: Membership) -> str:
    """Return a role in words, with its institution and its term."""
    return f"{row.get_role_display()}, {row.institution.short_name}, {term_in_words(row)}"


def term_in_words(row) -> str:
    """Return from when until when a role is held, in words."""
    until = f"până la {row.valid_until:%d.%m.%Y}" if row.valid_until else "fără sfârșit"
    return f"de la {row.valid_from:%d.%m.%Y} {until}"
