"""Everything that the portal holds of a person, as plain data for a JSON file."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from accounts.profile.devices import device_name

# Told in words of their own, or secret.
EXPORTED_APART = {"usersession", "authenticator", "emailaddress", "socialaccount", "membership"}
SKIPPED_TYPES = (models.BinaryField, models.JSONField, models.FileField)
# Secrets, counters, and whole published documents, which anyone reads at their own address.
SECRET_FIELDS = {"password", "secret_hash", "session_key", "version", "document", "record"}
# The history library names its columns in English.
HISTORY_LABELS = {
    "history_id": "număr în istoric",
    "history_date": "când",
    "history_type": "fel (+ adăugat, ~ schimbat, - șters)",
    "history_change_reason": "motiv",
    "history_user": "cine a schimbat",
}


def export(user) -> dict:
    """Return the account, its roles and sessions, and every row of the portal that points to the person."""
    return {
        "exportat_la": _plain_value(timezone.now()),
        "cont": _account(user),
        "roluri": [_row(one) for one in user.memberships.select_related("institution").order_by("valid_from", "pk")],
        "sesiuni": [_session(one) for one in UserSession.objects.filter(user=user).order_by("created_at")],
        "intrarea_in_doi_pasi": [
            {
                "fel": one.type,
                "din": _plain_value(one.created_at),
                "folosit_ultima_data": _plain_value(one.last_used_at),
            }
            for one in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "furnizori_de_identitate": [
            {"furnizor": one.provider, "din": _plain_value(one.date_joined)}
            for one in user.socialaccount_set.order_by("pk")
        ],
        "ce_ati_facut_si_ce_vi_s_a_facut": _traces(user),
    }


def _account(user) -> dict:
    return {
        "nume_de_utilizator": user.get_username(),
        "prenume": user.first_name,
        "nume_de_familie": user.last_name,
        "adresa_de_e_mail": user.email,
        "adrese_confirmate": [one.email for one in user.emailaddress_set.filter(verified=True)],
        "activ": user.is_active,
        "administrator": user.is_superuser,
        "facut_la": _plain_value(user.date_joined),
        "intrat_ultima_data": _plain_value(user.last_login),
    }


def _session(session: UserSession) -> dict:
    return {
        "dispozitiv": device_name(session.user_agent),
        "adresa": session.ip,
        "din": _plain_value(session.created_at),
    }


def _traces(user) -> dict[str, list[dict]]:
    """Return the rows that point to the person, by the name of their table and what the person is in them."""
    found = {}
    for relation in get_user_model()._meta.get_fields(include_hidden=True):
        if not relation.auto_created or not (relation.one_to_many or relation.one_to_one):
            continue
        model, field = relation.related_model, relation.field
        if model._meta.model_name in EXPORTED_APART or model._meta.proxy:
            continue
        rows = model._base_manager.filter(**{field.name: user}).order_by("pk")
        listed = [_row(row) for row in rows.defer(*_skipped_fields(model))]
        if listed:
            found.setdefault(_relation_name(model, field), []).extend(listed)
    return found


def _relation_name(model, field) -> str:
    """Return what the rows are and what the person is in them."""
    kept = getattr(model, "instance_type", None)
    table = f"istoric, {kept._meta.verbose_name}" if kept else model._meta.verbose_name
    return f"{table}: {HISTORY_LABELS.get(field.name, field.verbose_name)}"


def _skipped_fields(model) -> list[str]:
    return [
        one.name for one in model._meta.concrete_fields if isinstance(one, SKIPPED_TYPES) or one.name in SECRET_FIELDS
    ]


def _row(row) -> dict:
    fields = [
        one for one in row._meta.concrete_fields if not isinstance(one, SKIPPED_TYPES) and one.name not in SECRET_FIELDS
    ]
    return {
        HISTORY_LABELS.get(one.name, str(one.verbose_name)): _plain_value(getattr(row, one.attname)) for one in fields
    }


def _plain_value(value):
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
