"""The addresses of reporting, of oversight, and of what the public reads of them; others link to them."""

from django.urls import path, re_path

from indicators.editing import baseline_views, indicator_list, target_views
from indicators.editing import views as editing_views
from indicators.oversight.briefings import views as briefing_views
from indicators.oversight.recommendations import answer_views
from indicators.oversight.recommendations import views as recommendation_views
from indicators.oversight.sittings import views as sitting_views
from indicators.reporting import views as reporting_views
from indicators.reporting.evidence import views as evidence_views
from indicators.reporting.grid import views as grid_views
from indicators.reporting.sheet import views as sheet_views
from indicators.review import views as review_views

app_name = "indicators"
urlpatterns = [
    path("evaluare/", review_views.review_queue, name="reviews"),
    path("evaluare/<int:pk>/", review_views.review_report, name="review"),
    path("raportare/tabel/", grid_views.report_grid, name="grid"),
    path("raportare/foaie/", sheet_views.report_sheet, name="sheet"),
    path("raportare/foaie/export/", sheet_views.export_sheet, name="sheet_export"),
    path("raportare/", reporting_views.report_list, name="reports"),
    path("raportare/<int:pk>/", reporting_views.edit_report, name="report"),
    path("raportare/<int:pk>/corectare/", reporting_views.correct_report, name="correct"),
    path("raportare/<int:pk>/dovezi/<uuid:proof>/eliminare/", reporting_views.remove_evidence, name="remove_evidence"),
    path("dovezi/<uuid:pk>/", evidence_views.download_evidence, name="evidence"),
    path("evaluare/sedinte/", sitting_views.sitting_list, name="sittings"),
    path("evaluare/sedinte/noua/", sitting_views.add_sitting, name="new_sitting"),
    path("evaluare/sedinte/<int:pk>/", sitting_views.sitting_detail, name="sitting"),
    path("evaluare/sedinte/<int:pk>/modificare/", sitting_views.edit_sitting, name="edit_sitting"),
    path("evaluare/sedinte/<int:pk>/redactare/", briefing_views.draft_briefing, name="draft_briefing"),
    path("evaluare/recomandari/", recommendation_views.issued_list, name="issued_list"),
    path("evaluare/recomandari/noua/", recommendation_views.add_recommendation, name="recommend"),
    path("evaluare/recomandari/<int:pk>/", recommendation_views.issued_detail, name="issued"),
    path("raportare/recomandari/", answer_views.received_list, name="received_list"),
    path("raportare/recomandari/<int:pk>/", answer_views.answer_recommendation, name="answer"),
    path(
        "raportare/recomandari/<int:pk>/dovezi/<uuid:proof>/eliminare/",
        answer_views.remove_answer_evidence,
        name="remove_proof",
    ),
    path("evaluare/informari/", briefing_views.briefing_list, name="briefings"),
    path("evaluare/informari/<int:pk>/", briefing_views.edit_briefing, name="briefing"),
    path("evaluare/informari/<int:pk>/adoptare/", briefing_views.adopt_briefing, name="adopt"),
    re_path(
        r"^evaluare/informari/(?P<pk>[0-9]{1,9})/proiect\.(?P<extension>pdf|docx)$",
        briefing_views.draft_file,
        name="draft_file",
    ),
    re_path(
        r"^planuri/(?P<slug>[-\w]+)/informari/(?P<pk>[0-9]{1,9})/(?P<kind>quarterly|yearly)\.(?P<extension>pdf|docx)$",
        briefing_views.briefing_file,
        name="briefing_file",
    ),
    path("lucru/<slug:slug>/indicatori/", indicator_list.indicator_list, name="work_indicators"),
    path("lucru/<slug:slug>/indicatori/referinte/", baseline_views.confirm_baselines, name="work_baselines"),
    path("lucru/<slug:slug>/indicatori/nou/", editing_views.add_indicator, name="work_new_indicator"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/", editing_views.edit_indicator, name="work_indicator"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/loc/", editing_views.shift_indicator, name="work_shift_indicator"),
    path(
        "lucru/<slug:slug>/indicatori/<int:pk>/stergere/",
        editing_views.remove_indicator,
        name="work_remove_indicator",
    ),
    path("lucru/<slug:slug>/indicatori/<int:pk>/tinte/noua/", target_views.add_target, name="work_new_target"),
    path("lucru/<slug:slug>/indicatori/<int:pk>/tinte/<int:target>/", target_views.edit_target, name="work_target"),
    path(
        "lucru/<slug:slug>/indicatori/<int:pk>/tinte/<int:target>/stergere/",
        target_views.remove_target,
        name="work_remove_target",
    ),
]
