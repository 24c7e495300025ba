"""The wiring as an app: its commands run every room."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The wiring; it may import everything and nothing imports it."""

    name = "cluj_plans"
    verbose_name = "Planurile județului"

    def ready(self):
        """Show administrators the way to the portal's state."""
        from portal.navigation import register_menu_item

        register_menu_item("Stare", "/administrare/stare/")
