"""What the county promises: plans, their parts and their published editions."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """The plans app; it knows nothing of the apps above it."""

    name = "plans"
    verbose_name = "Planuri"

    def ready(self):
        """Show those who write and follow the plans the way to the workspace."""
        from plans.models import Membership
        from plans.views.shell import add_place

        role = Membership.Role
        writers = (role.EDITOR, role.PUBLISHER)
        add_place("Planuri", "/lucru/", *writers, role.REVIEWER, begin_here=writers)
