"""The shapes in which a blank plan can begin: its levels, and its sections in the order in which they are printed."""

from dataclasses import dataclass

from plans.models import Level, Plan, Section

Kind, Block = Level.ElementKind, Section.Block


@dataclass(frozen=True, kw_only=True)
class LevelShape:
    """A level to begin with; `parent` is the prefix of the level above, columns are (field, printed heading)."""

    prefix: str
    kind: str
    name: str
    name_plural: str
    parent: str = ""
    code_format: str = "{code}."
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SectionShape:
    """A section to begin with; `level` is the prefix of the level whose elements it shows."""

    heading: str = ""
    block: str = ""
    level: str = ""
    numbered_columns: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanShape:
    """What a blank plan begins with; a level stands after the one above it."""

    name: str
    hint: str
    levels: tuple[LevelShape, ...]
    sections: tuple[SectionShape, ...]


def elements_section(heading: str, prefix: str, **more) -> SectionShape:
    """Return a section that shows the elements of a level."""
    return SectionShape(heading=heading, block=Block.ELEMENTS, level=prefix, **more)


BUDGET = SectionShape(heading="Bugetul", block=Block.BUDGET)
SIGNATURES = SectionShape(block=Block.SIGNATURES)
NATIONAL = LevelShape(
    prefix="on",
    kind=Kind.STRATEGIC_OBJECTIVE,
    name="Obiectiv național prioritar",
    name_plural="Obiective naționale prioritare",
)
GENERAL = LevelShape(
    prefix="og", kind=Kind.GENERAL_OBJECTIVE, name="Obiectiv general", name_plural="Obiective generale"
)
STRATEGIC = LevelShape(
    prefix="obs", kind=Kind.STRATEGIC_OBJECTIVE, name="Obiectiv strategic", name_plural="Obiective strategice"
)
AXIS = LevelShape(prefix="ax", kind=Kind.AXIS, name="Axă de dezvoltare", name_plural="Axe de dezvoltare")
PROJECT = LevelShape(prefix="pr", kind=Kind.PROJECT, name="Proiect", name_plural="Proiecte")
DIRECTION = LevelShape(
    prefix="os",
    parent="og",
    kind=Kind.SPECIFIC_OBJECTIVE,
    name="Obiectiv specific / Direcție de acțiune",
    name_plural="Obiective specifice / Direcții de acțiune",
)
SPECIFIC = LevelShape(
    prefix="os",
    parent="og",
    kind=Kind.SPECIFIC_OBJECTIVE,
    name="Obiectiv specific",
    name_plural="Obiective specifice",
)
MEASURE_COLUMNS = (
    ("expected_result", "Rezultate"),
    ("indicators", "Indicatori de evaluare"),
    ("evaluation_term", "Termen de evaluare"),
    ("completion_term", "Termen de finalizare"),
    ("responsible", "Responsabili"),
)
INTEGRITY_COLUMNS = (
    ("indicators", "Indicatori de performanță"),
    ("riscuri", "Riscuri"),
    ("surse_de_verificare", "Surse de verificare"),
    ("completion_term", "Termen de realizare"),
    ("responsible", "Responsabil"),
    ("buget", "Buget"),
)


def measures_level(parent: str, columns: tuple[tuple[str, str], ...]) -> LevelShape:
    """Return a level of measures under another level, with its printed columns."""
    names = {"name": "Măsură", "name_plural": "Măsuri"}
    return LevelShape(prefix="m", parent=parent, kind=Kind.MEASURE, columns=columns, **names)


SHAPES = {
    "atop": PlanShape(
        name="Plan strategic ATOP",
        hint="Ca planul autorității teritoriale de ordine publică: priorități naționale, obiective și direcții de "
        "acțiune, indicatori minimali ai întregului plan, buget, proiecte.",
        levels=(NATIONAL, GENERAL, DIRECTION, PROJECT),
        sections=(
            SectionShape(heading="Cadrul legal și consultarea populației"),
            elements_section("Obiective naționale prioritare, identificate la nivel național", "on"),
            elements_section("Obiectivele și prioritățile de interes local", "og"),
            SectionShape(
                heading="Indicatorii de performanță minimali pentru serviciul polițienesc", block=Block.INDICATORS
            ),
            BUDGET,
            elements_section("Proiecte", "pr"),
            SIGNATURES,
        ),
    ),
    "actiuni": PlanShape(
        name="Plan de acțiuni pe axe și măsuri",
        hint="Ca planul de informatizare: obiective strategice, apoi axe cu măsuri într-un tabel cu rezultate, "
        "indicatori, termene și responsabili.",
        levels=(STRATEGIC, AXIS, measures_level("ax", MEASURE_COLUMNS)),
        sections=(
            elements_section("Obiective strategice", "obs"),
            elements_section("Axe de dezvoltare și măsuri", "ax", numbered_columns=True),
            SectionShape(heading="Indicatorii planului", block=Block.INDICATORS),
            BUDGET,
            SIGNATURES,
        ),
    ),
    "integritate": PlanShape(
        name="Plan de integritate",
        hint="Obiective generale și specifice, cu măsuri într-un tabel cu indicatori, riscuri, surse de verificare, "
        "termen, responsabil și buget.",
        levels=(GENERAL, SPECIFIC, measures_level("os", INTEGRITY_COLUMNS)),
        sections=(
            SectionShape(heading="Introducere"),
            elements_section("Obiective și măsuri", "og"),
            SectionShape(heading="Indicatorii planului", block=Block.INDICATORS),
            BUDGET,
            SIGNATURES,
        ),
    ),
    "propriu": PlanShape(
        name="Niveluri proprii",
        hint="Un singur nivel, „Obiectiv”: îl redenumiți și adăugați celelalte niveluri din „Părțile planului”.",
        levels=(LevelShape(prefix="ob", kind=Kind.OTHER, name="Obiectiv", name_plural="Obiective"),),
        sections=(
            elements_section("Obiective", "ob"),
            SectionShape(heading="Indicatorii planului", block=Block.INDICATORS),
            BUDGET,
            SIGNATURES,
        ),
    ),
}


def shape_of(plan: Plan) -> PlanShape:
    """Return the shape of a plan: its levels and sections, without any of its texts but the headings; two queries."""
    rows = {row.pk: row for row in plan.level_set.all()}
    levels = {pk: _level_shape(row, rows) for pk, row in rows.items()}
    in_plan = plan.section_set.all()
    sections = tuple(_section_shape(row, levels) for row in in_plan if row.heading or row.block)
    in_order = sorted(rows, key=lambda pk: _rank(rows[pk], rows))
    return PlanShape(name=str(plan), hint="", levels=tuple(levels[pk] for pk in in_order), sections=sections)


def _section_shape(row: Section, levels: dict[int, LevelShape]) -> SectionShape:
    return SectionShape(
        heading=row.heading,
        block=row.block,
        level=levels[row.level_id].prefix if row.level_id else "",
        numbered_columns=row.numbered_columns,
    )


def _level_shape(row: Level, rows: dict[int, Level]) -> LevelShape:
    return LevelShape(
        prefix=row.prefix,
        parent=rows[row.parent_id].prefix if row.parent_id else "",
        kind=row.kind,
        name=row.name,
        name_plural=row.name_plural,
        code_format=row.code_format,
        columns=tuple((column["field"], column["label"]) for column in row.columns),
    )


def _rank(row: Level, rows: dict[int, Level]) -> int:
    """Return how many levels stand above a level."""
    rank = 0
    while row.parent_id and rank < len(rows):
        row, rank = rows[row.parent_id], rank + 1
    return rank
