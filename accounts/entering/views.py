"""Entering and leaving, forgotten and changed passwords: allauth's views, in the portal's frame."""

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.urls import reverse_lazy

from portal.navigation import menu_links


class PageFrameMixin:
    """Gives a page its title, and the ways of the person who is logged in."""

    title = ""

    def get_context_data(self, **kwargs):
        """Add what the frame of the page shows."""
        places = menu_links(self.request) if self.request.user.is_authenticated else []
        return super().get_context_data(**kwargs) | {"title": self.title, "places": places}


class LoginView(PageFrameMixin, account.LoginView):
    """Asks for name and password, or leads to the county's identity provider."""

    title = "Intrare în cont"

    def form_valid(self, form):
        """Let the person in; the password that was just typed is not asked for again at once."""
        response = super().form_valid(form)
        if self.request.user.is_authenticated:
            record_authentication(self.request, self.request.user, method="password", reauthenticated=True)
        return response

    def get_context_data(self, **kwargs):
        """Add the other way in, where there is one."""
        return super().get_context_data(**kwargs) | {"provider": settings.OIDC}


class LogoutView(PageFrameMixin, account.LogoutView):
    """Asks whether to leave, and leaves."""

    title = "Ieșire din cont"


class PasswordChangeView(PageFrameMixin, account.PasswordChangeView):
    """Changes the password; all other sessions end."""

    title = "Schimbarea parolei"
    success_url = reverse_lazy("accounts:overview")


class PasswordSetView(PageFrameMixin, account.PasswordSetView):
    """Gives a password to an account that has none."""

    title = "Alegerea parolei"
    success_url = reverse_lazy("accounts:overview")


class PasswordResetView(PageFrameMixin, account.PasswordResetView):
    """Sends a link for a forgotten password."""

    title = "Parolă uitată"


class PasswordResetDoneView(PageFrameMixin, account.PasswordResetDoneView):
    """Says the same whether the address has an account or not."""

    title = "Verificați-vă e-mailul"


class PasswordResetFromKeyView(PageFrameMixin, account.PasswordResetFromKeyView):
    """Takes the new password from whoever has the link."""

    title = "Parolă nouă"


class PasswordResetFromKeyDoneView(PageFrameMixin, account.PasswordResetFromKeyDoneView):
    """Says that the password is changed."""

    title = "Parola este schimbată"


class ReauthenticateView(PageFrameMixin, account.ReauthenticateView):
    """Asks for the password once more."""

    title = "Confirmați că sunteți dumneavoastră"


class InactiveView(PageFrameMixin, account.AccountInactiveView):
    """Says that an account is closed."""

    title = "Contul este dezactivat"
