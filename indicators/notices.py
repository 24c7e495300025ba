"""What people are told of reports and recommendations: who judges, of what came; who reports, of what became of it."""

from django.contrib.auth import get_user_model
from django.urls import reverse

from indicators import permissions
from indicators.models import Recommendation, Report
from indicators.permissions import is_reporter, is_reviewer
from indicators.progress import periods
from indicators.progress.vocabulary import STATUS_NAMES
from indicators.progress.wording import clean_clause
from plans.models import Institution, Membership
from plans.stand_ins import replaced_people
from portal.notices.actions import notify
from portal.notices.kinds import NoticeKind, NoticeWay
from portal.romanian import count


def _may_judge(user, report_key: str) -> bool:
    return permissions.reviewable_reports(user).filter(pk=report_key).exists()


def _may_report(user, report_key: str) -> bool:
    return permissions.reportable_reports(user).filter(pk=report_key).exists()


def _may_verify(user, recommendation_key: str) -> bool:
    return permissions.issued_recommendations(user).filter(pk=recommendation_key).exists()


def _may_answer(user, recommendation_key: str) -> bool:
    return permissions.answerable_recommendations(user).filter(pk=recommendation_key).exists()


REPORT_SUBMITTED = NoticeKind("report_submitted", "raportări trimise spre evaluare", _may_judge, is_reviewer)
REPORT_RETURNED = NoticeKind("report_returned", "raportări întoarse", _may_report, is_reporter)
REPORT_ACCEPTED = NoticeKind("report_accepted", "raportări acceptate", _may_report, is_reporter, NoticeWay.DAILY)
RECOMMENDED = NoticeKind("recommended", "recomandări primite", _may_answer, is_reporter)
RECOMMENDATION_ANSWERED = NoticeKind("recommendation_answered", "răspunsuri la recomandări", _may_verify, is_reviewer)
RECOMMENDATION_CHANGED = NoticeKind(
    "recommendation_changed", "recomandări cu termen prelungit, retrase sau închise", _may_answer, is_reporter
)
ANSWER_RETURNED = NoticeKind("answer_returned", "răspunsuri la recomandări, întoarse", _may_answer, is_reporter)
KINDS = (
    REPORT_SUBMITTED,
    REPORT_RETURNED,
    REPORT_ACCEPTED,
    RECOMMENDED,
    RECOMMENDATION_ANSWERED,
    ANSWER_RETURNED,
    RECOMMENDATION_CHANGED,
)


def notify_judges(*reports: Report, by) -> None:
    """Tell the body that judges a plan what an institution sent; what was sent together is told together."""
    first = reports[0]
    sent, plan = first.institution.short_name, first.indicator.plan
    path = reverse("indicators:review", args=[first.pk])
    what = f"a raportat {_name_of(first)}"
    if len(reports) > 1:
        path, what = reverse("indicators:reviews"), f"a trimis {count(len(reports), 'raportare', 'raportări')}"
    _notify_of_report(
        first,
        plan.reviewer,
        permissions.REVIEWERS,
        by=by,
        kind=REPORT_SUBMITTED,
        title=f"{sent} {what}",
        text="\n".join(_name_of(one) for one in reports) if len(reports) > 1 else "",
        path=path,
    )


def notify_of_return(report: Report, *, by, note: str) -> None:
    """Tell an institution's reporters that a report came back, and what is asked of it."""
    _notify_reporters(report, by=by, kind=REPORT_RETURNED, title="Raportare întoarsă", text=note)


def notify_of_acceptance(report: Report, *, by) -> None:
    """Tell an institution's reporters that a report was accepted, with the verdict and its reason."""
    text = f"Aprecierea: {STATUS_NAMES[report.judgement]}. {report.verdict_reason}"
    _notify_reporters(report, by=by, kind=REPORT_ACCEPTED, title="Raportare acceptată", text=text)


def notify_addressee(recommendation: Recommendation, *, by, kind: NoticeKind, title: str, text: str) -> None:
    """Tell the reporters of the institution that is to answer."""
    told = recommendation.addressed_to, permissions.REPORTERS
    _notify_of_recommendation(recommendation, *told, "answer", by=by, kind=kind, title=title, text=text)


def notify_of_answer(recommendation: Recommendation, *, by) -> None:
    """Tell the body that recommended that it got its answer."""
    told = recommendation.body, permissions.REVIEWERS
    title = f"{recommendation.addressed_to.short_name} a răspuns la {_lower(recommendation)}"
    _notify_of_recommendation(
        recommendation, *told, "issued", by=by, kind=RECOMMENDATION_ANSWERED, title=title, text=recommendation.answer
    )


def _notify(institution: Institution | None, roles, **more) -> None:
    """Tell those who hold one of the roles of an institution, in whose place where they stand in for others."""
    held = Membership.objects.current().filter(institution=institution, role__in=roles)
    people = get_user_model().objects.filter(pk__in=held.values("user"))
    notify(people, replaced=replaced_people(institution, roles), **more)


def _name_of(report: Report) -> str:
    return f"„{clean_clause(report.indicator.title)}”, {periods.name(report.period_start, report.period_end)}"


def _lower(recommendation: Recommendation) -> str:
    name = str(recommendation)
    return name[0].lower() + name[1:]


def _notify_reporters(report: Report, *, title: str, **more) -> None:
    path = reverse("indicators:report", args=[report.pk])
    title = f"{title}: {_name_of(report)}"
    _notify_of_report(report, report.institution, permissions.REPORTERS, title=title, path=path, **more)


def _notify_of_report(report: Report, institution: Institution | None, roles, **more) -> None:
    is_invented = report.institution.is_invented
    # Each save of the row is an event of its own.
    key = f"{report.pk} {report.version}"
    _notify(institution, roles, key=key, about=report.pk, is_invented=is_invented, **more)


def _notify_of_recommendation(
    recommendation: Recommendation, institution: Institution, roles, page: str, **more
) -> None:
    _notify(
        institution,
        roles,
        key=f"{recommendation.pk} {recommendation.version}",
        about=recommendation.pk,
        path=reverse(f"indicators:{page}", args=[recommendation.pk]),
        is_invented=recommendation.body.is_invented,
        **more,
    )
