"""How a form of the workspace is laid out: in groups, each with what it is about above it."""

from collections.abc import Mapping

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms


def set_layout(form: forms.BaseForm, groups: Mapping[str, tuple[str, ...]] | None = None) -> forms.BaseForm:
    """Return the form with its fields in these groups, by their headings; without groups, in their order."""
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.disable_csrf = True
    form.helper.render_hidden_fields = True
    form.shows_both_texts = True
    parts = [Fieldset(heading, *names) for heading, names in (groups or {}).items()]
    form.helper.layout = Layout(*(parts or [field.name for field in form.visible_fields()]))
    return form
