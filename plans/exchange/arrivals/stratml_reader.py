"""What a StratML file says, as a document; whatever has no place in one is told, never dropped in silence."""

import datetime
import re
import uuid
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.utils import timezone

from plans import document as d
from plans.render.stratml.plan_stratml import NO_UNIT
from portal.text import normalise

COLUMN = d.ColumnValue(field="alte_informatii", label="Alte informații")
INDICATORS = d.ColumnValue(field="indicators", label="Indicatori")
RESPONSIBLE = d.ColumnValue(field="responsible", label="Responsabili")
LEVELS = (
    d.LevelValue(
        prefix="og",
        parent=None,
        kind="general_objective",
        name="Obiectiv general",
        name_plural="Obiective generale",
        code_format="{code}",
        columns=(INDICATORS, RESPONSIBLE, COLUMN),
    ),
    d.LevelValue(
        prefix="os",
        parent="og",
        kind="specific_objective",
        name="Obiectiv specific",
        name_plural="Obiective specifice",
        code_format="{code}",
        columns=(INDICATORS, RESPONSIBLE, COLUMN),
    ),
)
# The parts of a strategy that are texts of a plan.
TEXTS = {"Vision": "Viziune", "Mission": "Misiune", "Value": "Valori"}
LONGEST = {"title": 300, "subtitle": 500, "code": 30, "unit": 60, "short_title": 120}
UNIT = re.compile(r"[-–—]?|n/?a", re.IGNORECASE)


class StratmlReader:
    """Reads one file; `notes` hold what was not understood, with its line."""

    def __init__(self, root):
        self.root = root
        self.notes: list[str] = []
        self.seen = set()
        self.codes: set[tuple[str, str]] = set()
        self.uids: set[str] = set()
        self.elements: list[d.ElementValue] = []
        self.indicators: list[d.IndicatorValue] = []

    def document(self) -> d.Document:
        """Return the document; its notes are then whole."""
        name = self._take(self.root, "Name") or "Plan StratML"
        about = [self._take(self.root, one) for one in ("Description", "OtherInformation")]
        core = self._child(self.root, "StrategicPlanCore")
        core = self.root if core is None else core
        owner = self._owner(core)
        start, end = self._period()
        sections = list(self._sections(core, [text for text in about if text]))
        for goal in self._children(core, "Goal"):
            self._goal(goal, (start, end))
        self._note_the_rest()
        return d.Document(
            version=d.VERSION,
            edition=d.NO_EDITION,
            slug="",
            short_title=name[: LONGEST["short_title"]],
            title=name[: LONGEST["title"]],
            subtitle=name[LONGEST["title"] :][: LONGEST["subtitle"]],
            letterhead="",
            owner=owner,
            reviewer=None,
            period_start=start,
            period_end=end,
            levels=LEVELS,
            sections=tuple(sections),
            elements=tuple(self.elements),
            indicators=tuple(self.indicators),
        )

    def _children(self, parent, name: str) -> list:
        found = [one for one in parent if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name]
        self.seen.update(found)
        return found

    def _child(self, parent, name: str):
        """Return the first child of a name; another one with the name is told with the rest."""
        found = [one for one in parent if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name]
        self.seen.update(found[:1])
        return found[0] if found else None

    def _take(self, parent, name: str) -> str:
        """Return the text of a child, which is then understood; nothing where there is none."""
        child = self._child(parent, name)
        return normalise(child.text or "") if child is not None else ""

    def _note(self, said: str, node) -> None:
        self.notes.append(f"{said} (rândul {node.sourceline})")

    def _note_the_rest(self) -> None:
        """Tell every text, and every attribute that says something, that nothing was made of."""
        for one in self.root.iter("*"):
            name = one.tag.rpartition("}")[2]
            text = normalise(one.text or "")
            if one not in self.seen and one is not self.root and text:
                above = one.getparent().tag.rpartition("}")[2]
                shown = text if len(text) <= 200 else f"{text[:200]}…"
                self._note(f"{above} / {name}: „{shown}”", one)
            if "ValueChainStage" in one.attrib:
                self._note(f"{name}: etapa „{one.get('ValueChainStage')}”", one)

    def _owner(self, core) -> d.InstitutionValue:
        bodies = self._children(core, "Organization")
        named = [(self._take(one, "Name"), self._take(one, "Acronym")) for one in bodies]
        for body in bodies:
            self._take(body, "Identifier")
        name, acronym = named[0] if named else ("", "")
        return d.InstitutionValue(code="", name=name, short_name=acronym)

    def _period(self) -> tuple[datetime.date, datetime.date]:
        node = self._child(self.root, "AdministrativeInformation")
        days = {}
        if node is not None:
            for name in ("StartDate", "EndDate"):
                days[name] = self._day(node, name)
            for name in ("Identifier", "PublicationDate", "Source"):
                text = self._take(node, name)
                if text:
                    self._note(f"{name}: „{text}”", node)
        start, end = days.get("StartDate"), days.get("EndDate")
        if start is None or end is None or end < start:
            year = (start or end or timezone.localdate()).year
            self.notes.append(f"Perioada planului nu este în fișier: s-a propus anul {year}.")
            start, end = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        return start, end

    def _day(self, node, name: str) -> datetime.date | None:
        text = self._take(node, name)
        try:
            return datetime.date.fromisoformat(text[:10]) if text else None
        except ValueError:
            self._note(f"{name}: „{text}” nu este o zi, ca 2024-12-31", node)
            return None

    def _sections(self, core, about: list[str]) -> Iterator[d.SectionValue]:
        if about:
            yield d.SectionValue(heading="Despre plan", body="\n\n".join(about))
        for name, heading in TEXTS.items():
            nodes = self._children(core, name)
            texts = [self._take(one, part) for one in nodes for part in ("Name", "Description")]
            for one in nodes:
                self._take(one, "Identifier")
            if any(texts):
                yield d.SectionValue(heading=heading, body="\n\n".join(text for text in texts if text))
        yield d.SectionValue(heading="Obiective", block="elements", level="og")

    def _goal(self, goal, period) -> None:
        uid = self._element(goal, "og", None)
        for node in self._children(goal, "Objective"):
            own = self._element(node, "os", uid)
            for place in self._children(node, "PerformanceIndicator"):
                self._indicator(place, own, period)

    def _element(self, node, level: str, parent: str | None) -> str:
        name, description = self._take(node, "Name"), self._take(node, "Description")
        title = name or description or "Fără titlu"
        uid = self._uid(self._take(node, "Identifier"))
        code = self._code(node, level)
        place = sum(1 for one in self.elements if one.level == level) + 1
        other = self._take(node, "OtherInformation")
        self.elements.append(
            d.ElementValue(
                uid=uid,
                level=level,
                parent=parent,
                code=code,
                printed_code=code,
                address=d.address(level, code, place),
                title=title,
                description="" if description == title else description,
                responsible="; ".join(self._responsible(node)),
                extra={COLUMN.field: other} if other else {},
            )
        )
        return uid

    def _uid(self, identifier: str) -> str:
        """Return the identity that a file gives, where it is one of ours and comes once; else a new one."""
        try:
            uid = str(uuid.UUID(identifier.lstrip("_")))
        except ValueError:
            uid = str(uuid.uuid4())
        uid = str(uuid.uuid4()) if uid in self.uids else uid
        self.uids.add(uid)
        return uid

    def _code(self, node, level: str) -> str:
        code = " ".join(self._take(node, "SequenceIndicator").split())
        if len(code) > LONGEST["code"] or (level, code) in self.codes:
            self._note(f"Codul „{code}” este prea lung sau apare de două ori", node)
            return ""
        if code:
            self.codes.add((level, code))
        return code

    def _responsible(self, node) -> Iterator[str]:
        """Yield who performs; beneficiaries and what is said of stakeholders are told with the rest."""
        for one in self._children(node, "Stakeholder"):
            roles = self._children(one, "Role")
            kinds = {self._take(role, "RoleType") for role in roles}
            for role in roles:
                self._take(role, "Name")
            name = self._take(one, "Name")
            if kinds <= {"Performer", ""}:
                yield name
            else:
                self._note(f"Beneficiar: „{name}”", one)

    def _indicator(self, node, element: str, period) -> None:
        unit = self._take(node, "UnitOfMeasurement")
        if len(unit) > LONGEST["unit"]:
            self._note(f"Unitatea de măsură „{unit}” este prea lungă", node)
            unit = ""
        self._take(node, "SequenceIndicator")
        is_qualitative = node.get("PerformanceIndicatorType") == "Qualitative"
        before = [one for one in self.indicators if one.element == element]
        self.indicators.append(
            d.IndicatorValue(
                uid=self._uid(self._take(node, "Identifier")),
                element=element,
                title=self._take(node, "MeasurementDimension") or "Fără nume",
                joiner="; " if before else "",
                nature="qualitative" if is_qualitative else "count",
                minimal=False,
                number=len(self.indicators) + 1,
                unit="" if unit == NO_UNIT or UNIT.fullmatch(unit) else unit,
                definition=self._take(node, "OtherInformation"),
                targets=tuple(self._targets(node, period)),
            )
        )

    def _targets(self, node, period) -> Iterator[d.TargetValue]:
        taken = set()
        for instance in self._children(node, "MeasurementInstance"):
            for one in self._children(instance, "TargetResult"):
                start, end = self._day(one, "StartDate") or period[0], self._day(one, "EndDate") or period[1]
                if (start, end) in taken or end < start:
                    self._note("O a doua țintă pentru aceeași perioadă, sau una cu perioada întoarsă", one)
                    continue
                taken.add((start, end))
                yield self._target(one, start, end)

    def _target(self, node, start: datetime.date, end: datetime.date) -> d.TargetValue:
        written, text = self._take(node, "NumberOfUnits"), self._take(node, "Description")
        value = None
        try:
            value = Decimal(written) if written else None
        except InvalidOperation:
            self._note(f"NumberOfUnits: „{written}” nu este un număr", node)
        kind = "exact" if value is not None else "text" if text else "to_be_set"
        return d.TargetValue(kind=kind, value=value, upper_value=None, text=text, period_start=start, period_end=end)
