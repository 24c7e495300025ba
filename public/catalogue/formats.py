"""The formats in which a catalogue is written: each is one function of the things that it speaks of."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from public.catalogue.graph import PREFIXES, GraphThing, GraphValue, full_name

# What ends a text or a line in Turtle, and what it is written as.
TURTLE_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def turtle(things: Sequence[GraphThing]) -> str:
    """Return the catalogue in Turtle."""
    heads = [f"@prefix {name}: <{address}> .\n" for name, address in PREFIXES.items()]
    return "".join(heads) + "".join(f"\n{_turtle_thing(one)}" for one in things)


def _turtle_thing(thing: GraphThing) -> str:
    said = [f"a {thing.kind}", *(f"{name} {_turtle_value(value)}" for name, value in thing.facts)]
    return f"<{thing.address}> " + " ;\n    ".join(said) + " .\n"


def _turtle_value(value: GraphValue) -> str:
    if value.is_address:
        return f"<{value.text}>"
    text = f'"{value.text.translate(TURTLE_ESCAPES)}"'
    return text + (f"@{value.language}" if value.language else f"^^{value.datatype}" if value.datatype else "")


def json_ld(things: Sequence[GraphThing]) -> str:
    """Return the catalogue in JSON-LD, with its context."""
    document = {"@context": PREFIXES, "@graph": [_json_thing(one) for one in things]}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_thing(thing: GraphThing) -> dict:
    said: dict = {"@id": thing.address, "@type": thing.kind}
    for name, value in thing.facts:
        said.setdefault(name, []).append(_json_value(value))
    return said


def _json_value(value: GraphValue) -> dict:
    if value.is_address:
        return {"@id": value.text}
    kind = {"@language": value.language} if value.language else {"@type": value.datatype} if value.datatype else {}
    return {"@value": value.text, **kind}


def rdf_xml(things: Sequence[GraphThing]) -> str:
    """Return the catalogue in RDF/XML."""
    spaces = "".join(f"\n    xmlns:{name}={quoteattr(address)}" for name, address in PREFIXES.items())
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    return head + "".join(map(_xml_thing, things)) + "</rdf:RDF>\n"


def _xml_thing(thing: GraphThing) -> str:
    said = "".join(f"    {_xml_fact(name, value)}\n" for name, value in thing.facts)
    return f"  <{thing.kind} rdf:about={quoteattr(thing.address)}>\n{said}  </{thing.kind}>\n"


def _xml_fact(name: str, value: GraphValue) -> str:
    if value.is_address:
        return f"<{name} rdf:resource={quoteattr(value.text)}/>"
    kind = f" xml:lang={quoteattr(value.language)}" if value.language else ""
    kind = f" rdf:datatype={quoteattr(full_name(value.datatype))}" if value.datatype else kind
    return f"<{name}{kind}>{escape(value.text)}</{name}>"


@dataclass(frozen=True)
class CatalogueFormat:
    """A format: the ending of the catalogue's address, what people call it, and what writes it."""

    extension: str
    title: str
    write: Callable[[Sequence[GraphThing]], str]

    @property
    def path(self) -> str:
        """Return where the catalogue is in this format."""
        return f"/catalog.{self.extension}"


CATALOGUE_FORMATS = {
    one.extension: one
    for one in (
        CatalogueFormat("ttl", "Turtle", turtle),
        CatalogueFormat("jsonld", "JSON-LD", json_ld),
        CatalogueFormat("rdf", "RDF/XML", rdf_xml),
    )
}
