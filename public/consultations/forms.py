"""What readers send to a consultation: a proposal, or that they take theirs back."""

from django.utils.translation import gettext

from plans.consultations.forms import ProposalFields
from public.forms.forms import PublicForm


class PublicProposalForm(ProposalFields, PublicForm):
    """A proposal; who writes says their name, which becomes public only where they agree."""

    purpose = "consultation-proposal"

    def __init__(self, request, **more):
        super().__init__(request, **more)
        self.fields["author"].required = True
        self.fields["email"].help_text = gettext(
            "Nu este publică. Acolo vin confirmarea și răspunsul; se șterge când consultarea se încheie."
        )
        self.fields["author"].help_text = gettext(
            "Se publică numai dacă bifați mai jos; altfel îl știe numai instituția."
        )


class TakeBackForm(PublicForm):
    """An author takes a proposal back."""

    purpose = "consultation-take-back"
