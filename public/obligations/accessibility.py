"""What is true of the portal's accessibility, as its statement says it: what is tested, and what is published."""

import datetime
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from indicators.models import Evidence, Report
from public.models import PlanSummary

# When the words of the statement were last gone through; the law wants it at least once a year.
REVIEWED_ON = datetime.date(2026, 11, 28)
# What the tests of every version look at, in words.
CHECKS = (
    _(
        "paginile publice, una de fiecare fel, afară de cele deschise dintr-un e-mail, cu axe-core (regulile WCAG "
        "2.2 A și AA): pe fond deschis, și pe fond închis la o lățime de 320 de pixeli"
    ),
    _("drumul din antet până în textul unui plan, numai cu tastatura"),
    _("pagina unui plan și trimiterea unei sesizări, fără JavaScript"),
    _("PDF-ul planurilor și al unei informări, cu un validator, față de standardul PDF/UA-1"),
)


@dataclass(frozen=True)
class AccessibilityFacts:
    """What the portal holds that it did not make: signed originals of public editions, files that prove reports."""

    originals: int
    proofs: int

    @property
    def is_full(self) -> bool:
        """Tell whether everything that is published was made by the portal and is tested with it."""
        return not (self.originals or self.proofs)


def accessibility_facts() -> AccessibilityFacts:
    """Return what is published today that others made and nobody has made accessible."""
    real = PlanSummary.objects.real()
    signed = real.aggregate(number=Sum("originals"))["number"] or 0
    proofs = Evidence.objects.exclude(file="").filter(
        report__in=Report.objects.in_force().filter(indicator__plan__in=real.values("plan"))
    )
    return AccessibilityFacts(originals=signed, proofs=proofs.count())
