"""The forms between draft and edition: submitting, publishing at once or at an hour, returning, withdrawing."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from plans.approval.actions import PlanSnapshot
from plans.models import AdoptionAct, Institution
from plans.workspace.institution_choice import offer_institutions
from portal.forms.seen import SeenMixin
from portal.forms.texts import ProseFormField, TextFormField

TOKEN_PATTERN = re.compile(r"([0-9]{1,9})/([0-9]{1,18}:[a-z]{1,20})?/([0-9a-f]{64})/([-+.:0-9T]{19,40})")
ACT_NAMES = {AdoptionAct.ActKind.DISPOSITION: "Dispoziția nr. {}", AdoptionAct.ActKind.OTHER: "Actul nr. {}"}
NO_ACT = "act nou, dacă completați câmpurile de mai jos"


def token_of(seen: PlanSnapshot, at: datetime.datetime) -> str:
    """Return what was seen, and when, as a page carries it."""
    submission = "{}:{}".format(*seen.submission) if seen.submission else ""
    return f"{seen.edition}/{submission}/{seen.content}/{at.isoformat()}"


class SeenField(forms.CharField):
    """What the page showed, and when; what no page showed is refused."""

    widget = forms.HiddenInput

    def to_python(self, value) -> tuple[PlanSnapshot, datetime.datetime]:
        """Return what was seen and the moment when it was shown."""
        found = TOKEN_PATTERN.fullmatch(super().to_python(value) or "")
        try:
            at = found and parse_datetime(found[4])
        except ValueError:
            at = None
        if at is None or timezone.is_naive(at):
            raise ValidationError("Deschideți din nou pagina, apoi hotărâți.")
        pk, _, state = (found[2] or "").partition(":")
        return PlanSnapshot(int(found[1]), (int(pk), state) if pk else None, found[3]), at


class ApprovalDecisionForm(SeenMixin, forms.Form):
    """A decision, with what its page showed; `name` tells the forms of one page apart."""

    seen_field = "seen"
    seen = SeenField()

    def __init__(self, data=None, *, name: str, token: str):
        super().__init__(data, prefix=name, initial={"seen": token})


class ApprovalNoteForm(ApprovalDecisionForm):
    """A decision with a note."""

    note = ProseFormField()

    def __init__(self, data=None, *, label: str, hint: str, required: bool, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["note"] = ProseFormField(
            label=label, help_text=hint, required=required, widget=forms.Textarea(attrs={"rows": 4})
        )


class HourField(forms.DateTimeField):
    """A day and an hour in the county; one that the clock skips or shows twice is refused."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": "Scrieți ziua și ora, de exemplu 01.12.2026 09:00."}

    def __init__(self, **kwargs):
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M"]
        super().__init__(input_formats=formats, **kwargs)

    def to_python(self, value):
        """Return the moment; say plainly when there is no such moment."""
        try:
            return super().to_python(value)
        except ValidationError as error:
            known = error.messages == [self.error_messages["invalid"]]
            message = "La ora aceasta se schimbă ora oficială. Alegeți alta."
            raise error if known else ValidationError(message) from error


class PublishForm(ApprovalDecisionForm):
    """What the public is told of the edition, when it is published, and the act that adopts it."""

    note = ProseFormField(
        label="Ce s-a schimbat",
        help_text="Apare public, lângă numărul ediției. De exemplu: „Termenul măsurii 1.8 este acum 31.12.2026, "
        "potrivit Hotărârii nr. 120/2025.” La prima publicare: „Prima ediție.”",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    act = forms.ModelChoiceField(
        AdoptionAct.objects.none(),
        label="Actul pe care îl completați",
        required=False,
        empty_label=NO_ACT,
        help_text="Unul dintre actele planului: se schimbă numai câmpurile pe care le completați.",
    )
    act_kind = forms.ChoiceField(
        label="Felul actului", required=False, choices=[("", "–"), *AdoptionAct.ActKind.choices]
    )
    act_issuer = forms.ModelChoiceField(Institution.objects.none(), label="Emitentul", required=False, empty_label="–")
    act_number = TextFormField(
        label="Numărul actului", required=False, max_length=40, help_text="De exemplu „77/2019”."
    )
    act_date = forms.DateField(
        label="Data actului", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    act_annex = TextFormField(label="Anexa", required=False, max_length=60, help_text="De exemplu „Anexa nr. 2”.")
    read_warnings = forms.BooleanField(label="Am citit ce este de verificat și public așa")
    publish_at = HourField(
        label="Ziua și ora publicării",
        required=False,
        help_text="Numai dacă programați publicarea. Ora României, de exemplu 01.12.2026 09:00.",
    )

    def __init__(self, data=None, *, plan, has_warnings: bool, note: str, **kwargs):
        super().__init__(data, **kwargs)
        self.initial["note"] = note
        acts = plan.adoptionact_set.all()
        self.fields["act"].queryset = acts
        issuers = Institution.objects.nameable_by(plan)
        offer_institutions(self.fields["act_issuer"], issuers, kept=issuers.values("pk"))
        if not acts:
            del self.fields["act"]
        if not has_warnings:
            del self.fields["read_warnings"]
        self.is_for_later = False

    @property
    def has_act_data(self) -> bool:
        """Tell whether something of the act is filled in or refused."""
        return any(field.value() or field.errors for field in self.act_fields)

    @property
    def act_fields(self) -> list[forms.BoundField]:
        """The fields that only a new act of adoption needs."""
        return [field for field in self if field.name.startswith("act")]

    def clean(self):
        """Ask for the hour where the publication is for later, and for all that a new act needs."""
        given = super().clean()
        if self.is_for_later and not given.get("publish_at") and "publish_at" not in self.errors:
            self.add_error("publish_at", "Alegeți ziua și ora la care se publică.")
        if self._is_new_act(given):
            for name in ("act_kind", "act_issuer", "act_number", "act_date"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, "Un act nou are fel, emitent, număr și dată.")
        return given

    def chosen_act(self) -> AdoptionAct | None:
        """Return the act as it is to be saved, new or completed; nothing where none is given."""
        given = self.cleaned_data
        act = given.get("act") or (AdoptionAct() if self._is_new_act(given) else None)
        if act is None:
            return None
        for name in ("kind", "issuer", "number", "date", "annex"):
            if given[f"act_{name}"]:
                setattr(act, name, given[f"act_{name}"])
        if not act.title:
            act.title = ACT_NAMES.get(act.kind, "Hotărârea nr. {}").format(act.number)
        return act

    def _is_new_act(self, given) -> bool:
        told = any(given.get(f"act_{name}") for name in ("kind", "issuer", "number", "date", "annex"))
        return told and not given.get("act")


class WithdrawForm(forms.Form):
    """Why an edition is taken out of public view."""

    reason = ProseFormField(
        label="Motivul retragerii",
        help_text="Apare public, la adresa ediției. De exemplu: „Anexa 2 lipsea din document.”",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
