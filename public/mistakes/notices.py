"""What those who publish a plan are told of the mistakes that readers report; nothing that a reader typed."""

from django.urls import reverse

from plans.permissions import is_publisher, publishers
from portal.notices.actions import notify
from portal.notices.kinds import NoticeKind, NoticeWay
from public.mistakes.queries import answerable_reports
from public.models import MistakeReport


def _may_answer(user, report_key: str) -> bool:
    return answerable_reports(user).filter(pk=report_key).exists()


MISTAKE_REPORTED = NoticeKind(
    "mistake_reported", "greșeli semnalate de cititori", _may_answer, is_publisher, NoticeWay.DAILY
)


def notify_publishers(report: MistakeReport) -> None:
    """Tell those who publish the plan that a reader reported a mistake, and where."""
    notify(
        publishers(report.plan),
        by=None,
        kind=MISTAKE_REPORTED,
        key=str(report.pk),
        about=report.pk,
        title=f"Un cititor semnalează o greșeală: {report.place}",
        path=reverse("public:answer_mistake", args=[report.plan.slug, report.pk]),
        is_invented=report.plan.is_invented,
    )
