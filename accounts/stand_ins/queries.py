"""Who stands in for whom, and who could."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from plans.models import Membership

User = get_user_model()


def stand_ins_of(person) -> QuerySet:
    """Return the roles that others hold in a person's place, now or from a day on, by that day."""
    rows = Membership.objects.filter(stands_in_for__user=person, ended_at=None, valid_until__gte=timezone.localdate())
    return rows.select_related("user", "institution").order_by("valid_from", "institution__name", "role", "pk")


def possible_stand_ins(person) -> QuerySet:
    """Return who may stand in for a person: colleagues who hold a role of their own in the same institution."""
    own = Membership.objects.current().own()
    places = own.filter(user=person).values("institution")
    colleagues = own.filter(institution__in=places).values("user")
    return User.objects.filter(pk__in=colleagues, is_active=True).exclude(pk=person.pk)
