"""The back office: Django's admin with the portal's name and the order in which plans are worked on."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

# First the plans, then their contents from the widest rank to the narrowest, then what was published.
MENU_ORDER = (
    "Plan",
    "StrategicObjective",
    "GeneralObjective",
    "SpecificObjective",
    "Axis",
    "Measure",
    "Action",
    "Project",
    "OtherElement",
    "Indicator",
    "Edition",
    "Institution",
    "Membership",
    "User",
)


class PortalAdminSite(AdminSite):
    """The back office of the county's plans."""

    site_title = "Administrare"
    index_title = "Administrarea planurilor"
    site_url = "/planuri/"

    def login(self, request, extra_context=None):
        """Lead to the portal's login: there is no second way in."""
        if not request.user.is_authenticated:
            asked = request.GET.get("next") or reverse("admin:index")
            return redirect(f"{reverse('login')}?{urlencode({'next': asked})}")
        if not request.user.is_staff:
            raise PermissionDenied
        return redirect("admin:index")

    @property
    def site_header(self):
        """Name the portal that is administered."""
        return f"{settings.SITE_NAME} – administrare"

    def get_app_list(self, request, app_label=None):
        """The menu, each group in the order of work."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: menu_position(model["object_name"]))
        return sorted(apps, key=lambda app: menu_position(app["models"][0]["object_name"]))


def menu_position(name: str) -> int:
    """Return the place of a page in the menu; what has none comes last."""
    return MENU_ORDER.index(name) if name in MENU_ORDER else len(MENU_ORDER)


class PortalAdminConfig(AdminConfig):
    """Puts the portal's back office in the place of Django's."""

    default_site = "cluj_plans.adminsite.PortalAdminSite"
