"""The example's plan: its sections, objectives, indicators and targets, published edition by edition."""

from cluj_plans.example.calendar import Year
from indicators.editing import targets
from indicators.models import Indicator, Report, Target
from indicators.reporting import schedule
from plans.editions.publishing import publish
from plans.models import AdoptionAct, Element, Institution, Level, Plan, Section
from portal import clock

FIELDS = {field.name for field in Indicator._meta.fields}


def write_plan(story: dict, year: Year) -> Plan:
    """Create the working plan, which promises nothing yet."""
    said = story["plan"] | {"title": story["plan"]["title"].format(year=year.start.year)}
    said |= {name: Institution.objects.get(code=said[name]) for name in ("owner", "reviewer")}
    plan = Plan.objects.create(**said, period_start=year.start, period_end=year.end)
    levels = {None: None}
    for place, one in enumerate(story["levels"], 1):
        said = one | {"parent": levels[one["parent"]], "position": place * 10}
        levels[one["prefix"]] = Level.objects.create(plan=plan, **said)
    for place, one in enumerate(story["sections"], 1):
        Section.objects.create(plan=plan, **one | {"level": levels[one["level"]], "position": place * 10})
    write_elements(list(levels.values())[1:], story["objectives"])
    return plan


def write_elements(levels: list[Level], elements: list[dict], parent: Element | None = None) -> None:
    """Create the elements of a level, and their parts on the levels below."""
    for place, one in enumerate(elements, 1):
        said = {name: value for name, value in one.items() if name != "parts"}
        element = Element.objects.create(level=levels[0], parent=parent, position=place * 10, **said)
        write_elements(levels[1:], one.get("parts", []), element)


def publish_edition(plan: Plan, story: dict, edition: dict, year: Year, *, by) -> None:
    """Publish the plan with what an edition changes; its reports are owed since the day on which it asked for them."""
    if "replacement" in edition:
        replace_target(plan, edition, year)
    rows = [add_indicator(plan, story["every_indicator"] | one, edition, year) for one in edition["indicators"]]
    published = max(year.day(edition["asked_on"]), year.day(edition["targets_set_on"]))
    with clock.at(year.moment(published)):
        publish(plan, by=by, note=edition["note"])
    # Nobody could report in time what is owed only from today.
    reports = list(Report.objects.filter(indicator__in=rows))
    for report in reports:
        report.due_on = schedule.due_date(report.period_end, year.day(edition["asked_on"]))
    Report.objects.bulk_update(reports, ["due_on"])


def replace_target(plan: Plan, edition: dict, year: Year) -> None:
    """Replace a target under an act, on the day on which the edition's targets were set."""
    said, day = edition["replacement"], year.day(edition["targets_set_on"])
    act = AdoptionAct.objects.create(plan=plan, position=10, issuer=plan.reviewer, date=day, **said["act"])
    old = Target.objects.get(indicator__plan=plan, indicator__title=said["indicator"])
    same = {name: getattr(old, name) for name in ("kind", "period_start", "period_end")}
    new = targets.replace_target(old, reason=said["reason"], act=act, value=said["value"], **same)
    Target.objects.filter(pk=old.pk).update(replaced_on=day)
    Target.objects.filter(pk=new.pk).update(set_on=day)


def add_indicator(plan: Plan, one: dict, edition: dict, year: Year) -> Indicator:
    """Add an indicator to the working plan, with its targets."""
    times, quarters = [len(year.stage)] * 2 if one.get("is_by_quarter") else (1, 4)
    element = Element.objects.get(level__plan=plan, code=one["part"])
    said = {name: value for name, value in one.items() if name in FIELDS}
    said |= {"element": element, "institution": Institution.objects.get(code=one["institution"])}
    if "baseline" in one:
        words = one["every_baseline"]
        said |= {"baseline_value": one["baseline"] * times, "baseline_source": words["source"]}
        said |= {"baseline_period": words["periods"][quarters - 1].format(year=year.start.year - 1)}
    said |= {"joiner": "; " if element.indicators.exists() else "", "position": plan.indicators.count() * 10 + 10}
    indicator = Indicator.objects.create(plan=plan, **said)
    for start, end in year.spans[one.get("span", "year")] if "target" in one else ():
        target = one["target"] | ({"value": one["target"]["value"] * times} if "value" in one["target"] else {})
        Target.objects.create(indicator=indicator, period_start=start, period_end=end, **target)
    indicator.targets.update(set_on=year.day(edition["targets_set_on"]))
    return indicator
