"""What the oversight body recommends, and how it verifies the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators import permissions
from indicators.lookups import get_readable_or_404, require_past_role, require_role
from indicators.models import Indicator, Recommendation
from indicators.oversight import actions as oversight_actions
from indicators.oversight.recommendations.forms import (
    FollowUpForm,
    NewRecommendationForm,
    RecommendationListForm,
    VerifyAnswerForm,
)
from indicators.progress import periods
from plans.models import Edition, Element, Plan
from plans.stand_ins import ActingNames
from portal.display import in_words
from portal.navigation import page
from portal.romanian import count, long_date
from portal.text import whole_number
from portal.versioning import Conflict

Role = permissions.Role
# The buttons of what is done beside verifying an answer.
FOLLOW_UPS = {"extend", "withdraw", "unanswered"}
State = Recommendation.RecommendationState


@require_safe
@login_required
def issued_list(request):
    """List what the person's body recommended."""
    require_past_role(request.user, Role.REVIEWER)
    form = RecommendationListForm(
        request.GET, with_list_relations(permissions.known_issued_recommendations(request.user))
    )
    return page(
        request, "indicators/oversight/recommendations/issued.html", {"title": "Recomandări", **list_context(form)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_recommendation(request):
    """Issue a recommendation about what the address names; ask which plan where it names none of several."""
    require_role(request.user, Role.REVIEWER)
    plans = overseen_plans(request.user)
    row = new_recommendation(request, plans)
    if row is None:
        return page(
            request,
            "indicators/oversight/recommendations/which_plan.html",
            {"title": "Recomandare nouă", "plans": plans},
        )
    owner = row.report.institution if row.report else row.indicator and row.indicator.institution
    initial = {"addressed_to": owner, "sitting": query_key(request, "sedinta")}
    form = NewRecommendationForm(request.POST or None, instance=row, initial=initial)
    if request.method == "POST" and form.is_valid() and issue_recommendation(request, form):
        return redirect("indicators:issued", form.instance.pk)
    period = row.report and periods.name(row.report.period_start, row.report.period_end)
    context = {"title": "Recomandare nouă", "form": form, "recommendation": row, "period": period}
    return page(request, "indicators/oversight/recommendations/recommend.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def issued_detail(request, pk):
    """Show a recommendation with all that was done about it; close it, or send its answer back."""
    theirs = Recommendation.objects.filter(body__in=permissions.institutions(request.user, *Role.values))
    allowed, known = (
        permissions.issued_recommendations(request.user),
        permissions.known_issued_recommendations(request.user),
    )
    row, may_act = get_readable_or_404(request, with_list_relations(allowed), with_list_relations(known), theirs, pk=pk)
    is_follow_up = bool(FOLLOW_UPS & request.POST.keys())
    form = VerifyAnswerForm(None if is_follow_up else request.POST or None, row=row)
    more = FollowUpForm(request.POST if is_follow_up else None, row=row)
    sent, does = (more, follow_up) if is_follow_up else (form, verify_answer)
    if request.method == "POST" and sent.is_valid() and does(request, row, sent):
        return redirect(request.path)
    row.refresh_from_db()
    context = {"title": row.title, "form": form, "more": more, "may_act": may_act, **recommendation_context(row)}
    return page(request, "indicators/oversight/recommendations/one_issued.html", context)


def overseen_plans(user):
    """Return the published plans about which the person may recommend: what is recommended is public."""
    mine = Plan.objects.filter(reviewer__in=permissions.institutions(user, Role.REVIEWER))
    return mine.filter(pk__in=Edition.objects.public().values("plan")).select_related("reviewer")


def new_recommendation(request, plans) -> Recommendation | None:
    """Return a new recommendation about what the address names; none where it names none of several plans."""
    report = indicator = element = None
    if query_key(request, "raport"):
        mine = permissions.reviewable_reports(request.user).select_related("institution")
        report = get_object_or_404(mine, pk=query_key(request, "raport"))
        indicator = report.indicator
    elif query_key(request, "indicator"):
        rows = Indicator.objects.filter(plan__in=plans).select_related("institution")
        indicator = get_object_or_404(rows, pk=query_key(request, "indicator"))
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
        element = Element.objects.filter(level__plan=plan, pk=query_key(request, "element")).first()
    return Recommendation(plan=plan, body=plan.reviewer, report=report, indicator=indicator, element=element)


def query_key(request, name: str) -> int | None:
    """Return the key that the address names."""
    return whole_number(request.GET.get(name), digits=18)


def issue_recommendation(request, form) -> bool:
    """Issue the recommendation; tell whether it was, or say in the form why not."""
    try:
        row = oversight_actions.issue_recommendation(form.instance, by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, f"{row} este emisă și publică. Instituția o vede în portal.")
    return True


def verify_answer(request, row: Recommendation, form) -> bool:
    """Close the recommendation or send its answer back; tell whether it was done, or say in the form why not."""
    row.version = form.cleaned_data["seen_version"]
    does, done = (oversight_actions.close_recommendation, "Recomandarea este închisă.")
    if "send_back" in request.POST:
        does, done = (oversight_actions.return_answer, "Răspunsul este întors. Instituția poate răspunde din nou.")
    try:
        does(row, by=request.user, note=form.cleaned_data["note"])
    except Conflict:
        add_conflict_error(form, row)
        return False
    messages.success(request, done)
    return True


def follow_up(request, row: Recommendation, form: FollowUpForm) -> bool:
    """Extend the deadline, withdraw the recommendation or close it unanswered; tell whether it was done."""
    said, by = form.cleaned_data, request.user
    row.version = said["seen_version"]
    try:
        if "extend" in request.POST:
            oversight_actions.extend_deadline(row, by=by, deadline=said["deadline"], reason=said["reason"])
            done = f"Termenul este acum {long_date(said['deadline'])}."
        elif "withdraw" in request.POST:
            oversight_actions.withdraw_recommendation(row, by=by, reason=said["reason"])
            done = "Recomandarea este retrasă. Textul și motivul rămân publice."
        else:
            oversight_actions.close_unanswered(row, by=by, note=said["reason"])
            done = "Recomandarea este închisă ca rămasă fără răspuns."
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    except Conflict:
        add_conflict_error(form, row)
        return False
    messages.success(request, done)
    return True


def add_conflict_error(form, row: Recommendation) -> None:
    """Say in the form what happened with the recommendation since it was shown."""
    row.refresh_from_db()
    record = row.history.select_related("history_user").first()
    who = acting_names(row).name(record and record.history_user, record and record.history_date, "altcineva")
    when = f", la {in_words(record.history_date)}" if record else ""
    form.refuse(
        f"Între timp, {who} a schimbat această recomandare{when}. Acum este {stage_label(row)}. "
        "Ce ați scris a rămas mai jos; nu s-a salvat nimic.",
        row.version,
    )


def with_list_relations(rows):
    """Return the recommendations with what a list says of them, in the same query."""
    return rows.select_related("addressed_to", "plan", "body", "indicator")


def list_context(form: RecommendationListForm) -> dict:
    """Return what a list of recommendations shows."""
    return {"form": form, "rows": [(row, stage_label(row)) for row in form.page]}


def recommendation_context(row: Recommendation) -> dict:
    """Return what the page of a recommendation shows of it."""
    return {
        "recommendation": row,
        "stage": stage_label(row),
        "steps": row.steps.select_related("by"),
        "names": acting_names(row),
        "evidence": row.evidence.all(),
    }


def acting_names(row: Recommendation) -> ActingNames:
    """Return what those are called who acted for the body or for the institution that it recommends to."""
    return ActingNames([row.body_id, row.addressed_to_id])


def stage_label(row: Recommendation) -> str:
    """Return how far a recommendation is, with its deadline or its days of delay: both sides read the same."""
    if row.is_ended:
        return f"{row.get_state_display()} la {long_date(row.closed_on)}"
    if row.state == State.ANSWERED:
        late = (row.answered_on - row.deadline).days
        when = f", cu {count(late, 'zi', 'zile')} după termen" if late > 0 else ""
        return f"cu răspuns din {long_date(row.answered_on)}{when}, de verificat"
    if row.is_late:
        return f"fără răspuns, întârziată cu {count((timezone.localdate() - row.deadline).days, 'zi', 'zile')}"
    return f"fără răspuns, termenul este {long_date(row.deadline)}"
