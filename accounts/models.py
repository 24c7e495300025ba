"""What is known of people besides their account and their roles: invitations, and what was done to an account."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from plans.models import Institution, Membership
from portal.fields import LineField

USER = settings.AUTH_USER_MODEL


class CacheEntry(models.Model):
    """A row of Django's database cache, where failed logins are counted for all processes."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "intrare din memoria comună"
        verbose_name_plural = "memoria comună"

    def __str__(self):
        return self.cache_key


class InvitationQuerySet(models.QuerySet):
    """Invitations, by what became of them."""

    def open(self):
        """Keep those that were neither used nor withdrawn, expired ones included."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """An offer of an account with one role, sent by e-mail; its link is used once, within some days."""

    class InvitationState(models.TextChoices):
        """What became of the invitation."""

        UNSENT = "unsent", "netrimisă"
        WAITING = "waiting", "trimisă"
        EXPIRED = "expired", "expirată"
        ACCEPTED = "accepted", "folosită"
        WITHDRAWN = "withdrawn", "retrasă"

    email = models.EmailField("adresa de e-mail", blank=True)
    first_name = LineField("prenumele", max_length=150, blank=True)
    last_name = LineField("numele de familie", max_length=150, blank=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="instituția")
    role = models.CharField("rolul", max_length=20, choices=Membership.Role)
    valid_from = models.DateField("rolul începe la", default=timezone.localdate)
    valid_until = models.DateField("rolul se încheie la", null=True, blank=True)
    secret_hash = models.CharField("amprenta legăturii", max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name="cine a invitat")
    invited_at = models.DateTimeField("când a fost invitată", default=timezone.now)
    sent_at = models.DateTimeField("când a plecat mesajul", null=True)
    expires_at = models.DateTimeField("până când este valabilă legătura")
    accepted_at = models.DateTimeField("când a fost folosită", null=True)
    accepted_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name="contul creat")
    withdrawn_at = models.DateTimeField("când a fost retrasă", null=True)
    withdrawn_by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name="cine a retras-o")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitație"
        verbose_name_plural = "invitații"
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(accepted_at=None, withdrawn_at=None), name="invitation_open_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="invitation_dates_in_order",
                violation_error_message="Rolul nu se poate încheia înainte de a începe.",
            ),
        ]

    def __str__(self):
        return self.email or f"invitația {self.pk}"

    @property
    def name(self) -> str:
        """Return the name of the person who is invited."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def state(self) -> InvitationState:
        """Return what became of the invitation, as of now."""
        if self.accepted_at:
            return self.InvitationState.ACCEPTED
        if self.withdrawn_at:
            return self.InvitationState.WITHDRAWN
        if self.expires_at <= timezone.now():
            return self.InvitationState.EXPIRED
        return self.InvitationState.WAITING if self.sent_at else self.InvitationState.UNSENT


class AccountEvent(models.Model):
    """What was done to a person's account: by whom, when, and why."""

    person = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="account_events", verbose_name="persoana")
    by = models.ForeignKey(USER, models.SET_NULL, null=True, related_name="+", verbose_name="cine")
    at = models.DateTimeField("când", default=timezone.now)
    what = LineField("ce", max_length=500)
    reason = LineField("motivul", max_length=500, blank=True)

    class Meta:
        verbose_name = "faptă privind un cont"
        verbose_name_plural = "fapte privind conturile"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.what


class CalendarAddress(models.Model):
    """The address at which a calendar program reads what waits for a person; only what recognises it is kept."""

    person = models.OneToOneField(
        USER, models.CASCADE, related_name="calendar_address", verbose_name="persoana", editable=False
    )
    secret_hash = models.CharField("amprenta adresei", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("făcută la", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "adresă de calendar"
        verbose_name_plural = "adrese de calendar"

    def __str__(self):
        return f"adresa de calendar {self.pk}"
