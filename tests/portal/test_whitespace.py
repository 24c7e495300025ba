import pytest

from portal.whitespace import collapse_white_space, drop_space_beside_blocks


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul>\n    <li>\n      a\n    </li>\n\n  </ul>", "<ul>\n<li>\na\n</li>\n</ul>\n"),
        ('<a\n    href="b"\n    class="c"\n  >d</a>', '<a href="b" class="c">d</a>\n'),
        ("<br\n  />", "<br />\n"),
        ("<p>1 < 2\n   and a > b</p>", "<p>1 < 2\nand a > b</p>\n"),
    ],
)
def test_indentation_goes_and_a_gap_in_a_tag_is_one_space(before, after):
    assert collapse_white_space(before) == after


@pytest.mark.parametrize(
    "html",
    [
        "<a>Planuri</a> <a>Recomandări</a>\n",
        "<a>Planuri</a>\n<a>Recomandări</a>\n",
        "<b>245</b>\u00a0mii  lei\n",
    ],
)
def test_what_parts_two_words_stays(html):
    assert collapse_white_space(html) == html


@pytest.mark.parametrize(
    "html",
    [
        "<pre>a\n   b</pre>\n",
        "<textarea\n name='a'>\n  b\n    c</textarea>\n",
        "<script>\n  if (a < b) {\n    c();\n  }\n</script>\n",
        "<STYLE>\n  a > b { }\n</STYLE>\n",
        '<p title="a\n   b > c">d</p>\n',
        "<p title='a\n   \"b'>d</p>\n",
        "<!-- a\n   <pre> -->\n",
    ],
)
def test_what_is_shown_as_it_was_written_stays(html):
    assert collapse_white_space(html) == html


def test_a_page_collapsed_twice_is_as_collapsed_once():
    once = collapse_white_space('<p\n  id="a"\n>\n\n  b\n  <i>c</i>\n  </p>\n\n')
    assert (once, collapse_white_space(once)) == ('<p id="a">\nb\n<i>c</i>\n</p>\n', once)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<ul>\n  <li>\n    a <b>b</b> <i>c</i>\n  </li>\n</ul>\n", "<ul><li>a <b>b</b> <i>c</i></li></ul>"),
        ('<td\n  title="1 > 2"\n>\n  a\n</td>', '<td title="1 > 2" >a</td>'),
        ("<p>\u00a0a</p>", "<p>\u00a0a</p>"),
        ("<b>a</b>\n  <span>b</span>\nc <thing>d</thing>", "<b>a</b> <span>b</span> c <thing>d</thing>"),
    ],
)
def test_white_space_beside_a_block_goes_and_between_words_stays(before, after):
    assert drop_space_beside_blocks(before) == after
