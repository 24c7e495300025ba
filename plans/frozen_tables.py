"""The tables of plans whose rows stay as they were written; the database itself refuses to change them."""

from portal.append_only import FrozenTable

HISTORY = (
    "plan",
    "adoptionact",
    "section",
    "budgetline",
    "level",
    "element",
    "element_contributes_to",
    "element_institutions",
)
# A submission is decided for good once it is published, returned or recalled.
DECIDED = "{row}.state IN ('published', 'returned', 'recalled')"

FROZEN_TABLES = (
    FrozenTable(name="plans_edition"),
    FrozenTable(name="plans_withdrawal"),
    FrozenTable(name="plans_institutionchange"),
    FrozenTable(name="plans_consultation"),
    FrozenTable(name="plans_consultationclosing"),
    FrozenTable(name="plans_consultationstep"),
    FrozenTable(name="plans_submission", frozen_when=DECIDED),
    *(FrozenTable(name=f"plans_historical{name}") for name in HISTORY),
    # The name of somebody who did not sign in the end may have to be erased.
    FrozenTable(name="plans_historicalsignatory", erasable=("name",)),
)
