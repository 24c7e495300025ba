"""A module with one change: another comparison, a condition left out, a number one more or less, nothing returned."""

import ast
import copy
import functools
from collections.abc import Iterator
from dataclasses import dataclass

# What stands instead of an operator.
SWAPS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}
# What says nothing of behaviour: types, decorators, the pieces of a text.
LEFT_ALONE = {"annotation", "returns", "decorator_list", "type_params", "format_spec"}
ORDERING = {"sorted", "min", "max", "sort", "next"}


@dataclass(frozen=True)
class Mutant:
    """One change of a module: where it is, what it says, and the whole text with it."""

    line: int
    change: str
    text: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    found = []
    for place, node in _places(tree):
        for new in replacements(node):
            found.append((node.lineno, _words(node, new), _text_with(tree, place, new)))
            place.put(node)
    for line, change, text in sorted(found, key=lambda one: one[0]):
        if text != ast.unparse(tree):
            yield Mutant(line, change, text)


class _Slot:
    """Where a node hangs in its parent: a field, or one of the items of a field."""

    def __init__(self, parent: ast.AST, field: str, index: int | None):
        self.parent, self.field, self.index = parent, field, index

    def put(self, node: ast.AST) -> None:
        """Hang a node here."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def _places(parent: ast.AST) -> Iterator[tuple[_Slot, ast.AST]]:
    """Yield every expression and statement below a node, but what is left alone."""
    for field, value in ast.iter_fields(parent):
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, node in items:
            if field not in LEFT_ALONE and isinstance(node, ast.AST):
                if isinstance(node, ast.expr | ast.stmt):
                    yield _Slot(parent, field, index), node
                yield from _places(node)


def _text_with(tree: ast.AST, place: _Slot, new: ast.AST) -> str:
    place.put(new)
    return ast.unparse(ast.fix_missing_locations(tree))


def _words(node: ast.AST, new: ast.AST) -> str:
    """Say what was and what stands instead; of a longer text, from a little before the first difference."""
    before, after = (" ".join(ast.unparse(one).split()) for one in (node, new))
    same = next((place for place, pair in enumerate(zip(before, after, strict=False)) if len(set(pair)) > 1), 0)
    start = max(0, same - 40) if len(before) > 80 else 0
    return f"{before[start : start + 100]}  →  {after[start : start + 100]}"


def _with(node: ast.AST, **fields) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _without_each(node: ast.AST, *names: str) -> Iterator[ast.AST]:
    """Yield a node without one item of its lists (keys and values go together)."""
    for index in range(len(getattr(node, names[0]))):
        lists = {name: list(getattr(node, name)) for name in names}
        for items in lists.values():
            del items[index]
        yield _with(node, **lists)


@functools.singledispatch
def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand instead of a node, one broken rule each."""
    yield from ()


@replacements.register
def _(node: ast.Compare) -> Iterator[ast.AST]:
    for index, operator in enumerate(node.ops):
        operators = list(node.ops)
        operators[index] = SWAPS[type(operator)]()
        yield _with(node, ops=operators)


@replacements.register
def _(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield _with(node, op=SWAPS[type(node.op)]())
    for new in _without_each(node, "values"):
        yield new if len(new.values) > 1 else new.values[0]


@replacements.register
def _(node: ast.BinOp | ast.AugAssign) -> Iterator[ast.AST]:
    if type(node.op) in SWAPS:
        yield _with(node, op=SWAPS[type(node.op)]())


@replacements.register
def _(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


@replacements.register
def _(node: ast.Constant) -> Iterator[ast.AST]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield from (ast.Constant(node.value + 1), ast.Constant(node.value - 1))


@replacements.register
def _(node: ast.IfExp) -> Iterator[ast.AST]:
    yield from (node.body, node.orelse)


@replacements.register
def _(node: ast.If) -> Iterator[ast.AST]:
    yield from (_with(node, test=ast.Constant(True)), _with(node, test=ast.Constant(False)))


@replacements.register
def _(node: ast.Return) -> Iterator[ast.AST]:
    if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield ast.Return(ast.Constant(None))


@replacements.register
def _(node: ast.Raise) -> Iterator[ast.AST]:
    yield ast.Pass()


@replacements.register
def _(node: ast.Expr) -> Iterator[ast.AST]:
    if not isinstance(node.value, ast.Constant):
        yield ast.Pass()


@replacements.register
def _(node: ast.Set) -> Iterator[ast.AST]:
    yield from (new for new in _without_each(node, "elts") if new.elts)


@replacements.register
def _(node: ast.Dict) -> Iterator[ast.AST]:
    yield from _without_each(node, "keys", "values")


@replacements.register
def _(node: ast.Call) -> Iterator[ast.AST]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in ORDERING:
        yield from _without_each(node, "keywords")
    if name in {"any", "all"}:
        yield _with(node, func=ast.Name("all" if name == "any" else "any"))


@replacements.register
def _(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Iterator[ast.AST]:
    for index, loop in enumerate(node.generators):
        for new in _without_each(loop, "ifs"):
            yield _with(node, generators=[*node.generators[:index], new, *node.generators[index + 1 :]])
