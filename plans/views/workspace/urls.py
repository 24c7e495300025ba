"""The addresses of the workspace."""

from django.urls import path

from plans.views.workspace import (
    approval,
    beginning,
    comparison,
    discussions,
    history,
    originals,
    outline,
    parts,
    plans,
    presence,
    preview,
    removed,
    succession,
)

app_name = "work"
urlpatterns = [
    path("", plans.plans, name="plans"),
    path("nou/", beginning.begin, name="begin"),
    path("<slug:slug>/", outline.plan, name="plan"),
    path("<slug:slug>/anul-urmator/", succession.successor, name="successor"),
    path("<slug:slug>/istoric/", history.history, name="history"),
    path("<slug:slug>/istoric/<slug:kind>/<int:record>/", history.go_back, name="go_back"),
    path("<slug:slug>/elemente/<int:pk>/istoric/", history.element_history, name="element_history"),
    path("<slug:slug>/sterse/", removed.removed, name="removed"),
    path("<slug:slug>/sterse/<int:pk>/", removed.restore, name="restore"),
    path("<slug:slug>/comparatie/", comparison.comparison, name="comparison"),
    path("<slug:slug>/prezenta/", presence.ping, name="presence"),
    path("<slug:slug>/parti/", parts.parts, name="parts"),
    path("<slug:slug>/parti/date/", parts.details, name="details"),
    path("<slug:slug>/parti/<slug:kind>/nou/", parts.new_part, name="new_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/", parts.part, name="part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/loc/", parts.shift_part, name="shift_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/stergere/", parts.remove_part, name="remove_part"),
    path("<slug:slug>/aprobare/", approval.approval, name="approval"),
    path("<slug:slug>/editii/<int:number>/retragere/", approval.withdraw, name="withdraw"),
    path("<slug:slug>/previzualizare/", preview.preview, name="preview"),
    path("<slug:slug>/previzualizare/plan.pdf", preview.preview_pdf, name="preview_pdf"),
    path("<slug:slug>/discutii/", discussions.threads, name="threads"),
    path("<slug:slug>/discutii/noua/", discussions.open_thread, name="open_thread"),
    path("<slug:slug>/discutii/<int:pk>/", discussions.thread, name="thread"),
    path("<slug:slug>/discutii/<int:pk>/rezolvare/", discussions.resolve, name="resolve_thread"),
    path("<slug:slug>/discutii/<int:pk>/redeschidere/", discussions.reopen, name="reopen_thread"),
    path("<slug:slug>/acte/<int:pk>/original/", originals.original, name="original"),
    path("<slug:slug>/acte/<int:pk>/original/<int:original>/", originals.remove_original, name="remove_original"),
]
