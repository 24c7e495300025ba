"""The fields for a piece of evidence, in any form where one may be added."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from indicators.reporting.evidence import actions as evidence_actions
from indicators.reporting.evidence import files as evidence_files
from portal.fields import validate_printable
from portal.forms.texts import TextFormField

TITLE, FILE, URL, PUBLIC = FIELDS = ("evidence_title", "evidence_file", "evidence_url", "evidence_public")
MAX_TITLE = 200


class EvidenceFields(forms.Form):
    """A file or a link, with a title; all empty when there is nothing to add."""

    evidence_file = forms.FileField(
        label="Fișierul",
        required=False,
        allow_empty_file=True,
        help_text=f"Cel mult 20 MB: {evidence_files.ACCEPTED_TEXT}.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in evidence_files.CONTENT_TYPES)}),
    )
    evidence_url = TextFormField(
        label="sau adresa unde se găsește",
        required=False,
        max_length=500,
        help_text="De exemplu https://www.cjcluj.ro/raport-anual.pdf.",
        validators=[evidence_actions.validate_link],
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    evidence_title = TextFormField(
        label="Titlul dovezii",
        required=False,
        help_text="De exemplu „Raport statistic, trimestrul I”. Dacă rămâne gol, se folosește numele fișierului.",
        validators=[validate_printable, MaxLengthValidator(MAX_TITLE)],
    )
    evidence_public = forms.BooleanField(
        label="Dovada devine publică odată cu acceptarea",
        required=False,
        help_text="Altfel o văd numai instituția care raportează și cei care evaluează.",
    )

    def clean_evidence_file(self):
        """Return the file, read and found to be what its name says."""
        file = self.cleaned_data[FILE]
        return evidence_files.validate_upload(file) if file else None

    def clean(self):
        """Refuse a file together with a link, and a title of nothing."""
        cleaned = super().clean()
        file, url = self.files.get(self.add_prefix(FILE)), self.data.get(self.add_prefix(URL), "").strip()
        if file and url:
            self.add_error(URL, "Alegeți fie un fișier, fie o adresă. Pe a doua o puteți adăuga după aceea.")
        elif cleaned.get(TITLE) and not file and not url:
            self.add_error(FILE, "Alegeți fișierul sau scrieți adresa dovezii.")
        return cleaned

    @property
    def has_evidence(self) -> bool:
        """Tell whether there is a piece of evidence to add, without errors."""
        given = self.cleaned_data.get(FILE) or self.cleaned_data.get(URL)
        return bool(given) and not self.errors.keys() & set(FIELDS)

    def add_evidence(self, owner, *, by) -> bool:
        """Add the evidence, empty its fields and tell that it was added; what refuses it is said beside its field."""
        upload, url = self.cleaned_data[FILE], self.cleaned_data[URL]
        title = self.cleaned_data[TITLE] or (upload.name if upload else url)[:MAX_TITLE]
        try:
            evidence_actions.add_evidence(
                owner, by=by, title=title, is_public=self.cleaned_data[PUBLIC], upload=upload, url=url
            )
        except ValidationError as error:
            self.add_error(FILE if upload else URL, error.messages)
            return False
        self.data = self.data.copy()
        for name in FIELDS:
            self.data.pop(self.add_prefix(name), None)
        return True
