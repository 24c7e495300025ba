"""The page on which a person waits for what was asked for, calls it off, and fetches it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal import navigation
from portal.tasks import folders, queries
from portal.tasks.actions import cancel_job
from portal.tasks.models import Job

NO_FILE = "Fișierul nu mai este: se păstrează câteva zile. Cereți-l din nou."


@require_safe
@login_required
def job_page(request, key):
    """Say where a task stands; a script asks for this again and again, and shows it in its place."""
    job = own_job(request.user, key)
    context = {"title": job.title, "job": job, "state": job.state, **state_context(job)}
    response = navigation.page(request, "portal/tasks/job.html", context)
    response["Cache-Control"] = "private, no-store"
    if "HX-Request" in request.headers and not job.is_open:
        # The buttons around the state change, too.
        response["HX-Refresh"] = "true"
    return response


@require_POST
@login_required
def cancel(request, key):
    """Call a task off."""
    job = own_job(request.user, key)
    if job.is_open:
        cancel_job(job, by=request.user)
    else:
        messages.warning(request, "Lucrarea se încheiase deja; nu mai era nimic de anulat.")
    return redirect(job)


@require_safe
@login_required
def job_file(request, key):
    """Send the file that a task made."""
    job = own_job(request.user, key)
    made = job.task.return_value if job.state == Job.JobState.READY else None
    if not made or "file" not in made:
        raise Http404
    try:
        content = folders.result_path(job.pk, made["file"]).open("rb")
    except FileNotFoundError as error:
        raise Http404(NO_FILE) from error
    kind = made["content_type"]
    is_inline = kind == "application/pdf"
    response = FileResponse(content, as_attachment=not is_inline, filename=made["file"], content_type=kind)
    response["Cache-Control"] = "private, no-store"
    return response


def own_job(user, key) -> Job:
    """Return a task of the person, or of anybody for an administrator; 404 for any other."""
    jobs = Job.objects.select_related("task")
    return get_object_or_404(jobs if user.is_superuser else jobs.filter(owner=user), pk=key)


def state_context(job: Job) -> dict:
    """Return what the page says of where a task stands."""
    if job.state == Job.JobState.WAITING:
        return {"before": queries.waiting_before(job), "is_worker_away": not queries.is_worker_alive()}
    if job.state == Job.JobState.RUNNING:
        return {"progress": folders.read_progress(job.pk)}
    if job.state == Job.JobState.READY:
        made = job.task.return_value or {}
        address = reverse("portal:job_file", args=[job.pk]) if "file" in made else made.get("address", job.back)
        if "page" in made:
            # What the task made is shown on the page that asked for it.
            address = f"{address}?lucrare={job.pk}"
        return {"made": made, "address": address}
    return {}
