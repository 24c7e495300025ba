"""The files by which reference managers take a citation."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from plans.document import Document
from plans.models import Edition
from public.citing.citation import Citation, element_citation, indicator_citation, plan_citation

CONTENT_TYPES = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}


@require_safe
def citation_file(request, slug, extension, address="", indicator="", edition=""):
    """Send the citation of a plan, an element or an indicator in the current edition, or of an edition."""
    rows = Edition.objects.current() if not edition else Edition.objects.public().filter(number=int(edition))
    document = get_object_or_404(rows, plan__slug=slug).read()
    found = _find_citation(document, address, indicator)
    text = found.bibtex if extension == "bib" else found.ris
    response = HttpResponse(text, content_type=f"{CONTENT_TYPES[extension]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.key}.{extension}"'
    if document.is_invented:
        response["X-Robots-Tag"] = "noindex"
    return response


def _find_citation(document: Document, address: str, number: str) -> Citation:
    """Return the citation of what an address names; 404 for what the edition does not have."""
    if address:
        if address not in document.by_address:
            raise Http404
        return element_citation(document, document.by_address[address])
    if not number:
        return plan_citation(document)
    indicator = next((one for one in document.indicators if one.number == int(number)), None)
    if indicator is None:
        raise Http404
    return indicator_citation(document, indicator)
