"""The address where many elements of a plan are changed at once."""

from django.urls import path

from plans.editing.bulk_changes import views

urlpatterns = [
    path("<slug:slug>/deodata/", views.change_many, name="bulk_change"),
    path("<slug:slug>/deodata/anulare/<int:record>/", views.undo, name="undo_bulk_change"),
]
