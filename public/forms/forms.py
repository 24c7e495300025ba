"""What every form that anybody may send has in common; what it asks is its own."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from public.forms.limits import FormLimits, count_use
from public.forms.origin import is_sent_from_here
from public.forms.tokens import SHORTEST, make_token, read_token

STATUSES = {"foreign": 403, "often": 429}
TRAP = "website"


class PublicForm(forms.Form):
    """A form that anybody may send: it is refused from other sites' pages, to machines, and where it comes too often.

    A refusal gives back everything that was typed. `purpose` names the form in tokens and counts. Once the form is
    valid, `key` is a secret that only who was shown it knows: the same one when it is sent twice, so that what is
    stored under it is stored once.
    """

    purpose = ""
    limits = FormLimits()

    token = forms.CharField(required=False, widget=forms.HiddenInput, max_length=300)
    website = forms.CharField(
        label=_("Lăsați gol acest câmp"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, request, **more):
        self.request, self.key = request, ""
        super().__init__(request.POST.copy() if request.method == "POST" else None, **more)
        self.initial["token"] = make_token(self.purpose)

    @property
    def asked_fields(self) -> list[forms.BoundField]:
        """Return the fields that a person fills in."""
        return [field for field in self.visible_fields() if field.name != TRAP]

    @property
    def status(self) -> int:
        """Return the status of the answer that shows the form."""
        refusals = self.non_field_errors().as_data() if self.is_bound else []
        return next((STATUSES[one.code] for one in refusals if one.code in STATUSES), 200)

    def _post_clean(self):
        """Refuse what no reader sends; a form that is sent as it should be is counted once the rest is in order."""
        try:
            self._check_sending()
            if not self.errors:
                count_use(self.request, self.purpose, self.limits)
        except ValidationError as refused:
            self.add_error(None, refused)

    def _check_sending(self) -> None:
        token = read_token(self.purpose, self.cleaned_data.get("token", ""))
        if token is None:
            self.data["token"] = self.initial["token"]
        else:
            self.key = token.key
        is_trapped = bool(self.data.pop(TRAP, [""])[-1])
        if not is_sent_from_here(self.request):
            raise ValidationError(
                gettext(
                    "Formularul a fost trimis de pe altă pagină decât a portalului. Verificați ce este scris și "
                    "trimiteți de aici."
                ),
                code="foreign",
            )
        if token is None:
            raise ValidationError(gettext("Formularul a expirat. Verificați ce ați scris și trimiteți încă o dată."))
        if token.age < SHORTEST and not self.errors:
            raise ValidationError(
                gettext(
                    "Formularul a fost trimis prea repede după ce s-a deschis. Verificați ce ați scris și trimiteți "
                    "încă o dată."
                )
            )
        if is_trapped:
            raise ValidationError(
                gettext("A fost completat un câmp care trebuie să rămână gol; acum este golit. Trimiteți încă o dată.")
            )
