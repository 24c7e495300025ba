"""What a catalogue says, whatever the format: things with an address each, and what is said of each of them."""

from dataclasses import dataclass
from datetime import date

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(frozen=True, kw_only=True)
class GraphValue:
    """What is said of a thing: another thing's address, or a text with its language or its datatype."""

    text: str
    is_address: bool = False
    language: str = ""
    datatype: str = ""


@dataclass(frozen=True, kw_only=True)
class GraphThing:
    """A thing of the catalogue: its address, its class, and each thing said of it; names are with their prefix."""

    address: str
    kind: str
    facts: tuple[tuple[str, GraphValue], ...] = ()


def link(address: str) -> GraphValue:
    """Return the address of another thing."""
    return GraphValue(text=address, is_address=True)


def words(text: str) -> GraphValue:
    """Return a text in Romanian."""
    return GraphValue(text=text, language="ro")


def name(text: str) -> GraphValue:
    """Return a text that is of no language."""
    return GraphValue(text=text)


def day(value: date) -> GraphValue:
    """Return a day."""
    return GraphValue(text=value.isoformat(), datatype="xsd:date")


def full_name(name: str) -> str:
    """Return the whole address that a name with a prefix stands for."""
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest
