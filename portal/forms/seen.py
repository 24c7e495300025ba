"""Forms that carry what their page showed, so that nothing is done about what was not seen."""

from django import forms

SEEN_VERSION = "seen_version"


class SeenMixin:
    """A form with a hidden field that says what was seen; refused once, it carries what is true now."""

    seen_field = SEEN_VERSION

    def see(self, seen) -> None:
        """Let the form be sent again as one that saw this: a second, conscious try goes through."""
        self.data = self.data.copy()
        self.data[self.add_prefix(self.seen_field)] = str(seen)

    def refuse(self, message: str, seen) -> None:
        """Say what happened meanwhile and keep what was typed."""
        self.add_error(None, message)
        self.see(seen)


class SeenVersionForm(SeenMixin, forms.Form):
    """What is done with a row that others may change meanwhile."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, row, **kwargs):
        initial = {SEEN_VERSION: row.version, **kwargs.pop("initial", {})}
        super().__init__(data, files, initial=initial, **kwargs)

    def is_current(self, version: int) -> bool:
        """Tell whether the form is about the row as it is now."""
        return self.data.get(self.add_prefix(SEEN_VERSION)) == str(version)
