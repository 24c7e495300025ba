"""Who enters the portal."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts app; neither of the others knows of it."""

    name = "accounts"
    verbose_name = "Conturi"

    def ready(self):
        """Show administrators the way to the people."""
        from portal.navigation import register_menu_item

        register_menu_item("Persoane", "/cont/persoane/")
