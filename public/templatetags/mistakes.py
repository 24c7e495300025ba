"""The way from a page to the form on which a mistake of it is reported."""

from django import template

from portal.canonical import page_path
from public.mistakes.places import form_address

register = template.Library()


@register.simple_tag
def mistake_form() -> str:
    """Return where a mistake on the page that is made or asked for is reported; nothing where it is none of readers."""
    return form_address(page_path())
