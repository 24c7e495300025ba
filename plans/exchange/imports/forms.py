"""The two forms of the screens: which file to import, in which format to export."""

from django import forms

from plans.exchange.sheets import uploads
from plans.exchange.sheets.formats import FORMATS, FORMATS_BY_EXTENSION
from plans.exchange.sheets.refusal import ImportRefused

SHORT_FILE = 500_000


class ImportFileForm(forms.Form):
    """Takes a file and gives the upload and its rows; every reason against them stands at the field."""

    import_file = forms.FileField(
        label="Fișierul",
        allow_empty_file=True,
        help_text="xlsx, ods sau csv, cel mult 5 MB și 2.000 de rânduri. Se citește numai prima foaie.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )

    # The kinds of files that a page takes beside sheets.
    other_kinds: tuple[str, ...] = ()

    def read(self, upload):
        """Return the rows of the file; a page may read more of it."""
        return read(upload)

    def clean_import_file(self):
        """Return the file, checked."""
        try:
            upload = uploads.check(self.cleaned_data["import_file"], others=self.other_kinds)
            # A big file is read outside the request.
            self.cleaned_data["dataset"] = self.read(upload) if len(upload.data) <= SHORT_FILE else None
        except ImportRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return upload


class ExportFormatForm(forms.Form):
    """Takes the format of an export."""

    format = forms.ChoiceField(
        label="Formatul",
        widget=forms.RadioSelect,
        initial=FORMATS[0].extension,
        choices=[(kind.extension, kind.title) for kind in FORMATS],
    )


def read(upload):
    """Return the rows of an upload; raise ImportRefused when they cannot be read."""
    return FORMATS_BY_EXTENSION[upload.extension]().create_dataset(upload.data)
