"""The archive of a consultation, for whoever posts it on e-consultare.gov.ro."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.consultations.lookups import consultation_to_write
from plans.consultations.records import closing_of
from plans.consultations.tasks import make_packet
from portal.tasks.actions import start_job
from portal.tasks.answers import offer_job

MANY_DOCUMENTS = "Pachetul adună mai multe documente, care se fac pe rând."


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def packet(request, slug, number):
    """Have the archive made outside the request, when asked for; a stopped consultation has none."""
    plan, row = consultation_to_write(request.user, slug, number)
    closing = closing_of(row)
    if closing is not None and closing.is_stopped:
        raise Http404
    title = f"Pachetul pentru e-consultare.gov.ro: consultarea nr. {number}"
    back = reverse("plans:consultation", args=[slug, number])
    if request.method != "POST":
        return offer_job(request, title, why=MANY_DOCUMENTS, back=back)
    key = f"pachet-{number}"
    return redirect(start_job(make_packet, row.pk, request.user.pk, by=request.user, title=title, key=key, back=back))
