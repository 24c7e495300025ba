"""Who may import whom. The order itself is data: [tool.house] in pyproject.toml."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def house_table(root: Path = ROOT) -> dict:
    """Return [tool.house]: rooms and features in their order, top first, which are closed or pure, and the limits."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["house"]


def room_files(root: Path, room: str) -> Iterator[tuple[Path, str]]:
    """Give each module of a room with its feature (the name under the room), but no migrations."""
    for path in sorted((root / room).rglob("*.py")):
        feature = path.relative_to(root / room).parts[0].removesuffix(".py")
        if feature != "migrations":
            yield path, feature


def imported_names(path: Path, root: Path) -> set[str]:
    """Give every dotted name a module imports, wherever in the file; relative ones are spelled out."""
    package = path.relative_to(root).with_suffix("").parts[:-1]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{start}.{alias.name}" for alias in node.names}
    return names


def imported_features(path: Path, root: Path, table: dict) -> set[tuple[str, str]]:
    """Give what a module imports of the rooms, as (room, feature)."""
    parts = [name.split(".") for name in imported_names(path, root)]
    return {(room, rest[0] if rest else "__init__") for room, *rest in parts if room in table["rooms"]}


def import_rows(root: Path, table: dict) -> dict[str, set[str]]:
    """Give the import table: for each room and each of its listed features, the others it imports."""
    rows: dict[str, set[str]] = {}
    for room in table["rooms"]:
        listed = table["features"].get(room, [])
        for path, feature in room_files(root, room):
            place = f"{room}/{feature}" if feature in listed else room
            found = {
                other if other != room else f"{room}/{part}" for other, part in imported_features(path, root, table)
            }
            rows[place] = rows.get(place, set()) | (found - {place})
    return {place: {name for name in found if place != name.split("/")[0]} for place, found in rows.items()}


def violations(root: Path, table: dict) -> list[str]:
    """Give every breach of the order, one line each; a listed feature that is not there is one as well.

    A room imports only itself and the rooms listed above it, a feature only itself and the features above it in its
    room. A closed room is imported by the last one, the wiring, alone. A pure feature imports no models. A room
    without a list of features has no order inside.
    """
    found = []
    for room in table["rooms"]:
        listed = table["features"].get(room, [])
        files = list(room_files(root, room))
        there = {feature for _, feature in files}
        found += [f"pyproject.toml: {room}/{name} is listed and not there" for name in listed if name not in there]
        for path, feature in files:
            place = path.relative_to(root)
            if listed and feature not in [*listed, "__init__"]:
                found.append(f"{place}: say in pyproject.toml where {room}/{feature} stands")
            for other, part in sorted(imported_features(path, root, table)):
                if reason := refusal((room, feature), (other, part), table):
                    found.append(f"{place}: {reason}")
    return found


def refusal(importer: tuple[str, str], imported: tuple[str, str], table: dict) -> str:
    """Say why one (room, feature) may not import another; an empty text when it may."""
    rooms, (room, feature), (other, part) = table["rooms"], importer, imported
    if f"{room}/{feature}" in table["pure"] and part == "models":
        return f"{room}/{feature} is pure and imports {other}/models"
    if other != room:
        if other in table["closed"] and room != rooms[-1]:
            return f"{room} imports {other}, which only {rooms[-1]} may"
        return f"{room} imports {other}, which stands below it" if rooms.index(other) > rooms.index(room) else ""
    listed = table["features"].get(room, [])
    if feature in listed and part in listed and listed.index(part) > listed.index(feature):
        return f"{room}/{feature} imports {room}/{part}, which stands below it"
    return ""
