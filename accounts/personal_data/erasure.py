"""Erasing a person: the name goes, what they did stays whole and points to an account without a name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import AccountEvent, Invitation
from accounts.people.actions import (
    LastAdministrator,
    end_sessions,
    erased_username,
    is_last_administrator,
    lock_account,
)
from indicators.models import Reminder

User = get_user_model()


def anonymous_name(user) -> str:
    """Return what an erased person is called."""
    return f"persoană ștearsă #{user.pk}"


@transaction.atomic
def erase(person, *, by) -> None:
    """Take the person's own data out of the portal, at their own request; what they did stays."""
    if by.pk != person.pk or not by.is_active:
        raise PermissionDenied
    person = lock_account(person)
    if is_last_administrator(person):
        raise LastAdministrator
    email = person.email
    _erase_account(person)
    end_sessions(person)
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    today = timezone.localdate()
    person.memberships.filter(valid_from__gt=today).delete()
    person.memberships.current(today).update(valid_until=today)
    _forget_mail(person, email)
    users = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=users, object_id=str(person.pk)).update(object_repr=anonymous_name(person))
    AccountEvent.objects.create(person=person, by=None, what="Datele personale au fost șterse, la cererea persoanei.")


def _erase_account(person) -> None:
    person.username = erased_username(person)
    person.first_name, person.last_name, person.email = "", anonymous_name(person), ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login = None
    person.set_unusable_password()
    person.save()


def _forget_mail(person, email: str) -> None:
    """Take the person's name and address out of invitations and reminders."""
    mine = Q(accepted_by=person) | (Q(email__iexact=email) if email else Q(pk=None))
    now = timezone.now()
    rows = Invitation.objects.filter(mine)
    rows.open().update(withdrawn_at=now)
    rows.update(email="", first_name="", last_name="")
    if email:
        Reminder.objects.filter(email__iexact=email).delete()
