"""How often a form may be sent, counted in the database where failed logins are counted, for all processes.

The client's address is the one that logins are counted by: a proxy is believed where one is set, and IPv6 counts by
network. It is not kept: what is counted under is a digest that needs the portal's key.
"""

from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext


@dataclass(frozen=True)
class FormLimits:
    """How often one client and all together may send a form: how many in how long, as "5/10m,20/d"."""

    per_client: str = "5/10m,20/d"
    overall: str = "300/h"


def count_use(request, purpose: str, limits: FormLimits) -> None:
    """Count that a form is sent; raise ValidationError where that is too often: then it counts for nobody."""
    # Asked before the client is counted, so that a flood leaves no row for each of its addresses.
    is_open = is_within(request, purpose, limits.overall, dry_run=True)
    if is_open and not is_within(request, purpose, limits.per_client, key=client_digest(request)):
        raise ValidationError(
            gettext(
                "De la adresa dumneavoastră de internet s-au trimis prea multe mesaje într-un timp scurt. Ce ați scris "
                "a rămas mai jos: așteptați 10 minute și trimiteți încă o dată. În aceeași zi se primesc cel mult 20."
            ),
            code="often",
        )
    if not is_open or not is_within(request, purpose, limits.overall):
        raise ValidationError(
            gettext(
                "Portalul primește acum neobișnuit de multe mesaje. Ce ați scris a rămas mai jos: copiați textul și "
                "trimiteți încă o dată peste o oră."
            ),
            code="often",
        )


def is_within(request, action: str, rates: str, *, key: str = "", dry_run: bool = False) -> bool:
    """Count one more use under a key, and tell whether it is within the rates; a dry run only tells."""
    per_key = ",".join(f"{rate}/key" for rate in rates.split(","))
    consumed = ratelimit.consume(
        request, app="public", action=action, config={action: per_key}, key=key, dry_run=dry_run
    )
    return consumed is not None


def client_digest(request) -> str:
    """Return what stands for the client's address: nobody gets the address back from it without the portal's key."""
    return salted_hmac("public.forms.client", ratelimit.get_ip(request)).hexdigest()
