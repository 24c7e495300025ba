"""What became of an institution from a day on, and whom to ask there."""

import datetime
from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plans.models.institution import Institution
from portal import clock
from portal.fields import LineField, ProseField


class WrittenOnce(Exception):
    """What became of an institution was recorded for good: another change is recorded after it."""


class InstitutionChangeQuerySet(models.QuerySet):
    """What became of institutions, by what it was."""

    def renamings(self):
        """Keep the new names."""
        return self.filter(kind=InstitutionChange.ChangeKind.RENAMED)

    def endings(self):
        """Keep what ended an institution."""
        return self.exclude(kind=InstitutionChange.ChangeKind.RENAMED)

    def update(self, **kwargs):
        """Refuse: what was recorded stays."""
        raise WrittenOnce

    def delete(self):
        """Refuse: what was recorded stays."""
        raise WrittenOnce


class InstitutionChange(models.Model):
    """A new name, a merger or an abolition, from a day on, by an act and with a reason; written once.

    Until that day the institution was called as the change says it was. One that ended has one successor, which owes
    what is owed of periods that end on that day or later.
    """

    class ChangeKind(models.TextChoices):
        """What happened."""

        RENAMED = "renamed", _("redenumită")
        MERGED = "merged", _("comasată")
        ABOLISHED = "abolished", _("desființată")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="changes", verbose_name="instituția")
    kind = models.CharField("ce s-a întâmplat", max_length=20, choices=ChangeKind)
    effective_on = models.DateField("din ziua")
    former_name = LineField("denumirea de până atunci", max_length=200)
    former_short_name = LineField("denumirea scurtă de până atunci", max_length=60)
    name = LineField("denumirea nouă", max_length=200, blank=True)
    short_name = LineField("denumirea scurtă nouă", max_length=60, blank=True)
    successor = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="taken_over", verbose_name="succesorul"
    )
    act = LineField("actul", max_length=300)
    reason = ProseField("motivul")
    # What passed to the successor, and what stayed, in numbers.
    moved = models.JSONField("ce a trecut la succesor", default=dict, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="înregistrată de")
    at = models.DateTimeField("înregistrată la", default=clock.now)

    objects = InstitutionChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "schimbare a unei instituții"
        verbose_name_plural = "schimbările instituțiilor"
        ordering = ["effective_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="renamed", successor=None) & ~Q(name="") & ~Q(short_name=""))
                | Q(kind__in=["merged", "abolished"], successor__isnull=False, name="", short_name=""),
                name="institution_change_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("institution")), name="institution_succeeded_by_another"
            ),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(successor__isnull=False), name="institution_ends_once"
            ),
            models.UniqueConstraint(
                fields=["institution", "kind", "effective_on"], name="institution_change_once_a_day"
            ),
        ]

    def __str__(self):
        return f"{self.institution}: {self.get_kind_display()}"

    def save(self, *args, **kwargs):
        """Save a new change; raise WrittenOnce for one that exists."""
        if not self._state.adding:
            raise WrittenOnce
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what was recorded stays."""
        raise WrittenOnce


class InstitutionSuccessors:
    """Who took the place of whom, and from which day on; read once."""

    def __init__(self):
        ended = InstitutionChange.objects.endings().order_by()
        self._endings = {
            old: (day, new) for old, day, new in ended.values_list("institution", "effective_on", "successor")
        }

    def owner(self, institution: int, day: datetime.date) -> int:
        """Return the key of the institution that does on a day what an institution did, by its key."""
        while institution in self._endings and self._endings[institution][0] <= day:
            institution = self._endings[institution][1]
        return institution

    def predecessors(self, institution: int, day: datetime.date) -> set[int]:
        """Return the keys of those whose place an institution has on a day, its own not among them."""
        return {old for old in self._endings if old != institution and self.owner(old, day) == institution}


class FormerNames:
    """What institutions were called before they were renamed; read once."""

    def __init__(self):
        self._renamings: dict[int, list[tuple]] = defaultdict(list)
        rows = InstitutionChange.objects.renamings().order_by("effective_on", "pk")
        for institution, *then in rows.values_list("institution", "effective_on", "former_name", "former_short_name"):
            self._renamings[institution].append(then)

    def on(self, institution: int, day: datetime.date) -> tuple[str, str] | None:
        """Return the name and the short name that an institution had on a day, by its key; None where as today."""
        later = (names for effective_on, *names in self._renamings.get(institution, ()) if effective_on > day)
        return next(map(tuple, later), None)


class ContactPerson(models.Model):
    """Whom to ask about an institution's reports; people of the portal read it, the public never does."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="contacts", verbose_name="instituția")
    name = LineField("numele", max_length=200)
    office = LineField("funcția", max_length=200, blank=True)
    telephone = LineField("telefonul", max_length=60, blank=True)
    email = models.EmailField("adresa de e-mail", blank=True)

    class Meta:
        verbose_name = "persoană de contact"
        verbose_name_plural = "persoane de contact (nu se publică)"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def in_words(self):
        """Return the name, the office and the telephone."""
        return ", ".join(filter(None, [self.name, self.office, self.telephone and f"tel. {self.telephone}"]))
