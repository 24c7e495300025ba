"""Invitations: sent, sent again, withdrawn, and used once; the link is known only to whoever got the mail."""

import datetime
import hashlib
import secrets

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.models import Invitation
from accounts.people import actions as people_actions
from plans.models import Membership
from portal.administrators import require_administrator
from portal.outbox.actions import write_letter
from portal.outbox.models import Letter
from portal.security_log.recording import Occurrence, record_event

User = get_user_model()
WAITING = "Persoana are deja o invitație nefolosită. Trimiteți-o din nou sau retrageți-o."
VALID_FOR = datetime.timedelta(days=7)
# What a letter with an invitation says that it is about.
ABOUT = "accounts.invitation"


class InvitationNotUsable(Exception):
    """The invitation was used, withdrawn or has expired meanwhile."""


class EmailTaken(Exception):
    """An account with this address was made meanwhile."""


class NameTaken(Exception):
    """Somebody else took the user name in the same moment."""


def invite(*, email: str, first_name, last_name, institution, role, valid_from, valid_until=None, by):
    """Invite a person by e-mail; whoever has an account with that address gets the role at once.

    Return the invitation and its secret, or the membership and nothing.
    """
    require_administrator(by)
    email = email.strip().lower()
    offer = {"institution": institution, "role": role, "valid_from": valid_from, "valid_until": valid_until}
    person = User.objects.filter(email__iexact=email).order_by("-is_active", "pk").first()
    if person:
        return people_actions.grant(person, **offer, by=by), ""
    secret = secrets.token_urlsafe(32)
    row = Invitation(email=email, first_name=first_name, last_name=last_name, **offer, invited_by=by)
    row.secret_hash, row.expires_at = fingerprint(secret), timezone.now() + VALID_FOR
    row.clean_fields(exclude=["sent_at", "accepted_at", "accepted_by", "withdrawn_at", "withdrawn_by"])
    try:
        with transaction.atomic():
            row.save()
            _record(row, by)
    except IntegrityError as refused:
        if not Invitation.objects.open().filter(email=email).exists():
            raise
        raise ValidationError(WAITING) from refused
    return row, secret


@transaction.atomic
def renew(invitation: Invitation, *, by) -> tuple[Invitation, str]:
    """Give an invitation a new link and seven more days; the old link is good no more."""
    require_administrator(by)
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.accepted_at or row.withdrawn_at:
        raise InvitationNotUsable
    secret = secrets.token_urlsafe(32)
    row.secret_hash, row.expires_at, row.sent_at = fingerprint(secret), timezone.now() + VALID_FOR, None
    row.save()
    _record(row, by)
    return row, secret


@transaction.atomic
def withdraw(invitation: Invitation, *, by) -> Invitation:
    """Take an invitation back; its link is good no more."""
    require_administrator(by)
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.accepted_at or row.withdrawn_at:
        raise InvitationNotUsable
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by
    row.save()
    _record(row, by)
    return row


def deliver(invitation: Invitation, secret: str) -> None:
    """Write the mail with the link; the invitation counts as sent once the mail server has taken it."""
    address = settings.SITE_URL + reverse("accounts:accept", args=[secret])
    context = {"invitation": invitation, "address": address, "site": settings}
    body = render_to_string("accounts/invitations/mail/invitation.txt", context)
    subject = f"{settings.SITE_NAME}: invitație"
    write_letter(invitation.email, subject=subject, body=body, about=ABOUT, about_key=fingerprint(secret))


def is_letter_wanted(letter: Letter) -> bool:
    """Tell whether the link of a letter still opens something: it was not replaced, used, withdrawn or let expire."""
    good = Invitation.objects.open().filter(expires_at__gt=timezone.now())
    return good.filter(secret_hash=letter.about_key).exists()


def record_sending(letter: Letter) -> None:
    """Write down that the mail with a link has left."""
    Invitation.objects.filter(secret_hash=letter.about_key).update(sent_at=timezone.now())


def find(secret: str) -> Invitation | None:
    """Return the invitation that a link belongs to, whatever became of it."""
    return Invitation.objects.select_related("institution").filter(secret_hash=fingerprint(secret)).first()


@transaction.atomic
def accept(secret: str, *, username: str, password: str):
    """Make the account with its role; the link is used up. Return the person."""
    row = Invitation.objects.select_for_update(of=("self",)).filter(secret_hash=fingerprint(secret)).first()
    if row is None or row.accepted_at or row.withdrawn_at or row.expires_at <= timezone.now():
        raise InvitationNotUsable
    if User.objects.filter(email__iexact=row.email).exists():
        raise EmailTaken
    named = {"first_name": row.first_name, "last_name": row.last_name}
    try:
        with transaction.atomic():
            person = User.objects.create_user(username, row.email, password, **named)
    except IntegrityError as taken:
        raise NameTaken from taken
    EmailAddress.objects.create(user=person, email=row.email, verified=True, primary=True)
    membership = Membership.objects.create(
        user=person,
        institution=row.institution,
        role=row.role,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )
    people_actions.open_back_office(person, row.role)
    row.accepted_at, row.accepted_by = timezone.now(), person
    row.save()
    people_actions.record_event(
        person,
        f"Și-a făcut contul dintr-o invitație, cu rolul {people_actions.role_in_words(membership)}.",
        kind=Occurrence.ACCOUNT,
        by=row.invited_by,
    )
    return person


def _record(row: Invitation, by) -> None:
    """Write down what became of an invitation, without the name of who is invited."""
    about = f"invitația {row.pk}: {row.get_role_display()}, {row.institution.short_name}, {row.state.label}"
    record_event(Occurrence.INVITATION, by=by, about=about)


def fingerprint(secret: str) -> str:
    """Return what is kept of a link: enough to recognise it, not to make it."""
    return hashlib.sha256(secret.encode()).hexdigest()
