"""Pages of oversight for those whose role ended: read as they were, with nothing to press, refused when they act."""

import pytest
from django.utils import timezone

from indicators.models import Briefing, Recommendation, Report, Sitting
from indicators.oversight.briefings import actions as briefing_actions
from plans.models import Membership
from tests.indicators.oversight.oversight_factories import DAY, TODAY, at, issued, sitting
from tests.page import Page

REFUSED = "Puteți citi în continuare ce citeați, dar nu mai puteți schimba nimic cu el."


@pytest.fixture
def material(people, report, later):
    """Rows of each kind, made while the roles held; then every role ends and a day passes."""
    plan = report.indicator.plan
    row, advice = sitting(plan.editions.latest("number")), issued(people, plan)
    briefing_actions.draft_briefing(row, by=people.reviewer, kind="quarterly")
    Membership.objects.update(valid_from=TODAY - 9 * DAY, valid_until=TODAY)
    later(days=1)
    return report, row, advice


def buttons(page):
    """What can be sent from a page besides leaving the account."""
    return [one for one in page.all("form", "method") if one == "post"][1:]


def test_a_reviewer_whose_role_ended_reads_the_queue_the_reports_the_sittings_and_the_recommendations(
    reviewer, material
):
    report, row, advice = material
    pages = [at("reviews"), at("review", report.pk), at("sittings"), at("sitting", row.pk), at("issued_list")]
    pages.append(at("issued", advice.pk))
    answers = [reviewer.get(one) for one in pages]
    assert [one.status_code for one in answers] == [200] * 6
    assert [buttons(Page(one)) for one in answers] == [[]] * 6
    assert "4 accidente" in Page(answers[1]).text


def test_a_reviewer_whose_role_ended_judges_writes_and_recommends_nothing(reviewer, material):
    report, row, advice = material
    answers = [
        reviewer.post(at("review", report.pk), {"accept": "1", "verdict": "met"}),
        reviewer.post(at("issued", advice.pk), {"close": "1", "note": "Gata."}),
        reviewer.get(at("new_sitting")),
        reviewer.get(at("edit_sitting", row.pk)),
        reviewer.post(at("edit_sitting", row.pk), {"save": "1"}),
        reviewer.post(at("draft_briefing", row.pk), {"kind": "quarterly"}),
        reviewer.get(at("recommend")),
    ]
    assert [one.status_code for one in answers] == [403] * 7
    assert REFUSED in Page(answers[0]).text
    report.refresh_from_db()
    assert (report.state, Sitting.objects.count(), Recommendation.objects.get().state) == ("submitted", 1, "open")


def test_a_draft_which_keeps_no_history_is_not_read_any_more(reviewer, material):
    draft = Briefing.objects.get()
    listed = reviewer.get(at("briefings"))
    assert (listed.status_code, draft.title in Page(listed).text) == (200, False)
    asked = [at("briefing", draft.pk), at("draft_file", draft.pk, "docx"), at("adopt", draft.pk)]
    assert {reviewer.get(one).status_code for one in asked} <= {403, 404}


def test_what_was_written_since_is_not_read(reviewer, material, people):
    report, row, advice = material
    addresses = [at("review", report.pk), at("sitting", row.pk), at("issued", advice.pk)]
    assert [reviewer.get(one).status_code for one in addresses] == [200] * 3
    for changed in (Report.objects.get(pk=report.pk), Sitting.objects.get(pk=row.pk), advice):
        changed._history_date = timezone.now()
        changed.save()
    assert {reviewer.get(one).status_code for one in addresses} <= {403, 404}
    lists = [Page(reviewer.get(at(name))).text for name in ("reviews", "sittings", "issued_list")]
    assert [str(advice.reference) in text for text in lists] == [False] * 3


def test_a_reporter_whose_role_ended_reads_the_recommendations_and_answers_none(reporter, material):
    advice = material[2]
    answers = [reporter.get(at("received_list")), reporter.get(at("answer", advice.pk))]
    assert [one.status_code for one in answers] == [200, 200]
    assert [buttons(Page(one)) for one in answers] == [[], []]
    assert reporter.post(at("answer", advice.pk), {"keep": "1", "text": "Ciornă."}).status_code == 403
    assert Recommendation.objects.get().answer == ""
