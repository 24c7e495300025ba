"""The description of a service in OData's own format (CSDL)."""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from public.odata.entity_sets import KEY, EntityProperty, EntitySet

NAMESPACE = "planuri"
CONTENT_TYPE = "application/xml; charset=utf-8"


def metadata(sets: Iterable[EntitySet]) -> str:
    """Return the description of some entity sets."""
    sets = list(sets)
    types = "".join(map(_entity_type, sets))
    named = "".join(
        f'<EntitySet Name={quoteattr(one.table.name)} EntityType="{NAMESPACE}.{type_name(one)}"/>' for one in sets
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>'
        f'<Schema Namespace="{NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">'
        f'{types}<EntityContainer Name="Date">{named}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>\n'
    )


def type_name(entities: EntitySet) -> str:
    """Return what a row of an entity set is called."""
    return f"rand_{entities.table.name}"


def _entity_type(entities: EntitySet) -> str:
    key = f'<Key><PropertyRef Name="{KEY}"/></Key>'
    return f'<EntityType Name="{type_name(entities)}">{key}{"".join(map(_property, entities.properties))}</EntityType>'


def _property(one: EntityProperty) -> str:
    more = ' Scale="variable"' if one.edm_type == "Edm.Decimal" else ""
    more += ' Nullable="false"' if one.name == KEY else ""
    return f'<Property Name={quoteattr(one.name)} Type="{one.edm_type}"{more}/>'
