"""What each role may do, in one table; a test holds it against the permissions."""

from dataclasses import dataclass

from plans.models import Membership

Role = Membership.Role
WRITERS = frozenset({Role.EDITOR, Role.PUBLISHER})
EVERY_ROLE = frozenset(Role)
ROLE_COLUMNS = (
    (Role.EDITOR, "Redactor"),
    (Role.PUBLISHER, "Aprobator"),
    (Role.REPORTER, "Raportor"),
    (Role.REVIEWER, "Evaluator"),
)


@dataclass(frozen=True)
class RoleRight:
    """Something that one may do, and the roles that let one do it; administrators may do everything."""

    name: str
    text: str
    roles: frozenset[str]


RIGHTS = (
    RoleRight(
        "read", "Citește planul de lucru al instituției sale sau pe cel pe care instituția sa îl evaluează", EVERY_ROLE
    ),
    RoleRight("write", "Scrie planurile instituției sale și începe altele", WRITERS),
    RoleRight("publish", "Publică ediții și le retrage, cu motivul", frozenset({Role.PUBLISHER})),
    RoleRight("report", "Raportează indicatorii de care răspunde instituția sa, cu dovezi", frozenset({Role.REPORTER})),
    RoleRight("answer", "Răspunde la recomandările primite de instituția sa", frozenset({Role.REPORTER})),
    RoleRight(
        "judge",
        "Acceptă sau întoarce ce se raportează la planurile pe care le evaluează instituția sa",
        frozenset({Role.REVIEWER}),
    ),
    RoleRight("recommend", "Face recomandări și le verifică îndeplinirea", frozenset({Role.REVIEWER})),
    RoleRight(
        "record", "Consemnează ședințele organismului de evaluare și redactează informările", WRITERS | {Role.REVIEWER}
    ),
    RoleRight("administer", "Invită persoane, dă și încheie roluri, dezactivează conturi", frozenset()),
)


def rights_table() -> list[tuple[str, list[bool]]]:
    """Return each right with whether each column's role gives it; administrators, in the last column, have all."""
    return [(right.text, [role in right.roles for role, _name in ROLE_COLUMNS] + [True]) for right in RIGHTS]
