"""The published editions as the API reads them: as the plain values of their JSON document."""

import json
from dataclasses import dataclass
from functools import cached_property

from plans.document import CorruptDocument, checksum_of
from plans.models import Edition
from public.api.problems import ApiProblem


@dataclass(frozen=True)
class PlainEdition:
    """An edition and its document as it was published, in plain values, verified when it is read."""

    row: Edition

    @cached_property
    def document(self) -> dict:
        """Return the document; raise CorruptDocument where it is not the one that was published."""
        if checksum_of(self.row.document) != self.row.checksum:
            raise CorruptDocument(f"the document's SHA-256 is not {self.row.checksum}")
        return json.loads(self.row.document)

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Return the uid of each element by its address."""
        return {one["address"]: one["uid"] for one in self.document["elements"]}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return the number of each indicator by its uid."""
        return {one["uid"]: one["number"] for one in self.document["indicators"]}


def current_edition(slug: str) -> PlainEdition:
    """Return a plan's edition in force; raise ApiProblem for a plan that is unknown, a draft or withdrawn."""
    found = Edition.objects.current_of(slug)
    if found is None:
        raise _missing(slug)
    return PlainEdition(found)


def one_edition(slug: str, number: int) -> PlainEdition:
    """Return one edition of a plan; raise ApiProblem for one that is unknown or withdrawn."""
    found = Edition.objects.filter(plan__slug=slug, number=number).select_related("plan", "withdrawal").first()
    if found is None:
        raise ApiProblem(404, f"Planul „{slug}” nu are ediția {number}.")
    if hasattr(found, "withdrawal"):
        raise ApiProblem(410, f"Ediția {number} a planului „{slug}” a fost retrasă.")
    return PlainEdition(found)


def public_editions(slug: str) -> list[Edition]:
    """Return the editions of a plan that may be read, the newest first, without their documents."""
    rows = Edition.objects.public().filter(plan__slug=slug).select_related("plan").defer("document")
    found = list(rows.order_by("-number"))
    if not found:
        raise _missing(slug)
    return found


def _missing(slug: str) -> ApiProblem:
    if Edition.objects.filter(plan__slug=slug).exists():
        return ApiProblem(410, f"Planul „{slug}” a fost retras.")
    return ApiProblem(404, f"Niciun plan publicat nu are adresa „{slug}”.")
