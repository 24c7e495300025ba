"""The addresses of the workspace."""

from django.urls import path

from plans.approval import draft_comparison, preview
from plans.approval import views as approval_views
from plans.approval.discussions import views as discussion_views
from plans.approval.originals import views as original_views
from plans.editing.elements import move_views, outline_views
from plans.editing.elements import views as element_views
from plans.editing.new_plan import views as new_plan_views
from plans.editing.plan_list import views as plan_list_views
from plans.editing.renumbering import views as renumbering_views
from plans.editing.settings import views as setting_views
from plans.editing.trash import views as trash_views
from plans.history import views as history_views
from plans.succession import views as succession_views
from plans.workspace import presence

app_name = "plans"
urlpatterns = [
    path("", plan_list_views.plan_list, name="plans"),
    path("nou/", new_plan_views.begin, name="begin"),
    path("<slug:slug>/", outline_views.outline, name="plan"),
    path("<slug:slug>/elemente/nou/", element_views.add_element, name="add_element"),
    path("<slug:slug>/elemente/<int:pk>/", element_views.edit_element, name="element"),
    path("<slug:slug>/elemente/<int:pk>/loc/", move_views.shift_element, name="shift_element"),
    path("<slug:slug>/elemente/<int:pk>/mutare/", move_views.move_element, name="move_element"),
    path("<slug:slug>/elemente/<int:pk>/copie/", move_views.duplicate_element, name="duplicate_element"),
    path("<slug:slug>/elemente/<int:pk>/stergere/", move_views.remove_element, name="remove_element"),
    path("<slug:slug>/renumerotare/", renumbering_views.renumber_elements, name="renumber"),
    path("<slug:slug>/anul-urmator/", succession_views.add_successor, name="successor"),
    path("<slug:slug>/istoric/", history_views.plan_history, name="history"),
    path("<slug:slug>/istoric/<slug:kind>/<int:record>/", history_views.revert_to_record, name="go_back"),
    path("<slug:slug>/elemente/<int:pk>/istoric/", history_views.element_history, name="element_history"),
    path("<slug:slug>/sterse/", trash_views.removal_list, name="removed"),
    path("<slug:slug>/sterse/<int:pk>/", trash_views.restore, name="restore"),
    path("<slug:slug>/comparatie/", draft_comparison.comparison, name="comparison"),
    path("<slug:slug>/prezenta/", presence.ping, name="presence"),
    path("<slug:slug>/parti/", setting_views.plan_settings, name="parts"),
    path("<slug:slug>/parti/date/", setting_views.edit_details, name="details"),
    path("<slug:slug>/parti/<slug:kind>/nou/", setting_views.add_setting, name="new_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/", setting_views.edit_setting, name="part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/loc/", setting_views.shift_setting, name="shift_part"),
    path("<slug:slug>/parti/<slug:kind>/<int:pk>/stergere/", setting_views.remove_setting, name="remove_part"),
    path("<slug:slug>/aprobare/", approval_views.approval, name="approval"),
    path("<slug:slug>/editii/<int:number>/retragere/", approval_views.withdraw_edition, name="withdraw"),
    path("<slug:slug>/previzualizare/", preview.preview, name="preview"),
    path("<slug:slug>/previzualizare/plan.pdf", preview.preview_pdf, name="preview_pdf"),
    path("<slug:slug>/discutii/", discussion_views.thread_list, name="threads"),
    path("<slug:slug>/discutii/noua/", discussion_views.open_thread, name="open_thread"),
    path("<slug:slug>/discutii/<int:pk>/", discussion_views.thread, name="thread"),
    path("<slug:slug>/discutii/<int:pk>/rezolvare/", discussion_views.resolve_thread, name="resolve_thread"),
    path("<slug:slug>/discutii/<int:pk>/redeschidere/", discussion_views.reopen_thread, name="reopen_thread"),
    path("<slug:slug>/acte/<int:pk>/original/", original_views.signed_originals, name="original"),
    path("<slug:slug>/acte/<int:pk>/original/<int:original>/", original_views.remove_original, name="remove_original"),
]
