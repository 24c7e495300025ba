"""The English catalogue says all that templates and code give to gettext, and what is read is what is written."""

import re

import polib

from ops import messages

PLACEHOLDER = re.compile(r"%\([a-z_0-9]+\)s|\{[a-z_0-9.]*\}")
CATALOGUE = polib.pofile(str(messages.CATALOGUE))


def translations(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_whatever_is_marked_has_its_english_and_nothing_else_is_kept():
    kept = {(entry.msgid, entry.msgid_plural or ""): entry for entry in CATALOGUE}
    said = set(messages.messages())
    assert {message for message in said if message not in kept or not kept[message].translated()} == set()
    assert set(kept) - said == set()


def test_what_is_read_is_what_is_written():
    compiled = {
        (entry.msgid, entry.msgid_plural): entry for entry in polib.mofile(str(messages.CATALOGUE.with_suffix(".mo")))
    }
    read = {(msgid, plural or ""): translations(entry) for (msgid, plural), entry in compiled.items()}
    assert read == {(entry.msgid, entry.msgid_plural or ""): translations(entry) for entry in CATALOGUE}


def test_english_has_the_places_of_values_that_the_romanian_has():
    for entry in CATALOGUE:
        places = [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        for text in translations(entry):
            assert set(PLACEHOLDER.findall(text)) in places, entry.msgid
            assert "\u015f" not in text and "\u0163" not in text


def test_messages_are_found_in_templates():
    found = messages.template_messages(
        """{% translate "Unu" %}{{ n|counted:"doi,două" }}{% include "x" with a=_("Trei") %}
        {% blocktranslate trimmed with b=c %}
          Patru {{ b }} 5%
        {% plural %}
          Cinci
        {% endblocktranslate %}""",
        is_public=True,
    )
    assert list(found) == [("Unu", ""), ("doi", "două"), ("Trei", ""), ("Patru %(b)s 5%%", "Cinci")]


def test_messages_are_found_in_code():
    source = (
        """gettext("Unu"); _("Doi"); count(n, "trei", "treime"); ngettext("x", "y", n); other("Nu"); count(n, a, b)"""
    )
    assert list(messages.code_messages(source, is_public=True)) == [
        ("Unu", ""),
        ("Doi", ""),
        ("trei", "treime"),
        ("x", "y"),
    ]
    assert ("trei", "treime") not in messages.code_messages(source, is_public=False)
