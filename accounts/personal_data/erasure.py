"""Erasing a person: the name goes, what they did stays whole and points to an account without a name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import AccountEvent, CalendarAddress, Invitation
from accounts.people.actions import (
    LastAdministrator,
    end_sessions,
    erased_username,
    is_erased,
    is_last_administrator,
    lock_account,
)
from indicators.models import Reminder
from portal.administrators import may_administer
from portal.outbox.actions import forget_letters
from portal.security_log.recording import Occurrence, record_event

User = get_user_model()


def anonymous_name(user) -> str:
    """Return what an erased person is called."""
    return f"persoană ștearsă #{user.pk}"


class ErasureRight(models.TextChoices):
    """By what right a person's data are erased."""

    REQUEST = "request", "la cererea persoanei (Regulamentul (UE) 2016/679, art. 17 alin. (1) lit. b) sau c))"
    NO_LONGER_NEEDED = "not_needed", "datele nu mai sunt necesare (art. 17 alin. (1) lit. a))"
    LAW = "law", "o lege sau o hotărâre judecătorească o cere (art. 17 alin. (1) lit. e))"


class AccountInUse(Exception):
    """Others erase only the data of somebody whose account is closed."""


@transaction.atomic
def erase(person, *, by, right: str = ErasureRight.REQUEST, reason: str = "") -> None:
    """Take a person's own data out of the portal: themselves, or an administrator after the person left.

    What the person did stays. Who erased, when and by what right stays too.
    """
    if not by.is_active or (by.pk != person.pk and not may_administer(by)):
        raise PermissionDenied
    person = lock_account(person)
    if by.pk != person.pk and person.is_active:
        raise AccountInUse
    if is_erased(person):
        return
    if is_last_administrator(person):
        raise LastAdministrator
    email = person.email
    _erase_account(person)
    end_sessions(person)
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    CalendarAddress.objects.filter(person=person).delete()
    today = timezone.localdate()
    person.memberships.filter(valid_from__gt=today).delete()
    person.memberships.current(today).update(valid_until=today)
    _forget_mail(person, email)
    person.notices.all().delete()
    person.notice_preferences.all().delete()
    users = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=users, object_id=str(person.pk)).update(object_repr=anonymous_name(person))
    AccountEvent.objects.create(
        person=person,
        by=None if by.pk == person.pk else by,
        what=f"Datele personale au fost șterse, {ErasureRight(right).label}.",
        reason=reason,
    )
    # What the log tells of an erased person, it tells of an account without a name.
    record_event(Occurrence.DATA_ERASED, by=by, person=person, about=ErasureRight(right).label, right=str(right))


def _erase_account(person) -> None:
    person.username = erased_username(person)
    person.first_name, person.last_name, person.email = "", anonymous_name(person), ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()


def _forget_mail(person, email: str) -> None:
    """Take the person's name and address out of invitations, reminders and letters."""
    mine = Q(accepted_by=person) | (Q(email__iexact=email) if email else Q(pk=None))
    now = timezone.now()
    rows = Invitation.objects.filter(mine)
    rows.open().update(withdrawn_at=now)
    rows.update(email="", first_name="", last_name="")
    if email:
        Reminder.objects.filter(email__iexact=email).delete()
        forget_letters(email)
