"""A log that is only added to: the code refuses to change it, and so does the database."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.fields import LineField

USER = settings.AUTH_USER_MODEL
# How long an event is kept. The triggers of the second migration know it too: they let nothing younger be deleted.
KEEP_FOR = datetime.timedelta(days=365)


class AppendOnly(Exception):
    """An event of the security log is never changed, and is deleted only when its time has passed."""


class SecurityEventQuerySet(models.QuerySet):
    """Events, which are added and nothing else."""

    def expired(self):
        """Keep the events that were kept as long as the rule says."""
        return self.filter(at__lt=timezone.now() - KEEP_FOR)

    def update(self, **kwargs):
        """Refuse: the log is append-only."""
        raise AppendOnly

    def delete(self):
        """Refuse: the log is append-only."""
        raise AppendOnly


class SecurityEvent(models.Model):
    """Something that matters for security: who did it and as whom, to whom, when, from where.

    It names no person in its texts: people are their accounts, and an account that is erased has no name any more.
    """

    class Occurrence(models.TextChoices):
        """What happened."""

        LOGIN = "login", "intrare în cont"
        LOGIN_FAILED = "login_failed", "intrare nereușită"
        LOCKOUT = "lockout", "prea multe încercări, intrarea este închisă un timp"
        LOGOUT = "logout", "ieșire din cont"
        SESSION_CLOSED = "session_closed", "sesiune închisă"
        PASSWORD_CHANGED = "password_changed", "parolă schimbată"
        PASSWORD_RESET = "password_reset", "parolă uitată, aleasă din nou"
        SECOND_STEP_ON = "second_step_on", "intrare în doi pași pornită"
        SECOND_STEP_OFF = "second_step_off", "intrare în doi pași oprită"
        SECOND_STEP_FAILED = "second_step_failed", "cod greșit la al doilea pas"
        SECOND_STEP_USED = "second_step_used", "cod folosit la al doilea pas"
        SECOND_STEP_CODES = "second_step_codes", "coduri de rezervă făcute din nou"
        CALENDAR_MADE = "calendar_made", "adresă de calendar făcută"
        CALENDAR_REVOKED = "calendar_revoked", "adresă de calendar revocată"
        INVITATION = "invitation", "invitație"
        ACCOUNT = "account", "cont schimbat"
        ROLE = "role", "rol dat, schimbat sau încheiat"
        STAND_IN = "stand_in", "înlocuire stabilită sau încheiată"
        INSTITUTION = "institution", "instituție redenumită, comasată sau desființată"
        ADMINISTRATION = "administration", "administrare dată sau luată"
        DATA_SEEN = "data_seen", "date personale văzute"
        DATA_EXPORTED = "data_exported", "date personale descărcate"
        DATA_ERASED = "data_erased", "date personale șterse"
        EXPORTED = "exported", "export"
        EVIDENCE_OPENED = "evidence_opened", "dovadă nepublică descărcată"
        PLAN_BEGUN = "plan_begun", "plan început"
        PLAN_DELETED = "plan_deleted", "plan șters înainte de a fi trimis spre aprobare"
        PLAN_SETTINGS = "plan_settings", "date ale planului schimbate"
        PUBLISHED = "published", "publicare"
        SCHEDULED = "scheduled", "publicare programată"
        WITHDRAWN = "withdrawn", "retragere a unei ediții"
        ADOPTED = "adopted", "adoptare a unei informări sau a unui raport"
        PRUNED = "pruned", "fapte șterse din jurnal, după ce termenul lor a trecut"

    at = models.DateTimeField("când", default=timezone.now, db_index=True)
    what = models.CharField("ce", max_length=30, choices=Occurrence, db_index=True)
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="security_events", verbose_name="cine a făcut")
    role = LineField("în ce calitate", max_length=300, blank=True)
    person = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name="despre cine")
    address = models.GenericIPAddressField("de la ce adresă", null=True)
    about = LineField("despre ce", max_length=300, blank=True)
    details = models.JSONField("amănunte", default=dict)
    request = models.CharField("cererea", max_length=64, blank=True)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        verbose_name = "faptă din jurnalul de securitate"
        verbose_name_plural = "jurnalul de securitate"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_what_display()} {self.about}".strip()

    def save(self, *args, **kwargs):
        """Save a new event; raise AppendOnly for one that exists."""
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: the log is append-only."""
        raise AppendOnly
