"""What the portal gives, as a DCAT-AP catalogue: a dataset a published plan, one a list, and the services.

It is made from the summaries of plans, never from their editions, so it costs two queries beside any number of plans;
examples are not in it. With what DCAT-AP 2.1.1 requires too, because collectors still ask for that.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from indicators.models import Report
from indicators.render.data.table_names import TABLE_CONTENTS, TABLE_TITLES
from plans.editions.files import DATA, EDITION_FILES
from portal.data_files.formats import DATA_FORMATS
from public.catalogue.graph import GraphThing, GraphValue, day, link, name, words
from public.catalogue.vocabulary import (
    CC_BY,
    GOVERNMENT,
    IRREGULAR,
    PUBLIC,
    REGIONAL,
    ROMANIA,
    ROMANIAN,
    STABLE,
    THEMES,
    format_address,
    media_type_address,
    named_things,
)
from public.data.lists import LISTS
from public.models import PlanSummary
from public.open_services import OPEN_SERVICES

KEYWORDS = ("plan strategic", "indicatori", "administrație publică")
# Each file of an edition: its name, what people call it, its type.
EDITION_FILE_KINDS = [(DATA, "Ediția întreagă (JSON)", "application/json")] + [
    (file.name, file.title, file.content_type) for file in EDITION_FILES.values()
]
Facts = list[tuple[str, GraphValue]]


@dataclass(frozen=True, kw_only=True)
class DatasetFile:
    """A file of a dataset: its path, what it is, and its media type."""

    path: str
    title: str
    content: str
    media_type: str
    issued: datetime.date | None = None


def catalogue() -> Iterator[GraphThing]:
    """Yield everything that the catalogue speaks of, the catalogue itself first."""
    plans = list(PlanSummary.objects.real().newest_first())
    changes = last_changes(plans)
    datasets = [dataset_address(f"/planuri/{plan.slug}/") for plan in plans]
    datasets += [dataset_address(f"/{one}/") for one in LISTS]
    yield _catalogue_thing(datasets, max(changes.values(), default=None))
    yield _agent(publisher_address(), settings.SITE_OWNER)
    yield _contact()
    yield from (_agent(_owner_address(code), owner) for code, owner in _owners(plans))
    for plan in plans:
        yield from _plan_dataset(plan, changes[plan.pk])
    for one in LISTS:
        yield from _list_dataset(one)
    for service in OPEN_SERVICES:
        yield _service(service, datasets)
        yield GraphThing(address=service.standard, kind="dct:Standard")
    pages = ["/date-deschise/", *(f"/planuri/{plan.slug}/date/" for plan in plans), *(f"/{one}/" for one in LISTS)]
    yield from (GraphThing(address=settings.SITE_URL + one, kind="foaf:Document") for one in pages)
    names = {file: _bare_type(kind) for file, _title, kind in EDITION_FILE_KINDS}
    names |= {f"tabel.{one.extension}": _bare_type(one.content_type) for one in DATA_FORMATS.values()}
    yield from named_things(map(format_address, names), map(media_type_address, names.values()))


def last_changes(plans: Iterable[PlanSummary]) -> dict[int, datetime.date]:
    """Return the day on which the data of each plan last changed: its edition, or what was accepted; one query."""
    accepted = Report.objects.filter(state=Report.State.ACCEPTED).order_by()
    accepted = accepted.values_list("indicator__plan").annotate(at=Max("reviewed_at"))
    newest = dict(accepted)
    moments = {one.pk: max(filter(None, (one.published_at, newest.get(one.pk)))) for one in plans}
    return {key: timezone.localdate(moment) for key, moment in moments.items()}


def dataset_address(path: str) -> str:
    """Return what a dataset is called: the page of its subject, as a thing."""
    return f"{settings.SITE_URL}{path}#set-de-date"


def publisher_address() -> str:
    """Return what the portal's owner is called."""
    return f"{settings.SITE_URL}/#editor"


def _catalogue_thing(datasets: list[str], modified: datetime.date | None) -> GraphThing:
    facts: Facts = [
        ("dct:title", words(f"{settings.SITE_NAME}: date deschise")),
        ("dct:description", words("Planurile strategice publicate, cu indicatorii, valorile acceptate, recomandările "
                                  "și ședințele lor, în formate deschise.")),
        ("dct:publisher", link(publisher_address())),
        ("foaf:homepage", link(f"{settings.SITE_URL}/date-deschise/")),
        ("dct:language", link(ROMANIAN)),
        ("dct:license", link(CC_BY)),
        ("dct:spatial", link(ROMANIA)),
        ("dcat:themeTaxonomy", link(THEMES)),
    ]  # fmt: skip
    facts += [("dct:modified", day(modified))] if modified else []
    facts += [("dcat:dataset", link(one)) for one in datasets]
    facts += [("dcat:service", link(_service_address(one.path))) for one in OPEN_SERVICES]
    return GraphThing(address=f"{settings.SITE_URL}/date-deschise/#catalog", kind="dcat:Catalog", facts=tuple(facts))


def _plan_dataset(plan: PlanSummary, modified: datetime.date) -> Iterator[GraphThing]:
    root = f"/planuri/{plan.slug}/"
    published = timezone.localdate(plan.published_at)
    files = [*_edition_files(plan, published), *_table_files(root, plan.tables)]
    period = f"{settings.SITE_URL}{root}#perioada"
    said = {"title": plan.title, "description": f"{plan.promise} {plan.standing}".strip() or plan.title}
    facts = _dataset_facts(root, f"{root}date/", files, **said)
    facts += [
        ("dct:alternative", words(plan.short_title)),
        ("dct:creator", link(_owner_address(plan.owner_code))),
        ("dct:issued", day(published)),
        ("dct:modified", day(modified)),
        ("dct:temporal", link(period)),
        ("dcat:version", name(str(plan.number))),
    ]
    yield GraphThing(address=dataset_address(root), kind="dcat:Dataset", facts=tuple(facts))
    ends = (("dcat:startDate", day(plan.period_start)), ("dcat:endDate", day(plan.period_end)))
    yield GraphThing(address=period, kind="dct:PeriodOfTime", facts=ends)
    yield from map(_distribution, files)


def _list_dataset(of: str) -> Iterator[GraphThing]:
    root = f"/{of}/"
    title = TABLE_TITLES[of].capitalize()
    files = list(_table_files(root, [of]))
    facts = _dataset_facts(root, root, files, title=f"{title}: toate", description=TABLE_CONTENTS[of])
    yield GraphThing(address=dataset_address(root), kind="dcat:Dataset", facts=tuple(facts))
    yield from map(_distribution, files)


def _dataset_facts(root: str, page: str, files: list[DatasetFile], *, title: str, description: str) -> Facts:
    return [
        ("dct:title", words(title)),
        ("dct:description", words(description)),
        ("dct:identifier", name(dataset_address(root))),
        ("dct:publisher", link(publisher_address())),
        ("dcat:contactPoint", link(_contact_address())),
        ("dcat:theme", link(GOVERNMENT)),
        *(("dcat:keyword", words(one)) for one in KEYWORDS),
        ("dct:language", link(ROMANIAN)),
        ("dct:spatial", link(ROMANIA)),
        ("dct:accrualPeriodicity", link(IRREGULAR)),
        ("dct:accessRights", link(PUBLIC)),
        ("dcat:landingPage", link(settings.SITE_URL + page)),
        *(("dcat:distribution", link(_distribution_address(one))) for one in files),
    ]


def _edition_files(plan: PlanSummary, published: datetime.date) -> Iterator[DatasetFile]:
    for file, title, kind in EDITION_FILE_KINDS:
        yield DatasetFile(
            path=f"/planuri/{plan.slug}/editii/{plan.number}/{file}",
            title=f"{title}, ediția {plan.number}",
            content=f"Ediția {plan.number} a planului: {title}.",
            media_type=_bare_type(kind),
            issued=published,
        )


def _table_files(root: str, tables: Iterable[str]) -> Iterator[DatasetFile]:
    for table in tables:
        for kind in DATA_FORMATS.values():
            yield DatasetFile(
                path=f"{root}date/{table}.{kind.extension}",
                title=f"{TABLE_TITLES[table].capitalize()} ({kind.title})",
                content=TABLE_CONTENTS[table],
                media_type=_bare_type(kind.content_type),
            )


def _bare_type(content_type: str) -> str:
    return content_type.partition(";")[0]


def _distribution_address(file: DatasetFile) -> str:
    return f"{settings.SITE_URL}{file.path}#fisier"


def _distribution(file: DatasetFile) -> GraphThing:
    address = settings.SITE_URL + file.path
    facts: Facts = [
        ("dct:title", words(file.title)),
        ("dct:description", words(file.content)),
        ("dcat:accessURL", link(address)),
        ("dcat:downloadURL", link(address)),
        ("dct:format", link(format_address(file.path))),
        ("dcatap:availability", link(STABLE)),
        ("dcat:mediaType", link(media_type_address(file.media_type))),
        ("dct:license", link(CC_BY)),
        ("dct:language", link(ROMANIAN)),
    ]
    facts += [("dct:issued", day(file.issued))] if file.issued else []
    return GraphThing(address=_distribution_address(file), kind="dcat:Distribution", facts=tuple(facts))


def _service_address(path: str) -> str:
    return f"{settings.SITE_URL}{path}#serviciu"


def _service(service, datasets: list[str]) -> GraphThing:
    facts: Facts = [
        ("dct:title", words(service.title)),
        ("dct:description", words(service.content)),
        ("dcat:endpointURL", link(settings.SITE_URL + service.path)),
        ("dcat:endpointDescription", link(settings.SITE_URL + service.description_path)),
        ("dcat:landingPage", link(f"{settings.SITE_URL}/date-deschise/")),
        ("dct:publisher", link(publisher_address())),
        ("dcat:contactPoint", link(_contact_address())),
        ("dcat:theme", link(GOVERNMENT)),
        *(("dcat:keyword", words(one)) for one in KEYWORDS),
        ("dct:conformsTo", link(service.standard)),
        ("dct:license", link(CC_BY)),
        ("dct:accessRights", link(PUBLIC)),
        *(("dcat:servesDataset", link(one)) for one in datasets),
    ]
    return GraphThing(address=_service_address(service.path), kind="dcat:DataService", facts=tuple(facts))


def _owner_address(code: str) -> str:
    return f"{settings.SITE_URL}/institutii/{code}/#institutie"


def _owners(plans: Iterable[PlanSummary]) -> list[tuple[str, str]]:
    """Return the institutions whose plans these are, each once, by code."""
    found: Mapping[str, str] = {plan.owner_code: plan.owner_name for plan in plans}
    return sorted(found.items())


def _agent(address: str, called: str) -> GraphThing:
    return GraphThing(
        address=address, kind="foaf:Agent", facts=(("foaf:name", words(called)), ("dct:type", link(REGIONAL)))
    )


def _contact_address() -> str:
    return f"{settings.SITE_URL}/contact/#contact"


def _contact() -> GraphThing:
    facts: Facts = [("vcard:fn", name(settings.SITE_OWNER)), ("vcard:hasURL", link(f"{settings.SITE_URL}/contact/"))]
    email = settings.CONTACTS["email"]
    facts += [("vcard:hasEmail", link(f"mailto:{email}"))] if email else []
    return GraphThing(address=_contact_address(), kind="vcard:Kind", facts=tuple(facts))
