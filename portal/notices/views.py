"""A person's notices: their list, one that is opened, how they are mailed, and the link that stops mails."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.navigation import menu_links, page
from portal.notices import actions as notice_actions
from portal.notices.forms import NoticeSettingsForm, NoticesForm
from portal.notices.kinds import NOTICE_KINDS
from portal.notices.links import read_off_secret
from portal.romanian import count
from portal.text import whole_number


@require_safe
@login_required
def notice_list(request):
    """List what the person was told, the newest first."""
    form = NoticesForm(request.GET, person=request.user)
    newest = request.user.notices.order_by("-pk").values_list("pk", flat=True).first()
    return page(request, "portal/notices/list.html", {"title": "Notificări", "form": form, "newest": newest})


@require_safe
@login_required
def open_notice(request, pk):
    """Lead to what a notice is about; from then on it is read."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    if request.method == "GET":
        notice_actions.mark_read(request.user, notice=notice)
    return redirect(notice.path)


@require_POST
@login_required
def read_all(request):
    """Mark as read everything that the list held when it was shown."""
    marked = notice_actions.mark_read(request.user, until=whole_number(request.POST.get("pana", "")))
    messages.success(request, f"Ați marcat ca citite {count(marked, 'notificare', 'notificări')}.")
    return redirect("portal:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_settings(request):
    """Show how the person is mailed of each kind, and change it."""
    form = NoticeSettingsForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        notice_actions.choose_ways(request.user, ways=form.cleaned_data)
        messages.success(request, "S-a salvat ce primiți prin e-mail.")
        return redirect("portal:notice_settings")
    context = {"title": "Ce primiți prin e-mail", "form": form}
    return page(request, "portal/notices/settings.html", context)


# A mail program sends it by itself, without a page of the portal before it; the signed link is what allows it.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request, secret):
    """Ask whether to stop the mails that a signed link names, and stop them; nobody has to enter for it."""
    found = read_off_secret(secret)
    person, code = found or (None, "")
    if found and request.method == "POST":
        notice_actions.switch_off(person, code=code)
    context = {
        "title": "E-mailuri oprite" if found and request.method == "POST" else "Opriți e-mailurile",
        "is_known": found is not None,
        "is_done": request.method == "POST",
        "label": NOTICE_KINDS[code].label if code in NOTICE_KINDS else "",
        "places": menu_links(request) if request.user.is_authenticated else [],
    }
    return render(request, "portal/notices/stop.html", context, status=200 if found else 404)
