"""The files of an element: of an edition, at an address that stays, and of the edition in force."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from plans.editions.element_files import ELEMENT_DATA, ELEMENT_FILES
from plans.models import Edition
from public.data.kept_files import kept_bytes, kept_tag
from public.data.views import send_kept
from public.views import former_page, withdrawn_edition

ELEMENT_SCHEMA = "/date-deschise/element-1.schema.json"


@require_safe
def current_element_file(request, slug, address, name):
    """Lead to a file of an element of the plan's current edition; from a former address, to where the element is."""
    current = Edition.objects.current_of(slug)
    if current is None or address not in current.read().by_address:
        return former_page(request, slug)
    return redirect("public:element_file", slug=slug, number=current.number, address=address, name=name)


@require_safe
def element_file(request, slug, number, address, name):
    """Send a file of an element of an edition, made when it is first asked for; of a withdrawn one, say so."""
    edition = Edition.objects.public().select_related("plan").filter(plan__slug=slug, number=number).first()
    if edition is None:
        return withdrawn_edition(slug, number)
    element = edition.read().by_address.get(address)
    if element is None:
        raise Http404
    file = ELEMENT_FILES[name]
    tag = kept_tag(f"{edition.checksum} {address} {name}")
    response = send_kept(
        request,
        tag=tag,
        content=lambda: kept_bytes(request.path, tag, name.rpartition(".")[2], lambda: file.make(edition, element)),
        content_type=file.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file.called(edition, element)}"'},
        is_invented=edition.plan.is_invented,
    )
    if name == ELEMENT_DATA:
        response["Link"] += f', <{ELEMENT_SCHEMA}>; rel="describedby"'
    return response
