"""The forms of briefings and yearly reports: their text while it is a draft, and their adoption."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.models import Briefing
from indicators.oversight.briefings import actions as briefing_actions
from indicators.oversight.sittings.forms import date_widget
from indicators.render.briefing.document import BriefingDocument as BriefingValue
from indicators.render.briefing.document import BriefingTable, Chapter
from portal.display import EMPTY
from portal.forms.lists import ListForm, choices_of
from portal.forms.seen import SeenVersionForm
from portal.forms.texts import ProseFormField, TextFormField
from portal.forms.versioned import VersionedForm

DRAFT, ADOPTED = "proiect", "adoptat"


class BriefingListForm(ListForm):
    """The choices above the list of briefings and reports."""

    orders = {
        "noi": ("Cele mai noi întâi", ("-sitting__held_on",)),
        "vechi": ("Cele mai vechi întâi", ("sitting__held_on",)),
    }
    fel = forms.ChoiceField(label="Felul", required=False, choices=choices_of(Briefing.BriefingKind.choices))
    stare = forms.ChoiceField(
        label="Stadiul", required=False, choices=choices_of([(DRAFT, "proiect"), (ADOPTED, "adoptat")])
    )

    def filter_rows(self, rows):
        """Return the documents of the kind, adopted or not."""
        if self.choice("stare"):
            rows = rows.filter(adopted_on__isnull=self.choice("stare") == DRAFT)
        return rows.filter(kind=self.choice("fel")) if self.choice("fel") else rows


@dataclass(frozen=True)
class ChapterFields:
    """A chapter to edit: its fields, what others saved in them meanwhile, the tables that it will print."""

    number: int
    heading: forms.BoundField
    body: forms.BoundField
    stored: list[str]
    tables: tuple[BriefingTable, ...]


class BriefingForm(VersionedForm):
    """The title, the headings and the texts of a draft; its tables come from the data."""

    class Meta:
        model = Briefing
        fields = ["title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.value = briefing_actions.briefing_document(self.instance)
        self.stored_texts: dict[str, str] = {}
        for number, chapter in enumerate(self.value.chapters, 1):
            self._add_chapter(number, chapter)
        self.initial |= field_texts(self.value)

    def _add_chapter(self, number: int, chapter) -> None:
        heading, body = field_names(chapter)
        self.fields[heading] = TextFormField(
            label=f"Titlul capitolului {number}", max_length=300, show_hidden_initial=True
        )
        self.fields[body] = ProseFormField(
            label=f"Textul capitolului {number}",
            required=False,
            show_hidden_initial=True,
            widget=forms.Textarea(attrs={"rows": min(max(6, len(chapter.body) // 60), 24)}),
        )

    def stored_values(self, stored) -> dict:
        """Return the texts of the stored draft, by the names of the form's fields."""
        return field_texts(briefing_actions.briefing_document(stored))

    def stored_in_words(self, stored, name: str) -> str:
        """Return one text of the stored draft, and keep it whole for the page."""
        self.stored_texts[name] = self.stored_values(stored)[name] or EMPTY
        return self.stored_texts[name]

    def content(self) -> BriefingValue:
        """Return the briefing with the texts of the form and its tables as they were."""
        said = self.cleaned_data
        chapters = tuple(
            dataclasses.replace(
                chapter, heading=one_line(said[field_names(chapter)[0]]), body=said[field_names(chapter)[1]]
            )
            for chapter in self.value.chapters
        )
        return dataclasses.replace(self.value, title=said["title"], chapters=chapters)

    @property
    def chapters(self) -> Iterator[ChapterFields]:
        """Yield the chapters as the page shows them."""
        for number, chapter in enumerate(self.value.chapters, 1):
            heading, body = field_names(chapter)
            stored = [self.stored_texts[name] for name in (heading, body) if name in self.stored_texts]
            yield ChapterFields(number, self[heading], self[body], stored, chapter.tables)


class AdoptBriefingForm(SeenVersionForm):
    """Under which number and on which day the body adopted the document."""

    number = TextFormField(
        label="Numărul hotărârii", max_length=40, help_text="Numai numărul. De exemplu: 4 sau 4/2026."
    )
    adopted_on = forms.DateField(label="Data adoptării", widget=date_widget())
    confirmed = forms.MultipleChoiceField(
        label="Confirmare",
        widget=forms.CheckboxSelectMultiple,
        choices=[("da", "Am citit documentul de mai jos și știu că, după adoptare, nu se mai poate schimba.")],
        error_messages={"required": "Bifați că ați citit documentul care se adoptă."},
    )

    def clean_adopted_on(self):
        """Refuse a day that has not come."""
        day = self.cleaned_data["adopted_on"]
        if day > timezone.localdate():
            raise ValidationError("Data adoptării nu a venit încă.")
        return day


def field_names(chapter: Chapter) -> tuple[str, str]:
    """Return the names of the fields of a chapter's heading and text."""
    return f"heading-{chapter.key}", f"body-{chapter.key}"


def field_texts(value: BriefingValue) -> dict[str, str]:
    """Return the texts that people edit, by the names of their fields."""
    found = {"title": value.title}
    for chapter in value.chapters:
        heading, body = field_names(chapter)
        found |= {heading: chapter.heading, body: chapter.body}
    return found


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())
