"""What a page says of its language, and what stays Romanian in it."""

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from portal.canonical import page_path, query_in_hand
from portal.languages import PageInLanguage, is_english, page_address, page_language, pages_in_languages
from portal.own_words import own_words

register = template.Library()
register.simple_tag(page_address)
register.simple_tag(page_language)


@register.simple_tag
def page_languages() -> list[PageInLanguage]:
    """Return the page in each language; none where it is in Romanian alone."""
    return pages_in_languages(page_path())


@register.simple_tag
def other_language() -> dict | None:
    """Return the page in the language that it is not in, with what filters it; nothing where there is none."""
    others = [page for page in pages_in_languages(page_path()) if page.language != get_language()]
    return {"page": others[0], "query": query_in_hand()} if others else None


@register.simple_tag(name="in_romanian")
def mark_element() -> SafeString:
    """Return the attribute of an element whose words are Romanian on an English page: a plan's own, a person's."""
    return mark_safe('lang="ro"') if is_english() else SafeString("")


register.filter("in_romanian", own_words)
