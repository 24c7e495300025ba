"""Lists of people and invitations: searched, filtered, ordered, a page at a time."""

from collections.abc import Mapping
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from accounts.models import Invitation
from plans.models import Institution, Membership
from portal.romanian import count
from portal.text import QUERY_LIMIT, UNPRINTABLE, fold, has_words

User = get_user_model()
PAGE_SIZE = 25
STATES = {"active": "Active", "dezactivate": "Dezactivate"}
TERMS = {"acum": "Cu un rol în vigoare", "incheiat": "Cu toate rolurile încheiate", "fara": "Fără niciun rol"}
ORDERS = {
    "nume": ("După nume", ["last_name", "first_name", "username"]),
    "intrare": ("Intrate de curând întâi", [F("last_login").desc(nulls_last=True), "pk"]),
    "noi": ("Cele mai noi conturi întâi", ["-date_joined", "-pk"]),
}


def people_page(sent: Mapping[str, str]) -> dict:
    """Return what the list of people shows; the number of queries does not depend on how many there are."""
    asked = {name: _query_text(sent, name) for name in ("cauta", "institutie", "rol", "stare", "valabil", "ordine")}
    rows = _filter_people(User.objects.all(), asked)
    order = ORDERS.get(asked["ordine"], ORDERS["nume"])[1]
    steps = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    roles = Membership.objects.select_related("institution").order_by("institution__short_name", "role")
    rows = rows.annotate(has_second_step=Exists(steps)).order_by(*order)
    rows = rows.prefetch_related(Prefetch("memberships", roles, to_attr="held"))
    shown = Paginator(rows, PAGE_SIZE).get_page(sent.get("pagina"))
    today = timezone.localdate()
    for person in shown:
        person.roles_in_words = [_role_in_words(one, today) for one in person.held]
    return {
        "asked": asked,
        "is_filter": any(asked[name] for name in asked if name != "ordine"),
        "sentence": count(shown.paginator.count, "persoană", "persoane"),
        "filters": _filters(),
        **_page_context(shown, asked),
    }


def invitations_page(sent: Mapping[str, str]) -> dict:
    """Return what the list of invitations shows."""
    asked = {"cauta": _query_text(sent, "cauta"), "stare": _query_text(sent, "stare")}
    rows = Invitation.objects.select_related("institution", "invited_by", "accepted_by")
    if asked["stare"] == "deschise":
        rows = rows.open()
    sought = fold(asked["cauta"]).split()
    if sought:
        told = rows.values_list("pk", "email", "first_name", "last_name")
        rows = rows.filter(pk__in=[pk for pk, *texts in told if has_words(sought, *texts)])
    shown = Paginator(rows, PAGE_SIZE).get_page(sent.get("pagina"))
    return {
        "asked": asked,
        "is_filter": any(asked.values()),
        "sentence": count(shown.paginator.count, "invitație", "invitații"),
        "filters": {"states": {"deschise": "Nefolosite încă"}},
        **_page_context(shown, asked),
    }


def _filter_people(rows: QuerySet, asked: dict[str, str]) -> QuerySet:
    held = Membership.objects.filter(user=OuterRef("pk"))
    if asked["institutie"]:
        held = held.filter(institution__code=asked["institutie"])
    if asked["rol"]:
        held = held.filter(role=asked["rol"])
    if asked["valabil"] == "acum":
        rows = rows.filter(Exists(held.current()))
    elif asked["valabil"] == "incheiat":
        rows = rows.filter(Exists(held)).exclude(Exists(held.current()))
    elif asked["valabil"] == "fara":
        rows = rows.exclude(Exists(held))
    elif asked["institutie"] or asked["rol"]:
        rows = rows.filter(Exists(held))
    if asked["stare"] in STATES:
        rows = rows.filter(is_active=asked["stare"] == "active")
    sought = fold(asked["cauta"]).split()
    if sought:
        told = User.objects.order_by().values_list("pk", "username", "first_name", "last_name", "email")
        rows = rows.filter(pk__in=[pk for pk, *texts in told if has_words(sought, *texts)])
    return rows


def _role_in_words(one: Membership, today) -> str:
    state = ""
    if one.valid_from > today:
        state = f" (din {one.valid_from:%d.%m.%Y})"
    elif one.valid_until and one.valid_until < today:
        state = f" (încheiat la {one.valid_until:%d.%m.%Y})"
    elif one.valid_until:
        state = f" (până la {one.valid_until:%d.%m.%Y})"
    return f"{one.get_role_display()}, {one.institution.short_name}{state}"


def _filters() -> dict:
    return {
        "institutions": dict(Institution.objects.order_by("name").values_list("code", "name")),
        "roles": {value: label.capitalize() for value, label in Membership.Role.choices},
        "states": STATES,
        "terms": TERMS,
        "orders": {name: label for name, (label, _by) in ORDERS.items()},
    }


def _page_context(shown, asked: dict[str, str]) -> dict:
    def address(number):
        return "?" + urlencode({name: value for name, value in (asked | {"pagina": number}).items() if value})

    return {
        "page": shown,
        "previous": address(shown.previous_page_number()) if shown.has_previous() else "",
        "next": address(shown.next_page_number()) if shown.has_next() else "",
    }


def _query_text(sent: Mapping[str, str], name: str) -> str:
    return UNPRINTABLE.sub("", sent.get(name, ""))[:QUERY_LIMIT].strip()
