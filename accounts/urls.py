"""The addresses of entering and of accounts; links in e-mails lead to some of them."""

from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts.views import accepting, data, entering, people, person, profile, second_step

# The names that allauth asks for; django's own names of the first two stay.
ENTERING = [
    path("intrare/", entering.LoginView.as_view(), name="account_login"),
    path("intrare/", entering.LoginView.as_view(), name="login"),
    path("iesire/", entering.LogoutView.as_view(), name="account_logout"),
    path("iesire/", entering.LogoutView.as_view(), name="logout"),
    # There is no sign-up: the name is asked for by mails that then do not use it.
    path("inregistrare/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("dezactivat/", entering.InactiveView.as_view(), name="account_inactive"),
    path("confirmare/", entering.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("parola/", entering.PasswordChangeView.as_view(), name="account_change_password"),
    path("parola/alegere/", entering.PasswordSetView.as_view(), name="account_set_password"),
    path("parola/uitata/", entering.PasswordResetView.as_view(), name="account_reset_password"),
    path("parola/uitata/trimis/", entering.PasswordResetDoneView.as_view(), name="account_reset_password_done"),
    path(
        "parola/uitata/gata/",
        entering.PasswordResetFromKeyDoneView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^parola/noua/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entering.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path("doi-pasi/", second_step.index, name="mfa_index"),
    path("doi-pasi/cod/", second_step.AuthenticateView.as_view(), name="mfa_authenticate"),
    path("doi-pasi/confirmare/", second_step.ReauthenticateView.as_view(), name="mfa_reauthenticate"),
    path("doi-pasi/pornire/", second_step.ActivateView.as_view(), name="mfa_activate_totp"),
    path("doi-pasi/pornire/cod.svg", second_step.picture, name="mfa_picture"),
    path("doi-pasi/oprire/", second_step.DeactivateView.as_view(), name="mfa_deactivate_totp"),
    path("doi-pasi/rezerva/", second_step.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("doi-pasi/rezerva/noi/", second_step.GenerateCodesView.as_view(), name="mfa_generate_recovery_codes"),
    path("doi-pasi/rezerva/fisier/", second_step.DownloadCodesView.as_view(), name="mfa_download_recovery_codes"),
    path("sesiuni/", profile.sessions, name="usersessions_list"),
    path("furnizor/anulat/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("furnizor/eroare/", social.login_error, name="socialaccount_login_error"),
    path("furnizor/conturi/", RedirectView.as_view(pattern_name="accounts:overview"), name="socialaccount_connections"),
    path("furnizor/<slug:provider_id>/", openid.login, name="openid_connect_login"),
    path("furnizor/<slug:provider_id>/intors/", openid.callback, name="openid_connect_callback"),
]
OWN = [
    path("", profile.overview, name="overview"),
    path("roluri/", profile.role_table, name="roles"),
    path("date/", data.overview, name="data"),
    path("date/fisier/", data.download, name="download"),
    path("date/stergere/", data.erase, name="erase"),
    path("invitatie/<str:secret>/", accepting.accept, name="accept"),
    path("persoane/", people.people, name="people"),
    path("persoane/invitatii/", people.invitations, name="invitations"),
    path("persoane/invitatii/noua/", people.invite, name="invite"),
    path("persoane/invitatii/<int:pk>/trimite/", people.resend, name="resend"),
    path("persoane/invitatii/<int:pk>/retrage/", people.withdraw, name="withdraw"),
    path("persoane/<int:pk>/", person.person, name="person"),
    path("persoane/<int:pk>/date/", person.rename, name="rename"),
    path("persoane/<int:pk>/roluri/nou/", person.add_role, name="add_role"),
    path("persoane/<int:pk>/roluri/<int:role>/", person.change_term, name="change_term"),
    path("persoane/<int:pk>/roluri/<int:role>/incheie/", person.end_role, name="end_role"),
    path("persoane/<int:pk>/dezactivare/", person.deactivate, name="deactivate"),
    path("persoane/<int:pk>/reactivare/", person.reactivate, name="reactivate"),
    path("persoane/<int:pk>/administrator/", person.make_administrator, name="make_administrator"),
    path("persoane/<int:pk>/fara-administrare/", person.unmake_administrator, name="unmake_administrator"),
    path("persoane/<int:pk>/doi-pasi/", person.reset_second_step, name="reset_second_step"),
]
urlpatterns = [
    path("cont/", include(ENTERING)),
    path("cont/", include((OWN, "accounts"))),
]
