"""What every page and form shares."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal app; it knows no subject."""

    name = "portal"
    verbose_name = "Portal"
