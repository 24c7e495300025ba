"""Who enters the portal."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts app; neither of the others knows of it."""

    name = "accounts"
    verbose_name = "Conturi"

    def ready(self):
        """Show administrators the way to the people."""
        from plans.views.shell import add_place

        add_place("Persoane", "/cont/persoane/")
