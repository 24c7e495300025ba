"""The working plan against one of its editions."""

from django.contrib.auth.decorators import login_required
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.editions.composition import compose
from plans.models import Edition, Plan
from plans.render.comparison import comparison_context
from plans.workspace.frame import page
from plans.workspace.lookups import plan_to_read


@require_safe
@login_required
def comparison(request, slug):
    """Show what the working plan changes in an edition: the one chosen, else the one that readers have."""
    plan = plan_to_read(request.user, slug)
    editions = list(Edition.objects.filter(plan=plan).select_related("withdrawal").defer("document", "checksum"))
    against = edition_to_compare(editions, request.GET.get("editia", ""))
    context = {
        "title": "Ce s-a schimbat față de ediția publicată",
        "tab": "istoric/",
        "editions": editions,
        "against": against,
    }
    if against is not None:
        context |= _changes_since(against, plan, number=editions[0].number + 1)
    return page(request, plan, "plans/approval/draft_comparison.html", context)


def _changes_since(edition: Edition, plan: Plan, *, number: int) -> dict:
    draft = compose(plan, number=number, published_at=timezone.now(), note="")
    old = Edition.objects.get(pk=edition.pk).read()
    return comparison_context(old, draft, new_root=reverse("plans:plan", args=[plan.slug]) + "previzualizare/")


def edition_to_compare(editions: list[Edition], number: str) -> Edition | None:
    """Return the edition of this number; of any other text, the newest that readers see, else the newest."""
    public = [edition for edition in editions if not hasattr(edition, "withdrawal")]
    wanted = [edition for edition in editions if str(edition.number) == number]
    return next(iter([*wanted, *public, *editions]), None)
