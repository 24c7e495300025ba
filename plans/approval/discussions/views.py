"""The discussions of a plan: their list, one of them, and opening one on the plan or on an element."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans import permissions
from plans.approval.discussions import actions as discussion_actions
from plans.approval.discussions.forms import CommentForm, ThreadsForm
from plans.approval.discussions.mentions import render_mentions
from plans.models import Comment, Element, Plan, Thread
from plans.stand_ins import acting_names
from plans.workspace.frame import page
from plans.workspace.lookups import element_of, plan_to_read
from portal.versioning import Conflict

THREAD_CHANGED = (
    "Între timp s-a scris în discuție sau s-a schimbat starea ei. Citiți ce este nou, apoi încercați din nou."
)


@require_safe
@login_required
def thread_list(request, slug):
    """List the discussions; the query string may narrow, order and turn the pages."""
    plan = plan_to_read(request.user, slug)
    form = ThreadsForm(request.GET, annotate_threads(plan.threads), user=request.user)
    context = {
        "title": "Discuții",
        "form": form,
        "may_discuss": permissions.may_discuss(request.user, plan),
    }
    return page(request, plan, "plans/approval/discussions/threads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_thread(request, slug):
    """Open a discussion on the plan, or on the element that the address names."""
    plan = plan_to_read(request.user, slug)
    require_discuss_permission(request.user, plan)
    element = element_of(plan, request.GET["element"]) if "element" in request.GET else None
    form = CommentForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        thread = discussion_actions.open_thread(plan, by=request.user, text=form.cleaned_data["text"], element=element)
        messages.success(request, "Discuția este deschisă.")
        return redirect("plans:thread", slug, thread.pk)
    context = {"title": "Discuție nouă", "form": form, "element": element, "back": subject_url(plan, element)}
    return page(request, plan, "plans/approval/discussions/open_thread.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def thread(request, slug, pk):
    """Show a discussion; write in it."""
    plan = plan_to_read(request.user, slug)
    found = thread_of(plan, pk)
    form = CommentForm(request.POST or None, plan=plan)
    if request.method == "POST":
        require_discuss_permission(request.user, plan)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            comment = discussion_actions.reply(found, by=request.user, text=form.cleaned_data["text"])
        except Conflict:
            form.add_error(None, "Între timp, discuția a fost rezolvată. Ca să scrieți în ea, redeschideți-o.")
            status = 409
        else:
            messages.success(request, "Observația este în discuție.")
            return redirect(f"{reverse('plans:thread', args=[slug, pk])}#observatia-{comment.pk}")
    return render_thread(request, plan, found, form, status)


@require_POST
@login_required
def resolve_thread(request, slug, pk):
    """Mark a discussion as resolved, unless something was written since it was shown."""
    plan = plan_to_read(request.user, slug)
    found = thread_of(plan, pk)
    last = request.POST.get("seen_comment", "")
    try:
        discussion_actions.resolve(found, by=request.user, seen=int(last) if last.isdecimal() and len(last) < 19 else 0)
    except Conflict:
        messages.warning(request, THREAD_CHANGED)
        return render_thread(request, plan, found, CommentForm(None, plan=plan), 409)
    messages.success(request, "Discuția este rezolvată.")
    return redirect("plans:thread", slug, pk)


@require_POST
@login_required
def reopen_thread(request, slug, pk):
    """Open a resolved discussion again."""
    plan = plan_to_read(request.user, slug)
    discussion_actions.reopen(thread_of(plan, pk), by=request.user)
    messages.success(request, "Discuția este deschisă din nou.")
    return redirect("plans:thread", slug, pk)


def render_thread(request, plan: Plan, found: Thread, form: CommentForm, status: int = 200):
    """Show a discussion with all that was written in it."""
    comments = list(found.comments.select_related("author").prefetch_related("mentions__person"))
    for comment in comments:
        comment.shown_text = render_mentions(comment.text, comment.mentions.all())
    context = {
        "title": f"Discuție: {found}",
        "thread": found,
        "comments": comments,
        "names": acting_names(plan),
        "last": comments[-1],
        "form": form,
        "place": subject_url(plan, found.element),
        "may_discuss": permissions.may_discuss(request.user, plan),
        "may_resolve": discussion_actions.may_resolve(request.user, found),
    }
    return page(request, plan, "plans/approval/discussions/thread.html", context, status)


def annotate_threads(threads):
    """Return discussions with what their rows show: how many wrote, who opened it and with which words."""
    first = Comment.objects.filter(thread=OuterRef("pk")).order_by("written_at", "pk")
    counts = Comment.objects.filter(thread=OuterRef("pk")).order_by().values("thread").annotate(n=Count("pk"))
    return threads.select_related("plan", "element__level", "resolved_by").annotate(
        opening=Subquery(first.values("text")[:1]), comment_count=Subquery(counts.values("n")[:1])
    )


def open_threads(plan: Plan, element: Element | None):
    """Return the open discussions of an element, or of the plan as a whole, as the page of that row shows them."""
    found = plan.threads.filter(element=element, resolved_at=None)
    return annotate_threads(found if element else found.filter(about=""))


def threads_block(request, plan: Plan, element: Element | None) -> SafeString:
    """Return the open discussions of an element or of the plan, to stand beside it."""
    context = {"plan": plan, "element": element, "threads": open_threads(plan, element)}
    return SafeString(render_to_string("plans/approval/discussions/_beside.html", context, request))


def thread_of(plan: Plan, pk: int) -> Thread:
    """Return a discussion of the plan; 404 for any other."""
    rows = plan.threads.select_related("plan__owner", "element__level", "resolved_by")
    return get_object_or_404(rows, pk=pk)


def subject_url(plan: Plan, element: Element | None) -> str:
    """Return the address of what is discussed."""
    return (
        reverse("plans:element", args=[plan.slug, element.pk]) if element else reverse("plans:plan", args=[plan.slug])
    )


def require_discuss_permission(user, plan: Plan) -> None:
    """Let only those who may write in discussions go on."""
    if not permissions.may_discuss(user, plan):
        raise PermissionDenied
