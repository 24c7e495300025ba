"""The addresses of approval, and of what is compared and previewed before it."""

from django.urls import path

from plans.approval import draft_comparison, preview, views
from plans.editions.files import DRAFT_FILES

urlpatterns = [
    path("<slug:slug>/comparatie/", draft_comparison.comparison, name="comparison"),
    path("<slug:slug>/aprobare/", views.approval, name="approval"),
    path("<slug:slug>/editii/<int:number>/retragere/", views.withdraw_edition, name="withdraw"),
    path("<slug:slug>/previzualizare/", preview.preview, name="preview"),
    *(
        path(f"<slug:slug>/previzualizare/{name}", preview.preview_file, {"name": name}, name="preview_file")
        for name in DRAFT_FILES
    ),
]
