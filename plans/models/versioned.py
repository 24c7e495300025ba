"""Rows that several people edit: a save that did not see the last one is refused, never silent."""

from django.db import models, transaction


class StaleSave(Exception):
    """Someone else saved the row since it was read."""

    def __init__(self, instance):
        super().__init__(
            f"{instance._meta.label} {instance.pk} was saved by someone else since version {instance.version}"
        )
        self.instance = instance


class Versioned(models.Model):
    """A row that counts its saves."""

    version = models.PositiveIntegerField("versiune", default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Save, if the row is still at the version that was read; else raise StaleSave and change nothing."""
        if self._state.adding:
            return super().save(*args, **kwargs)
        with transaction.atomic():
            seen = type(self)._base_manager.filter(pk=self.pk, version=self.version)
            if not seen.update(version=self.version + 1):
                raise StaleSave(self)
            self.version += 1
            try:
                super().save(*args, **kwargs)
            except BaseException:
                self.version -= 1
                raise
