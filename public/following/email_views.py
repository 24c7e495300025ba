"""Following by e-mail: asking for it, and what the links in the mails lead to. A GET shows, only a POST does.

Mail programs and their scanners open links by themselves; a button they do not press.
"""

from functools import wraps

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.languages import page_language
from public.following import actions
from public.following.forms import FollowForm, WayForm
from public.following.links import follower_of, following_of
from public.following.topics import topic_at, topics_by_key
from public.forms.views import form_page, public_form_view
from public.models import Follower, PlanSummary


def private_link_view(view):
    """Let whoever has a signed link from a mail do what it is for; kept nowhere, found by no search engine.

    A mail program sends the POST without a page before it; the link is what allows it.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request, secret):
        response = view(request, secret)
        response["Cache-Control"], response["X-Robots-Tag"] = "no-store", "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@public_form_view
def follow(request):
    """Ask for an address that is to follow the page named in the query string, or show all that can be followed."""
    path = request.GET.get("pagina", "")
    if not path:
        return render(request, "public/following/overview.html", _overview())
    topic = topic_at(path)
    if topic is None:
        raise Http404
    form = FollowForm(request)
    if form.is_valid():
        if form.may_write():
            given = {"way": form.cleaned_data["way"], "language": page_language()}
            actions.ask_to_follow(form.cleaned_data["email"], topic=topic, **given)
        # The same answer whether or not a letter goes: nobody learns here who follows what.
        return redirect("public:follow_asked")
    context = {
        "topic": topic,
        "title": gettext("Urmăriți prin e-mail"),
        "action": gettext("Trimite"),
        "back": topic.path,
    }
    return form_page(request, "public/following/follow.html", form, is_invented=topic.is_invented, **context)


@require_safe
def follow_asked(request):
    """Say what comes next."""
    return render(request, "public/following/asked.html", {"title": gettext("Verificați e-mailul")})


@private_link_view
def follow_confirm(request, secret):
    """Ask whether the address is to follow what the link says, and let it."""
    following = following_of(secret)
    topic = following and topics_by_key([following.topic]).get(following.topic)
    if topic is None:
        return _page(request, "expired", gettext("Legătura nu mai este bună"), status=404)
    if request.method == "POST":
        actions.confirm(following)
        return _page(
            request, "confirmed", gettext("Urmăriți de acum"), topic=topic, way=following.follower.get_way_display()
        )
    return _page(request, "confirm", gettext("Doriți e-mailurile?"), topic=topic, email=following.follower.email)


@private_link_view
def follow_choices(request, secret):
    """Show what an address follows; follow less, be mailed at another time, or leave."""
    follower = _follower(secret)
    if follower is None:
        return _page(request, "left", gettext("Adresa nu mai este în portal"))
    form = WayForm(request.POST if "way" in request.POST else None, initial={"way": follower.way})
    if request.method == "POST":
        if "stop" in request.POST:
            actions.stop_following(follower, topic=request.POST["stop"])
        elif form.is_valid():
            actions.choose_way(follower, way=form.cleaned_data["way"])
        return redirect(request.path)
    keys = list(follower.followings.exclude(confirmed_at=None).order_by("pk").values_list("topic", flat=True))
    topics = topics_by_key(keys)
    rows = [(key, topics.get(key)) for key in keys]
    return _page(
        request, "choices", gettext("Ce urmăriți prin e-mail"), follower=follower, rows=rows, form=form, secret=secret
    )


@private_link_view
def follow_leave(request, secret):
    """Ask whether to leave, and forget the address; a mail program's one click is a POST as well."""
    follower = _follower(secret)
    if follower is not None and request.method == "POST":
        actions.leave(follower)
    if follower is None or request.method == "POST":
        return _page(request, "left", gettext("Adresa nu mai este în portal"))
    return _page(request, "leave", gettext("Renunțați la e-mailuri?"), email=follower.email)


def _follower(secret: str) -> Follower | None:
    """Return whose link it is, None where they left; 404 for what the portal did not sign."""
    try:
        return follower_of(secret)
    except signing.BadSignature:
        raise Http404 from None


def _page(request, name: str, title: str, *, status: int = 200, **context) -> HttpResponse:
    context["is_invented"] = "topic" in context and context["topic"].is_invented
    return render(request, f"public/following/{name}.html", {"title": title, **context}, status=status)


def _overview() -> dict:
    plans = PlanSummary.objects.real().newest_first()
    return {"title": gettext("Urmăriți planurile"), "plans": plans[:MOST_PLANS], "more": plans.count() > MOST_PLANS}


# How many plans the page of following names; the others are followed from their own pages.
MOST_PLANS = 20
