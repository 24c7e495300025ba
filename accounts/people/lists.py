"""Lists of people and invitations: searched, filtered, ordered, a page at a time."""

from collections.abc import Mapping

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from accounts.models import Invitation
from plans.models import Institution, Membership
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.people import person_name

User = get_user_model()


class PeopleForm(ListForm):
    """The choices above the people who have an account."""

    orders = {
        "nume": ("După nume", ("last_name", "first_name", "username")),
        "intrare": ("Intrate de curând întâi", (F("last_login").desc(nulls_last=True), "pk")),
        "noi": ("Cele mai noi conturi întâi", ("-date_joined", "-pk")),
    }
    TERMS = {"acum": "Cu un rol în vigoare", "incheiat": "Cu toate rolurile încheiate", "fara": "Fără niciun rol"}
    cauta = SearchField("Nume, utilizator sau adresă")
    institutie = forms.ChoiceField(label="Instituția", required=False)
    rol = forms.ChoiceField(label="Rolul", required=False)
    valabil = forms.ChoiceField(label="Rolurile", required=False, choices=choices_of(TERMS.items(), "Oricum"))
    stare = forms.ChoiceField(
        label="Conturile",
        required=False,
        choices=choices_of([("active", "Active"), ("dezactivate", "Dezactivate")], "Toate"),
    )

    def __init__(self, data):
        super().__init__(data, User.objects.all())
        self.set_choices("institutie", Institution.objects.order_by("name").values_list("code", "name"))
        self.set_choices("rol", ((value, label.capitalize()) for value, label in Membership.Role.choices))

    def filter_rows(self, rows):
        """Return the people with such roles and accounts, with what their rows show."""
        rows = self._filter_roles(rows)
        if self.choice("stare"):
            rows = rows.filter(is_active=self.choice("stare") == "active")
        if self.choice("cauta"):
            texts = User.objects.order_by().values_list("pk", "username", "first_name", "last_name", "email")
            rows = rows.filter(pk__in=[pk for pk, *words in texts if self.has_sought(*words)])
        steps = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
        roles = Membership.objects.select_related("institution", "stands_in_for__user")
        roles = roles.order_by("institution__short_name", "role")
        rows = rows.annotate(has_second_step=Exists(steps))
        return rows.prefetch_related(Prefetch("memberships", roles, to_attr="held"))

    def _filter_roles(self, rows: QuerySet) -> QuerySet:
        """Return the people whose roles are as chosen; the term is one of a role in the institution, of the kind."""
        held = Membership.objects.filter(user=OuterRef("pk"))
        if self.choice("institutie"):
            held = held.filter(institution__code=self.choice("institutie"))
        if self.choice("rol"):
            held = held.filter(role=self.choice("rol"))
        if self.choice("valabil") == "acum":
            return rows.filter(Exists(held.current()))
        if self.choice("valabil") == "incheiat":
            return rows.filter(Exists(held)).exclude(Exists(held.current()))
        if self.choice("valabil") == "fara":
            return rows.exclude(Exists(held))
        return rows.filter(Exists(held)) if self.choice("institutie") or self.choice("rol") else rows


class InvitationsForm(ListForm):
    """The choices above the invitations."""

    cauta = SearchField("Nume sau adresă")
    stare = forms.ChoiceField(label="Starea", required=False, choices=choices_of([("deschise", "Nefolosite încă")]))

    def filter_rows(self, rows):
        """Return the invitations in the state and to whom the words name."""
        rows = rows.open() if self.choice("stare") else rows
        if self.choice("cauta"):
            texts = rows.values_list("pk", "email", "first_name", "last_name")
            rows = rows.filter(pk__in=[pk for pk, *words in texts if self.has_sought(*words)])
        return rows


def people_page(sent: Mapping[str, str]) -> dict:
    """Return what the list of people shows; the number of queries does not depend on how many there are."""
    form, today = PeopleForm(sent), timezone.localdate()
    for person in form.page:
        person.roles_in_words = [_role_in_words(one, today) for one in person.held]
    return {"form": form}


def invitations_page(sent: Mapping[str, str]) -> dict:
    """Return what the list of invitations shows."""
    return {
        "form": InvitationsForm(sent, Invitation.objects.select_related("institution", "invited_by", "accepted_by"))
    }


def _role_in_words(one: Membership, today) -> str:
    state = ""
    if one.valid_from > today:
        state = f" (din {one.valid_from:%d.%m.%Y})"
    elif one.ended_at or (one.valid_until and one.valid_until < today):
        state = f" (încheiat la {one.valid_until:%d.%m.%Y})"
    elif one.valid_until:
        state = f" (până la {one.valid_until:%d.%m.%Y})"
    place = f", în locul lui {person_name(one.stands_in_for.user)}" if one.stands_in_for else ""
    return f"{one.get_role_display()}, {one.institution.short_name}{place}{state}"
