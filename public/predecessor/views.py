"""The page of a plan beside the one before; made as it is asked for, since it speaks of two plans."""

from collections import Counter

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.models import Edition
from public.plan_progress import PlanProgress
from public.predecessor.pairs import CHANGES, continued_elements


@require_safe
def beside_predecessor(request, slug):
    """Show a plan beside the one that it continues; 404 where it continues none, or one that is not public."""
    edition = get_object_or_404(Edition.objects.current().select_related("plan"), plan__slug=slug)
    document = edition.read()
    slug_before = document.continues.slug if document.continues else ""
    earlier = Edition.objects.current_of(slug_before)
    if earlier is None:
        raise Http404
    before = earlier.read()
    marks_now, marks_before = PlanProgress(edition.plan, document).marks(), PlanProgress(earlier.plan, before).marks()
    levels = continued_elements(document, before, marks_now, marks_before)
    changes = Counter(row.change for _level, rows in levels for row in rows)
    context = {
        "document": document,
        "before": before,
        "levels": levels,
        "changes": [(word, changes[word]) for word in CHANGES if changes[word]],
        "today": timezone.localdate(),
    }
    return render(request, "public/predecessor/beside.html", context)
