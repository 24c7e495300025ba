"""The fields that an element of any plan may have beside its code and title, each declared once.

The model, the forms, the back office, the spreadsheets, the document, the comparison, the history, the pages and the
PDF are made of this declaration. A plan adds columns of its own, which are data of its levels.
"""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field holds; the indicators of an element are rows of their own."""

    LINE = "line"
    PROSE = "prose"
    DATE = "date"
    INSTITUTIONS = "institutions"
    LINKS = "links"
    INDICATORS = "indicators"


TEXT_KINDS = (FieldKind.LINE, FieldKind.PROSE)
VALUE_KINDS = (*TEXT_KINDS, FieldKind.DATE)
LINK_KINDS = (FieldKind.INSTITUTIONS, FieldKind.LINKS)
# What is typed in an element's form.
FORM_KINDS = (*VALUE_KINDS, *LINK_KINDS)


@dataclass(frozen=True, kw_only=True)
class ElementField:
    """One field: what it holds, what it is called and where it is shown.

    `label` is what readers see where the level prints no heading; `word` and `sheet` are what staff read inside a
    sentence and above a spreadsheet's column where that is not the label. `help` says what the field is, `hint` says
    it to who writes an element where that takes more words.
    A level may print it as a column (`is_column`); the page of an element says it without one (`is_fact`); it is a
    column of spreadsheets (`in_sheets`). `stands_with_title`: it is read right under the title. `has_years`: next
    year's plan may say its years otherwise. `dates`: the field whose printed text this day means.
    """

    name: str
    kind: FieldKind
    label: str
    word: str = ""
    sheet: str = ""
    help: str = ""
    hint: str = ""
    is_column: bool = True
    is_fact: bool = True
    in_sheets: bool = True
    stands_with_title: bool = False
    has_years: bool = False
    dates: str = ""

    @property
    def inner_name(self) -> str:
        """What the field is called inside a sentence."""
        return self.word or self.label[:1].lower() + self.label[1:]

    @property
    def heading(self) -> str:
        """What stands above the field's column in a spreadsheet."""
        return self.sheet or self.label


ELEMENT_FIELDS = (
    ElementField(
        name="description",
        kind=FieldKind.PROSE,
        label="Descriere",
        hint="Ce mai lămurește titlul, în câteva rânduri. Un rând gol desparte paragrafele.",
        stands_with_title=True,
        has_years=True,
    ),
    ElementField(
        name="expected_result",
        kind=FieldKind.PROSE,
        label="Rezultat așteptat",
        hint="Ce va exista la sfârșit. De exemplu „Raport de audit anual privind sistemul informatic”.",
        has_years=True,
    ),
    ElementField(name="indicators", kind=FieldKind.INDICATORS, label="Indicatori", in_sheets=False),
    ElementField(
        name="evaluation_term",
        kind=FieldKind.LINE,
        label="Termen de evaluare",
        help="Așa cum e tipărit: „anual”.",
    ),
    ElementField(
        name="completion_term",
        kind=FieldKind.LINE,
        label="Termen de finalizare",
        help="Așa cum e tipărit: „2025”.",
    ),
    ElementField(
        name="completion_due",
        kind=FieldKind.DATE,
        label="Data de finalizare",
        word="data până la care se finalizează",
        sheet="Data finalizării",
        help="Data pe care o înseamnă termenul tipărit: „2025” înseamnă 31.12.2025.",
        is_column=False,
        is_fact=False,
        dates="completion_term",
    ),
    ElementField(
        name="responsible",
        kind=FieldKind.PROSE,
        label="Responsabili",
        help="O funcție sau o direcție, nu o persoană.",
    ),
    ElementField(
        name="institutions",
        kind=FieldKind.INSTITUTIONS,
        label="Instituții responsabile",
        sheet="Instituții",
        hint="Cine răspunde, dintre instituțiile din portal.",
    ),
    ElementField(
        name="contributes_to",
        kind=FieldKind.LINKS,
        label="Contribuie la",
        help="Obiective ale acestui plan sau ale altui plan.",
        hint="Obiectivele pe care le servește, din acest plan sau din altul. Căutați-le, apoi bifați-le.",
        is_column=False,
        in_sheets=False,
    ),
)


def element_field(name: str) -> ElementField | None:
    """Return the field of this name; None for a column of a plan's own."""
    return next((one for one in ELEMENT_FIELDS if one.name == name), None)


def names_of_kinds(*kinds: FieldKind) -> tuple[str, ...]:
    """Return the names of the fields that hold one of these kinds of things, in the order of the declaration."""
    return tuple(one.name for one in ELEMENT_FIELDS if one.kind in kinds)


def column_names() -> tuple[str, ...]:
    """Return the names that a printed column of every plan may have; any other is a column of the plan's own."""
    return tuple(one.name for one in ELEMENT_FIELDS if one.is_column)


def days_of(name: str) -> tuple[str, ...]:
    """Return the names of the days that the printed text of a field means."""
    return tuple(one.name for one in ELEMENT_FIELDS if one.dates == name)
