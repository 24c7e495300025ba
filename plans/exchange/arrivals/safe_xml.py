"""XML from outside: read only where it declares nothing, names no other file, and is neither too big nor too deep."""

from xml.parsers import expat

from lxml import etree

from plans.exchange.sheets.refusal import ImportRefused

MAX_ELEMENTS, MAX_DEPTH = 200_000, 40
# The parser's own limits would refuse the document that a long plan keeps in its file; ours have been asked before.
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "remove_comments": True, "huge_tree": True}
HOSTILE = "Fișierul are o structură neobișnuită, care nu se importă din motive de siguranță: "


def parse(data: bytes):
    """Return the root element; raise ImportRefused, with the place, for what is not such XML."""
    counter = _NodeCounter()
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = counter.refuse_declaration
    parser.StartElementHandler, parser.EndElementHandler = counter.start, counter.end
    try:
        parser.Parse(data, True)
        return etree.fromstring(data, etree.XMLParser(**SAFE))
    except expat.ExpatError as error:
        place = f"rândul {error.lineno}, coloana {error.offset + 1}"
        raise ImportRefused(f"Fișierul nu este XML întreg: greșeala e la {place}.") from error
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise ImportRefused(f"Fișierul nu este XML întreg: {error}.") from error


class _NodeCounter:
    """Counts what a parser meets."""

    def __init__(self):
        self.elements = self.depth = 0

    def refuse_declaration(self, *_args):
        raise ImportRefused(f"{HOSTILE}declară un tip de document sau entități XML.")

    def start(self, _name, _attributes):
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise ImportRefused(f"{HOSTILE}are prea multe elemente sau prea multe niveluri.")

    def end(self, _name):
        self.depth -= 1
