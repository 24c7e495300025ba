"""The EU's names for what catalogues say in the same words everywhere, each with what it is."""

from collections.abc import Iterable, Iterator

from public.catalogue.graph import GraphThing, link, name

AUTHORITY = "http://publications.europa.eu/resource/authority"
ROMANIAN = f"{AUTHORITY}/language/RON"
GOVERNMENT = f"{AUTHORITY}/data-theme/GOVE"
THEMES = f"{AUTHORITY}/data-theme"
ROMANIA = f"{AUTHORITY}/country/ROU"
IRREGULAR = f"{AUTHORITY}/frequency/IRREG"
PUBLIC = f"{AUTHORITY}/access-right/PUBLIC"
CC_BY = f"{AUTHORITY}/licence/CC_BY_4_0"

CLASSES = {
    ROMANIAN: "dct:LinguisticSystem",
    GOVERNMENT: "skos:Concept",
    THEMES: "skos:ConceptScheme",
    ROMANIA: "dct:Location",
    IRREGULAR: "dct:Frequency",
    PUBLIC: "dct:RightsStatement",
    CC_BY: "dct:LicenseDocument",
}
STABLE = f"{AUTHORITY}/planned-availability/STABLE"
REGIONAL = "http://purl.org/adms/publishertype/RegionalAuthority"
ATTRIBUTION = "http://purl.org/adms/licencetype/Attribution"
# What else is said of some of them.
FACTS = {
    CC_BY: ("dct:type", link(ATTRIBUTION)),
    GOVERNMENT: ("skos:prefLabel", name("Government and public sector")),
    THEMES: ("dct:title", name("Data theme")),
}


def format_address(file_name: str) -> str:
    """Return the EU's name of a file's format: the ending in capitals, for all formats that the portal writes.

    >>> format_address("plan.pdf")
    'http://publications.europa.eu/resource/authority/file-type/PDF'
    """
    return f"{AUTHORITY}/file-type/{file_name.rpartition('.')[2].upper()}"


def media_type_address(media_type: str) -> str:
    """Return IANA's address of a media type."""
    return f"https://www.iana.org/assignments/media-types/{media_type}"


def named_things(formats: Iterable[str], media_types: Iterable[str]) -> Iterator[GraphThing]:
    """Yield each name with its class, for a checker that knows the catalogue alone; of formats their addresses."""
    for address, kind in CLASSES.items():
        yield GraphThing(address=address, kind=kind, facts=(FACTS[address],) if address in FACTS else ())
    for address, label in ((ATTRIBUTION, "Attribution"), (REGIONAL, "Regional authority"), (STABLE, "stable")):
        yield GraphThing(address=address, kind="skos:Concept", facts=(("skos:prefLabel", name(label)),))
    yield from (GraphThing(address=one, kind="dct:MediaTypeOrExtent") for one in sorted(set(formats)))
    yield from (GraphThing(address=one, kind="dct:MediaType") for one in sorted(set(media_types)))
