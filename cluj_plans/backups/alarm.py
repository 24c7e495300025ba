"""A backup that is too old: administrators are told, once a day."""

import datetime

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from cluj_plans.backups.shelf import stored_backups
from portal import mail
from portal.administrators import administrators
from portal.romanian import count

DAY = datetime.timedelta(days=1)


def missing_backup() -> str:
    """Return what is wrong with the newest backup's age, in words; nothing where it is well or none is asked for."""
    if not settings.BACKUP_MAX_AGE:
        return ""
    newest = next(iter(stored_backups()), None)
    if newest is None:
        return "Portalul nu are nicio copie de siguranță."
    age = timezone.now() - newest.made_at
    if age <= settings.BACKUP_MAX_AGE * DAY:
        return ""
    allowed = count(settings.BACKUP_MAX_AGE, "zi", "zile")
    return f"Ultima copie de siguranță are {count(age.days, 'zi', 'zile')}; cel mult {allowed} sunt îngăduite."


def raise_alarm() -> bool:
    """Mail administrators where a backup is missing, unless that was done today; tell whether it was done now."""
    problem = missing_backup()
    if not problem or not cache.add(f"backups.alarm.{timezone.localdate()}", True, DAY.total_seconds()):
        return False
    mail.post(
        administrators(),
        subject="copia de siguranță lipsește",
        template="cluj_plans/backups/mail/alarm.txt",
        problem=problem,
    )
    return True
