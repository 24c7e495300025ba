"""The figures of the house rules, measured afresh: `make house`. With --check only what is over, as `make lint` asks.

Needs nothing but Python. Lines are lines that are not empty. Python means modules outside tests, migrations and bench.
"""

import argparse
import ast
import re
import statistics
import subprocess
from collections import defaultdict
from pathlib import Path

from ops.rooms import ROOT, house_table, import_rows, violations

FRAMEWORK_CLASSES = {"Command", "Meta", "Media", "Config"}
FRAMEWORK_MODULES = {
    "__init__",
    "actions",
    "admin",
    "apps",
    "conftest",
    "forms",
    "models",
    "permissions",
    "urls",
    "views",
}
WORDS = {kind: set(words.split()) for kind, words in house_table()["words"].items()}


def tracked_files(*patterns: str) -> list[Path]:
    """Give the files git knows that match, as paths from the root; a deleted one is not there."""
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def file_text(path: Path) -> str:
    """Give the text of a tracked file."""
    return (ROOT / path).read_text(encoding="utf-8")


def count_lines(text: str) -> int:
    """Count the lines that are not empty."""
    return sum(1 for line in text.splitlines() if line.strip())


def name_words(name: str) -> list[str]:
    """Split an identifier, in either spelling, into its words in lower case."""
    return [word for word in re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_") if word]


def is_participle(word: str) -> bool:
    """Tell whether a word is a past form; what the list and the ending -ed do not know is none."""
    return word not in WORDS["no_participles"] and (
        word in WORDS["participles"] or (len(word) > 4 and word.endswith("ed"))
    )


def participle_kind(name: str) -> str:
    """Give `bare` for told or looked_at, `leading` for published_plans (a noun may follow), else an empty text."""
    words = name_words(name)
    if not words or not is_participle(words[0]):
        return ""
    return "bare" if set(words[1:]) <= WORDS["little"] else "leading"


def repeats_name(docstring: str, words: set[str]) -> bool:
    """Tell whether a docstring is "Return the …" and no more than the function's own words."""
    first = docstring.strip().split("\n\n")[0]
    if not re.match(r"(return|give)s? the\b", first, re.IGNORECASE):
        return False
    said = {word.rstrip("s") for word in re.findall(r"[a-z]+", first.lower())[1:]} - WORDS["little"]
    return said <= {word.rstrip("s") for word in words}


class Source:
    """Everything measured in the Python of the project, gathered in one walk."""

    def __init__(self, paths: list[Path]):
        self.files: dict[str, int] = {}
        self.functions: dict[str, int] = {}
        self.classes: dict[str, set[str]] = defaultdict(set)
        self.modules: dict[str, list[str]] = defaultdict(list)
        self.participles: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.undocumented: dict[str, list[str]] = defaultdict(list)
        self.repeating: list[str] = []
        self.returning: list[str] = []
        for path in paths:
            self.read_module(path)

    def read_module(self, path: Path) -> None:
        """Measure one module and all that is defined in it."""
        text = file_text(path)
        tree = ast.parse(text)
        self.files[str(path)] = count_lines(text)
        if path.stem not in FRAMEWORK_MODULES:
            self.modules[path.stem].append(str(path))
        if tree.body and not ast.get_docstring(tree):
            self.undocumented["modules"].append(str(path))
        self.read_definitions(tree, path, text.splitlines(), owner=None)

    def read_definitions(self, node: ast.AST, path: Path, lines: list[str], owner: ast.AST | None) -> None:
        """Measure the classes and functions under a node; `owner` is what they are defined in."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef) and child.name not in FRAMEWORK_CLASSES:
                self.classes[child.name].add(str(path))
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                size = count_lines("\n".join(lines[child.lineno - 1 : child.end_lineno]))
                self.read_function(child, f"{path}:{child.lineno} {child.name}", size, owner)
            inner = isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            self.read_definitions(child, path, lines, owner=child if inner else owner)

    def read_function(self, node: ast.FunctionDef, place: str, size: int, owner: ast.AST | None) -> None:
        """Note one function: its size, its name, its docstring."""
        self.functions[place] = size
        kind = "methods" if isinstance(owner, ast.ClassDef) else "functions"
        if how := participle_kind(node.name):
            self.participles[how, kind].append(place)
        docstring = ast.get_docstring(node)
        is_inner = isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef)
        if not docstring and not node.name.startswith("_") and not is_inner:
            self.undocumented[kind].append(place)
        if docstring and docstring.startswith("Return the "):
            self.returning.append(place)
        owner_words = name_words(owner.name) if isinstance(owner, ast.ClassDef) else []
        if docstring and repeats_name(docstring, {*name_words(node.name), *owner_words}):
            self.repeating.append(place)


def shared_selectors(sheets: dict[str, str]) -> dict[str, set[str]]:
    """Give the CSS selectors that stand in several sheets, with the sheets; steps of animations are no selectors."""
    places = defaultdict(set)
    for name, text in sheets.items():
        plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        for head in re.findall(r"([^{};]+)\{", plain):
            for selector in re.split(r",(?![^(]*\))", " ".join(head.split())):
                if not re.match(r"@|from$|to$|[\d.]+%$", selector.strip()) and "@" not in head:
                    places[selector.strip()].add(name)
    return {selector: found for selector, found in places.items() if len(found) > 1}


def count_tests(paths: list[Path]) -> dict[str, int]:
    """Count test functions, and the comparisons that assertions make: `in` or `not in`, `==`, others."""
    counts = dict.fromkeys(("functions", "in", "==", "other"), 0)
    for path in paths:
        for node in ast.walk(ast.parse(file_text(path))):
            if isinstance(node, ast.FunctionDef):
                counts["functions"] += node.name.startswith("test_")
            elif isinstance(node, ast.Assert):
                for part in node.test.values if isinstance(node.test, ast.BoolOp) else [node.test]:
                    operator = part.ops[0] if isinstance(part, ast.Compare) else None
                    is_in = isinstance(operator, ast.In | ast.NotIn)
                    counts["in" if is_in else "==" if isinstance(operator, ast.Eq) else "other"] += 1
    return counts


class FigureSheet:
    """A plain table on the way out; remembers which limits are broken."""

    def __init__(self, limits: dict[str, int], shown: int, *, is_brief: bool = False):
        self.limits, self.shown, self.is_brief, self.broken = limits, shown, is_brief, []

    def print_line(self, text: str) -> None:
        """Print a line, unless only what is over a limit is asked for."""
        if not self.is_brief:
            print(text)

    def print_title(self, text: str) -> None:
        """Begin a part of the table."""
        self.print_line(f"\n{text}\n{'-' * len(text)}")

    def print_figure(self, name: str, value: object, limit: str = "") -> None:
        """Print one figure beside its limit; `limit` names it in [tool.house.limits]."""
        most = self.limits.get(limit)
        is_over = most is not None and float(value) > most
        self.broken += [f"{name}: {value}, at most {most}"] if is_over else []
        self.print_line(
            f"{name:<44} {value!s:>8}{f'   at most {most}' if most is not None else ''}{'   OVER' if is_over else ''}"
        )

    def print_list(self, name: str, items: list[str], limit: str = "") -> None:
        """Print how many there are and the first few of them."""
        self.print_figure(name, len(items), limit)
        lines = [f"    {item}" for item in items[: self.shown]]
        if len(items) > self.shown:
            lines.append(f"    … and {len(items) - self.shown} more (--all lists them)")
        for line in lines:
            self.print_line(line)
        if items and limit:
            self.broken += lines

    def print_sizes(self, name: str, sizes: dict[str, int]) -> None:
        """Print median, nine tenths and the largest, and list what is over the limit of one."""
        ordered = sorted(sizes.items(), key=lambda item: -item[1])
        values = sorted(sizes.values())
        self.print_figure(f"{name}: median", round(statistics.median(values)), f"{name}_median")
        self.print_figure(f"{name}: nine tenths", values[int(len(values) * 0.9)], f"{name}_p90")
        self.print_figure(f"{name}: largest", values[-1], f"{name}_lines")
        self.print_line(f"    {ordered[0][0]}")
        most = self.limits[f"{name}_lines"]
        self.print_list(f"{name}s over {most} lines", [f"{size} {place}" for place, size in ordered if size > most])


def report_python(report: FigureSheet, source: Source) -> None:
    """Print sizes, names and docstrings of the Python."""
    report.print_title("Python")
    report.print_figure("modules", len(source.files))
    report.print_figure("lines", sum(source.files.values()))
    report.print_sizes("file", {place: size for place, size in source.files.items() if size})
    report.print_sizes("function", source.functions)
    report.print_title("Names")
    shared = {name: sorted(places) for name, places in sorted(source.classes.items()) if len(places) > 1}
    total = len(source.classes)
    report.print_figure("share of class names in several modules", f"{len(shared) / total:.0%}")
    report.print_list(
        "class names in several modules", [f"{name}: {' '.join(p)}" for name, p in shared.items()], "none"
    )
    # A method `published()` of a queryset is Django's own idiom: methods are listed and not limited.
    for kind, limit in (("functions", "none"), ("methods", "")):
        report.print_list(f"{kind} named by a bare participle", source.participles["bare", kind], limit)
        report.print_list(f"{kind} whose name begins with one", source.participles["leading", kind])
    repeated = {name: places for name, places in sorted(source.modules.items()) if len(places) > 1}
    report.print_list("module names in several places", [f"{name}: {' '.join(p)}" for name, p in repeated.items()])
    report.print_title("Prose")
    for kind in ("modules", "functions", "methods"):
        report.print_list(
            f"public {kind} without docstring", source.undocumented[kind], "none" if kind == "modules" else ""
        )
    report.print_list("docstrings that begin with Return the", source.returning)
    report.print_list("docstrings that repeat the name", source.repeating, "none")


def report_pages(report: FigureSheet, own_sheets: list[str]) -> None:
    """Print the figures of templates and of the sheets that pages load together."""
    report.print_title("Templates and sheets")
    templates = {str(path): file_text(path).splitlines() for path in tracked_files("templates")}
    report.print_figure("templates", len(templates))
    report.print_sizes("template", {path: len(lines) for path, lines in templates.items()})
    width = report.limits["template_width"]
    wide = [
        f"{path}:{n} {len(line)}"
        for path, lines in templates.items()
        for n, line in enumerate(lines, 1)
        if len(line) > width
    ]
    report.print_list(f"template lines over {width} characters", wide, "none")
    sheets = {str(p): file_text(p) for p in tracked_files("static/*.css") if p.parent.name == "static"}
    shared = shared_selectors({name: text for name, text in sheets.items() if name not in own_sheets})
    several = [f"{s}: {' '.join(sorted(p))}" for s, p in sorted(shared.items())]
    report.print_list("selectors in several sheets", several, "none")


def report_work(report: FigureSheet, lines: int) -> None:
    """Print the figures of tests and commits; `lines` is the size of the code that is tested."""
    report.print_title("Tests and commits")
    counts = count_tests(tracked_files("tests/*.py"))
    report.print_figure("test functions", counts["functions"])
    report.print_figure("test functions per thousand lines of code", round(1000 * counts["functions"] / lines, 1))
    for operator in ("==", "in", "other"):
        report.print_figure(f"assertions with {operator}", counts[operator])
    log = subprocess.run(["git", "log", "-30", "--format=%s"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    most = report.limits["subject_length"]
    long = [f"{len(subject)} {subject}" for subject in log.stdout.splitlines() if len(subject) > most]
    report.print_list(f"subjects over {most} characters, of the last 30", long, "none")


def report_rooms(report: FigureSheet, table: dict) -> None:
    """Print the import table and every breach of its order."""
    report.print_title("Who imports whom")
    for place, others in import_rows(ROOT, table).items():
        own = sorted(name.split("/")[1] for name in others if "/" in name)
        print(f"{place:<28} {' '.join([*own, *sorted(name.upper() for name in others if '/' not in name)]) or '–'}")
    print()
    report.print_list("breaches of the order", violations(ROOT, table), "none")


def main() -> int:
    """Print the table; with --check what is over its limit in code and templates alone, and give 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a limit of code or templates is broken")
    parser.add_argument("--all", action="store_true", help="list everything, not the first five of each")
    options = parser.parse_args()
    table = house_table()
    report = FigureSheet(table["limits"] | {"none": 0}, shown=10**6 if options.all else 5, is_brief=options.check)
    outside = {"tests", "migrations", "bench"}
    source = Source([path for path in tracked_files("*.py") if not outside & set(path.parts)])
    report_python(report, source)
    report_pages(report, table["own_sheets"])
    if not options.check:
        report_work(report, sum(source.files.values()))
        report_rooms(report, table)
    report.print_title("Over a limit" if report.broken else "Every limit is kept")
    for line in report.broken:
        print(line)
    return 1 if options.check and report.broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
