"""The words of progress: each status and stage has its own, in one place."""

import datetime

import pytest

from indicators.progress.vocabulary import (
    STAGE_FORMS,
    STATUS_FORMS,
    STATUS_NAMES,
    STATUS_SHAPES,
    ReportStage,
    Status,
    judgement,
    report_stage,
)
from indicators.render.badges import BADGES, STATUS_SLUGS

DAY = datetime.date(2026, 10, 15)


def test_every_status_has_a_word_a_shape_and_an_address_that_no_other_has():
    for named in (STATUS_NAMES, STATUS_SHAPES, STATUS_SLUGS, {one: badge.kind for one, badge in BADGES.items()}):
        assert list(named) == list(Status)
        assert len(set(named.values())) == len(Status)


def test_every_stage_has_a_word_that_no_other_has():
    assert list(STAGE_FORMS) == list(ReportStage)
    assert len(set(STAGE_FORMS.values())) == len(ReportStage)


def test_the_same_word_says_that_something_is_in_review():
    assert STATUS_FORMS[Status.IN_REVIEW] == STAGE_FORMS[ReportStage.IN_REVIEW]


@pytest.mark.parametrize(
    ("verdict", "proposed", "said"),
    [
        ("cannot_be_judged", "not_yet_due", "not_yet_due"),
        ("cannot_be_judged", "context", "context"),
        ("cannot_be_judged", "cannot_be_judged", "cannot_be_judged"),
        ("cannot_be_judged", "met", "cannot_be_judged"),
        ("met", "not_yet_due", "met"),
        ("", "", ""),
    ],
)
def test_cannot_be_judged_of_what_was_not_to_be_judged_is_no_verdict(verdict, proposed, said):
    assert judgement(verdict, proposed) == said


def test_what_was_sent_is_never_late():
    after = DAY + datetime.timedelta(1)
    stages = [report_stage(state, DAY, after) for state in ("due", "draft", "submitted", "returned", "accepted")]
    assert stages == [
        ReportStage.LATE, ReportStage.LATE, ReportStage.IN_REVIEW, ReportStage.RETURNED, ReportStage.ACCEPTED,
    ]  # fmt: skip
    assert report_stage("due", DAY, DAY) == ReportStage.IN_TIME
