"""What an English page says in the portal's own words, and what of it is still Romanian."""

import re

from django.utils.translation import override

MARKED = re.compile("\ue000[^\ue000\ue001]*\ue001")
# What is not read, and what says itself that it is Romanian.
LEFT_OUT = re.compile(r'(?s)<(script|style)\b.*?</\1>|<!--.*?-->|<(option|span|a)\b[^>]*\slang="ro"[^>]*>.*?</\2>')
READ_ATTRIBUTES = re.compile(r'\s(?:aria-label|title|data-label|placeholder|alt)="([^"]*)"')
LETTER, ROMANIAN_LETTER = re.compile(r"[^\W\d_]{2}"), re.compile("[ăâîșțĂÂÎȘȚ„]")


def said_in(html):
    """The texts and read attributes of a page's main part, without the words of a plan."""
    main = html[html.index("<main") : html.index("</main>")] if "<main" in html else html
    main = LEFT_OUT.sub(" ", main)
    while MARKED.search(main):
        main = MARKED.sub(" ", main)
    found = [*re.split(r"<[^>]*>", main), *READ_ATTRIBUTES.findall(main)]
    return [" ".join(text.split()) for text in found if LETTER.search(text)]


def untranslated(write, *names):
    """What a page that is written by a function says in Romanian when it is to be English; `names` are alike in both."""
    romanian = set(said_in(write()))
    with override("en"):
        english = said_in(write())
    assert english
    alike = romanian - set(names)
    return sorted({text for text in english if ROMANIAN_LETTER.search(text) or text in alike})
