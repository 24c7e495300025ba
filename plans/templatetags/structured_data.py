"""JSON-LD for the pages of a plan, an element and an indicator."""

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from plans.render import structured_data

register = template.Library()


@register.simple_tag
def plan_data(document) -> SafeString:
    """Return what programs read of a plan's page."""
    return _script(structured_data.plan_data(document, settings.SITE_URL))


@register.simple_tag
def element_data(document, element) -> SafeString:
    """Return what programs read of an element's page."""
    return _script(structured_data.element_data(document, element, settings.SITE_URL))


@register.simple_tag
def indicator_data(document, indicator) -> SafeString:
    """Return what programs read of an indicator's page."""
    return _script(structured_data.indicator_data(document, indicator, settings.SITE_URL))


def _script(data: dict) -> SafeString:
    text = structured_data.as_script(data)
    # Every sign that HTML could take for its own is written as JSON's escape.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
