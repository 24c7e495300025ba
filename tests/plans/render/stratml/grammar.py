"""What StratML Part 2 (ANSI/AIIM 22:2017, version 2.2.6 of the schema) allows, written down here from its description.

The published XSD has no licence under which it could stand beside the tests; where STRATML_XSD names the file, tests
ask it as well. Children are in this order: `?` may be absent, `*` may come any number of times, `+` at least once.
"""

import re
from datetime import date
from decimal import Decimal

from lxml import etree

CHILDREN = {
    "PerformancePlanOrReport": "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation? "
    "Submitter?",
    "StrategicPlanCore": "Organization* Vision? Mission? Value* Goal+",
    "Organization": "Name? Acronym? Identifier? Description? Stakeholder*",
    "Goal": "Name Description Identifier? SequenceIndicator? Stakeholder* OtherInformation? Objective*",
    "Objective": "Name? Description? Identifier? SequenceIndicator? Stakeholder* OtherInformation? "
    "PerformanceIndicator*",
    "Stakeholder": "Name Description? Role*",
    "Role": "Name Description? RoleType?",
    "PerformanceIndicator": "SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier? Relationship* "
    "MeasurementInstance* OtherInformation?",
    "MeasurementInstance": "TargetResult* ActualResult*",
    "TargetResult": "StartDate? EndDate? NumberOfUnits? Descriptor? Description?",
    "ActualResult": "StartDate? EndDate? NumberOfUnits? Descriptor? Description?",
    "AdministrativeInformation": "Identifier? StartDate? EndDate? PublicationDate? Source?",
}
VALUES = {
    "StartDate": lambda text: not text or date.fromisoformat(text),
    "EndDate": lambda text: not text or date.fromisoformat(text),
    "PublicationDate": lambda text: not text or date.fromisoformat(text),
    "NumberOfUnits": lambda text: not text or Decimal(text),
    "RoleType": lambda text: ("Performer", "Beneficiary").index(text),
}
ATTRIBUTES = {
    "Type": {"Strategic_Plan", "Performance_Plan", "Performance_Report"},
    "StakeholderTypeType": {"Person", "Organization", "Generic_Group"},
    "PerformanceIndicatorType": {"Quantitative", "Qualitative"},
}
NAME = re.compile(r"[A-Za-z_][-.\w]*")


def faults(root):
    """Return what the grammar has against a document."""
    found = [] if root.get("Type") else ["Type"]
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname
        wanted = CHILDREN.get(name, "")
        pattern = "".join(
            rf"(?:{re.sub('[?*+]$', '', part)} ){part[-1] if part[-1] in '?*+' else ''}" for part in wanted.split()
        )
        children = "".join(f"{etree.QName(child).localname} " for child in one)
        if not re.fullmatch(pattern, children):
            found.append(f"{name}: {children}")
        found += [f"@{key}={value}" for key, value in one.items() if value not in ATTRIBUTES.get(key, ())]
        try:
            VALUES.get(name, len)(one.text or "")
        except (ValueError, ArithmeticError):
            found.append(f"{name}={one.text}")
    ids = [one.text for one in root.iter("{*}Identifier")]
    return found + [f"Identifier={one}" for one in ids if ids.count(one) > 1 or not NAME.fullmatch(one or "")]
