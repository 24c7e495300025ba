"""The signed original of an act: the page where it is added, and its file."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans import permissions
from plans.approval.originals import actions as original_actions
from plans.models import AdoptionAct, Plan
from plans.stand_ins import acting_names
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_read
from portal import uploads


class OriginalForm(forms.Form):
    """The signed act as a file."""

    file = forms.FileField(
        label="Actul semnat",
        allow_empty_file=True,
        help_text="PDF, cel mult 20 MB: scanat, sau semnat electronic. Se păstrează neschimbat.",
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_file(self):
        """Return the file as an upload, if it is a PDF."""
        return uploads.clean_pdf(self.cleaned_data["file"])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def signed_originals(request, slug, pk):
    """Show the signed originals of an act; add one, which takes the place of the one before."""
    plan = plan_to_read(request.user, slug)
    act = act_of(plan, pk)
    form = OriginalForm(request.POST, request.FILES) if request.method == "POST" else OriginalForm()
    if request.method == "POST" and not permissions.may_edit(request.user, plan):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid():
        try:
            kept = original_actions.attach(act, by=request.user, upload=form.cleaned_data["file"])
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            messages.success(request, f"Originalul semnat este păstrat: „{kept.name}”.")
            return redirect("plans:original", slug, pk)
    context = {"title": f"Originalul semnat: {act}", "tab": "parti/", "act": act, "form": form}
    return page(
        request,
        plan,
        "plans/approval/originals/original.html",
        {**context, "rows": original_actions.annotate_originals(act), "names": acting_names(plan)},
    )


@require_POST
@login_required
def remove_original(request, slug, pk, original):
    """Take an original away from its act."""
    plan = plan_to_read(request.user, slug)
    act = act_of(plan, pk)
    found = act.originals.filter(pk=original).first()
    if found is None:
        messages.warning(request, "Fișierul era deja eliminat.")
    else:
        original_actions.remove(found, by=request.user)
        messages.success(request, f"Fișierul „{found.name}” este eliminat de la act.")
    return redirect("plans:original", slug, pk)


@require_safe
def original_file(request, slug, checksum):
    """Send a signed act to whoever may read it; what is hidden answers like what does not exist."""
    if not original_actions.is_readable(request.user, slug, checksum):
        raise Http404
    try:
        content = original_actions.original_path(checksum).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{slug}-act-{checksum[:8]}.pdf"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/pdf")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{checksum}"'
    return response


def act_of(plan: Plan, pk: int) -> AdoptionAct:
    """Return an act of the plan; 404 for any other."""
    return get_object_or_404(plan.adoptionact_set.select_related("plan"), pk=pk)
