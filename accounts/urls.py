"""The addresses of entering and of accounts; links in e-mails lead to some of them."""

from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts.calendar_address import views as calendar_views
from accounts.entering import views as entering_views
from accounts.invitations import views as invitation_views
from accounts.people import person_views
from accounts.people import views as people_views
from accounts.personal_data import views as personal_data_views
from accounts.profile import views as profile_views
from accounts.second_step import views as second_step_views
from accounts.stand_ins import views as stand_in_views

# The names that allauth asks for; django's own names of the first two stay.
ALLAUTH_URLS = [
    path("intrare/", entering_views.LoginView.as_view(), name="account_login"),
    path("intrare/", entering_views.LoginView.as_view(), name="login"),
    path("iesire/", entering_views.LogoutView.as_view(), name="account_logout"),
    path("iesire/", entering_views.LogoutView.as_view(), name="logout"),
    # There is no sign-up: the name is asked for by mails that then do not use it.
    path("inregistrare/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("dezactivat/", entering_views.InactiveView.as_view(), name="account_inactive"),
    path("confirmare/", entering_views.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("parola/", entering_views.PasswordChangeView.as_view(), name="account_change_password"),
    path("parola/alegere/", entering_views.PasswordSetView.as_view(), name="account_set_password"),
    path("parola/uitata/", entering_views.PasswordResetView.as_view(), name="account_reset_password"),
    path("parola/uitata/trimis/", entering_views.PasswordResetDoneView.as_view(), name="account_reset_password_done"),
    path(
        "parola/uitata/gata/",
        entering_views.PasswordResetFromKeyDoneView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^parola/noua/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entering_views.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("doi-pasi/", second_step_views.index, name="mfa_index"),
    path("doi-pasi/cod/", second_step_views.SecondStepAuthenticateView.as_view(), name="mfa_authenticate"),
    path("doi-pasi/confirmare/", second_step_views.SecondStepReauthenticateView.as_view(), name="mfa_reauthenticate"),
    path("doi-pasi/pornire/", second_step_views.SecondStepActivateView.as_view(), name="mfa_activate_totp"),
    path("doi-pasi/pornire/cod.svg", second_step_views.qr_code, name="mfa_picture"),
    path("doi-pasi/oprire/", second_step_views.SecondStepDeactivateView.as_view(), name="mfa_deactivate_totp"),
    path("doi-pasi/rezerva/", second_step_views.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("doi-pasi/rezerva/noi/", second_step_views.GenerateCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("doi-pasi/rezerva/fisier/", second_step_views.DownloadCodesView.as_view(), name="mfa_download_recovery_codes"),
    path("sesiuni/", profile_views.sessions, name="usersessions_list"),
    path("furnizor/anulat/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("furnizor/eroare/", social.login_error, name="socialaccount_login_error"),
    path("furnizor/conturi/", RedirectView.as_view(pattern_name="accounts:overview"), name="socialaccount_connections"),
    path("furnizor/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("furnizor/<slug:provider_id>/intors/", openid.callback, name="openid_connect_callback"),
]
ACCOUNT_URLS = [
    path("", profile_views.account_overview, name="overview"),
    path("calendar/", calendar_views.calendar_address, name="calendar"),
    path("roluri/", profile_views.role_table, name="roles"),
    path("inlocuitor/", stand_in_views.my_stand_in, name="my_stand_in"),
    path("inlocuitor/<int:pk>/incheie/", stand_in_views.end_stand_in, name="end_stand_in"),
    path("date/", personal_data_views.personal_data, name="data"),
    path("date/fisier/", personal_data_views.download_data, name="download"),
    path("date/stergere/", personal_data_views.erase_account, name="erase"),
    path("invitatie/<str:secret>/", invitation_views.accept_invitation, name="accept"),
    path("persoane/", people_views.people, name="people"),
    path("persoane/invitatii/", people_views.invitations, name="invitations"),
    path("persoane/invitatii/noua/", people_views.invite, name="invite"),
    path("persoane/invitatii/<int:pk>/trimite/", people_views.resend_invitation, name="resend"),
    path("persoane/invitatii/<int:pk>/retrage/", people_views.withdraw_invitation, name="withdraw"),
    path("persoane/<int:pk>/", person_views.person, name="person"),
    path("persoane/<int:pk>/date/", person_views.rename, name="rename"),
    path("persoane/<int:pk>/inlocuitor/", stand_in_views.stand_in_of, name="stand_in_of"),
    path("persoane/<int:pk>/roluri/nou/", person_views.add_role, name="add_role"),
    path("persoane/<int:pk>/roluri/<int:role>/", person_views.change_term, name="change_term"),
    path("persoane/<int:pk>/roluri/<int:role>/incheie/", person_views.end_role, name="end_role"),
    path("persoane/<int:pk>/dezactivare/", person_views.deactivate, name="deactivate"),
    path("persoane/<int:pk>/reactivare/", person_views.reactivate, name="reactivate"),
    path("persoane/<int:pk>/administrator/", person_views.make_administrator, name="make_administrator"),
    path("persoane/<int:pk>/fara-administrare/", person_views.unmake_administrator, name="unmake_administrator"),
    path("persoane/<int:pk>/stergere/", person_views.erase, name="erase_person"),
    path("persoane/<int:pk>/doi-pasi/", person_views.reset_second_step, name="reset_second_step"),
]
urlpatterns = [
    path("cont/", include(ALLAUTH_URLS)),
    path("cont/", include((ACCOUNT_URLS, "accounts"))),
    path("calendar/<str:secret>.ics", calendar_views.calendar_feed, name="calendar_feed"),
]
