"""The portal's own names, and those of people."""

from django import template
from django.conf import settings
from django.utils.crypto import salted_hmac

from portal.canonical import canonical_address
from portal.notices.queries import unread_count
from portal.people import person_name

register = template.Library()
register.filter(person_name)


@register.simple_tag
def acting_name(names, user, at) -> str:
    """Return what who acted at a moment is called, as the names of the page say: with whose place it was."""
    return names.name(user, at)


@register.simple_tag
def site_name() -> str:
    """Return the portal's name."""
    return settings.SITE_NAME


@register.simple_tag
def site_url() -> str:
    """Return what the whole addresses of pages begin with."""
    return settings.SITE_URL


@register.simple_tag
def site_owner() -> str:
    """Return the institution that keeps the portal."""
    return settings.SITE_OWNER


@register.simple_tag
def gazette() -> str:
    """Return where the acts are published, the Monitorul Oficial Local; nothing where it is not set."""
    return settings.MOL_URL


@register.simple_tag
def canonical() -> str:
    """Return the one address of the page."""
    return canonical_address()


@register.simple_tag
def unread_notices(user) -> int:
    """Return how many notices the person has not opened."""
    return unread_count(user) if user.is_authenticated else 0


@register.simple_tag
def device_key(user) -> str:
    """Return what a person's unsaved texts are kept under on a device: nobody can tell from it whose they are.

    A new key of the portal does not hide them while the one of before is still a fallback.
    """
    key = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS][-1]
    return salted_hmac("plans.unsaved", str(user.pk), secret=key).hexdigest()[:24]
