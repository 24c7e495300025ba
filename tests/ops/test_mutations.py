import pytest

from ops.mutations import mutants


def changes(source):
    return [mutant.change for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "others"),
    [
        ("a < b", {"a <= b"}),
        ("a == b != c", {"a != b != c", "a == b == c"}),
        ("a in b", {"a not in b"}),
        ("a and b", {"a or b", "a", "b"}),
        ("a + b", {"a - b"}),
        ("not a", {"a"}),
        ("a if b else c", {"a", "c"}),
        ("{'a', 'b'}", {"{'a'}", "{'b'}"}),
        ("{'a': b, 'c': d}", {"{'a': b}", "{'c': d}"}),
        ("max(a, key=b)", {"max(a)"}),
        ("any(a)", {"all(a)"}),
        ("[a for a in b if c]", {"[a for a in b]"}),
        ("f(a, key=b)", set()),
    ],
)
def test_an_expression_is_broken_in_each_of_its_ways(source, others):
    assert {change.split("  →  ")[1] for change in changes(f"x = {source}")} == others


def test_a_number_is_one_more_and_one_less_and_a_truth_its_opposite():
    assert changes("x = 3\ny = True") == ["3  →  4", "3  →  2", "True  →  False"]


def test_a_branch_is_taken_always_and_never():
    assert changes("if a:\n    b = c") == ["if a: b = c  →  if True: b = c", "if a: b = c  →  if False: b = c"]


def test_what_is_done_returned_or_refused_is_left_out():
    source = "def f(a):\n    a.save()\n    raise a\n    return a"
    assert changes(source) == ["a.save()  →  pass", "raise a  →  pass", "return a  →  return None"]


def test_docstrings_types_and_decorators_are_left_alone():
    assert changes('@cache(maxsize=1)\ndef f(a: "3 < 4" = None) -> int | 5:\n    """Say 1 + 1."""') == []


def test_a_mutant_knows_its_line_and_changes_nothing_else():
    found = list(mutants("a = b < c\nd = e < f\n"))
    assert [(one.line, one.text) for one in found] == [(1, "a = b <= c\nd = e < f"), (2, "a = b < c\nd = e <= f")]
