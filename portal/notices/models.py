"""What each person was told, and how they want to be told of each kind of thing."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.fields import LineField, ProseField
from portal.notices.kinds import NOTICE_KINDS, NoticeWay
from portal.outbox.models import Letter


class NoticeQuerySet(models.QuerySet):
    """Notices by what their person has still to see of them."""

    def unread(self):
        """Keep those that their person has not opened."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing that happened, told to one person, once; the unique key of the row is what keeps it so.

    The name of who did it is read from the account, never written into the text.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="cine este înștiințat"
    )
    kind = models.CharField("felul", max_length=40)
    # What happened, told apart from everything else of the kind; and the row that is to be seen.
    key = models.CharField("ce s-a întâmplat", max_length=100)
    about = models.CharField("ce privește", max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="cine a făcut"
    )
    # Who else the person was told for, whom they stood in for then.
    in_place_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="în locul cui"
    )
    title = LineField("pe scurt", max_length=300)
    text = ProseField("textul", blank=True)
    path = models.CharField("pagina", max_length=500)
    is_invented = models.BooleanField("exemplu", default=False)
    at = models.DateTimeField("la", default=timezone.now)
    read_at = models.DateTimeField("citită la", null=True, blank=True)
    waits_for_digest = models.BooleanField("așteaptă rezumatul zilei", default=False)
    letter = models.ForeignKey(
        Letter, models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name="mesajul"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "notificare"
        verbose_name_plural = "notificări"
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["recipient", "kind", "key"], name="notice_once_per_person")]
        indexes = [
            models.Index(fields=["recipient", "-at"], name="notice_list"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_unread"),
            models.Index(fields=["recipient"], condition=Q(waits_for_digest=True), name="notice_digest"),
        ]

    def __str__(self):
        return self.title

    @property
    def kind_label(self) -> str:
        """Return what the kind is called."""
        return NOTICE_KINDS[self.kind].label if self.kind in NOTICE_KINDS else self.kind


class NoticePreference(models.Model):
    """How a person wants to be told of one kind of thing, where that is not what the kind begins with."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preferences", verbose_name="cine a ales"
    )
    kind = models.CharField("felul", max_length=40)
    way = models.CharField("e-mailul", max_length=20, choices=NoticeWay)

    class Meta:
        verbose_name = "alegere despre notificări"
        verbose_name_plural = "alegeri despre notificări"
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notice_preference_one_per_kind")]

    def __str__(self):
        return f"{self.kind}: {self.get_way_display()}"
