"""The example's reports: each goes through the portal's own steps, each on its day."""

import datetime
import functools
import hashlib

from django.core.files.base import ContentFile

from cluj_plans.example.calendar import Year
from indicators.models import Evidence, Recommendation, Report
from indicators.reporting import actions as reporting_actions
from indicators.reporting.proposal import verdict_proposal
from indicators.review import actions as review_actions
from plans.models import Plan
from portal import clock
from portal.romanian import long_date

HOURS = {"started": 9, "submitted": 10, "returned": 11, "accepted": 12}


class Teller:
    """Who tells the reports of a plan, as the story says and up to the day of the year."""

    def __init__(self, plan: Plan, story: dict, year: Year, people: dict):
        self.plan, self.story, self.year, self.people = plan, story, year, people
        self.rules = story["reporting"]

    def tell_reports(self, *, due_before: datetime.date) -> None:
        """Tell what was due before a day and is still untouched."""
        for edition in self.story["editions"]:
            is_early = edition.get("is_begun_early")
            for one in edition["indicators"]:
                rows = Report.objects.filter(indicator__plan=self.plan, indicator__title=one["title"], corrects=None)
                rows = list(rows.order_by("period_start").select_related("institution"))
                rows = rows[:1] if is_early else [row for row in rows if row.due_on < self.year.today]
                for index, row in enumerate(rows):
                    said = self.saying(one, index, is_newest=row == rows[-1])
                    if row.due_on < due_before and row.state == Report.State.DUE and said["state"] != "due":
                        self.tell_report(row, said, self.year.day(said["reported_on"], due=row.due_on))

    def saying(self, one: dict, index: int, *, is_newest: bool) -> dict:
        """Return what the story says of an indicator's report."""
        report = one["reports"][min(index, len(one["reports"]) - 1)]
        report = report if isinstance(report, dict) else {"value": report}
        evidence = {"evidence": one.get("evidence", []) if index == 0 or is_newest else []}
        newest = one.get("newest_report", {}) if is_newest else {}
        return self.rules["every_report"] | one.get("every_report", {}) | report | newest | evidence

    def tell_report(self, row: Report, said: dict, reported: datetime.date) -> None:
        """Take a report, sent on a day, as far as the story says; its correction goes the same way."""
        by = self.people[self.rules["reporters"][row.institution.code]]
        reviewer = self.people[said["reviewer"]]
        days = {rule: self.year.day(day, reported=reported) for rule, day in self.rules["days"].items()}
        with self.at("started", reported):
            row = reporting_actions.save_draft(row, by=by, content=content(row, said))
        add_evidence(row, said["evidence"], self.story, by=by)
        row.evidence.update(added_at=self.year.moment(reported, HOURS["started"]))
        if said["state"] == "draft":
            return
        with self.at("submitted", reported):
            row = reporting_actions.submit_report(row, by=by)
        if said["state"] == "returned":
            with self.at("returned", days["returned"]):
                row = review_actions.return_report(row, by=reviewer, note=said["note"])
        if said["state"] == "accepted":
            with self.at("accepted", days["accepted"]):
                row = self.accept(row, said, by=reviewer)
        if said.get("correction"):
            said = said | {"evidence": [], "correction": None} | said["correction"]
            with self.at("started", days["corrected"]):
                correction = reporting_actions.begin_correction(row, by=by)
            self.tell_report(correction, said, days["corrected"])

    def accept(self, row: Report, said: dict, *, by) -> Report:
        """Accept a report as the rule proposes, unless the story says another verdict or reason."""
        proposal = verdict_proposal(row)
        reason = self.rules["reasons"][proposal.progress.status]
        judged = {"verdict": proposal.verdict, "reason": reason}
        return review_actions.accept_report(row, by=by, **{name: said.get(name, judged[name]) for name in judged})

    def at(self, kind: str, day: datetime.date):
        """Let a step of a kind be taken on its day."""
        return clock.at(self.year.moment(day, HOURS[kind]))


def content(row: Report, said: dict) -> dict:
    """Return what a report is to say, as its form has it."""
    empty = {name: None if name in ("value", "numerator", "denominator") else "" for name in Report.CONTENT}
    given = {name: said[name] for name in ("no_data_reason", "narrative") if name in said}
    if "value" in said:
        values = said["value"] if isinstance(said["value"], list) else [said["value"]]
        given |= zip(reporting_actions.answer_fields(row.indicator.nature), values, strict=True)
    return empty | given


def add_evidence(row: Report | Recommendation, kinds: list[str], story: dict, *, by) -> None:
    """Lay links and small files beside a report or an answer; each says that it is invented."""
    owner = {"report": row} if isinstance(row, Report) else {"recommendation": row}
    for kind in kinds:
        said = {name: value for name, value in story["evidence"][kind].items() if name != "text"}
        proof = Evidence(added_by=by, **owner, **said)
        if text := story["evidence"][kind].get("text"):
            file = pdf(text) if kind == "pdf" else table(text, row)
            proof.name, proof.size, proof.checksum = f"exemplu.{kind}", len(file), hashlib.sha256(file).hexdigest()
            proof.file.save(proof.name, ContentFile(file), save=False)
        proof.save()


def table(text: str, row: Report) -> bytes:
    """Return a table of what a report says."""
    period = f"{long_date(row.period_start)} – {long_date(row.period_end)}"
    return text.format(period=period, value=row.value or "").encode("utf-8-sig")


@functools.cache
def pdf(text: str) -> bytes:
    """Return a page as a PDF."""
    # Slow to import, and a portal that has its example does without.
    import weasyprint

    return weasyprint.HTML(string=text).write_pdf()
