"""The addresses of the workspace, joined; each feature keeps its own."""

from django.urls import include, path

app_name = "plans"
urlpatterns = [
    path("", include("plans.editing.plan_list.urls")),
    path("", include("plans.search.urls")),
    path("", include("plans.editing.new_plan.urls")),
    path("", include("plans.exchange.word.urls")),
    path("", include("plans.consultations.urls")),
    path("", include("plans.editing.elements.urls")),
    path("", include("plans.editing.grid.urls")),
    path("", include("plans.editing.renumbering.urls")),
    path("", include("plans.editing.bulk_changes.urls")),
    path("", include("plans.editing.retirement.urls")),
    path("", include("plans.editing.settings.urls")),
    path("", include("plans.editing.trash.urls")),
    path("", include("plans.editing.plan_removal.urls")),
    path("", include("plans.succession.urls")),
    path("", include("plans.history.urls")),
    path("", include("plans.approval.urls")),
    path("", include("plans.approval.discussions.urls")),
    path("", include("plans.approval.originals.urls")),
    path("", include("plans.exchange.arrivals.urls")),
    path("", include("plans.exchange.workbook.urls")),
    path("", include("plans.workspace.urls")),
]
