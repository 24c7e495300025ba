"""The working plan and its published editions.

Who works here (institution) → what is planned (plan, element, kinds) → what was published (edition, page).
Each module may use the ones before it.
"""

from plans.models.edition import Edition, StoredPage, Withdrawal
from plans.models.element import Element
from plans.models.institution import Institution, Membership
from plans.models.kinds import (
    KIND_MODELS,
    Action,
    Axis,
    GeneralObjective,
    Measure,
    OtherElement,
    Project,
    SpecificObjective,
    StrategicObjective,
)
from plans.models.level import Level
from plans.models.plan import AdoptionAct, BudgetLine, Plan, Section, Signatory
from plans.models.versioned import StaleSave

__all__ = [
    "KIND_MODELS",
    "Action",
    "AdoptionAct",
    "Axis",
    "BudgetLine",
    "Edition",
    "Element",
    "GeneralObjective",
    "Institution",
    "Level",
    "Measure",
    "Membership",
    "OtherElement",
    "Plan",
    "Project",
    "Section",
    "Signatory",
    "SpecificObjective",
    "StaleSave",
    "StoredPage",
    "StrategicObjective",
    "Withdrawal",
]
