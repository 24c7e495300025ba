"""What a plan, its editions and its acts are called among legal documents: paths as ELI and Akoma Ntoso build them."""

import re

from plans.document import ActValue, Document
from portal.text import fold

COUNTRY, LANGUAGE = "ro", "ron"
ACT_KINDS = {"county_council": "hotarare", "atop": "hotarare", "disposition": "dispozitie"}
YEAR = re.compile(r"(?:19|20)\d\d")


def work_path(document: Document) -> str:
    """Return what names the plan, whatever its edition: /akn/ro/doc/plan/cj-cluj/2024/atop-2024."""
    return f"/akn/{COUNTRY}/doc/plan/{document.owner.code}/{document.period_start.year}/{document.slug}"


def expression_path(document: Document) -> str:
    """Return what names an edition of it: the language, the day and the number of the edition."""
    mark = document.edition
    return f"{work_path(document)}/{LANGUAGE}@{mark.published_at.date().isoformat()};editia-{mark.number}"


def edition_eli(document: Document) -> str:
    """Return the identifier of an edition as a European Legislation Identifier is built."""
    return f"/eli/{COUNTRY}/{document.owner.code}/plan/{document.slug}/editia-{document.edition.number}/{LANGUAGE}"


def act_eli(act: ActValue) -> str:
    """Return the identifier of an act: who issued it, what it is, its year and its number, as far as they are known.

    >>> from plans.document import InstitutionValue
    >>> issuer = InstitutionValue(code="cj-cluj", name="Consiliul Județean Cluj", short_name="CJ Cluj")
    >>> act_eli(ActValue(kind="county_council", issuer=issuer, title="Hotărârea nr. 77/2019", number="77/2019"))
    '/eli/ro/cj-cluj/hotarare/2019/77'
    """
    year = str(act.date.year) if act.date else next(iter(YEAR.findall(act.number)), "")
    number = re.sub(rf"/{year}$", "", act.number) if year else act.number
    parts = [act.issuer.code, ACT_KINDS.get(act.kind, "act"), year, re.sub(r"[^a-z0-9]+", "-", fold(number)).strip("-")]
    return f"/eli/{COUNTRY}/" + "/".join(part for part in parts if part)
