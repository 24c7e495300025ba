"""The kinds of settings that a plan has beside its tree: what each is called, and what a new one begins with."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from plans.models import AdoptionAct, BudgetLine, Level, Plan, Section, Signatory
from plans.models.plan import PlanSetting


@dataclass(frozen=True, kw_only=True)
class SettingKind:
    """One kind of setting: in addresses, in headings, on buttons; `empty` says what to do where there is none."""

    address: str
    model: type[PlanSetting]
    template: str
    heading: str
    about: str
    add: str
    new: str
    saved: str
    empty: str
    beginning: Callable[[Plan], dict] = lambda plan: {}

    @property
    def add_another_label(self) -> str:
        """Return what the button says that saves a new row and begins one more."""
        return self.add.replace("Adaugă", "Salvează și adaugă încă", 1)


def budget_line_defaults(plan: Plan) -> dict:
    """Return the year and the unit of the plan's last budget line, or the plan's first year."""
    last = plan.budgetline_set.last()
    return {"year": last.year, "unit": last.unit} if last else {"year": plan.period_start.year}


SETTING_KINDS = [
    SettingKind(
        address="sectiuni",
        model=Section,
        template="plans/editing/settings/section.html",
        heading="Secțiuni",
        about="Textul planului, în ordinea în care se citește, și ce urmează după fiecare text: elementele unui nivel, "
        "indicatorii, bugetul sau semnăturile.",
        add="Adaugă o secțiune",
        new="Secțiune nouă",
        saved="Secțiunea este salvată.",
        empty="Planul nu are încă nicio secțiune, deci cititorii n-ar vedea nimic. Adăugați-o pe cea dintâi: un text "
        "de început sau elementele unui nivel.",
    ),
    SettingKind(
        address="niveluri",
        model=Level,
        template="plans/editing/settings/level.html",
        heading="Niveluri",
        about="Treptele planului, de exemplu axă de dezvoltare și măsură, și coloanele tabelului fiecăreia.",
        add="Adaugă un nivel",
        new="Nivel nou",
        saved="Nivelul este salvat.",
        empty="Planul nu are încă niciun nivel. Adăugați, de exemplu, „Obiectiv general”, apoi „Obiectiv specific” "
        "sub el.",
        beginning=lambda plan: {"code_format": "{code}."},
    ),
    SettingKind(
        address="acte",
        model=AdoptionAct,
        template="plans/editing/settings/act.html",
        heading="Acte de adoptare",
        about="Hotărârile prin care s-a adoptat planul; un plan poate avea două, a ATOP și a consiliului județean.",
        add="Adaugă un act",
        new="Act de adoptare nou",
        saved="Actul este salvat.",
        empty="Planul nu are încă un act de adoptare. Adăugați hotărârea după ce este votată.",
        beginning=lambda plan: {"issuer": plan.owner_id},
    ),
    SettingKind(
        address="buget",
        model=BudgetLine,
        template="plans/editing/settings/budget_line.html",
        heading="Buget",
        about="Sumele așa cum sunt tipărite, cu ponderile tipărite. Nimic nu se recalculează.",
        add="Adaugă o linie",
        new="Linie de buget nouă",
        saved="Linia de buget este salvată.",
        empty="Planul nu are buget. Dacă are, adăugați întâi totalul anului, apoi părțile lui.",
        beginning=budget_line_defaults,
    ),
    SettingKind(
        address="semnatari",
        model=Signatory,
        template="plans/editing/settings/signatory.html",
        heading="Semnatari",
        about="Cine semnează planul și în ce funcție; numele apar public, sub plan.",
        add="Adaugă un semnatar",
        new="Semnatar nou",
        saved="Semnatarul este salvat.",
        empty="Planul nu are încă semnatari. Adăugați pe cel care semnează, de exemplu președintele.",
    ),
]
KINDS_BY_ADDRESS = {kind.address: kind for kind in SETTING_KINDS}


def kind_or_404(address: str) -> SettingKind:
    """Return the kind that an address names; what is none is not found."""
    if address not in KINDS_BY_ADDRESS:
        raise Http404
    return KINDS_BY_ADDRESS[address]


def kind_of(model: type[PlanSetting]) -> SettingKind:
    """Return the kind whose rows are of this model."""
    return next(kind for kind in SETTING_KINDS if kind.model is model)
