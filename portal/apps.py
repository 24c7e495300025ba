"""What every page and form shares."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal app; it knows no subject."""

    name = "portal"
    verbose_name = "Portal"

    def ready(self):
        """Register the checks, and show administrators the way to the security log."""
        from portal import sqlite  # noqa: F401
        from portal.navigation import register_menu_item

        register_menu_item("Jurnal de securitate", "/jurnal/")
