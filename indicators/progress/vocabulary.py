"""The words of progress: how an indicator stands, and how far a report is, each with its word, shape and place.

Pages, charts, tables, lists, briefings and counts take their words from here. The order of each list is the order in
which its entries stand everywhere.
"""

import datetime
from enum import StrEnum

from portal.translated_words import WordsByCode


class Status(StrEnum):
    """How an indicator stands."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    CANNOT_BE_JUDGED = "cannot_be_judged"
    NOT_REPORTED = "not_reported"
    RETURNED = "returned"
    IN_REVIEW = "in_review"
    NOT_YET_DUE = "not_yet_due"
    CONTEXT = "context"
    RETIRED = "retired"


# Of one indicator and of several.
STATUS_FORMS = WordsByCode(
    {
        Status.MET: ("îndeplinit", "îndepliniți"),
        Status.PARTLY: ("îndeplinit parțial", "îndepliniți parțial"),
        Status.NOT_MET: ("neîndeplinit", "neîndepliniți"),
        Status.CANNOT_BE_JUDGED: ("nu se poate aprecia", "nu se pot aprecia"),
        Status.NOT_REPORTED: ("neraportat la termen", "neraportați la termen"),
        Status.RETURNED: ("întors pentru completare", "întorși pentru completare"),
        Status.IN_REVIEW: ("în evaluare", "în evaluare"),
        Status.NOT_YET_DUE: ("încă nu e termenul", "încă nu e termenul"),
        Status.CONTEXT: ("numai context", "numai context"),
        Status.RETIRED: ("retras", "retrași"),
    }
)
STATUS_NAMES = STATUS_FORMS.first_forms()
STATUS_SHAPES = {
    Status.MET: "●",
    Status.PARTLY: "◐",
    Status.NOT_MET: "○",
    Status.CANNOT_BE_JUDGED: "?",
    Status.NOT_REPORTED: "×",
    Status.RETURNED: "↩",
    Status.IN_REVIEW: "◇",
    Status.NOT_YET_DUE: "…",
    Status.CONTEXT: "–",
    Status.RETIRED: "†",
}

# What the formula says where there is nothing to judge: not yet, or never.
UNJUDGED = (Status.NOT_YET_DUE, Status.CONTEXT)
# What a verdict can be told as.
JUDGEMENTS = (Status.MET, Status.PARTLY, Status.NOT_MET, Status.CANNOT_BE_JUDGED, *UNJUDGED)


def judgement(verdict: str, proposed: str) -> str:
    """Return what a report's verdict is told as, by what the formula proposed then.

    "Cannot be judged" of what was not to be judged, for its period was not over or it is only context, is no verdict:
    the formula's word stands alone, as it does for the indicator.

    >>> judgement("cannot_be_judged", "not_yet_due").value, judgement("cannot_be_judged", "met")
    ('not_yet_due', 'cannot_be_judged')
    """
    if verdict == Status.CANNOT_BE_JUDGED and proposed in UNJUDGED:
        return Status(proposed)
    return verdict


class ReportStage(StrEnum):
    """How far a report is; what is late was not sent by its day, what was returned is not told as late."""

    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    LATE = "late"
    IN_TIME = "in_time"


# Of one report and of several.
STAGE_FORMS = WordsByCode(
    {
        ReportStage.ACCEPTED: ("acceptată", "acceptate"),
        ReportStage.IN_REVIEW: ("în evaluare", "în evaluare"),
        ReportStage.RETURNED: ("întoarsă pentru completare", "întoarse pentru completare"),
        ReportStage.LATE: ("întârziată", "întârziate"),
        ReportStage.IN_TIME: ("în termen", "în termen"),
    }
)
STAGE_NAMES = STAGE_FORMS.first_forms()
_STAGE_OF = {
    "accepted": ReportStage.ACCEPTED,
    "submitted": ReportStage.IN_REVIEW,
    "returned": ReportStage.RETURNED,
}


def report_stage(state: str, due_on: datetime.date, today: datetime.date) -> ReportStage:
    """Return how far a report in a state is on a day; one that was not sent is late the day after it was due.

    >>> day = datetime.date(2026, 10, 15)
    >>> [report_stage("due", day, day).value, report_stage("due", day, day + datetime.timedelta(1)).value]
    ['in_time', 'late']
    """
    return _STAGE_OF.get(state) or (ReportStage.LATE if today > due_on else ReportStage.IN_TIME)
