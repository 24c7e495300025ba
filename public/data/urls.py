"""The addresses of the files of data: under each page's own, so that they are found and stay."""

from django.urls import re_path

from public.data import views

FILE = r"date/(?P<name>[a-z]+)\.(?P<extension>csv|xlsx|ods)$"
PLAN = r"^planuri/(?P<slug>[-\w]+)/"
urlpatterns = [
    re_path(rf"{PLAN}date/progres\.xml$", views.performance_file, name="performance_report"),
    re_path(rf"{PLAN}{FILE}", views.plan_file, name="plan_data"),
    re_path(rf"{PLAN}(?P<address>[a-z]{{1,8}}-[-.0-9A-Za-z]+)/{FILE}", views.plan_file, name="element_data"),
    re_path(rf"{PLAN}indicatori/(?P<number>[0-9]{{1,6}})/{FILE}", views.plan_file, name="indicator_data"),
    re_path(rf"^institutii/(?P<code>[-\w]+)/{FILE}", views.institution_file, name="institution_data"),
    re_path(rf"^(?P<of>planuri|recomandari|sedinte)/{FILE}", views.list_file, name="list_data"),
]
