"""The forms in which a plan comes in from a file: the file, then what the new plan is called and whose it is."""

from django import forms
from django.core.exceptions import ValidationError

from plans.document import Document
from plans.exchange.arrivals.arrived_plan import KINDS, MAX_BYTES
from plans.models import Institution
from portal.uploads import FileUpload, clean_name, read_whole

# What a document says of its plan that the new plan's form proposes.
PROPOSED = ("slug", "short_title", "title", "subtitle", "period_start", "period_end")


class ArrivalForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="Fișierul",
        help_text=f"{KINDS} Cel mult 5 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.xml"}),
        error_messages={"required": "Alegeți fișierul."},
    )

    def clean_file(self) -> FileUpload:
        """Return the file, read whole."""
        file = self.cleaned_data["file"]
        try:
            return FileUpload(clean_name(file.name or ""), read_whole(file, MAX_BYTES))
        except ValidationError as refused:
            raise ValidationError(refused.messages) from refused


def proposed_values(document: Document) -> dict:
    """Return what the new plan's form begins with."""
    bodies = {name: getattr(document, name) for name in ("owner", "reviewer")}
    codes = {name: body.code for name, body in bodies.items() if body}
    keys = dict(Institution.objects.filter(code__in=codes.values()).values_list("code", "pk"))
    return {
        **{name: getattr(document, name) for name in PROPOSED},
        **{name: keys[code] for name, code in codes.items() if code in keys},
    }
