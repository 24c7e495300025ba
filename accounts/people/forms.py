"""What an administrator fills in about people, and what an invited person does."""

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.entering.forms import HINT_FOR_NEW
from plans.models import Institution, Membership
from plans.workspace.institution_choice import offer_institutions
from portal.forms.days import DayField
from portal.forms.texts import TextFormField

User = get_user_model()


class RoleTermForm(forms.Form):
    """From when until when a role is held, the office that is printed beside the name, and when it signs."""

    valid_from = DayField(label="Rolul începe la", initial=timezone.localdate)
    valid_until = DayField(
        label="Rolul se încheie la",
        required=False,
        help_text="Ultima zi în care persoana mai lucrează; goală, dacă nu se știe. De exemplu sfârșitul mandatului.",
    )

    office = TextFormField(
        label="Funcția în instituție",
        max_length=200,
        required=False,
        help_text="Se tipărește lângă nume, de exemplu la prezența într-o ședință: președinte, consilier județean.",
    )
    signing_place = forms.IntegerField(
        label="Locul la semnare",
        min_value=1,
        max_value=99,
        required=False,
        help_text="Al câtelea semnează informările și rapoartele. Gol: președintele este 1, vicepreședintele 2, "
        "secretarul 3, ceilalți cu o funcție 4, iar „membru” nu semnează.",
    )

    def clean(self):
        """Refuse an end before the beginning."""
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "Rolul nu se poate încheia înainte de a începe.")
        return cleaned


class RoleForm(RoleTermForm):
    """A role in an institution, for a time."""

    institution = forms.ModelChoiceField(Institution.objects.none(), label="Instituția", empty_label="Alegeți")
    role = forms.ChoiceField(label="Rolul", choices=[("", "Alegeți"), *Membership.Role.choices])
    field_order = ["institution", "role", "valid_from", "valid_until", "office", "signing_place"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_institutions(self.fields["institution"], Institution.objects.all(), name_of=lambda one: one.name)


class InvitationForm(RoleForm):
    """Who is invited, and with which role; office and signing are written down with the role once it is held."""

    office, signing_place = None, None
    first_name = TextFormField(label="Prenumele", max_length=150)
    last_name = TextFormField(label="Numele de familie", max_length=150)
    email = forms.EmailField(
        label="Adresa de e-mail",
        help_text="Adresa de serviciu, de exemplu ana.pop@cjcluj.ro. Dacă are deja cont, primește numai rolul.",
    )
    field_order = ["first_name", "last_name", "email", *RoleForm.field_order]


class ReasonForm(forms.Form):
    """Why something is done to an account."""

    reason = TextFormField(
        label="Motivul",
        max_length=500,
        help_text="Rămâne în istoricul persoanei. De exemplu: „A plecat din instituție la 31 martie.”",
    )


class PersonForm(forms.Form):
    """What a person is called, and where mail reaches them."""

    first_name = TextFormField(label="Prenumele", max_length=150, required=False)
    last_name = TextFormField(label="Numele de familie", max_length=150, required=False)
    email = forms.EmailField(label="Adresa de e-mail", required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial={name: getattr(person, name) for name in self.base_fields}, **kwargs)
        self.person = person

    def clean_email(self):
        """Refuse an address that another account has."""
        email = self.cleaned_data["email"].strip().lower()
        if email and User.objects.exclude(pk=self.person.pk).filter(email__iexact=email).exists():
            raise ValidationError("Alt cont are această adresă.")
        return email


class AcceptInvitationForm(forms.Form):
    """The user name and the password that an invited person chooses."""

    username = forms.CharField(
        label="Numele de utilizator",
        max_length=150,
        help_text="Litere fără diacritice, cifre și semnele . - _, de exemplu ana.pop. Cu el sau cu adresa de e-mail "
        "intrați în cont.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password1 = forms.CharField(
        label="Parola",
        strip=False,
        help_text=HINT_FOR_NEW,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Parola, încă o dată",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_username(self):
        """Refuse a name that is taken, in whatever case, or that looks like somebody's address."""
        name = self.cleaned_data["username"]
        if "@" in name:
            raise ValidationError("Alegeți un nume fără „@”. Cu adresa de e-mail puteți intra oricum.")
        return get_adapter().clean_username(name)

    def clean(self):
        """Hold the password against the rules, knowing the person."""
        cleaned = super().clean()
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", "Cele două parole nu sunt la fel.")
        elif first:
            one = self.invitation
            person = User(
                username=cleaned.get("username", ""),
                email=one.email,
                first_name=one.first_name,
                last_name=one.last_name,
            )
            try:
                password_validation.validate_password(first, person)
            except ValidationError as refusal:
                self.add_error("password1", refusal)
        return cleaned


class ConfirmPasswordForm(forms.Form):
    """The person's own password, before what cannot be undone."""

    password = forms.CharField(
        label="Parola dumneavoastră",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
