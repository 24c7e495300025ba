"""What programs read of a page, as JSON-LD in the words of schema.org: a document in, text out."""

import json

from plans.document import Document, ElementValue, IndicatorValue
from portal.licence import LICENCE_ADDRESS

CONTEXT = "https://schema.org"
# What would end the element that the text stands in.
ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def plan_data(document: Document, site: str) -> dict:
    """Return a plan in its edition: what it is called, whose it is, of which years, in which files."""
    address = f"{site}/planuri/{document.slug}/"
    files = f"{address}editii/{document.edition.number}/plan"
    return {
        "@context": CONTEXT,
        "@type": "DigitalDocument",
        **_naming(address, document.short_title),
        "alternativeHeadline": " ".join(filter(None, [document.title, document.subtitle])),
        "version": str(document.edition.number),
        "datePublished": document.edition.published_at.date().isoformat(),
        "temporalCoverage": _years(document),
        "publisher": {"@type": "GovernmentOrganization", "name": document.owner.name},
        "isAccessibleForFree": True,
        "encoding": [
            {"@type": "MediaObject", "contentUrl": f"{files}.pdf", "encodingFormat": "application/pdf"},
            {"@type": "MediaObject", "contentUrl": f"{files}.json", "encodingFormat": "application/json"},
        ],
    }


def element_data(document: Document, element: ElementValue, site: str) -> dict:
    """Return an element of a plan, with the way from the plan down to it."""
    root = f"{site}/planuri/{document.slug}/"
    way = [(document.short_title, root)]
    way += [(one.printed_name, f"{root}{one.address}/") for one in (*document.ancestors(element), element)]
    return {
        "@context": CONTEXT,
        "@graph": [
            {
                "@type": "CreativeWork",
                **_naming(f"{root}{element.address}/", element.printed_name),
                "genre": document.level[element.level].name,
                "isPartOf": {"@id": root},
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": name, "item": address}
                    for place, (name, address) in enumerate(way, 1)
                ],
            },
        ],
    }


def indicator_data(document: Document, indicator: IndicatorValue, site: str) -> dict:
    """Return an indicator as a set of data: what is measured, in what, by whom."""
    root = f"{site}/planuri/{document.slug}/"
    measured = {"@type": "PropertyValue", "name": indicator.title} | (
        {"unitText": indicator.unit} if indicator.unit else {}
    )
    whose = indicator.institution
    return {
        "@context": CONTEXT,
        "@type": "Dataset",
        **_naming(f"{root}indicatori/{indicator.number}/", indicator.title),
        "description": f"{indicator.title} – indicatorul {indicator.number}, {document.short_title}: ținte și valori.",
        "temporalCoverage": _years(document),
        "variableMeasured": measured,
        "license": LICENCE_ADDRESS,
        "isPartOf": {"@id": root},
        **({"creator": {"@type": "GovernmentOrganization", "name": whose.name}} if whose else {}),
    }


def as_script(data: dict) -> str:
    """Return the data as text that nothing in it can end early."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)


def _naming(address: str, name: str) -> dict:
    return {"@id": address, "url": address, "name": name, "inLanguage": "ro"}


def _years(document: Document) -> str:
    return f"{document.period_start}/{document.period_end}"
