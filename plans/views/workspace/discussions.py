"""The discussions of a plan: their list, one of them, and opening one on the plan or on an element."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans import permissions
from plans.approval import discussing
from plans.forms.discussing import CommentForm, ThreadsForm
from plans.models import Comment, Element, Plan, Thread
from plans.templatetags.romanian import count
from plans.views.workspace.finding import element_of, plan_to_read
from plans.views.workspace.pages import page

OVERTAKEN = "Între timp s-a scris în discuție sau s-a schimbat starea ei. Citiți ce este nou, apoi încercați din nou."


@require_safe
@login_required
def threads(request, slug):
    """List the discussions; the query string may narrow, order and turn the pages."""
    plan = plan_to_read(request.user, slug)
    form = ThreadsForm(request.GET, described(plan.threads), user=request.user)
    found = form.page()
    context = {
        "title": "Discuții",
        "form": form,
        "found": found,
        "sentence": count(found.paginator.count, "discuție", "discuții"),
        "may_discuss": permissions.can_discuss(request.user, plan),
    }
    return page(request, plan, "threads", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_thread(request, slug):
    """Open a discussion on the plan, or on the element that the address names."""
    plan = plan_to_read(request.user, slug)
    require_voice(request.user, plan)
    element = element_of(plan, request.GET["element"]) if "element" in request.GET else None
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        thread = discussing.open_(plan, by=request.user, text=form.cleaned_data["text"], element=element)
        messages.success(request, "Discuția este deschisă.")
        return redirect("work:thread", slug, thread.pk)
    context = {"title": "Discuție nouă", "form": form, "element": element, "back": place_of(plan, element)}
    return page(request, plan, "open_thread", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def thread(request, slug, pk):
    """Show a discussion; write in it."""
    plan = plan_to_read(request.user, slug)
    found = thread_of(plan, pk)
    form = CommentForm(request.POST or None)
    if request.method == "POST":
        require_voice(request.user, plan)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            comment = discussing.reply(found, by=request.user, text=form.cleaned_data["text"])
        except discussing.Overtaken:
            form.add_error(None, "Între timp, discuția a fost rezolvată. Ca să scrieți în ea, redeschideți-o.")
            status = 409
        else:
            messages.success(request, "Observația este în discuție.")
            return redirect(f"{reverse('work:thread', args=[slug, pk])}#observatia-{comment.pk}")
    return show(request, plan, found, form, status)


@require_POST
@login_required
def resolve(request, slug, pk):
    """Mark a discussion as resolved, unless something was written since it was shown."""
    plan = plan_to_read(request.user, slug)
    found = thread_of(plan, pk)
    last = request.POST.get("seen_comment", "")
    try:
        discussing.resolve(found, by=request.user, seen=int(last) if last.isdecimal() and len(last) < 19 else 0)
    except discussing.Overtaken:
        messages.warning(request, OVERTAKEN)
        return show(request, plan, found, CommentForm(), 409)
    messages.success(request, "Discuția este rezolvată.")
    return redirect("work:thread", slug, pk)


@require_POST
@login_required
def reopen(request, slug, pk):
    """Open a resolved discussion again."""
    plan = plan_to_read(request.user, slug)
    discussing.reopen(thread_of(plan, pk), by=request.user)
    messages.success(request, "Discuția este deschisă din nou.")
    return redirect("work:thread", slug, pk)


def show(request, plan: Plan, found: Thread, form: CommentForm, status: int = 200):
    """Show a discussion with all that was written in it."""
    comments = list(found.comments.select_related("author"))
    context = {
        "title": f"Discuție: {found}",
        "thread": found,
        "comments": comments,
        "last": comments[-1],
        "form": form,
        "place": place_of(plan, found.element),
        "may_discuss": permissions.can_discuss(request.user, plan),
        "may_resolve": discussing.may_resolve(request.user, found),
    }
    return page(request, plan, "thread", context, status)


def described(threads):
    """Return discussions with what their rows show: how many wrote, who opened it and with which words."""
    first = Comment.objects.filter(thread=OuterRef("pk")).order_by("written_at", "pk")
    counts = Comment.objects.filter(thread=OuterRef("pk")).order_by().values("thread").annotate(n=Count("pk"))
    return threads.select_related("plan", "element__level", "resolved_by").annotate(
        opening=Subquery(first.values("text")[:1]), comment_count=Subquery(counts.values("n")[:1])
    )


def beside(plan: Plan, element: Element | None):
    """Return the open discussions of an element, or of the plan as a whole, as the page of that row shows them."""
    found = plan.threads.filter(element=element, resolved_at=None)
    return described(found if element else found.filter(about=""))


def thread_of(plan: Plan, pk: int) -> Thread:
    """Return a discussion of the plan; 404 for any other."""
    rows = plan.threads.select_related("plan__owner", "element__level", "resolved_by")
    return get_object_or_404(rows, pk=pk)


def place_of(plan: Plan, element: Element | None) -> str:
    """Return the address of what is discussed."""
    return reverse("work:element", args=[plan.slug, element.pk]) if element else reverse("work:plan", args=[plan.slug])


def require_voice(user, plan: Plan) -> None:
    """Let only those who may write in discussions go on."""
    if not permissions.can_discuss(user, plan):
        raise PermissionDenied
