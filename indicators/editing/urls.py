"""The addresses of a working plan's indicators and targets."""

from django.urls import path

from indicators.editing import baseline_views, grid_views, indicator_list, target_grid, target_views, views

urlpatterns = [
    path("lucru/<slug:slug>/indicatori/", indicator_list.indicator_list, name="work_indicators"),
    path("lucru/<slug:slug>/tabel/indicatori/", grid_views.indicator_grid, name="work_indicator_grid"),
    path("lucru/<slug:slug>/tabel/tinte/", target_grid.target_grid, name="work_target_grid"),
    path("lucru/<slug:slug>/indicatori/referinte/", baseline_views.confirm_baselines, name="work_baselines"),
    path("lucru/<slug:slug>/indicatori/nou/", views.add_indicator, name="work_new_indicator"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/", views.edit_indicator, name="work_indicator"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/loc/", views.shift_indicator, name="work_shift_indicator"),
    path(
        "lucru/<slug:slug>/indicatori/<int:pk>/stergere/",
        views.remove_indicator,
        name="work_remove_indicator",
    ),
    path(
        "lucru/<slug:slug>/indicatori/<int:pk>/retragere/",
        views.retire_indicator,
        name="work_retire_indicator",
    ),
    path("lucru/<slug:slug>/indicatori/<int:pk>/tinte/noua/", target_views.add_target, name="work_new_target"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/tinte/<int:target>/", target_views.edit_target, name="work_target"),
    path(
        "lucru/<slug:slug>/indicatori/<int:pk>/tinte/<int:target>/stergere/",
        target_views.remove_target,
        name="work_remove_target",
    ),
]
