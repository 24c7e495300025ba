"""A new SECRET_KEY: what the one of before has closed or signed is closed and signed with the new one."""

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import InvalidToken
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.entering.adapters import secret_cipher

# What is closed in the data of a second step.
CLOSED = ("secret", "seed", "migrated_codes")


@dataclass
class SecretRenewal:
    """What was made with the new key: second steps, sessions; and the people whose second step no known key opens."""

    second_steps: int = 0
    sessions: int = 0
    lost: tuple[str, ...] = ()


def renew_secrets() -> SecretRenewal:
    """Close all second steps and sign all sessions with SECRET_KEY; what cannot be opened stays as it is."""
    done = SecretRenewal()
    for key in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().select_related("user").get(pk=key)
            try:
                row.data = {name: _renew(value) if name in CLOSED else value for name, value in row.data.items()}
            except InvalidToken:
                done.lost = (*done.lost, row.user.get_username())
                continue
            row.save(update_fields=["data"])
            done.second_steps += 1
    done.sessions = sum(map(_renew_session, Session.objects.filter(expire_date__gt=timezone.now()).iterator()))
    return done


def renew_sessions_of(content: Mapping) -> str:
    """Sign all sessions of whoever a session is of, where the key of before signed it; return its new signature."""
    signature = renewed_hash(content)
    if signature:
        keys = UserSession.objects.filter(user=content[SESSION_KEY]).values("session_key")
        for session in Session.objects.filter(pk__in=keys):
            _renew_session(session)
    return signature


def _renew(value: str | list[str]) -> str | list[str]:
    if isinstance(value, list):
        return [_renew(one) for one in value]
    return secret_cipher().rotate(value.encode()).decode()


def renewed_hash(content: Mapping) -> str:
    """Return what signs a session with the new key; nothing for one that the key of before did not sign."""
    user = get_user_model().objects.filter(pk=content.get(SESSION_KEY)).first() if SESSION_KEY in content else None
    if user is None:
        return ""
    known, before = content.get(HASH_SESSION_KEY, ""), user.get_session_auth_fallback_hash()
    return user.get_session_auth_hash() if any(constant_time_compare(known, one) for one in before) else ""


def _renew_session(session: Session) -> bool:
    """Sign a session anew; tell whether it was done. One that its browser changes meanwhile is that browser's."""
    store = SessionStore(session.session_key)
    content = store.decode(session.session_data)
    signature = renewed_hash(content)
    if not signature:
        return False
    same = Session.objects.filter(pk=session.pk, session_data=session.session_data)
    return bool(same.update(session_data=store.encode({**content, HASH_SESSION_KEY: signature})))
