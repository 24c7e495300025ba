"""How allauth behaves in this portal: its words, whom it lets in, how it keeps secrets."""

import base64
import hashlib
import logging
import math
import secrets
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import get_cache_key, get_rates
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse

from accounts.entering.device_cookies import known_device, remember_device
from accounts.entering.names import accounts_named
from portal.ciphers import cipher_for
from portal.outbox.actions import write_letter
from portal.romanian import count
from portal.security_log.recording import Occurrence, record_event

log = logging.getLogger(__name__)
NO_ADDRESS = "0.0.0.0"  # noqa: S104 - no server listens on it: it stands for an address that is not known
# As long as the limits of ACCOUNT_RATE_LIMITS last.
LOCKOUT_SECONDS = 300
# What a letter about somebody's own account says that it is about: it leaves whatever happens meanwhile.
ABOUT = "accounts.account"
WRONG_LOGIN = "Numele sau parola nu se potrivesc. Verificați-le; contează dacă literele sunt mari sau mici."


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up; plain Romanian; mail that cannot leave does not break a page."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Contul este dezactivat.",
        "username_password_mismatch": WRONG_LOGIN,
        "email_password_mismatch": WRONG_LOGIN,
        "enter_current_password": "Aceasta nu este parola dumneavoastră de acum.",
        "incorrect_password": "Parola nu este cea bună.",
        "incorrect_code": "Codul nu este bun. Un cod din aplicație este valabil jumătate de minut.",
        "too_many_login_attempts": "Prea multe încercări greșite. Încercați din nou peste cel mult 5 minute.",
        "rate_limited": "Prea multe încercări într-un timp scurt. Încercați din nou peste cel mult 5 minute.",
        "invalid_password_reset": "Legătura nu mai este valabilă.",
    }

    def is_open_for_signup(self, request):
        """Refuse sign-up: people come by invitation."""
        return False

    def get_client_ip(self, request):
        """Return the address that a request comes from; work done without a network has none."""
        return super().get_client_ip(request) if "REMOTE_ADDR" in request.META else NO_ADDRESS

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Count under the device, where the account was entered from it, else under the name that is tried.

        Neither the host nor its port takes part: they are whatever the browser says. Names that a database takes for
        one are one: PostgreSQL compares their capitals, and that of „ı” is I.
        """
        name = typed_name(credentials)
        return known_device(request, name) or name.upper().casefold()

    def pre_authenticate(self, request, **credentials):
        """Count the attempt; when there were too many, say how long to wait."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            record_lockout(key, person=account_named(typed_name(credentials)))
            wait = count(math.ceil(seconds_left(request, key) / 60) or 1, "minut", "minute")
            message = f"Prea multe încercări greșite. Încercați din nou peste {wait}."
            raise ValidationError(message, code=refusal.code) from refusal

    def authentication_failed(self, request, **credentials):
        """Write down that a password was wrong, and for which account; a name that nobody has may be a password."""
        record_event(Occurrence.LOGIN_FAILED, person=account_named(typed_name(credentials)))

    def respond_user_inactive(self, request, user):
        """Write down that somebody knew the password of a closed account."""
        record_event(Occurrence.LOGIN_FAILED, person=user, about="contul este dezactivat")
        return super().respond_user_inactive(request, user)

    def post_login(self, request, user, **kwargs):
        """Write the login down, and let the device be known for the account's."""
        methods = [one["method"] for one in get_authentication_records(request, user)]
        record_event(Occurrence.LOGIN, by=user, methods=methods)
        response = super().post_login(request, user, **kwargs)
        remember_device(response, user)
        return response

    def logout(self, request):
        """Write down who left."""
        record_event(Occurrence.LOGOUT, by=request.user)
        super().logout(request)

    @transaction.atomic
    def set_password(self, user, password):
        """Change a password, and write down whether its owner was in the account or had forgotten it."""
        super().set_password(user, password)
        is_inside = context.request.user.is_authenticated
        record_event(Occurrence.PASSWORD_CHANGED if is_inside else Occurrence.PASSWORD_RESET, by=user)

    def get_reset_password_from_key_url(self, key):
        """Return the address where a password is chosen anew, at the portal's own name."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return settings.SITE_URL + path.replace("UID-KEY", key)

    def send_mail(self, template_prefix, email, context):
        """Write a mail that the worker sends: a page never waits for a mail server."""
        message = self.render_mail(template_prefix, email, context | {"site": settings, "email": email})
        write_letter(email, subject=message.subject, body=message.body, about=ABOUT)


def typed_name(credentials) -> str:
    """Return the user name or the address that somebody enters with."""
    return (credentials.get("email") or credentials.get("username") or "").strip()


def account_named(name: str):
    """Return the account with this user name or address; nothing where there is none."""
    if not name:
        return None
    return accounts_named(name).order_by("pk").first()


def record_lockout(key: str, *, person) -> None:
    """Write down that the way in is closed for a while, once for each time."""
    named = hashlib.sha256(key.encode()).hexdigest()
    if cache.add(f"accounts.lockout:{named}", "", LOCKOUT_SECONDS):
        record_event(Occurrence.LOCKOUT, person=person)


class SocialAdapter(DefaultSocialAccountAdapter):
    """Lets in, through the county's own identity provider, only those who have an account here."""

    def is_open_for_signup(self, request, sociallogin):
        """Refuse sign-up: people come by invitation."""
        return False

    def pre_social_login(self, request, sociallogin):
        """Link the one active account with the provider's verified address; turn away everybody else."""
        if sociallogin.is_existing:
            return
        verified = [one.email for one in sociallogin.email_addresses if one.verified]
        people = [one for email in verified for one in get_user_model().objects.filter(email__iexact=email)]
        active = [one for one in people if one.is_active]
        if len(active) != 1:
            context = {"title": "Nu aveți cont în portal", "emails": verified}
            raise ImmediateHttpResponse(render(request, "accounts/entering/no_account.html", context, status=403))
        sociallogin.connect(request, active[0])


class SecondStepAdapter(DefaultMFAAdapter):
    """Keeps the secret of the second step encrypted with the portal's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "Codurile de rezervă se fac după ce al doilea pas este pornit.",
    }

    def get_totp_label(self, user):
        """Name the account in the person's application by the user name."""
        return user.get_username()

    def encrypt(self, text):
        """Return a secret as the database keeps it."""
        return secret_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """Return a secret; instead of one made with a key that is gone, one that nobody knows."""
        try:
            return secret_cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("A secret of the second step was made with another SECRET_KEY.")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def secret_cipher() -> MultiFernet:
    """Return what closes secrets with SECRET_KEY and opens those closed with it or with its fallbacks."""
    return cipher_for("accounts.second-step")


def seconds_left(request, key: str) -> float:
    """Return in how many seconds one more attempt may be made under this name and from this address."""
    app, action, now = "allauth.account", "login_failed", time.time()
    waits = [0.0]
    for rate in get_rates(app=app, action=action):
        moments = cache.get(get_cache_key(request, app=app, action=action, rate=rate, key=key), [])
        recent = [one for one in moments if one > now - rate.duration]
        if len(recent) >= rate.amount:
            waits.append(recent[rate.amount - 1] + rate.duration - now)
    return max(waits)
