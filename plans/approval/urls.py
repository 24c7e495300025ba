"""The addresses of approval, and of what is compared and previewed before it."""

from django.urls import path

from plans.approval import draft_comparison, preview, views

urlpatterns = [
    path("<slug:slug>/comparatie/", draft_comparison.comparison, name="comparison"),
    path("<slug:slug>/aprobare/", views.approval, name="approval"),
    path("<slug:slug>/editii/<int:number>/retragere/", views.withdraw_edition, name="withdraw"),
    path("<slug:slug>/previzualizare/", preview.preview, name="preview"),
    path("<slug:slug>/previzualizare/plan.pdf", preview.preview_pdf, name="preview_pdf"),
    path("<slug:slug>/previzualizare/anexa.pdf", preview.preview_pdf, {"annex": True}, name="preview_annex"),
]
