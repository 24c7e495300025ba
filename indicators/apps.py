"""How progress is known: indicators and their targets."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators app; it adds its part to every published edition."""

    name = "indicators"
    verbose_name = "Indicatori"

    def ready(self):
        """Give publishing the indicators of a plan, and what is wrong with them."""
        from indicators import part
        from plans import parts

        parts.add_part(part)
