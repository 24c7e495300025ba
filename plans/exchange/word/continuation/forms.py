"""The forms of what a document continues: which plan, then which element each of its elements carries on."""

from collections.abc import Sequence

from django import forms

from plans import document as d
from plans import permissions
from plans.exchange.word.continuation.pairs import Continuation
from plans.exchange.word.mapping.draft import DraftElement, PlanDraft
from plans.models import Plan

LABEL_LENGTH = 120
UNKNOWN = "Alegeți din listă un element al planului de acum, sau lăsați câmpul gol dacă elementul este nou."


class PlanBeforeForm(forms.Form):
    """Which plan a document continues."""

    continues = forms.ModelChoiceField(
        Plan.objects.none(),
        label="Continuă un plan din portal?",
        required=False,
        empty_label="Nu, este un plan fără legătură cu altul",
        help_text="Dacă documentul este planul de anul viitor, alegeți planul de acum: fiecare obiectiv știe ce "
        "continuă, iar indicatorii își păstrează definițiile.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        plans = permissions.editable_plans(user).order_by("short_title")
        self.fields["continues"].queryset = plans
        if not plans.exists():
            del self.fields["continues"]


class PairsForm(forms.Form):
    """What some of a document's elements continue, each by the words of the one before as a list offers them."""

    def __init__(self, *args, continuation: Continuation, draft: PlanDraft, numbers: Sequence[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.continuation, self.draft, self.numbers = continuation, draft, numbers
        self.labels = unlike_labels(continuation.before.elements)
        self.uids = {label: uid for uid, label in self.labels.items()}
        for number in numbers:
            old = continuation.pairs.get(number)
            one = draft.elements[number]
            self.fields[f"e-{number}"] = forms.CharField(
                label=f"{short_name(one)} continuă",
                required=False,
                initial=self.labels[old.uid] if old else "",
                widget=forms.TextInput(attrs={"list": "elementele-de-acum", "autocomplete": "off"}),
            )

    @property
    def fields_by_number(self) -> dict[int, forms.BoundField]:
        """Return the field of each element, by its place in the draft."""
        return {number: self[f"e-{number}"] for number in self.numbers}

    def clean(self):
        """Refuse what is not in the list, and an element that two others would continue."""
        cleaned = super().clean()
        here = set(self.numbers)
        holders = {old.uid: number for number, old in self.continuation.pairs.items() if number not in here}
        for number in self.numbers:
            label = cleaned.get(f"e-{number}", "").strip()
            uid = self.uids.get(label)
            if label and uid is None:
                self.add_error(f"e-{number}", UNKNOWN)
            elif uid in holders:
                other = short_name(self.draft.elements[holders[uid]])
                self.add_error(
                    f"e-{number}",
                    f"„{label}” este ales și la „{other}”. Un element de acum are o singură continuare: lăsați gol "
                    "unul dintre cele două câmpuri.",
                )
            elif uid:
                holders[uid] = number
        return cleaned

    @property
    def pairs(self) -> dict[str, str]:
        """Return what each element continues, by its key, in a form that was found valid."""
        keys = self.continuation.keys
        return {keys[number]: self.uids.get(self.cleaned_data[f"e-{number}"].strip(), "") for number in self.numbers}


def short_name(element: DraftElement) -> str:
    """Return the code and the beginning of the title of an element of a document."""
    return f"{element.code} {element.title}".strip()[:LABEL_LENGTH].strip()


def unlike_labels(elements: Sequence[d.ElementValue]) -> dict[str, str]:
    """Return how a list offers each element, by its uid: what would read the same is counted."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for one in elements:
        # Fields give back a text without the space at its end.
        name = " ".join(one.printed_name.split())[:LABEL_LENGTH].strip()
        label, times = name, 1
        while label in taken:
            times += 1
            label = f"{name} ({times})"
        taken.add(label)
        found[one.uid] = label
    return found
