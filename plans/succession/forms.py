"""The form of next year's plan: what it is called, and what of this year's it takes along."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from plans.document.columns import ColumnType
from plans.editing.new_plan.forms import YEARS, NewPlanForm
from plans.extensions import EXTENSIONS, SuccessionOffer
from plans.models import Element, Plan
from plans.outline import CODE, ORDERING_FIELDS, PARENT, PK, load_outline
from plans.succession.actions import SuccessionChoices, year_proposals
from plans.succession.renewal import Renewal, YearProposal, next_period
from portal.romanian import count, inside, period_until

LEVEL, CODE_FORMAT, TITLE = range(len(ORDERING_FIELDS), len(ORDERING_FIELDS) + 3)
# Beyond these many, only whole branches are offered, and the years of the first texts.
BRANCHES, PROPOSALS = 300, 300
TERM_CHOICES = (
    ("renewed", "Mutate odată cu perioada"),
    ("kept", "Neschimbate"),
    ("", "Fără termene de finalizare"),
)
BUDGET_CHOICES = (
    ("labels", "Numai denumirile, cu sumele de completat"),
    ("sums", "Cu sumele și ponderile de acum"),
    ("", "Fără buget"),
)
SOURCE_CHANGED = "Între timp s-a schimbat ce are planul. Vedeți din nou ce se copiază, apoi trimiteți încă o dată."


@dataclass(frozen=True)
class SuccessorBranch:
    """An element that can be left out, with how many stand below it, and the branches right below."""

    pk: int
    code: str
    title: str
    below: int
    branches: list["SuccessorBranch"]


class SuccessorForm(NewPlanForm):
    """What the plan after another one is called, and what it takes along; everything is proposed."""

    texts = forms.BooleanField(label="Textele secțiunilor", required=False, initial=True)
    signatories = forms.BooleanField(label="Semnatarii", required=False, initial=True)
    levels = forms.MultipleChoiceField(
        label="Elementele, pe niveluri", required=False, widget=forms.CheckboxSelectMultiple
    )
    kept = forms.MultipleChoiceField(label="Ramurile care se iau", required=False)
    terms = forms.ChoiceField(label="Termenele", required=False, widget=forms.RadioSelect, choices=TERM_CHOICES)
    budget = forms.ChoiceField(label="Bugetul", required=False, widget=forms.RadioSelect, choices=BUDGET_CHOICES)
    years = forms.MultipleChoiceField(label="Anii din texte", required=False)
    seen_branches = forms.CharField(label="Ramurile văzute", required=False, widget=forms.HiddenInput)

    def __init__(self, *args, source: Plan, **kwargs):
        period = next_period(source.period_start, source.period_end)
        super().__init__(*args, initial=_initial_values(source, period), **kwargs)
        self.source = source
        self.outline = load_outline(source, "level_id", "level__code_format", "title")
        self.renewal = Renewal((source.period_start, source.period_end), self._period(period))
        self.proposals = list(year_proposals(source, self.renewal))
        self.branches = self._branches()
        self.offers = [offer for extension in EXTENSIONS for offer in extension.succession_offers(source, self._all())]
        self._propose()

    def _period(self, proposed) -> tuple[datetime.date, datetime.date]:
        """Return the period that was sent, if it is one; otherwise the one proposed."""
        try:
            sent = [self.fields[name].clean(self.data.get(name)) for name in ("period_start", "period_end")]
        except ValidationError:
            return proposed
        return tuple(sent) if all(day.year in YEARS for day in sent) else proposed

    def _propose(self) -> None:
        """Offer everything there is, all of it chosen."""
        counts = Counter(row[LEVEL] for _depth, row in self.outline.walk())
        levels = [level for level in self.source.level_set.all() if counts[level.pk]]
        names = {one.pk: count(counts[one.pk], inside(one.name), inside(one.name_plural)) for one in levels}
        for name, keys in (
            ("levels", {str(pk): label for pk, label in names.items()}),
            ("kept", dict.fromkeys(map(str, self._branch_keys()), "")),
            ("years", {one.key: "" for one in self.shown_proposals}),
        ):
            self.fields[name].choices = list(keys.items())
            self.fields[name].initial = list(keys)
            self.fields[name].error_messages["invalid_choice"] = SOURCE_CHANGED
        self.fields["seen_branches"].initial = self._branches_mark()
        for offer in self.offers:
            self.fields[offer.name] = offer_field(offer)
        for name, is_there in self._there().items():
            if not is_there:
                del self.fields[name]

    def _there(self) -> dict[str, bool]:
        """Tell which of the things that not every plan has this one has."""
        dated = ~Q(completion_term="") | ~Q(evaluation_term="") | Q(completion_due__isnull=False)
        return {
            "terms": Element.objects.filter(dated, level__plan=self.source).exists(),
            "budget": self.source.budgetline_set.exists() or _has_sums(self.source),
            "signatories": self.source.signatory_set.exists(),
        }

    def clean(self):
        """Refuse a choice of branches when there are others now: what was added would stay behind unseen."""
        cleaned = super().clean()
        if cleaned.get("seen_branches") != self._branches_mark() and "kept" not in self.errors:
            self.add_error(None, SOURCE_CHANGED)
        self.data = self.data.copy()
        self.data["seen_branches"] = self._branches_mark()
        return cleaned

    def _branches_mark(self) -> str:
        """Return what tells the offered branches from those of another moment."""
        return f"{len(list(self._branch_keys()))}-{max(self._branch_keys(), default=0)}"

    @property
    def shown_proposals(self) -> list[YearProposal]:
        """Return the years that are offered to be renewed."""
        return self.proposals[:PROPOSALS]

    @property
    def proposals_left(self) -> int:
        """Return how many years are not offered, there being too many."""
        return len(self.proposals) - len(self.shown_proposals)

    @property
    def kept_now(self) -> set[int]:
        """Return the branches that the form shows as taken."""
        return {int(pk) for pk in self["kept"].value() or () if pk in dict(self.fields["kept"].choices)}

    @property
    def years_now(self) -> set[str]:
        """Return the years that the form shows as renewed."""
        return set(self["years"].value() or ())

    @property
    def choices(self) -> SuccessionChoices:
        """Return what was chosen, in a form that was found valid."""
        sent = self.cleaned_data
        return SuccessionChoices(
            texts=sent["texts"],
            levels=frozenset(map(int, sent["levels"])),
            left_out=frozenset(self._branch_keys()) - frozenset(map(int, sent["kept"])),
            terms=sent.get("terms", ""),
            budget=sent.get("budget", ""),
            signatories=sent.get("signatories", False),
            years=frozenset(sent["years"]),
            parts={offer.name: sent[offer.name] for offer in self.offers},
        )

    def _all(self) -> list[int]:
        return [row[PK] for _depth, row in self.outline.walk()]

    def _branch_keys(self) -> Iterator[int]:
        for branch in self.branches:
            yield branch.pk
            yield from (below.pk for below in branch.branches)

    def _branches(self) -> list[SuccessorBranch]:
        """Return the roots, and what stands right below them unless it is too many."""
        below: Counter[int] = Counter()
        for _depth, row in reversed(list(self.outline.walk())):
            below[row[PARENT]] += below[row[PK]] + 1
        roots = self.outline.siblings(None)
        children = {row[PK]: self.outline.siblings(row[PK]) for row in roots}
        if len(roots) + sum(map(len, children.values())) > BRANCHES:
            children = {}
        return [_branch(root, below, [_branch(row, below, []) for row in children.get(root[PK], ())]) for root in roots]


def offer_field(offer: SuccessionOffer) -> forms.ChoiceField:
    """Return the field in which an offer is answered."""
    return forms.ChoiceField(
        label=offer.label,
        help_text=offer.hint,
        required=False,
        choices=offer.answers,
        initial=offer.answers[0][0],
        widget=forms.RadioSelect,
    )


def _has_sums(source: Plan) -> bool:
    """Tell whether the elements have a column of sums."""
    columns = (column for level in source.level_set.all() for column in level.own_columns)
    return any(column.type == ColumnType.MONEY for column in columns)


def _initial_values(source: Plan, period) -> dict:
    """Return what the plan after another one may be called, for the period after."""
    renewal = Renewal((source.period_start, source.period_end), period)
    names = {name: renewal.text(getattr(source, name)) for name in ("short_title", "title", "subtitle", "slug")}
    # Two plans of one name could not be told apart.
    if names["short_title"] == source.short_title:
        names["short_title"] = f"{source.short_title} {period_until(*period)}"
    if names["slug"] == source.slug:
        names["slug"] = ""
    parts = {"terms": TERM_CHOICES[0][0], "budget": BUDGET_CHOICES[0][0]}
    days = dict(zip(("period_start", "period_end"), period, strict=True))
    return {**names, **days, **parts, "owner": source.owner_id, "reviewer": source.reviewer_id}


def _branch(row, below: Counter, branches: list[SuccessorBranch]) -> SuccessorBranch:
    code = row[CODE_FORMAT].format(code=row[CODE]) if row[CODE] else ""
    return SuccessorBranch(row[PK], code, row[TITLE], below[row[PK]], branches)
