"""Reads the XML parts of a checked archive as a stream, whatever prefixes and namespaces they use."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, iterparse

from plans.importing.archives import BROKEN, DAMAGED
from plans.importing.refusal import Refused


class Parts:
    """The parts of an archive that `archives.check` let through."""

    def __init__(self, data: bytes):
        self.archive = zipfile.ZipFile(io.BytesIO(data))

    def stream(self, name: str, *ends: str) -> Iterator[tuple[str, Element]]:
        """Yield (event, element) for the start of every element and the end of those named; keep no others."""
        try:
            path: list[Element] = []
            wanted = 0
            # The document type was refused when the archive was checked: nothing here can name an entity.
            for event, element in iterparse(self.archive.open(name), ("start", "end")):  # noqa: S314
                is_named = local(element.tag) in ends
                if event == "start":
                    path.append(element)
                    wanted += is_named
                    yield "start", element
                    continue
                path.pop()
                wanted -= is_named
                if is_named:
                    yield "end", element
                if path and not wanted:
                    path[-1].remove(element)
        except (KeyError, ParseError, *BROKEN) as error:
            raise Refused(DAMAGED) from error

    def ended(self, name: str, *ends: str) -> Iterator[Element]:
        """Yield the elements with these names."""
        return (element for event, element in self.stream(name, *ends) if event == "end")

    def has(self, name: str) -> bool:
        """Tell whether the archive has the part."""
        return name in self.archive.NameToInfo

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to, as (kind, part) by id."""
        folder, base = posixpath.split(name)
        found = {}
        for relation in self.ended(posixpath.join(folder, "_rels", f"{base}.rels"), "Relationship"):
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if relation.get("TargetMode") != "External":
                found[relation.get("Id", "")] = (kind, path)
        return found


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)
