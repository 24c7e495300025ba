"""The addresses of reporting, of oversight, and of what the public reads of them; others link to them."""

from django.urls import path, re_path

from indicators.views import (
    answers,
    briefings,
    evidence,
    grid,
    oversight,
    public,
    recommendations,
    reporting,
    review,
    sheet,
    writing,
    writing_indicators,
    writing_targets,
)
from plans.views import public as plans

app_name = "indicators"
urlpatterns = [
    path("planuri/<slug:slug>/progres/", public.progress, name="progress"),
    path("planuri/<slug:slug>/indicatori/<int:number>/", plans.page, name="indicator"),
    path("recomandari/", public.recommendations, name="recommendations"),
    path("recomandari/<slug:body>-<int:number>-<int:year>/", public.recommendation, name="recommendation"),
    path("evaluare/", review.queue, name="reviews"),
    path("evaluare/<int:pk>/", review.report, name="review"),
    path("raportare/tabel/", grid.grid, name="grid"),
    path("raportare/foaie/", sheet.sheet, name="sheet"),
    path("raportare/foaie/export/", sheet.export, name="sheet_export"),
    path("raportare/", reporting.reports, name="reports"),
    path("raportare/<int:pk>/", reporting.report, name="report"),
    path("raportare/<int:pk>/corectare/", reporting.correct, name="correct"),
    path("raportare/<int:pk>/dovezi/<uuid:proof>/eliminare/", reporting.remove_evidence, name="remove_evidence"),
    path("dovezi/<uuid:pk>/", evidence.file, name="evidence"),
    path("metodologie/", public.method, name="method"),
    path("evaluare/sedinte/", oversight.sittings, name="sittings"),
    path("evaluare/sedinte/noua/", oversight.new_sitting, name="new_sitting"),
    path("evaluare/sedinte/<int:pk>/", oversight.sitting, name="sitting"),
    path("evaluare/sedinte/<int:pk>/modificare/", oversight.edit_sitting, name="edit_sitting"),
    path("evaluare/sedinte/<int:pk>/redactare/", briefings.draft_briefing, name="draft_briefing"),
    path("evaluare/recomandari/", recommendations.issued, name="issued_list"),
    path("evaluare/recomandari/noua/", recommendations.recommend, name="recommend"),
    path("evaluare/recomandari/<int:pk>/", recommendations.one_issued, name="issued"),
    path("raportare/recomandari/", answers.received, name="received_list"),
    path("raportare/recomandari/<int:pk>/", answers.answer, name="answer"),
    path("raportare/recomandari/<int:pk>/dovezi/<uuid:proof>/eliminare/", answers.remove_proof, name="remove_proof"),
    path("evaluare/informari/", briefings.briefings, name="briefings"),
    path("evaluare/informari/<int:pk>/", briefings.briefing, name="briefing"),
    path("evaluare/informari/<int:pk>/adoptare/", briefings.adopt, name="adopt"),
    re_path(
        r"^evaluare/informari/(?P<pk>[0-9]{1,9})/proiect\.(?P<extension>pdf|docx)$",
        briefings.draft_file,
        name="draft_file",
    ),
    re_path(
        r"^planuri/(?P<slug>[-\w]+)/informari/(?P<pk>[0-9]{1,9})/(?P<kind>quarterly|yearly)\.(?P<extension>pdf|docx)$",
        briefings.briefing_file,
        name="briefing_file",
    ),
    path("lucru/<slug:slug>/indicatori/", writing.indicators, name="work_indicators"),
    path("lucru/<slug:slug>/indicatori/nou/", writing_indicators.new_indicator, name="work_new_indicator"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/", writing_indicators.indicator, name="work_indicator"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/loc/", writing_indicators.shift_indicator, name="work_shift_indicator"),
    path(
        "lucru/<slug:slug>/indicatori/<int:pk>/stergere/",
        writing_indicators.remove_indicator,
        name="work_remove_indicator",
    ),
    path("lucru/<slug:slug>/indicatori/<int:pk>/tinte/noua/", writing_targets.new_target, name="work_new_target"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/tinte/<int:target>/", writing_targets.target, name="work_target"),
    path(
        "lucru/<slug:slug>/indicatori/<int:pk>/tinte/<int:target>/stergere/",
        writing_targets.remove_target,
        name="work_remove_target",
    ),
]
