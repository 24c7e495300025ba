"""The forms with which people enter and keep their account: allauth's, in the portal's words."""

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.utils import encrypt
from django.core.exceptions import ValidationError

from accounts.entering.adapters import record_lockout
from portal.security_log.recording import Occurrence, record_event

HINT_FOR_NEW = (
    "Cel puțin 10 caractere, nu numai cifre, și să nu semene cu numele dumneavoastră. "
    "De exemplu, patru cuvinte care nu au legătură între ele."
)
NEW_PASSWORD = ("Parola nouă", HINT_FOR_NEW)
PASSWORD_AGAIN = ("Parola nouă, încă o dată", "")
CODE_HINT = "Șase cifre din aplicația de pe telefon, de exemplu 123456, sau unul dintre codurile de rezervă."


class PlainMixin:
    """Gives the fields the portal's labels and hints, and takes away the text inside them."""

    words: dict[str, tuple[str, str]] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label, field.help_text = self.words[name]


class LoginForm(PlainMixin, account.LoginForm):
    """User name or e-mail, and password."""

    words = {"login": ("Numele de utilizator sau adresa de e-mail", ""), "password": ("Parola", "")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")

    def add_prefix(self, field_name):
        """Name the first field as browsers and password keepers know it."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class ChangePasswordForm(PlainMixin, account.ChangePasswordForm):
    """The password of now, and the new one twice."""

    words = {"oldpassword": ("Parola de acum", ""), "password1": NEW_PASSWORD, "password2": PASSWORD_AGAIN}


class ResetPasswordForm(PlainMixin, account.ResetPasswordForm):
    """Where to send the link with which a forgotten password is replaced."""

    words = {"email": ("Adresa de e-mail", "Cea la care ați primit invitația, de exemplu ana@cjcluj.ro.")}

    def clean_email(self):
        """Keep the people who have this address now; one that an account had earlier opens nothing."""
        email = super().clean_email()
        self.users = [one for one in self.users if one.email.lower() == email.lower()]
        return email


class ResetPasswordKeyForm(PlainMixin, account.ResetPasswordKeyForm):
    """The new password, twice."""

    words = {"password1": NEW_PASSWORD, "password2": PASSWORD_AGAIN}


class SetPasswordForm(PlainMixin, account.SetPasswordForm):
    """The first password of an account that had none, twice."""

    words = {"password1": NEW_PASSWORD, "password2": PASSWORD_AGAIN}


class ReauthenticateForm(PlainMixin, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    words = {"password": ("Parola", "")}


class RecordedCodeMixin:
    """Writes down which kind of code was used, which was wrong, and that there were too many."""

    def clean_code(self):
        """Take the code, or write down why not."""
        try:
            return super().clean_code()
        except ValidationError as refusal:
            if refusal.code == "too_many_login_attempts":
                record_lockout(f"second-step:{self.user.pk}", person=self.user)
            else:
                record_event(Occurrence.SECOND_STEP_FAILED, person=self.user)
            raise

    def save(self):
        """Let the person in, and write down with what."""
        super().save()
        record_event(Occurrence.SECOND_STEP_USED, by=self.user, about=self.authenticator.get_type_display())


class CodeForm(RecordedCodeMixin, PlainMixin, mfa.AuthenticateForm):
    """The code of the second step, at login."""

    words = {"code": ("Codul", CODE_HINT)}


class CodeAgainForm(RecordedCodeMixin, PlainMixin, mfa.ReauthenticateForm):
    """The code of the second step, before something that matters."""

    words = {"code": ("Codul", CODE_HINT)}


class ActivateForm(PlainMixin, totp.ActivateTOTPForm):
    """The first code from the application, which shows that it has the secret."""

    words = {"code": ("Codul din aplicație", "Șase cifre, de exemplu 123456.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self):
        """Take the code, once: the one that begins the second step lets nobody in afterwards."""
        code = super().clean_code()
        first = Authenticator(user=self.user, type=Authenticator.Type.TOTP, data={"secret": encrypt(self.secret)})
        if not first.wrap().validate_code(code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    @property
    def grouped_secret(self) -> str:
        """Return the secret in groups of four, for those who type it."""
        return " ".join(self.secret[place : place + 4] for place in range(0, len(self.secret), 4))
