"""What is asked of who reports a mistake, of who answers it, and how lists of reports are narrowed."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.forms.lists import ListForm, SearchField, choices_of
from portal.forms.seen import SeenVersionForm
from portal.forms.texts import LineFormField, ProseFormField
from public.forms.forms import PublicForm
from public.forms.limits import is_within
from public.mistakes.actions import ANSWERS
from public.models import MistakeReport

State = MistakeReport.MistakeState
TEXT_LIMIT = 3000
LATE_CHOICE = "restante"
# How many receipts go to one address in a day: it may be a stranger's.
RECEIPTS = "3/d"


class MistakeForm(PublicForm):
    """What a reader says is wrong; only that is asked for."""

    purpose = "mistake"

    text = ProseFormField(
        label=_("Ce este greșit"),
        max_length=TEXT_LIMIT,
        help_text=_("De exemplu „Ținta pe 2024 este 85%, iar în tabelul de la pagina 12 scrie 58%.”"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Scrieți ce este greșit.")},
    )
    proposal = ProseFormField(
        label=_("Cum ar trebui să fie și de unde știți"),
        required=False,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = LineFormField(
        label=_("Numele"), required=False, max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Adresa de e-mail"),
        required=False,
        help_text=_(
            "Ca să primiți dovada primirii și răspunsul. Le găsiți și fără ea, la o adresă pe care o vedeți după "
            "ce trimiteți."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def _post_clean(self):
        """Refuse an address that had enough mails today, once the rest is in order."""
        super()._post_clean()
        email = self.cleaned_data.get("email")
        if email and not self.errors and not is_within(self.request, "mistake.receipt", RECEIPTS, key=email.lower()):
            self.add_error(
                "email",
                gettext(
                    "La această adresă au plecat deja 3 mesaje astăzi. Lăsați câmpul gol: veți vedea pe ecran adresa "
                    "la care urmăriți răspunsul."
                ),
            )


class WithdrawalForm(PublicForm):
    """The button by which a report is taken back."""

    purpose = "mistake.withdrawal"


class AnswerMistakeForm(SeenVersionForm):
    """What was found of a report; who wrote reads it, and what is no report of a mistake needs no words."""

    state = forms.ChoiceField(
        label="Ce s-a constatat",
        choices=[(value, value.label) for value in ANSWERS],
        widget=forms.RadioSelect,
        error_messages={"required": "Alegeți ce s-a constatat."},
    )
    text = ProseFormField(
        label="Răspunsul",
        max_length=TEXT_LIMIT,
        help_text="Îl citește cine a scris; nu se publică. De exemplu „Aveți dreptate: ținta este 85%. Am îndreptat-o, "
        "iar ediția nouă se publică luni.” "
        "La ce nu privește pagina nu se răspunde.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Scrieți răspunsul."},
    )

    def clean(self):
        """Ask for no words to who reported no mistake."""
        cleaned = super().clean()
        if cleaned.get("state") == State.OTHER and self.has_error("text", "required"):
            del self.errors["text"]
            cleaned["text"] = ""
        return cleaned


class PublicMistakesForm(ListForm):
    """The choices above the reports that readers see."""

    orders = {
        "noi": (_("Cele mai noi întâi"), ("-received_at",)),
        "vechi": (_("Cele mai vechi întâi"), ("received_at",)),
    }
    plan = forms.ChoiceField(label=_("Planul"), required=False)
    stare = forms.ChoiceField(label=_("Ce s-a făcut"), required=False)
    an = forms.ChoiceField(label=_("Anul"), required=False)

    def __init__(self, data, rows, titles: dict[str, str]):
        super().__init__(data, rows)
        years = [day.year for day in rows.dates("received_at", "year", order="DESC")]
        self.set_choices(
            "plan", sorted(titles.items(), key=lambda pair: pair[1]), is_asked=len(titles) > 1, is_romanian=True
        )
        self.set_choices("stare", [one for one in State.choices if one[0] != State.OTHER])
        self.set_choices("an", [(year, year) for year in years], is_asked=len(years) > 1)

    def filter_rows(self, rows):
        """Return the reports about the plan, of the year, with the outcome."""
        if self.choice("plan"):
            rows = rows.filter(plan__slug=self.choice("plan"))
        if self.choice("stare"):
            rows = rows.filter(state=self.choice("stare"))
        return rows.filter(received_at__year=int(self.choice("an"))) if self.choice("an") else rows


class PlanMistakesForm(ListForm):
    """The choices above the reports about one plan, for those who write it; those that wait unless others are asked."""

    orders = {
        "termen": ("După termen", ("due_on",)),
        "noi": (_("Cele mai noi întâi"), ("-received_at",)),
    }
    cauta = SearchField("Cuvinte din sesizare")
    stare = forms.ChoiceField(label=_("Starea"), required=False)

    def __init__(self, data, rows):
        super().__init__(data, rows)
        self.fields["stare"].choices = [
            *choices_of([(LATE_CHOICE, "cu termenul depășit")], "De rezolvat"),
            *State.choices,
            ("toate", "Toate"),
        ]

    def filter_rows(self, rows):
        """Return the reports in the state, with the words."""
        state = self.choice("stare")
        if state == LATE_CHOICE:
            rows = rows.filter(state=State.OPEN, due_on__lt=timezone.localdate())
        elif not state:
            rows = rows.filter(state__in=[State.OPEN, State.CONFIRMED])
        elif state != "toate":
            rows = rows.filter(state=state)
        if not self.choice("cauta"):
            return rows
        found = [row.pk for row in rows if self.has_sought(row.place, row.text, row.proposal)]
        return rows.filter(pk__in=found)
