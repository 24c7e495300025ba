"""What each role may do, in one table, from the rights that each app declares beside its permissions."""

from django.utils.text import capfirst

from accounts.permissions import RIGHTS as ACCOUNT_RIGHTS
from indicators.permissions import RIGHTS as INDICATOR_RIGHTS
from plans.models import Membership
from plans.permissions import RIGHTS as PLAN_RIGHTS

RIGHTS = (*PLAN_RIGHTS, *INDICATOR_RIGHTS, *ACCOUNT_RIGHTS)


def rights_table() -> dict[str, list]:
    """The columns of the table, and its rows: a right, and for each column its name and whether its role gives it.

    Administrators, in the last column, have every right.
    """
    columns = [*map(capfirst, Membership.Role.labels), "Administrator"]
    rows = [
        (right.text, list(zip(columns, [*(role in right.roles for role in Membership.Role), True], strict=True)))
        for right in RIGHTS
    ]
    return {"columns": columns, "rows": rows}
