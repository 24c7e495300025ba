"""Who may look after people, and who must enter in two steps: the only place of this app that asks about roles."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from plans.models import Membership
from plans.permissions import PUBLISHERS, Right

RIGHTS = (Right("administer", "Invită persoane, dă și încheie roluri, dezactivează conturi", ()),)


def has_second_step(user) -> bool:
    """Tell whether the user enters with a code besides the password."""
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists()


def is_second_step_required(user) -> bool:
    """Tell whether the user may work only with a second step: publishers and administrators, by a setting."""
    if not settings.REQUIRE_MFA or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    return Membership.objects.current().filter(user=user, role__in=PUBLISHERS).exists()


def is_second_step_missing(user) -> bool:
    """Tell whether the user has to set up the second step before working."""
    return is_second_step_required(user) and not has_second_step(user)
