"""What is written in discussions, and how a list of them is narrowed."""

from functools import cached_property

from django import forms

from plans import permissions
from plans.approval.discussions.mentions import find_mentions, mention_handles
from plans.models import Plan
from portal.forms.lists import ListForm
from portal.forms.texts import ProseFormField


class CommentForm(forms.Form):
    """Plain text; its lines stay as they are written, and @ with a name says who is told of it."""

    text = ProseFormField(
        label="Observația dumneavoastră",
        help_text=(
            "De exemplu „Termenul nu se potrivește cu hotărârea.” O citesc toți cei care lucrează la plan. Pe cine "
            "numiți cu @ (@Nume Prenume) află imediat."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data, *, plan: Plan):
        super().__init__(data)
        self.plan = plan

    def clean_text(self) -> str:
        """Return the text; raise ValidationError where it names somebody who does not read the discussion."""
        text = self.cleaned_data["text"]
        find_mentions(text, self.people)
        return text

    @cached_property
    def people(self):
        """Return those who can be named."""
        return permissions.discussants(self.plan)

    @property
    def handles(self) -> list[str]:
        """Return how each of them is written."""
        return mention_handles(self.people)


class ThreadsForm(ListForm):
    """The choices above the discussions of a plan; the open ones are shown unless others are asked for."""

    orders = {
        "noi": ("Cele mai noi întâi", ("-opened_at",)),
        "vechi": ("Cele mai vechi întâi", ("opened_at",)),
    }
    STATES = [("", "Deschise"), ("rezolvate", "Rezolvate"), ("toate", "Toate")]
    stare = forms.ChoiceField(label="Starea", required=False, choices=STATES)
    ale = forms.ChoiceField(
        label="Ale cui", required=False, choices=[("", "Ale tuturor"), ("mele", "În care am scris")]
    )

    def __init__(self, data, rows, *, user):
        super().__init__(data, rows)
        self.user = user

    def filter_rows(self, rows):
        """Return the discussions in the state, and those in which the person wrote."""
        if self.choice("stare") != "toate":
            rows = rows.filter(resolved_at__isnull=self.choice("stare") != "rezolvate")
        if self.choice("ale"):
            rows = rows.filter(comments__author=self.user).distinct()
        return rows
