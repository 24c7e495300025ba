"""The forms of briefings and yearly reports: their text while it is a draft, and their adoption."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators import overseeing
from indicators.briefing import Briefing as BriefingValue
from indicators.briefing import Chapter, Table
from indicators.forms.oversight import day_field_widget
from indicators.forms.recommendations import SeenForm
from indicators.models import Briefing
from plans.forms.lists import ListForm, choices_of
from plans.forms.texts import ProseFormField, TextFormField
from plans.forms.versioned import VersionedForm
from plans.wording import EMPTY

DRAFT, ADOPTED = "proiect", "adoptat"


class BriefingsForm(ListForm):
    """The choices above the list of briefings and reports."""

    orders = {
        "noi": ("Cele mai noi întâi", ("-sitting__held_on",)),
        "vechi": ("Cele mai vechi întâi", ("sitting__held_on",)),
    }
    fel = forms.ChoiceField(label="Felul", required=False, choices=choices_of(Briefing.Kind.choices))
    stare = forms.ChoiceField(
        label="Stadiul", required=False, choices=choices_of([(DRAFT, "proiect"), (ADOPTED, "adoptat")])
    )

    def filtered(self, rows):
        """Return the documents of the kind, adopted or not."""
        if self.chosen("stare"):
            rows = rows.filter(adopted_on__isnull=self.chosen("stare") == DRAFT)
        return rows.filter(kind=self.chosen("fel")) if self.chosen("fel") else rows


@dataclass(frozen=True)
class ChapterFields:
    """A chapter to edit: its fields, what others saved in them meanwhile, the tables that it will print."""

    number: int
    heading: forms.BoundField
    body: forms.BoundField
    stored: list[str]
    tables: tuple[Table, ...]


class BriefingForm(VersionedForm):
    """The title, the headings and the texts of a draft; its tables come from the data."""

    class Meta:
        model = Briefing
        fields = ["title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.value = overseeing.read(self.instance)
        self.stored_texts: dict[str, str] = {}
        for number, chapter in enumerate(self.value.chapters, 1):
            heading, body = names_of(chapter)
            self.fields[heading] = TextFormField(
                label=f"Titlul capitolului {number}", max_length=300, show_hidden_initial=True
            )
            self.fields[body] = ProseFormField(
                label=f"Textul capitolului {number}",
                required=False,
                show_hidden_initial=True,
                widget=forms.Textarea(attrs={"rows": min(max(6, len(chapter.body) // 60), 24)}),
            )
        self.initial |= texts_of(self.value)

    def stored_values(self, stored) -> dict:
        """Return the texts of the stored draft, by the names of the form's fields."""
        return texts_of(overseeing.read(stored))

    def stored_in_words(self, stored, name: str) -> str:
        """Return one text of the stored draft, and keep it whole for the page."""
        self.stored_texts[name] = self.stored_values(stored)[name] or EMPTY
        return self.stored_texts[name]

    def content(self) -> BriefingValue:
        """Return the briefing with the texts of the form and its tables as they were."""
        said = self.cleaned_data
        chapters = tuple(
            dataclasses.replace(chapter, heading=one_line(said[names_of(chapter)[0]]), body=said[names_of(chapter)[1]])
            for chapter in self.value.chapters
        )
        return dataclasses.replace(self.value, title=said["title"], chapters=chapters)

    @property
    def chapters(self) -> Iterator[ChapterFields]:
        """Yield the chapters as the page shows them."""
        for number, chapter in enumerate(self.value.chapters, 1):
            heading, body = names_of(chapter)
            stored = [self.stored_texts[name] for name in (heading, body) if name in self.stored_texts]
            yield ChapterFields(number, self[heading], self[body], stored, chapter.tables)


class AdoptForm(SeenForm):
    """Under which number and on which day the body adopted the document."""

    number = TextFormField(
        label="Numărul hotărârii", max_length=40, help_text="Numai numărul. De exemplu: 4 sau 4/2026."
    )
    adopted_on = forms.DateField(label="Data adoptării", widget=day_field_widget())
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


def names_of(chapter: Chapter) -> tuple[str, str]:
    """Return the names of the fields of a chapter's heading and text."""
    return f"heading-{chapter.key}", f"body-{chapter.key}"


def texts_of(value: BriefingValue) -> dict[str, str]:
    """Return the texts that people edit, by the names of their fields."""
    found = {"title": value.title}
    for chapter in value.chapters:
        heading, body = names_of(chapter)
        found |= {heading: chapter.heading, body: chapter.body}
    return found


def one_line(text: str) -> str:
    """Return a text as one line."""
    return " ".join(text.split())
