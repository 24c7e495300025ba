"""What each role may do, in one table; a test holds it against the permissions."""

from dataclasses import dataclass

from plans.models import Membership

Role = Membership.Role
WRITERS = frozenset({Role.EDITOR, Role.PUBLISHER})
EVERYBODY = frozenset(Role)
COLUMNS = (
    (Role.EDITOR, "Redactor"),
    (Role.PUBLISHER, "Aprobator"),
    (Role.REPORTER, "Raportor"),
    (Role.REVIEWER, "Evaluator"),
)


@dataclass(frozen=True)
class Right:
    """Something that one may do, and the roles that let one do it; administrators may do everything."""

    name: str
    text: str
    roles: frozenset[str]


RIGHTS = (
    Right(
        "read", "Citește planul de lucru al instituției sale sau pe cel pe care instituția sa îl evaluează", EVERYBODY
    ),
    Right("write", "Scrie planurile instituției sale și începe altele", WRITERS),
    Right("publish", "Publică ediții și le retrage, cu motivul", frozenset({Role.PUBLISHER})),
    Right("report", "Raportează indicatorii de care răspunde instituția sa, cu dovezi", frozenset({Role.REPORTER})),
    Right("answer", "Răspunde la recomandările primite de instituția sa", frozenset({Role.REPORTER})),
    Right(
        "judge",
        "Acceptă sau întoarce ce se raportează la planurile pe care le evaluează instituția sa",
        frozenset({Role.REVIEWER}),
    ),
    Right("recommend", "Face recomandări și le verifică îndeplinirea", frozenset({Role.REVIEWER})),
    Right(
        "record", "Consemnează ședințele organismului de evaluare și redactează informările", WRITERS | {Role.REVIEWER}
    ),
    Right("administer", "Invită persoane, dă și încheie roluri, dezactivează conturi", frozenset()),
)


def table() -> list[tuple[str, list[bool]]]:
    """Return each right with whether each column's role gives it; administrators, in the last column, have all."""
    return [(right.text, [role in right.roles for role, _name in COLUMNS] + [True]) for right in RIGHTS]
