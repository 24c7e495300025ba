import pytest

from ops.template_words import new_spaces


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ("{% endif %}{% if x %}, y{% endif %}", "{% endif %}\n{% if x %}, y{% endif %}", []),
        ("z{% endif %}{% if x %}, y{% endif %}", "z{% endif %}\n{% if x %}, y{% endif %}", ["z , y"]),
        ("<p>a b</p>{% if x %}<p>c</p>{% endif %}", "<p>\n  a\n  b\n</p>\n{% if x %}\n<p>c</p>{% endif %}", []),
        ("<b>a</b>, c", "<b>a</b> , c", ["<b>a</b> , c"]),
        (
            '<a href="b"{% if x %} class="c"{% endif %}>d</a>',
            '<a\n  href="b"\n  {% if x %}class="c"{% endif %}\n>d</a>',
            [],
        ),
    ],
)
def test_a_space_that_is_seen_and_was_not_there_is_named(before, after, places):
    assert new_spaces(before, after) == places
