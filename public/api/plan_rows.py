"""The rows that the API gives of one plan: of its edition as it was published, and of what was accepted since."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.utils import timezone

from indicators.progress.report_values import ReportValue
from plans.document import to_plain
from public.api.editions import PlainEdition, current_edition, one_edition, public_editions
from public.api.problems import ApiProblem
from public.plan_progress import PlanProgress

# What an accepted value says beside which indicator it is of.
VALUE_FIELDS = (
    "period_start", "period_end", "due_on", "value", "numerator", "denominator", "text", "no_data_reason", "narrative",
    "reported_on", "accepted_on", "institution", "proofs", "target",
)  # fmt: skip
VERDICT_FIELDS = (
    "period_start", "period_end", "verdict_reason", "proposed", "has_interest", "accepted_on", "target",
)  # fmt: skip


def editions(asked: Mapping) -> list[dict]:
    """Return the public editions of a plan, the newest first."""
    root = f"{settings.SITE_URL}/planuri/{asked['plan']}/editii/"
    return [
        {
            "number": one.number,
            "published_at": timezone.localtime(one.published_at).isoformat(),
            "note": one.note,
            "checksum": one.checksum,
            "page": f"{root}{one.number}/",
            "document": f"{root}{one.number}/plan.json",
        }
        for one in public_editions(asked["plan"])
    ]


def edition(asked: Mapping) -> dict:
    """Return the document of one edition, as it was published."""
    return one_edition(asked["plan"], int(asked["number"])).document


def elements(asked: Mapping) -> list[dict]:
    """Return the elements of a plan in reading order, those that are asked for."""
    found = current_edition(asked["plan"])
    rows = found.document["elements"]
    if "level" in asked:
        rows = [one for one in rows if one["level"] == asked["level"]]
    if "parent" in asked:
        parent = _uid(found, asked["parent"])
        rows = [one for one in rows if one["parent"] == parent]
    if "institution" in asked:
        rows = [one for one in rows if any(body["code"] == asked["institution"] for body in one["institutions"])]
    return rows


def element(asked: Mapping) -> dict:
    """Return one element of a plan by its address."""
    rows = current_edition(asked["plan"]).document["elements"]
    return _only([one for one in rows if one["address"] == asked["address"]], "elementul", asked["address"])


def indicators(asked: Mapping) -> list[dict]:
    """Return the indicators of a plan, those that are asked for."""
    found = current_edition(asked["plan"])
    rows = found.document["indicators"]
    if "element" in asked:
        uid = _uid(found, asked["element"])
        rows = [one for one in rows if one["element"] == uid]
    if "institution" in asked:
        rows = [one for one in rows if one["institution"] and one["institution"]["code"] == asked["institution"]]
    return rows


def indicator(asked: Mapping) -> dict:
    """Return one indicator of a plan by its number."""
    rows = current_edition(asked["plan"]).document["indicators"]
    return _only([one for one in rows if one["number"] == int(asked["number"])], "indicatorul", asked["number"])


def targets(asked: Mapping) -> list[dict]:
    """Return what was promised of the indicators: the targets in force, and those that were replaced."""
    rows = [
        {"indicator": one["uid"], "number": one["number"], "in_force": in_force, "target": target}
        for one in current_edition(asked["plan"]).document["indicators"]
        for in_force, name in ((True, "targets"), (False, "former_targets"))
        for target in one[name]
    ]
    return [
        one
        for one in rows
        if asked.get("indicator", one["number"]) == one["number"]
        and asked.get("in_force", one["in_force"]) == one["in_force"]
    ]


def values(asked: Mapping) -> list[dict]:
    """Return the accepted values, each indicator's oldest first, and those that were corrected since."""
    found = [
        {**_about(number, record, is_valid=is_valid), **_fields(record, VALUE_FIELDS)}
        for number, record, is_valid in _accepted_reports(asked)
    ]
    return [one for one in found if asked.get("valid", one["is_valid"]) == one["is_valid"]]


def verdicts(asked: Mapping) -> list[dict]:
    """Return what the oversight body said of accepted values, with its reasons."""
    return [
        {**_about(number, record, is_valid=is_valid), **_fields(record, VERDICT_FIELDS), "verdict": record.judgement}
        for number, record, is_valid in _accepted_reports(asked)
        if record.verdict and asked.get("verdict", record.judgement) == record.judgement
    ]


def _accepted_reports(asked: Mapping) -> Iterator[tuple[int, ReportValue, bool]]:
    """Yield each accepted report that is asked for with its indicator's number, and whether it is in force."""
    edition = current_edition(asked["plan"])
    records = PlanProgress(edition.row.plan, edition.row.read(), whole=True).records
    for uid, number in edition.numbers.items():
        if asked.get("indicator", number) != number:
            continue
        for record in records.get(uid, ()):
            if record.state == "accepted" and _is_in_period(record, asked):
                yield number, record, True
                yield from ((number, one, False) for one in record.superseded)


def _is_in_period(record: ReportValue, asked: Mapping) -> bool:
    return asked.get("since", record.period_end) <= record.period_end and (
        record.period_start <= asked.get("until", record.period_start)
    )


def _about(number: int, record: ReportValue, *, is_valid: bool) -> dict:
    return {"indicator": record.indicator, "number": number, "is_valid": is_valid}


def _fields(record: ReportValue, names: tuple[str, ...]) -> dict:
    return to_plain({name: getattr(record, name) for name in names})


def _uid(edition: PlainEdition, address: str) -> str:
    if address not in edition.addresses:
        raise ApiProblem(404, f"Planul nu are niciun element cu adresa „{address}”.")
    return edition.addresses[address]


def _only(rows: list[dict], kind: str, name: str) -> dict:
    if not rows:
        raise ApiProblem(404, f"Planul nu are {kind} „{name}”.")
    return rows[0]
