"""The tables of progress whose rows stay as they were written; the database itself refuses to change them."""

from portal.append_only import FrozenTable

HISTORY = ("indicator", "target", "report", "sitting", "sitting_members_present", "recommendation")

FROZEN_TABLES = (
    # What is accepted is corrected by a report of its own, which supersedes it once; a save counts its version.
    FrozenTable(
        name="indicators_report", frozen_when="{row}.state = 'accepted'", free=("version",), once=("superseded_at",)
    ),
    FrozenTable(name="indicators_reportstep"),
    FrozenTable(name="indicators_recommendationstep"),
    FrozenTable(name="indicators_briefing", frozen_when="{row}.adopted_on IS NOT NULL"),
    *(FrozenTable(name=f"indicators_historical{name}") for name in HISTORY),
)
