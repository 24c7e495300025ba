"""A word of the glossary, explained where it stands."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from portal.guide.glossary import definitions, word_address

register = template.Library()


@register.simple_tag
def glossary_word(word: str, shown: str = "") -> SafeString:
    """Return a word of the glossary as it is `shown`, leading to what it means and saying it; the portal's words alone.

    An official text is never marked so. A word that the glossary does not have raises KeyError.
    """
    meaning = definitions(get_language())[word]
    return format_html('<dfn><a href="{}" title="{}">{}</a></dfn>', word_address(word), meaning, gettext(shown or word))
