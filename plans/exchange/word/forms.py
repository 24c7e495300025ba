"""The document's form, and the form of how it is to be understood."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from django import forms

from plans.document.columns import TYPE_WORDS, ColumnType
from plans.document.fields import ELEMENT_FIELDS
from plans.exchange.sheets.refusal import ImportRefused
from plans.exchange.word import originals
from plans.exchange.word.continuation.forms import PlanBeforeForm
from plans.exchange.word.mapping.choices import (
    ASIDE,
    CODE,
    HEADING,
    INDICATORS,
    LEVEL_ROLE,
    OWN,
    RANK,
    TEXT,
    TITLE,
    TREE,
    ColumnChoice,
    LevelChoice,
    TableChoice,
    WordMapping,
)
from plans.exchange.word.mapping.fiches import rows_across
from plans.exchange.word.mapping.grouping import GroupedLine, group_blocks, group_row
from plans.exchange.word.mapping.vocabulary import find_rank
from plans.exchange.word.reading.blocks import TextDocument, printed_line
from plans.models import Level
from portal.text import fold

# What a level to be added is called in the form; once it has a name, it has a prefix.
NEW_KEYS = ("nou",)
SAMPLE = 110
GROUP_NAMES = {
    "rang": "Paragrafe care încep ca acesta",
    "lista": "Lista care începe cu",
    "numar": "Paragrafe numerotate ca acesta",
    "roman": "Paragrafe cu cifre romane",
    "majuscula": "Paragrafe cu litere mari",
    "litera": "Paragrafe cu litere mici",
    "titlu": "Titluri ca acesta",
    "rând întreg": "Rânduri întregi din tabele",
}


class DocumentForm(PlanBeforeForm):
    """A document to make a plan of, and the plan that it continues."""

    field_order = ["document", "continues"]

    document = forms.FileField(
        label="Documentul",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx,.doc,.odt,.rtf"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = ", .doc, .odt sau .rtf" if originals.office() else " (din .doc, .odt sau .rtf: salvați-l ca .docx)"
        self.fields["document"].help_text = f"Un document .docx{others}, cel mult 20 MB. Se păstrează neschimbat."

    def clean_document(self):
        """Return the document as an upload."""
        try:
            return originals.check_upload(self.cleaned_data["document"])
        except ImportRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


@dataclass
class TableFields:
    """The fields of tables with one head: whether they are the tree, and a row of fields for each column."""

    name: str
    numbers: list[int]
    role: forms.BoundField
    is_fiche: bool = False
    columns: list[dict] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Which tables these are, in words."""
        name = "tabelele" if len(self.numbers) > 1 else "tabelul"
        return f"{'fișele din ' if self.is_fiche else ''}{name} {', '.join(map(str, self.numbers))}"


class MappingForm(forms.Form):
    """How a document is to be understood, corrected."""

    indicators_apart = forms.BooleanField(
        label="O celulă care numește mai mulți indicatori se desparte", required=False
    )

    def __init__(self, *args, document: TextDocument, mapping: WordMapping, **kwargs):
        super().__init__(*args, **kwargs)
        self.document, self.mapping = document, mapping
        self.fields["indicators_apart"].initial = mapping.indicators_apart
        self.level_keys = [one.key for one in mapping.levels]
        self.level_keys += NEW_KEYS
        self.heads: dict[str, list[int]] = {}
        for number, one in mapping.tables.items():
            self.heads.setdefault(one.head or f"tabelul {number}", []).append(number)
        self.samples, self.counts = group_samples(document, mapping)
        self._add_levels()
        self._add_tables()
        self._add_groups()

    def _add_levels(self) -> None:
        names = [(one.key, one.name) for one in self.mapping.levels]
        for key in self.level_keys:
            one = self.mapping.level(key) or LevelChoice(key, "", "")
            above = [("", "niciunul"), *(pair for pair in names if pair[0] != key)]
            for part, text, label in (("nume", one.name, "La singular"), ("plural", one.name_plural, "La plural")):
                self._add(f"nivel-{key}-{part}", forms.CharField(max_length=120, required=False), text, label)
            kinds = forms.ChoiceField(choices=Level.ElementKind.choices)
            self._add(f"nivel-{key}-fel", kinds, one.kind, "Felul")
            upper = forms.ChoiceField(choices=above, required=False)
            self._add(f"nivel-{key}-sub", upper, one.parent, "Nivelul de deasupra")

    def _add_tables(self) -> None:
        for at, numbers in enumerate(self.heads.values()):
            choice = self.mapping.tables[numbers[0]]
            roles = [*self._level_choices(), *column_roles(is_fiche=bool(choice.keys))]
            kinds = [(TREE, "face parte din arborele planului"), (TEXT, "rămâne text, într-o secțiune")]
            self._add(f"tabel-{at}", forms.ChoiceField(choices=kinds), choice.role, "Tabelul")
            for number, column in enumerate(choice.columns):
                name = f"tabel-{at}-{number}"
                role = column.role if column.role in dict(roles) else OWN
                self._add(name, forms.ChoiceField(choices=roles), role, column.label or f"Coloana {number + 1}")
                if column.role == OWN:
                    self._add_own_column(name, column)

    def _add_own_column(self, name: str, column) -> None:
        types = [(key.value, word) for key, word in TYPE_WORDS.items() if key != ColumnType.CHOICE]
        self._add(f"{name}-tip", forms.ChoiceField(choices=types), column.type, "Tipul")
        for part, text, label in (("nume", column.label, "Numele"), ("unitate", column.unit, "Unitatea")):
            limit = 60 if part == "nume" else 20
            self._add(f"{name}-{part}", forms.CharField(max_length=limit, required=False), text, label)

    def _add_groups(self) -> None:
        roles = [
            *self._level_choices(),
            (INDICATORS, "indicatori ai întregului plan"),
            (HEADING, "titluri de secțiuni"),
            (TEXT, "text"),
        ]
        for at, (group, role) in enumerate(self.mapping.groups.items()):
            role = role if role in dict(roles) else TEXT
            self._add(f"grup-{at}", forms.ChoiceField(choices=roles), role, self._group_label(group))

    def _add(self, name: str, one: forms.Field, initial, label: str) -> None:
        one.initial, one.label = initial, label
        self.fields[name] = one

    def _group_label(self, group: str) -> str:
        kind = next((words for key, words in GROUP_NAMES.items() if group.startswith(key)), "Paragrafe ca acesta")
        return f"{kind}: „{self.samples.get(group, group)[:SAMPLE]}”"

    def _level_choices(self) -> list[tuple[str, str]]:
        return [(f"{LEVEL_ROLE}{one.key}", f"nivelul „{one.name}”") for one in self.mapping.levels]

    @property
    def level_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each level, the last one of a level to be added."""
        return [[self[f"nivel-{key}-{part}"] for part in ("nume", "plural", "fel", "sub")] for key in self.level_keys]

    @property
    def tables(self) -> list[TableFields]:
        """The fields of the tables, those with one head together."""
        found = []
        for at, numbers in enumerate(self.heads.values()):
            one = TableFields(f"tabel-{at}", numbers, self[f"tabel-{at}"], bool(self.mapping.tables[numbers[0]].keys))
            for number in range(len(self.mapping.tables[numbers[0]].columns)):
                name = f"tabel-{at}-{number}"
                own = [self[f"{name}-{part}"] for part in ("nume", "tip", "unitate") if f"{name}-{part}" in self.fields]
                one.columns.append({"role": self[name], "own": own})
            found.append(one)
        return found

    @property
    def groups(self) -> list[tuple[forms.BoundField, int]]:
        """The field of each group of paragraphs, and how many there are."""
        return [(self[f"grup-{at}"], self.counts[group]) for at, group in enumerate(self.mapping.groups)]

    def clean(self):
        """Refuse levels that stand under themselves."""
        cleaned = super().clean()
        above = {key: cleaned.get(f"nivel-{key}-sub", "") for key in self.level_keys}
        for key in self.level_keys:
            seen, at = set(), key
            while at and at not in seen:
                seen.add(at)
                at = above.get(at, "")
            if at == key:
                self.add_error(f"nivel-{key}-sub", "Nivelul ar ajunge sub el însuși.")
        return cleaned

    def choices(self) -> WordMapping:
        """Return the choices, in a form that was found valid; what named a level that is gone is text, or a column."""
        said = self.cleaned_data
        levels = [self._level(key) for key in self.level_keys if said[f"nivel-{key}-nume"].strip()]
        for one in levels:
            one.key = one.key if one.key not in NEW_KEYS else free_prefix(one.name, {other.key for other in levels})
        keys = {one.key for one in levels}
        for one in levels:
            one.parent = one.parent if one.parent in keys else ""
        kept = {f"{LEVEL_ROLE}{key}" for key in keys}
        tables: dict[int, TableChoice] = {}
        for at, numbers in enumerate(self.heads.values()):
            old = self.mapping.tables[numbers[0]]
            columns = [self._column(f"tabel-{at}-{n}", column, kept) for n, column in enumerate(old.columns)]
            for number in numbers:
                was = self.mapping.tables[number]
                tables[number] = replace(was, role=said[f"tabel-{at}"], columns=columns)
        groups = {}
        for at, group in enumerate(self.mapping.groups):
            role = said[f"grup-{at}"]
            groups[group] = TEXT if role.startswith(LEVEL_ROLE) and role not in kept else role
        return WordMapping(parents_first(levels), dict(sorted(tables.items())), groups, said["indicators_apart"])

    def _level(self, key: str) -> LevelChoice:
        said = {part: self.cleaned_data[f"nivel-{key}-{part}"] for part in ("nume", "plural", "fel", "sub")}
        return LevelChoice(key, said["nume"], said["plural"] or said["nume"], said["fel"], said["sub"])

    def _column(self, name: str, column: ColumnChoice, levels: set[str]) -> ColumnChoice:
        role = self.cleaned_data[name]
        if role.startswith(LEVEL_ROLE) and role not in levels:
            role = OWN
        label = self.cleaned_data.get(f"{name}-nume") or column.label or f"Coloana {name.rsplit('-', 1)[1]}"
        kind, unit = self.cleaned_data.get(f"{name}-tip", "text"), self.cleaned_data.get(f"{name}-unitate", "")
        return ColumnChoice(role, label, kind, unit) if role == OWN else ColumnChoice(role, column.label)


def column_roles(*, is_fiche: bool) -> list[tuple[str, str]]:
    """Return what a column, or a key of fiches, may be beside a level."""
    fields = [(one.name, one.label) for one in ELEMENT_FIELDS if one.is_column and one.name != "institutions"]
    return [
        *fields,
        (CODE, "codul elementului" if is_fiche else "codul elementului din dreapta"),
        (RANK, "numele nivelului rândului"),
        (TITLE, "titlul, pe nivelul numit de rând"),
        (OWN, "coloană proprie, cu numele ei"),
        (ASIDE, "se lasă deoparte"),
    ]


def free_prefix(name: str, taken: set[str]) -> str:
    """Return a prefix for a level with this name: that of its rank, or its first letters, if no other level has it.

    >>> free_prefix("Măsură", {"m"}), free_prefix("Pilon", set())
    ('mb', 'pil')
    """
    rank = find_rank(name)
    prefix = rank.prefix if rank else re.sub("[^a-z]", "", fold(name))[:3] or "niv"
    return next(key for key in (prefix, *(f"{prefix[:7]}{letter}" for letter in "bcdefghijk")) if key not in taken)


def parents_first(levels: list[LevelChoice]) -> list[LevelChoice]:
    """Return levels in their order, but each after the one above it."""
    found: list[LevelChoice] = []
    left = list(levels)
    while left:
        ready = [one for one in left if not one.parent or any(one.parent == other.key for other in found)]
        found += ready[:1] or left[:1]
        left = [one for one in left if one is not found[-1]]
    return found


def group_samples(document: TextDocument, mapping: WordMapping) -> tuple[dict[str, str], Counter]:
    """Return the first paragraph of each group, and how many each has."""
    samples: dict[str, str] = {}
    counts: Counter = Counter()
    for block in group_blocks(document):
        if isinstance(block, GroupedLine):
            found = [block]
        else:
            choice = mapping.tables.get(block.number)
            rows = rows_across(block, choice, mapping) if choice and choice.role == TREE else []
            found = [*map(group_row, rows)]
        for one in found:
            samples.setdefault(one.group, printed_line(one.line))
            counts[one.group] += 1
    return samples, counts
