"""The second step of login: codes from an application, and recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.entering.views import PageFrameMixin
from accounts.permissions import has_second_step, is_second_step_required
from portal.navigation import page
from portal.security_log.recording import Occurrence, record_event


@require_safe
@login_required
def index(request):
    """Say whether the second step is on, and what can be done about it."""
    codes = request.user.authenticator_set.filter(type="recovery_codes").first()
    context = {
        "title": "Intrarea în doi pași",
        "is_on": has_second_step(request.user),
        "is_asked": is_second_step_required(request.user),
        "left": len(codes.wrap().get_unused_codes()) if codes else 0,
    }
    return page(request, "accounts/second_step/second_step.html", context)


@never_cache
@require_safe
@login_required
def qr_code(request):
    """Send the square that the application photographs, while the secret waits for its first code."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(svg, content_type="image/svg+xml")


class SecondStepAuthenticateView(PageFrameMixin, mfa.AuthenticateView):
    """Asks for a code after the password."""

    title = "Al doilea pas"


class SecondStepReauthenticateView(PageFrameMixin, mfa.ReauthenticateView):
    """Asks for a code once more."""

    title = "Confirmați că sunteți dumneavoastră"


class SecondStepActivateView(PageFrameMixin, totp.ActivateTOTPView):
    """Sets up the application."""

    title = "Pornirea intrării în doi pași"

    @transaction.atomic
    def form_valid(self, form):
        """Turn it on, and write that down."""
        record_event(Occurrence.SECOND_STEP_ON, by=self.request.user)
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        """Say whether the person's role asks for it."""
        return super().get_context_data(**kwargs) | {"is_asked": is_second_step_required(self.request.user)}


class SecondStepDeactivateView(PageFrameMixin, totp.DeactivateTOTPView):
    """Turns the second step off, for those who need not have it."""

    title = "Oprirea intrării în doi pași"

    @transaction.atomic
    def form_valid(self, form):
        """Turn it off, and write that down."""
        record_event(Occurrence.SECOND_STEP_OFF, by=self.request.user)
        return super().form_valid(form)

    def dispatch(self, request, *args, **kwargs):
        """Lead back those whose role asks for the second step."""
        if is_second_step_required(request.user):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)


class RecoveryCodesView(PageFrameMixin, recovery.ViewRecoveryCodesView):
    """Shows the recovery codes that were not used."""

    title = "Coduri de rezervă"


class GenerateCodesView(PageFrameMixin, recovery.GenerateRecoveryCodesView):
    """Makes new recovery codes in the place of the old."""

    title = "Coduri de rezervă noi"

    @transaction.atomic
    def form_valid(self, form):
        """Make them, and write that down."""
        record_event(Occurrence.SECOND_STEP_CODES, by=self.request.user)
        return super().form_valid(form)


class DownloadCodesView(recovery.DownloadRecoveryCodesView):
    """Sends the recovery codes as a text file."""

    def render_to_response(self, context, **kwargs):
        """Give the file a Romanian name."""
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="coduri-de-rezerva.txt"'
        return response
