"""The plans' own words say their language where another one is read, whatever carries them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from portal.forms.lists import SearchField
from portal.forms.texts import ProseFormField
from portal.own_words import BEGIN, END, mark_language, own_words, strip_marks
from portal.translated_words import WordsByCode, lazy_words


def marked(text):
    with override("en"):
        return own_words(text)


def test_on_a_romanian_page_words_are_as_they_are():
    assert own_words("Apă") == "Apă"


@pytest.mark.parametrize("text", ["", None, "1.14.", "2019–2025", "–"])
def test_what_has_no_letter_is_in_no_language(text):
    assert marked(text) == text


def test_what_was_safe_stays_safe_and_nothing_else_becomes_so():
    assert isinstance(marked(mark_safe("a<br>b")), SafeString)
    assert not isinstance(marked("a<br>b"), SafeString)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Target: {}.</p>", '<p>Target: <span lang="ro">Apă</span>.</p>'),
        ('<p title="Of {}">a > b</p>', '<p title="Of Apă">a > b</p>'),
        ("<title>{} – Plans</title>", "<title>Apă – Plans</title>"),
        ("<option>{}</option><b>{}</b>", '<option>Apă</option><b><span lang="ro">Apă</span></b>'),
        (
            "<svg><title>Of {}</title><desc>{}</desc><text>{}</text></svg>{}",
            '<svg><title>Of Apă</title><desc>Apă</desc><text><tspan lang="ro">Apă</tspan></text></svg>'
            '<span lang="ro">Apă</span>',
        ),
        ("<!-- {} --><script>{}</script>", "<!-- Apă --><script>Apă</script>"),
    ],
)
def test_a_page_says_the_language_where_it_can_and_never_shows_the_signs(html, shown):
    assert mark_language(html.replace("{}", marked("Apă"))) == shown


def test_words_inside_words_are_told_apart_once():
    assert mark_language(marked(f"de {marked('apă')} bună")) == '<span lang="ro">de apă bună</span>'
    assert strip_marks(marked("apă")) == "apă"


@pytest.mark.parametrize("sign", [BEGIN, END])
def test_nobody_types_the_signs(sign):
    with pytest.raises(ValidationError, match="caracter nepermis"):
        ProseFormField().clean(f"a{sign}b")
    assert SearchField("Cuvinte").clean(f"a{sign}b") == "ab"


def test_declared_words_are_said_in_the_language_of_who_asks():
    words = WordsByCode({"a": "Planuri", "b": ("Ședințe", "Recomandări")})
    later = lazy_words(lambda code: words[code])("a")
    assert (words["a"], words["b"], str(later)) == ("Planuri", ("Ședințe", "Recomandări"), "Planuri")
    with override("en"):
        assert (words["a"], words["b"], str(later)) == ("Plans", ("Meetings", "Recommendations"), "Plans")
        assert WordsByCode({"b": ("Ședințe", "x")}).first_forms()["b"] == "Meetings"
