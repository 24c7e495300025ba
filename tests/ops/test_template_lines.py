import pytest

from ops.template_lines import main, open_elements


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{% if x %}<p>short</p>{% endif %}", "{% if x %}<p>short</p>{% endif %}"),
        ("{% if x %}<p>\n  long\n</p>{% endif %}", "{% if x %}\n<p>\n  long\n</p>\n{% endif %}"),
        (
            "{% if x %}<p>a</p>\n{% else %}<p>b</p>{% endif %}",
            "{% if x %}\n<p>a</p>\n{% else %}\n<p>b</p>\n{% endif %}",
        ),
        ("{% block b %}<meta\n  name=x\n>{% endblock %}", "{% block b %}\n<meta\n  name=x\n>\n{% endblock %}"),
        ("{% block b %}<link a>\n<link b>{% endblock %}", "{% block b %}\n<link a>\n<link b>\n{% endblock %}"),
    ],
)
def test_an_element_of_several_lines_begins_and_ends_on_lines_of_its_own(before, after):
    assert open_elements(before) == after


@pytest.mark.parametrize(
    "text", ["{% if x %}<a\n  href=y>a</a>{% endif %}", "{% if x %}, text\n{% endif %}<b>", "{{ x }}<span>"]
)
def test_nothing_is_put_beside_words_and_elements_within_a_line(text):
    assert open_elements(text) == text


def test_a_check_names_the_file_and_leaves_it(tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_text("{% if x %}<p>\n</p>{% endif %}")
    assert (main(["--check", str(path)]), path.read_text()) == (1, "{% if x %}<p>\n</p>{% endif %}")
    assert capsys.readouterr().out == f"{path}: an element of several lines stands beside a template tag\n"
    assert main([str(path)]) == 0
    assert main(["--check", str(path)]) == 0
