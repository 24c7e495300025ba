"""Sessions that have ended: their rows, and those that say where a person was logged in."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone


@transaction.atomic
def delete_expired() -> int:
    """Delete the sessions that have expired, and what is known of devices without a session; return how many."""
    gone, _kinds = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    living = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.exclude(Exists(living)).delete()
    return gone
