"""Evidence as it is handed out: a file to save, never a page of ours, to those who may see it."""

import logging

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from indicators import permissions
from indicators.reporting.evidence.actions import evidence_path
from indicators.reporting.evidence.files import CONTENT_TYPES
from portal.security_log.recording import Occurrence, record_event

logger = logging.getLogger(__name__)


@require_safe
def download_evidence(request, pk):
    """Send a file to whoever may see it; what is hidden answers like what does not exist."""
    evidence = permissions.readable_evidence(request.user).exclude(file="").filter(pk=pk).first()
    if evidence is None:
        raise Http404
    try:
        content = evidence_path(evidence.file.name).open("rb")
    except FileNotFoundError as error:
        logger.error("The file of evidence %s is not where it was kept.", evidence.pk)
        raise Http404 from error
    if not permissions.public_evidence().filter(pk=evidence.pk).exists():
        record_event(Occurrence.EVIDENCE_OPENED, by=request.user, about=f"dovada {evidence.pk}")
    kind = CONTENT_TYPES.get(evidence.extension, "application/octet-stream")
    response = FileResponse(content, as_attachment=True, filename=evidence.name, content_type=kind)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response
