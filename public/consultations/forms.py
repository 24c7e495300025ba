"""What readers send to a consultation: a proposal, or that they take theirs back."""

from django.utils.translation import gettext

from plans.consultations.forms import ProposalFields
from public.forms.forms import PublicForm


class PublicProposalForm(ProposalFields, PublicForm):
    """A proposal; who writes says their name, or that of the organisation for which they write.

    The organisation is public, a name only where its bearer agrees.
    """

    purpose = "consultation-proposal"

    def __init__(self, request, **more):
        super().__init__(request, **more)
        self.fields["email"].help_text = gettext(
            "Nu este publică. Acolo vin confirmarea și răspunsul; se șterge când consultarea se încheie."
        )
        self.fields["author"].help_text = gettext(
            "Se publică numai dacă bifați mai jos; altfel îl știe numai instituția. "
            "Poate lipsi dacă scrieți organizația."
        )

    def clean(self):
        """Ask who proposes."""
        given = super().clean()
        if not (given.get("author") or given.get("organisation") or "author" in self.errors):
            self.add_error("author", gettext("Scrieți numele dumneavoastră sau organizația în numele căreia scrieți."))
        return given


class TakeBackForm(PublicForm):
    """An author takes a proposal back."""

    purpose = "consultation-take-back"
