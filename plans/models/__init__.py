"""The working plan and its published editions.

Who works here (institution, institution_change) → what is planned (plan, element, kinds) → what was published (edition)
→ how it came to that (approval, consultation, presence, removal, word_import).
Each module may use the ones before it.
"""

from plans.models.approval import Comment, Mention, SignedOriginal, Submission, Thread
from plans.models.consultation import BridgeDay, Consultation, ConsultationClosing, ConsultationStep, Debate, Proposal
from plans.models.edition import Edition, Withdrawal
from plans.models.element import Element
from plans.models.institution import Institution, Membership
from plans.models.institution_change import ContactPerson, FormerNames, InstitutionChange, InstitutionSuccessors
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
from plans.models.presence import Presence
from plans.models.removal import Removal
from plans.models.word_import import ImportedElement, WordImport

__all__ = [
    "KIND_MODELS",
    "Action",
    "AdoptionAct",
    "Axis",
    "BridgeDay",
    "BudgetLine",
    "Comment",
    "Consultation",
    "ConsultationClosing",
    "ConsultationStep",
    "ContactPerson",
    "Debate",
    "Edition",
    "Element",
    "GeneralObjective",
    "FormerNames",
    "ImportedElement",
    "Institution",
    "InstitutionChange",
    "Level",
    "Measure",
    "Membership",
    "Mention",
    "OtherElement",
    "Plan",
    "Presence",
    "Project",
    "Proposal",
    "Removal",
    "Section",
    "Signatory",
    "SignedOriginal",
    "SpecificObjective",
    "StrategicObjective",
    "Submission",
    "InstitutionSuccessors",
    "Thread",
    "Withdrawal",
    "WordImport",
]
