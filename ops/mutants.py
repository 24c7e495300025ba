"""Break a module one rule at a time and see which breaks no test notices: `make mutants MODULE=portal/romanian.py`.

The tests of each mutant run in a copy of the tree, never in the work tree: those that mirror the module
(tests/<path>/test_<name>.py) and those that [tool.mutants] in pyproject.toml names. What survives is printed: a rule
without a test, or a change that changes nothing.
"""

import argparse
import contextlib
import importlib
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

import pytest

from ops.mutations import Mutant, mutants

ROOT = Path(__file__).resolve().parents[1]
ARGUMENTS = ("-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=short")
NO_PART_OF_THE_TREE = shutil.ignore_patterns(".git", ".venv", "var", "docs", ".hypothesis", "node_modules")
DATABASE_FIXTURES = {"db", "transactional_db", "base_installation"}
# Loaded by pytest itself, or not before Django is set up.
LOADED_LATER = ("pytest", "_pytest", "xdist", "hypothesis", "_hypothesis", "django.contrib", "ops", "tests", "__")


def mirrored_tests(module: str, root: Path = ROOT) -> list[str]:
    """Give the tests of a module: the file that mirrors it, then those that pyproject.toml names."""
    path = Path(module)
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"].get("mutants", {})
    named = [str(Path("tests") / path.parent / f"test_{path.stem}.py"), *table.get(module, [])]
    return [name for name in dict.fromkeys(named) if (root / name).exists()]


class _NoDatabase:
    """Leave out the tests that need a database."""

    def pytest_collection_modifyitems(self, items):
        items[:] = [item for item in items if not DATABASE_FIXTURES & set(item.fixturenames)]


class Options(NamedTuple):
    """How the tests run: the arguments of pytest and its plugins."""

    arguments: tuple[str, ...] = ()
    plugins: tuple[object, ...] = ()


# The quickest first: without Django, where a module and its tests need none of it.
PURE = Options(("-p", "no:django", "--noconftest", "-c", os.devnull, "--rootdir", "."))
NO_DATABASE = Options(plugins=(_NoDatabase(),))
WITH_DATABASE = Options()


def _run_in_tree(tree: Path, tests: list[str], options: Options, is_first: bool) -> None:
    """Run the tests in this process, silent, and leave with their code; the first run notes what it had to import."""
    os.setsid()
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    sys.dont_write_bytecode = not is_first
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    code = pytest.main([*ARGUMENTS, *options.arguments, *tests], plugins=options.plugins)
    if is_first:
        (tree / ".imported").write_text("\n".join(list(sys.modules)))
    os._exit(int(code))


def exit_code(tree: Path, tests: list[str], limit: float, options: Options, is_first: bool = False) -> int:
    """Give the code that the tests end with in a process of their own; past the limit (seconds) they are ended."""
    process = multiprocessing.get_context("fork").Process(target=_run_in_tree, args=(tree, tests, options, is_first))
    process.start()
    process.join(limit)
    if process.is_alive():
        process.kill()
        process.join()
    return process.exitcode


def load_modules(names: Iterator[str]) -> None:
    """Import what the tests need and the project did not write, so that each process begins with it."""
    ours = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()}
    for name in names:
        if name.split(".")[0] not in ours and not name.startswith(LOADED_LATER):
            with contextlib.suppress(Exception):
                importlib.import_module(name)


class Bench:
    """Copies of the tree, one for each mutant that is tried at the same time."""

    def __init__(self, root: Path, module: str, tests: list[str], trees: int = 2):
        self.module, self.tests, self.limit, self.options = module, tests, 600.0, PURE
        self.folder = Path(tempfile.mkdtemp(prefix="mutants-"))
        self.free: SimpleQueue[Path] = SimpleQueue()
        self.trees = [self.folder / str(number) for number in range(trees)]
        for tree in self.trees:
            shutil.copytree(root, tree, ignore=NO_PART_OF_THE_TREE)

    def begin(self, ways: tuple[Options, ...]) -> None:
        """Run the tests of the module as it is the first way in which they pass; keep what they import at hand."""
        for self.options in ways:
            start = time.monotonic()
            codes = {exit_code(tree, self.tests, self.limit, self.options, is_first=True) for tree in self.trees}
            if codes == {0}:
                break
        else:
            raise SystemExit(f"The tests do not pass without a change: {' '.join(self.tests)}")
        self.limit = 10 + 3 * (time.monotonic() - start)
        load_modules((self.trees[0] / ".imported").read_text().split("\n"))
        for tree in self.trees:
            for compiled in (tree / self.module).parent.glob(f"__pycache__/{Path(self.module).stem}.*"):
                compiled.unlink()
            self.free.put(tree)

    def survives(self, mutant: Mutant) -> bool:
        """Tell whether all tests pass with a mutant instead of the module."""
        tree = self.free.get()
        (tree / self.module).write_text(mutant.text, encoding="utf-8")
        try:
            return exit_code(tree, self.tests, self.limit, self.options) == 0
        finally:
            self.free.put(tree)

    def remove(self) -> None:
        """Remove the copies."""
        shutil.rmtree(self.folder)


def survivors(root: Path, module: str, tests: list[str], ways: tuple[Options, ...]) -> tuple[list[Mutant], int]:
    """Try every mutant of a module; give those that no test noticed, and how many there were."""
    tried = list(mutants((root / module).read_text(encoding="utf-8")))
    bench = Bench(root, module, tests)
    try:
        bench.begin(ways)
        with ThreadPoolExecutor(len(bench.trees)) as pool:
            alive = list(pool.map(bench.survives, tried))
    finally:
        bench.remove()
    return [mutant for mutant, is_alive in zip(tried, alive, strict=True) if is_alive], len(tried)


def main() -> int:
    """Print the survivors of each module as file:line and change; 1 where there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="+")
    parser.add_argument("--tests", nargs="*", default=[], help="tests to run beside those that mirror the module")
    parser.add_argument("--database", action="store_true", help="run the tests that need a database as well")
    options = parser.parse_args()
    ways = (WITH_DATABASE,) if options.database else (PURE, NO_DATABASE)
    total = 0
    for module in options.modules:
        tests = [*mirrored_tests(module), *options.tests]
        if not tests:
            raise SystemExit(f"No test mirrors {module}.")
        found, tried = survivors(ROOT, module, tests, ways)
        for mutant in found:
            print(f"{module}:{mutant.line}  {mutant.change}")
        print(f"{module}: {tried} mutants, {tried - len(found)} noticed, {len(found)} survived", flush=True)
        total += len(found)
    return 1 if total else 0


if __name__ == "__main__":
    raise SystemExit(main())
