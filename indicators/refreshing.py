"""Which public pages say something of a report, and their making again."""

from indicators.models import Report
from plans import pages
from plans.models import Edition


def refresh(*reports: Report) -> None:
    """Make again the pages that say something of a plan's reports: their indicators', those above them, the plan's."""
    plan = reports[0].indicator.plan
    edition = Edition.objects.current().filter(plan=plan).first()
    if edition is None:
        return
    published = edition.read()
    indicators = {one.uid: one for one in published.indicators}
    root = f"/planuri/{plan.slug}/"
    paths = {root, f"{root}progres/"}
    for report in reports:
        paths.add(f"{root}indicatori/{report.indicator.number}/")
        found = indicators.get(str(report.indicator.uid))
        if found and found.element:
            element = published.by_uid[found.element]
            paths |= {f"{root}{one.address}/" for one in (*published.ancestors(element), element)}
    pages.refresh(plan, paths)
