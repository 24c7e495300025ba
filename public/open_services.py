"""The services that programs ask for data, declared once: the catalogue and the page of open data list them."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class OpenService:
    """A service: its address, what people call it, what it is for, and the address of its description,
    and of the standard that it follows."""

    path: str
    description_path: str
    standard: str
    title: str
    content: str


OPEN_SERVICES = (
    OpenService(
        path="/api/v1/",
        description_path="/api/v1/openapi.json",
        standard="https://spec.openapis.org/oas/v3.1.0",
        title=_("API de citire"),
        content=_(
            "Planurile, edițiile, elementele, indicatorii, țintele, valorile acceptate, aprecierile, recomandările "
            "și ședințele, ca JSON, pentru programe."
        ),
    ),
    OpenService(
        path="/odata/",
        description_path="/odata/$metadata",
        standard="https://docs.oasis-open.org/odata/odata/v4.01/",
        title=_("OData pentru Excel și Power BI"),
        content=_("Aceleași tabele ca fișierele, legate direct în foaia de calcul și împrospătate de acolo."),
    ),
    OpenService(
        path="/mcp/",
        description_path="/mcp/",
        standard="https://modelcontextprotocol.io/specification/2025-06-18",
        title=_("MCP pentru asistenți"),
        content=_(
            "Un asistent caută și citește planurile, stadiul lor și ce întârzie, și răspunde cu trimiteri la "
            "edițiile din care citează."
        ),
    ),
)
