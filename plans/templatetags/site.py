"""The portal's own names, for templates that get no context."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """Return the portal's name."""
    return settings.SITE_NAME


@register.simple_tag
def site_owner() -> str:
    """Return the institution that keeps the portal."""
    return settings.SITE_OWNER
