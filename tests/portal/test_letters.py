import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{% paragraph %}\na\n  b {{ one }}\n{% endparagraph %}\nc", "a b 1\n\n2\nc"),
        ("{% paragraph %}a{% if one %}\nb\n{% else %}\nc\n{% endif %}{% endparagraph %}", "a b"),
        ("{% paragraph %}{% for x in 'ab' %}\n{{ x }},{% endfor %}\n{% endparagraph %}", "a, b,"),
    ],
)
def test_a_paragraph_is_one_line_and_a_value_keeps_its_own_lines(template, text):
    assert Template("{% load letters %}" + template).render(Context({"one": "1\n\n2"})) == text
