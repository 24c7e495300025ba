"""The forms of indicators, for the workspace and the back office alike, and the choices above their list."""

from functools import cached_property

from django import forms
from django.db.models import Exists, OuterRef

from indicators.composition import indicators_without_accumulation
from indicators.editing.actions import element_ranks
from indicators.models import Indicator, Target
from indicators.models.indicator import UNIT_STAYS
from plans.editing.settings.forms import field_labels, formfield_for_dbfield
from plans.models import Element, Institution, Plan
from plans.outline import PK, load_outline
from plans.workspace.institution_choice import offer_institutions
from portal.forms.lists import ListForm, SearchField, choices_of
from portal.forms.versioned import VersionedForm
from portal.text import fold

JOINERS = {
    "": "nimic: este primul, sau stă pe un rând al lui",
    ", ": "virgulă: „, ”",
    " și ": "cuvântul „ și ”",
    "; ": "punct și virgulă: „; ”",
}
GROUPS = {
    "Ce se măsoară": ("title", "element", "joiner", "nature", "minimal"),
    "Cum se măsoară": ("unit", "direction", "definition", "verification_source"),
    "De unde se pornește": ("baseline_value", "baseline_period", "baseline_source"),
    "Cine raportează și cât de des": ("institution", "frequency", "accumulation"),
}
FIELDS = tuple(name for names in GROUPS.values() for name in names)
HINTS = {
    "title": "Așa cum îl tipărește planul. De exemplu „Numărul de actualizări anuale” sau „Creșterea procentului de "
    "recuperare a prejudiciilor în cauzele penale economico-financiare”.",
    "element": "Obiectivul, direcția sau măsura de care ține; gol pentru un indicator al întregului plan.",
    "nature": "Hotărăște ce se cere la raportare: un număr, două numere (raport, procent, evoluție), da sau nu "
    "(jalon), un text. De exemplu „Existența parteneriatului” este un jalon. Nu se mai schimbă după ce se raportează.",
    "minimal": "Planurile ATOP au indicatori de performanță minimali, pe care inspectoratul se obligă să îi atingă.",
    "unit": "La plural, așa cum stă după număr: „accidente”, „%”, „minute”.",
    "direction": "De exemplu, la numărul de accidente sensul bun este scăderea.",
    "definition": "Ce se numără și ce nu, pe înțelesul oricui. De exemplu „Accidentele cu cel puțin o persoană rănită, "
    "pe drumurile naționale și județene”.",
    "verification_source": "De unde se poate verifica valoarea. De exemplu „Registrul procedurilor interne”.",
    "baseline_value": "Valoarea față de care se compară, de exemplu 12,5. Fără unitate de măsură.",
    "baseline_period": "De exemplu „2023”.",
    "baseline_source": "De exemplu „Raportul de activitate pe 2023”.",
    "frequency": "Cât de des se cere o raportare. Fără frecvență, indicatorul nu se cere nimănui.",
    "accumulation": "Se cere când se raportează mai des decât sunt țintele; altfel indicatorul nu se poate aprecia. De "
    "exemplu, 3 accidente în trimestrul I și 2 în al doilea fac 5: se adună. La gradul de ocupare a posturilor "
    "contează ultima valoare. La un raport se adună numărătorii și numitorii, nu procentele.",
    "institution": "Cine trimite valorile. Fără instituție, indicatorul nu se cere nimănui.",
}
# What the form says instead once the indicator is reported.
REPORTED_HINTS = {
    "nature": "Indicatorul se raportează, deci natura lui nu se mai schimbă.",
    "institution": "Altă instituție răspunde de la publicare, pentru perioadele care nu s-au încheiat și pe care nu "
    "le-a început nimeni. Ce s-a raportat și ce este restant rămân la instituția de acum, cu dovezile și corecturile.",
    "frequency": "Altă frecvență ține de la publicare: ce s-a raportat rămâne, iar zilele pe care nu le acoperă nicio "
    "raportare se cer mai departe.",
}
MISSING_CHOICES = {
    "tinta": "fără țintă",
    "institutie": "fără instituție",
    "frecventa": "fără frecvență",
    "cumulare": "fără regulă de cumulare",
}


class EditIndicatorForm(VersionedForm):
    """An indicator; its nature stays once it is reported, and the spaces of its joiner are part of what is printed."""

    joiner = forms.ChoiceField(
        label="Legat de cel dinainte prin",
        required=False,
        help_text="Numai când planul tipărește mai mulți indicatori în aceeași celulă. De exemplu „Numărul de "
        "aplicații înlocuite, numărul de aplicații noi achiziționate”: al doilea e legat prin virgulă.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        joiner, plan = self.instance.joiner, self.instance.plan
        known = JOINERS if joiner in JOINERS else {**JOINERS, joiner: f"„{joiner}”"}
        self.fields["joiner"].choices = list(known.items())
        kept = [self.instance.institution_id]
        offer_institutions(self.fields["institution"], Institution.objects.nameable_by(plan), kept=kept)
        self.fields["institution"].empty_label = "Nicio instituție"
        self.fields["element"].queryset = Element.objects.filter(level__plan=plan)
        self.fields["element"].choices = [("", "Întregul plan"), *element_choices(plan)]
        if self.instance.pk and self.instance.reports.exists():
            self.fields["nature"].disabled = True
            for name, words in REPORTED_HINTS.items():
                self.fields[name].help_text = words
        if self.instance.pk and self.instance.has_figures:
            self.fields["unit"].disabled = True
            self.fields["unit"].help_text = UNIT_STAYS


class NewIndicatorForm(EditIndicatorForm):
    """A new indicator; its identity comes with the form, so that a second click adds no other."""

    uid = forms.UUIDField(widget=forms.HiddenInput)

    def find_duplicate(self) -> Indicator | None:
        """Return the indicator that this very form added to the plan before, if it was sent a second time."""
        try:
            uid = self.fields["uid"].clean(self.data.get("uid"))
        except forms.ValidationError:
            return None
        rows = self.instance.plan.indicators.select_related("plan", "institution", "element__level__plan")
        return rows.filter(uid=uid).first()

    def clean_uid(self):
        """Give the indicator the identity that the form came with, unless another plan's has it."""
        uid = self.cleaned_data["uid"]
        if Indicator.objects.filter(uid=uid).exclude(plan=self.instance.plan).exists():
            raise forms.ValidationError("Formularul nu mai este bun: deschideți-l din nou.")
        self.instance.uid = uid
        return uid


def indicator_form_class(form: type[EditIndicatorForm]) -> type[EditIndicatorForm]:
    """Return the form with the fields of an indicator."""
    return forms.modelform_factory(
        Indicator,
        form=form,
        fields=FIELDS,
        labels=field_labels(Indicator, FIELDS, {"element": "De ce ține", "frequency": "Se raportează"}),
        help_texts=HINTS,
        formfield_callback=formfield_for_dbfield,
    )


def element_choices(plan: Plan) -> list[tuple[int, str]]:
    """Return the plan's elements in reading order, each with its key; one query."""
    rows = load_outline(plan, "title", "level__code_format").walk()
    named = ((row[PK], row[-1].format(code=row[4]) if row[4] else "", row[-2]) for _depth, row in rows)
    return [(pk, f"{code} {title}".strip()[:100]) for pk, code, title in named]


class IndicatorListForm(ListForm):
    """The choices above the list of a plan's indicators."""

    orders = {"plan": ("În ordinea planului", ()), "titlu": ("După titlu", ()), "numar": ("După număr", ())}
    cauta = SearchField("Caută în titlu")
    fara = forms.ChoiceField(
        label="Ce lipsește", required=False, choices=choices_of(MISSING_CHOICES.items(), "Nimic anume")
    )
    institutie = forms.ChoiceField(label="Instituția", required=False)

    def __init__(self, data, plan: Plan):
        self.plan = plan
        super().__init__(data, plan.indicators.all())
        pairs = Institution.objects.filter(indicators__plan=plan).distinct().values_list("code", "short_name")
        self.set_choices("institutie", pairs)

    @property
    def is_in_plan_order(self) -> bool:
        """Tell whether all indicators stand as the plan reads them, so that they may be moved."""
        return not self.is_narrowed and self.order == "plan"

    def filter_rows(self, rows):
        """Return the indicators that lack what was chosen, and of the institution."""
        targets = Target.objects.in_force().filter(indicator=OuterRef("pk"))
        lacking = {
            "tinta": rows.filter(~Exists(targets)),
            "institutie": rows.filter(institution=None),
            "frecventa": rows.filter(frequency=""),
        }
        if self.choice("fara") == "cumulare":
            rows = rows.filter(pk__in=[row.pk for row in indicators_without_accumulation(self.plan)])
        rows = lacking.get(self.choice("fara"), rows)
        return rows.filter(institution__code=self.choice("institutie")) if self.choice("institutie") else rows

    @cached_property
    def rows(self) -> list[tuple[int, int | None]]:
        """Return the key and the element of each indicator that was asked for, in the order asked for."""
        rows = self.filter_rows(self.all_rows).order_by("position", "pk")
        found = [row for row in rows.values_list("pk", "element_id", "title", "number") if self.has_sought(row[2])]
        if self.order == "titlu":
            found.sort(key=lambda row: fold(row[2]))
        elif self.order == "numar":
            found.sort(key=lambda row: row[3])
        else:
            known = element_ranks(self.plan)
            found.sort(key=lambda row: known.get(row[1], len(known)))
        return [row[:2] for row in found]
