"""What the oversight body recommends, and how it verifies the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators import overseeing, periods, permissions
from indicators.forms.recommendations import NoteForm, RecommendationsForm, RecommendForm
from indicators.models import Indicator, Recommendation
from indicators.views.finding import require_role, require_role_once, shown
from indicators.views.shell import page
from plans.models import Edition, Element, Plan
from plans.models.versioned import StaleSave
from plans.templatetags.romanian import count, long_date
from plans.text import whole_number
from plans.wording import in_words

Role = permissions.Role
State = Recommendation.State


@require_safe
@login_required
def issued(request):
    """List what the person's body recommended."""
    require_role_once(request.user, Role.REVIEWER)
    form = RecommendationsForm(request.GET, with_names(permissions.known_issued(request.user)))
    return page(request, "oversight/issued", {"title": "Recomandări", **listed(form)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def recommend(request):
    """Issue a recommendation about what the address names; ask which plan where it names none of several."""
    require_role(request.user, Role.REVIEWER)
    plans = overseen_plans(request.user)
    row = proposed(request, plans)
    if row is None:
        return page(request, "oversight/which_plan", {"title": "Recomandare nouă", "plans": plans})
    initial = {"addressed_to": row.indicator and row.indicator.institution, "sitting": asked(request, "sedinta")}
    form = RecommendForm(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid() and issue(request, form):
        return redirect("indicators:issued", form.instance.pk)
    period = row.report and periods.name(row.report.period_start, row.report.period_end)
    context = {"title": "Recomandare nouă", "form": form, "recommendation": row, "period": period}
    return page(request, "oversight/recommend", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_issued(request, pk):
    """Show a recommendation with all that was done about it; close it, or send its answer back."""
    theirs = Recommendation.objects.filter(body__in=permissions.institutions(request.user, *Role.values))
    allowed, known = permissions.issued_recommendations(request.user), permissions.known_issued(request.user)
    row, may_act = shown(request, with_names(allowed), with_names(known), theirs, pk=pk)
    form = NoteForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid() and verified(request, row, form):
        return redirect(request.path)
    row.refresh_from_db()
    return page(request, "oversight/one_issued", {"title": str(row), "form": form, "may_act": may_act, **told(row)})


def overseen_plans(user):
    """Return the published plans about which the person may recommend: what is recommended is public."""
    mine = Plan.objects.filter(reviewer__in=permissions.institutions(user, Role.REVIEWER))
    return mine.filter(pk__in=Edition.objects.public().values("plan")).select_related("reviewer")


def proposed(request, plans) -> Recommendation | None:
    """Return a new recommendation about what the address names; none where it names none of several plans."""
    report = indicator = element = None
    if asked(request, "raport"):
        mine = permissions.reviewable(request.user).select_related("indicator__institution")
        report = get_object_or_404(mine, pk=asked(request, "raport"))
        indicator = report.indicator
    elif asked(request, "indicator"):
        rows = Indicator.objects.filter(plan__in=plans).select_related("institution")
        indicator = get_object_or_404(rows, pk=asked(request, "indicator"))
    if indicator:
        plan = get_object_or_404(plans, pk=indicator.plan_id)
    elif request.GET.get("plan"):
        plan = next((one for one in plans if one.slug == request.GET["plan"]), None)
        if plan is None:
            raise Http404
    elif len(plans) == 1:
        plan = plans[0]
    else:
        return None
    if not indicator:
        element = Element.objects.filter(level__plan=plan, pk=asked(request, "element")).first()
    return Recommendation(plan=plan, body=plan.reviewer, report=report, indicator=indicator, element=element)


def asked(request, name: str) -> int | None:
    """Return the key that the address names."""
    return whole_number(request.GET.get(name), digits=18)


def issue(request, form) -> bool:
    """Issue the recommendation; tell whether it was, or say in the form why not."""
    try:
        row = overseeing.issue(form.instance, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, f"{row} este emisă și publică. Instituția o vede în portal.")
    return True


def verified(request, row: Recommendation, form) -> bool:
    """Close the recommendation or send its answer back; tell whether it was done, or say in the form why not."""
    row.version = form.cleaned_data["seen_version"]
    does, done = (overseeing.close, "Recomandarea este închisă.")
    if "send_back" in request.POST:
        does, done = (overseeing.send_back, "Răspunsul este întors. Instituția poate răspunde din nou.")
    try:
        does(row, by=request.user, note=form.cleaned_data["note"])
    except (StaleSave, overseeing.WrongMoment):
        refuse(form, row)
        return False
    messages.success(request, done)
    return True


def refuse(form, row: Recommendation) -> None:
    """Say in the form what happened with the recommendation since it was shown."""
    row.refresh_from_db()
    record = row.history.select_related("history_user").first()
    user = record and record.history_user
    who = user and (user.get_full_name() or user.get_username())
    when = f", la {in_words(record.history_date)}" if record else ""
    form.refuse(
        row,
        f"Între timp, {who or 'altcineva'} a schimbat această recomandare{when}. Acum este {stage(row)}. "
        "Ce ați scris a rămas mai jos; nu s-a salvat nimic.",
    )


def with_names(rows):
    """Return the recommendations with what a list says of them, in the same query."""
    return rows.select_related("addressed_to", "plan", "body", "indicator")


def listed(form: RecommendationsForm) -> dict:
    """Return what a list of recommendations shows."""
    shown = form.page()
    return {"form": form, "found": shown, "rows": [(row, stage(row)) for row in shown]}


def told(row: Recommendation) -> dict:
    """Return what the page of a recommendation shows of it."""
    return {
        "recommendation": row,
        "stage": stage(row),
        "steps": row.steps.select_related("by"),
        "evidence": row.evidence.all(),
    }


def stage(row: Recommendation) -> str:
    """Return how far a recommendation is, with its deadline or its days of delay."""
    if row.state == State.CLOSED:
        return f"închisă la {long_date(row.closed_on)}"
    if row.state == State.ANSWERED:
        return f"cu răspuns din {long_date(row.answered_on)}, de verificat"
    if row.is_late:
        return f"fără răspuns, întârziată cu {count((timezone.localdate() - row.deadline).days, 'zi', 'zile')}"
    return f"fără răspuns, termenul este {long_date(row.deadline)}"
