"""What the county promises: plans, their parts and their published editions."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans app; it knows nothing of the apps above it."""

    name = "plans"
    verbose_name = "Planuri"
