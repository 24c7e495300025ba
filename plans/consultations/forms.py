"""The forms of consultations: opening, debates, proposals and their answers, the end, days declared free."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.approval.forms import HourField
from plans.consultations.subjects import ProposalSubject, element_subjects, section_subjects
from plans.consultations.workdays import LegalDays
from plans.document import Document
from plans.models import BridgeDay, Debate, Proposal
from portal.forms.days import DayField
from portal.forms.lists import ListForm, NameSelect, SearchField
from portal.forms.seen import SeenVersionForm
from portal.forms.texts import ProseFormField, TextFormField
from portal.own_words import own_words
from portal.romanian import long_date

State = Proposal.ProposalState
Way = Proposal.ProposalWay
DEFAULT_SENDING = (
    "Propunerile se trimit de pe pagina consultării, în scris la registratura instituției sau prin e-mail la adresa "
    "instituției, cu mențiunea numărului consultării."
)


def rows(number: int) -> forms.Textarea:
    """Return a text box of so many rows."""
    return forms.Textarea(attrs={"rows": number})


def _choices(subjects: list[ProposalSubject]) -> list[tuple[str, str]]:
    return [(one.key, own_words(one.name[:120])) for one in subjects]


class OpenConsultationForm(forms.Form):
    """The announcement of a draft, with the shortest days that the law allows filled in."""

    substantiation = ProseFormField(
        label="De ce este nevoie de plan",
        help_text="Nota de fundamentare pe scurt: ce problemă rezolvă planul și pe ce se sprijină.",
        widget=rows(6),
    )
    sending = ProseFormField(label="Cum se trimit propunerile", initial=DEFAULT_SENDING, widget=rows(4))
    proposals_until = DayField(label="Propunerile se primesc până la (inclusiv)")
    endorsement_from = DayField(label="Proiectul se trimite spre avizare cel mai devreme la")

    def __init__(self, data=None, *, days: LegalDays):
        super().__init__(data, initial=vars(days))
        self.fields[
            "proposals_until"
        ].help_text = f"Cel puțin 10 zile calendaristice: nu înainte de {long_date(days.proposals_until)}."
        self.fields["endorsement_from"].help_text = (
            f"Cel puțin 30 de zile lucrătoare: nu înainte de {long_date(days.endorsement_from)}. "
            "Sărbătorile legale și zilele libere adăugate sunt socotite."
        )


class DebateForm(forms.ModelForm):
    """A public debate that is announced."""

    at = HourField(label="Data și ora")
    place = TextFormField(label="Locul", max_length=200, help_text="De exemplu „Sala mare, Calea Dorobanților 106”.")
    asked_by = TextFormField(
        label="La cererea",
        max_length=200,
        required=False,
        help_text="Asociația sau autoritatea care a cerut-o în scris, dacă a cerut-o cineva.",
    )

    class Meta:
        model = Debate
        fields = ("at", "place", "asked_by")


class DebateRecordForm(SeenVersionForm):
    """What is kept of a debate that was held."""

    participants = forms.IntegerField(label="Câți au participat", min_value=0, max_value=100_000)
    minutes = ProseFormField(
        label="Minuta",
        help_text="Este publică: numiți oamenii numai dacă sunt de acord, altfel „un participant”.",
        widget=rows(10),
    )


class EndConsultationForm(forms.Form):
    """Why a consultation is stopped, or what is concluded from it."""

    note = ProseFormField(widget=rows(5))

    def __init__(self, data=None, *, label: str, hint: str):
        super().__init__(data)
        self.fields["note"].label, self.fields["note"].help_text = label, hint


class ProposalFields(forms.Form):
    """A proposal on a draft: about what, by whom, in which words."""

    element = forms.ChoiceField(label=_("Despre"), required=False, widget=NameSelect)
    text = ProseFormField(
        label=_("Propunerea"), max_length=10_000, help_text=_("Ce propuneți să se schimbe și de ce."), widget=rows(8)
    )
    author = TextFormField(label=_("Numele"), max_length=120, required=False)
    organisation = TextFormField(
        label=_("Organizația în numele căreia scrieți"), max_length=200, required=False, help_text=_("Este publică.")
    )
    email = forms.EmailField(
        label=_("Adresa de e-mail"),
        required=False,
        max_length=254,
        help_text=_("Nu este publică. Acolo vine răspunsul."),
    )
    name_is_public = forms.BooleanField(label=_("Numele poate fi public, lângă propunere"), required=False)

    def __init__(self, *args, draft: Document, **more):
        super().__init__(*args, **more)
        groups = [(_("Secțiuni"), section_subjects(draft)), (_("Elemente"), element_subjects(draft))]
        named = [(name, _choices(subjects)) for name, subjects in groups if subjects]
        self.fields["element"].choices = [("", _("tot planul")), *named]

    def clean(self):
        """Ask for a name where it is to be public."""
        given = super().clean()
        if given.get("name_is_public") and not given.get("author"):
            self.add_error("author", _("Scrieți numele care poate fi public, sau debifați acordul."))
        return given


class RegisterProposalForm(ProposalFields):
    """A proposal that came otherwise than through the page."""

    WAYS = [(way.value, way.label) for way in (Way.PAPER, Way.EMAIL, Way.DEBATE)]
    way = forms.ChoiceField(label="Cum a venit", choices=WAYS)
    received_on = DayField(label="Primită la")
    field_order = ("way", "received_on")

    def __init__(self, *args, **more):
        super().__init__(*args, **more)
        # Staff write down what somebody else proposed.
        self.fields["text"].help_text = "Cum a fost scrisă sau spusă."
        self.fields["organisation"].label = "Organizația în numele căreia s-a propus"
        self.fields["email"].help_text = "Nu este publică. Acolo vine răspunsul, dacă o lasă autorul."
        self.fields["name_is_public"].label = "Autorul este de acord ca numele lui să fie public"


class AdmitForm(SeenVersionForm):
    """The words in which a proposal becomes public."""

    shown_text = ProseFormField(
        label="Textul public",
        help_text="Cum l-a scris autorul; înlocuiți cu […] numai date personale și injurii.",
        widget=rows(8),
    )


class HideForm(SeenVersionForm):
    """Why a proposal is not public."""

    reason = ProseFormField(label="De ce nu se publică", help_text="Motivul este public.", widget=rows(3))


class AnswerProposalForm(SeenVersionForm):
    """What is answered to a proposal."""

    decision = forms.ChoiceField(label="Răspunsul", choices=Proposal.ProposalDecision.choices, widget=forms.RadioSelect)
    reason = ProseFormField(
        label="Motivul",
        required=False,
        help_text="Obligatoriu dacă nu se preia întreagă (Legea nr. 52/2003, art. 12). Este public.",
        widget=rows(5),
    )


class ProposalListForm(ListForm):
    """The choices above the proposals of a consultation, for staff."""

    orders = {"numar": ("După număr", ("number",)), "noi": ("Cele mai noi întâi", ("-number",))}
    cauta = SearchField("Cuvinte din propunere")
    stare = forms.ChoiceField(label="Starea", required=False)

    def __init__(self, data, rows):
        super().__init__(data, rows)
        states = [(State.WAITING.value, "de verificat"), ("de-raspuns", "fără răspuns")]
        states += [(one.value, one.label) for one in State if one != State.WAITING]
        self.set_choices("stare", states)

    def filter_rows(self, rows):
        """Return the proposals in the state that hold the words."""
        state, words = self.choice("stare"), self.choice("cauta")
        if words:
            rows = rows.filter(text__icontains=words)
        if state == "de-raspuns":
            return rows.filter(state=State.ADMITTED, decision="")
        return rows.filter(state=state) if state else rows


class BridgeDayForm(forms.ModelForm):
    """A day that the Government declared free."""

    day = DayField(label="Ziua")
    act = TextFormField(label="Actul", max_length=150, required=False, help_text="De exemplu „HG nr. 1.234/2026”.")

    class Meta:
        model = BridgeDay
        fields = ("day", "act")
