"""The page where staff find words across all their working plans."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from plans.search.forms import MatchesForm
from portal.navigation import page


@require_safe
@login_required
def search(request):
    """Show where the words stand, in the plans that the person may read."""
    form = MatchesForm(request.GET, request.user)
    whole = f"{request.path}?{urlencode({'cauta': form.words})}"
    context = {"title": "Caută în planurile de lucru", "form": form, "whole": whole}
    return page(request, "plans/search/matches.html", context)
