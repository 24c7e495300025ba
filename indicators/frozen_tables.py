"""The tables of progress whose rows stay as they were written; the database itself refuses to change them."""

from portal.append_only import FrozenOwner, FrozenTable

ADOPTED_SITTING = "{row}.frozen_at IS NOT NULL"
HISTORY = ("indicator", "target", "report", "sitting", "sitting_members_present", "recommendation")

FROZEN_TABLES = (
    # What is accepted is corrected by a report of its own, which supersedes it once; a save counts its version.
    FrozenTable(
        name="indicators_report", frozen_when="{row}.state = 'accepted'", free=("version",), once=("superseded_at",)
    ),
    FrozenTable(name="indicators_reportstep"),
    FrozenTable(name="indicators_recommendationstep"),
    FrozenTable(name="indicators_briefing", frozen_when="{row}.adopted_on IS NOT NULL"),
    # What an adopted document tells of its sitting.
    FrozenTable(name="indicators_sitting", frozen_when=ADOPTED_SITTING),
    FrozenTable(
        name="indicators_sitting_members_present",
        owner=FrozenOwner(table="indicators_sitting", column="sitting_id", frozen_when=ADOPTED_SITTING),
    ),
    *(FrozenTable(name=f"indicators_historical{name}") for name in HISTORY),
)
