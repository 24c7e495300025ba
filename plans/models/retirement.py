"""What was promised and dropped: it stays, with the day, the reason and the act."""

from django.db import models
from django.db.models import Q

from plans.models.plan import AdoptionAct
from portal.fields import ProseField

RETIREMENT_FIELDS = ("retired_on", "retired_reason", "retired_act")


class Retirable(models.Model):
    """A row that can be retired: nothing more is owed from that day on, its address and its past stay."""

    retired_on = models.DateField(
        "retras din", null=True, blank=True, help_text="Prima zi din care nu se mai urmărește și nu se mai raportează."
    )
    retired_reason = ProseField("motivul retragerii", blank=True, help_text="Se publică odată cu planul.")
    retired_act = models.ForeignKey(
        AdoptionAct,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="actul prin care s-a retras",
    )

    class Meta:
        abstract = True

    @property
    def is_retired(self):
        """Tell whether it was retired, from whatever day on."""
        return self.retired_on is not None


def retirement_constraint(kind: str) -> models.CheckConstraint:
    """Return what the database asks of a retirement: a day with a reason, or nothing."""
    return models.CheckConstraint(
        condition=Q(retired_on=None, retired_reason="", retired_act=None)
        | (Q(retired_on__isnull=False) & ~Q(retired_reason="")),
        name=f"{kind}_retired_with_a_reason",
        violation_error_message="O retragere are ziua din care ține și motivul.",
    )
