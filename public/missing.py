"""What a reader finds at an address where nothing is: that, and the published plan to which the address belongs."""

import re

from django.shortcuts import render

from public.models import PlanSummary

OF_PLAN = re.compile(r"/planuri/(?P<slug>[-\w]{1,80})/")


def page_not_found(request, exception):
    """Say that nothing is published at an address; under a plan that is, lead to the plan."""
    found = OF_PLAN.match(request.path)
    plan = PlanSummary.objects.filter(slug=found["slug"]).only("slug", "short_title").first() if found else None
    return render(request, "404.html", {"plan": plan}, status=404)
