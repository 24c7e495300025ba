"""The kinds of things that people are told of; each app registers its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeWay(models.TextChoices):
    """When a mail goes about a thing; in the portal's list it stands in any case."""

    AT_ONCE = "at_once", _("imediat")
    DAILY = "daily", _("o dată pe zi, într-un rezumat")
    OFF = "off", _("niciodată")


@dataclass(frozen=True)
class NoticeKind:
    """What is told, to whom it may be told, and when it is mailed where the person chose nothing.

    `may_see` gets a person and the key of the row that the notice is about, and is asked again when the mail leaves.
    """

    code: str
    label: str
    may_see: Callable[..., bool]
    is_open_to: Callable[..., bool]
    default: NoticeWay = NoticeWay.AT_ONCE


NOTICE_KINDS: dict[str, NoticeKind] = {}


def register_notice_kinds(*kinds: NoticeKind) -> None:
    """Let people choose how they are told of these kinds, in this order."""
    NOTICE_KINDS.update({kind.code: kind for kind in kinds})


def kinds_open_to(user) -> list[NoticeKind]:
    """Return the kinds that a person of these roles may be told of."""
    return [kind for kind in NOTICE_KINDS.values() if user.is_superuser or kind.is_open_to(user)]
