"""What a reported mistake is about: the page that the reader was on, as the page itself names it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import timezone

from indicators.models import Recommendation
from plans.document import Document
from plans.models import Consultation, Edition, Institution, Plan
from portal.languages import keep_romanian
from portal.romanian import long_date
from portal.text import whole_number
from public.models import PlanSummary
from public.sittings.listing import public_sittings

# Pages that speak of no plan: which they are, in words.
OTHER_PAGES = {
    "home": "prima pagină",
    "plans": "lista planurilor",
    "recommendations": "lista recomandărilor",
    "sittings": "lista ședințelor",
    "method": "cum se calculează stadiul",
    "mistakes": "greșelile semnalate",
    "institutions": "lista instituțiilor",
    "consultations": "lista consultărilor",
    "accessibility": "accesibilitatea",
    "privacy": "datele personale",
    "contact": "contactul",
    "licence": "licența",
    "open_data": "datele deschise",
    "search": "căutarea",
    "follow": "urmărirea planurilor",
}
CONSULTATIONS = ("consultation", "consultation_draft")
SINGLE_PAGES = ("recommendation", "institution", "sitting", *CONSULTATIONS)


@dataclass(frozen=True)
class MistakePlace:
    """A public page: the plan whose publishers answer for it, the edition that it shows, its name in plain words."""

    plan: Plan
    path: str
    name: str
    edition: Edition | None = None
    element_uid: str = ""
    is_invented: bool = False


@keep_romanian
def place_at(path: str, edition_number: str = "") -> MistakePlace:
    """Return what stands at a public address, in the edition that the reader saw; 404 for what no reader finds."""
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    if match.app_name != "public" or not path.isprintable():
        raise Http404
    if path.startswith("/planuri/") and "slug" in match.kwargs:
        return _plan_place(path, match, whole_number(edition_number, digits=6))
    if match.url_name == "recommendation":
        return _recommendation_place(path, **match.kwargs)
    if match.url_name == "institution":
        return _institution_place(path, match.kwargs["code"])
    if match.url_name == "sitting":
        return _sitting_place(path, match.kwargs["pk"])
    if match.url_name in CONSULTATIONS:
        return _consultation_place(path, **match.kwargs, is_draft=match.url_name == "consultation_draft")
    if match.url_name in OTHER_PAGES:
        return MistakePlace(_plan_of(PlanSummary.objects.real()), path, f"Portalul: {OTHER_PAGES[match.url_name]}")
    raise Http404


def form_address(path: str) -> str:
    """Return where a mistake on a page is reported, by the page's address; nothing where it is no page of readers."""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    # What does not end so is a file.
    is_of_plan = path.startswith("/planuri/") and path.endswith("/") and "slug" in match.kwargs
    if match.app_name != "public" or not (is_of_plan or match.url_name in (*OTHER_PAGES, *SINGLE_PAGES)):
        return ""
    return f"{reverse('public:report_mistake')}?{urlencode({'pagina': path}, safe='/')}"


def _consultation_place(path: str, number: int, *, is_draft: bool) -> MistakePlace:
    rows = Consultation.objects.readable() if is_draft else Consultation.objects.all()
    row = rows.select_related("plan__owner").filter(number=number).first()
    if row is None:
        raise Http404
    return MistakePlace(row.plan, path, str(row)[:300], is_invented=row.is_invented)


def _plan_place(path: str, match: ResolverMatch, number: int | None) -> MistakePlace:
    slug, page = match.kwargs["slug"], match.url_name
    seen = Edition.objects.public().select_related("plan__owner").filter(plan__slug=slug)
    # The newest one is the current one.
    newest = seen.order_by("-number").first()
    edition = seen.filter(number=match.kwargs.get("number") if page == "edition" else number).first() or newest
    if newest is None:
        raise Http404
    document = edition.read()
    uid, name = _holder(document, path.removeprefix(f"/planuri/{slug}/").removesuffix("/"), page)
    return MistakePlace(
        edition.plan,
        path,
        f"{document.short_title}: {name}"[:300],
        edition,
        element_uid=uid,
        is_invented=document.is_invented,
    )


def _holder(document: Document, address: str, page: str) -> tuple[str, str]:
    """Return the element that the page of an address shows, if it does, and what the page is called."""
    if page == "element":
        for element in document.elements:
            if element.address == address:
                return element.uid, element.printed_name
        raise Http404
    if page == "indicator":
        for indicator in document.indicators:
            if f"indicatori/{indicator.number}" == address:
                return indicator.element or "", f"indicatorul „{indicator.title}”"
        raise Http404
    names = {"plan": "planul", "progress": "progresul planului", "editions": "edițiile planului"}
    return "", names.get(page, f"pagina {address}")


def _recommendation_place(path: str, body: str, number: int, year: int) -> MistakePlace:
    rows = Recommendation.objects.filter(body__code=body, number=number, year=year).select_related("plan__owner")
    row = rows.filter(plan__in=PlanSummary.objects.values("plan")).first()
    if row is None:
        raise Http404
    return MistakePlace(row.plan, path, str(row)[:300], is_invented=row.plan.is_invented)


def _institution_place(path: str, code: str) -> MistakePlace:
    institution = Institution.objects.filter(code=code).first()
    if institution is None:
        raise Http404
    alike = PlanSummary.objects.filter(is_invented=institution.is_invented)
    plan = _plan_of(alike.naming(code), alike)
    return MistakePlace(plan, path, institution.name, is_invented=institution.is_invented)


def _sitting_place(path: str, pk: int) -> MistakePlace:
    sitting = public_sittings(timezone.localdate()).filter(pk=pk).first()
    if sitting is None:
        raise Http404
    alike = PlanSummary.objects.filter(is_invented=sitting.body.is_invented)
    examined = alike.filter(plan=sitting.edition and sitting.edition.plan_id)
    plan = _plan_of(examined, alike.naming(sitting.body.code), alike)
    name = f"Ședința {sitting.body.name} din {long_date(sitting.held_on)}"
    return MistakePlace(plan, path, name, is_invented=sitting.body.is_invented)


def _plan_of(*choices) -> Plan:
    """Return the newest published plan of the first choice that has one; 404 where no plan is published."""
    for summaries in choices:
        found = summaries.select_related("plan__owner").newest_first().first()
        if found is not None:
            return found.plan
    raise Http404
