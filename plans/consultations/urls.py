"""The addresses of consultations in the workspace."""

from django.urls import path

from plans.consultations import bridge_views, debate_views, packet_views, proposal_views, views

ONE = "<slug:slug>/consultari/<int:number>/"
urlpatterns = [
    path("zile-libere/", bridge_views.bridge_day_list, name="bridge_days"),
    path("zile-libere/<int:pk>/stergere/", bridge_views.remove_bridge_day, name="remove_bridge_day"),
    path("<slug:slug>/consultari/", views.consultation_list, name="consultations"),
    path("<slug:slug>/consultari/noua/", views.open_consultation, name="open_consultation"),
    path(ONE, views.consultation_page, name="consultation"),
    path(f"{ONE}oprire/", views.stop_consultation, name="stop_consultation"),
    path(f"{ONE}incheiere/", views.close_consultation, name="close_consultation"),
    path(f"{ONE}pachet.zip", packet_views.packet, name="consultation_packet"),
    path(f"{ONE}dezbateri/noua/", debate_views.announce_debate, name="announce_debate"),
    path(f"{ONE}dezbateri/<int:pk>/", debate_views.record_debate, name="record_debate"),
    path(f"{ONE}propuneri/noua/", proposal_views.register_proposal, name="register_proposal"),
    path(f"{ONE}propuneri/<int:proposal>/", proposal_views.proposal_page, name="proposal"),
]
