"""The back office of plans: one module for each thing that staff work on."""

from plans.admin import editions, elements, institutions, plan
from plans.admin import settings as admin_settings

__all__ = ["editions", "elements", "institutions", "admin_settings", "plan"]
