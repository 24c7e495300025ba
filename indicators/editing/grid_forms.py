"""An indicator as a row of a grid: its name, its unit, who reports it and how often."""

from indicators.editing.sentences import target_sentence
from indicators.models import Indicator
from plans.editing.settings.forms import field_labels, formfield_for_dbfield
from plans.models import Institution
from plans.workspace.institution_choice import choice_name
from portal.display import shorten
from portal.forms.grids import GridForm

FIELDS = ("title", "unit", "institution", "frequency")


class IndicatorRowForm(GridForm):
    """An indicator; its target and the rest of its definition are changed on its own page."""

    class Meta:
        model = Indicator
        fields = FIELDS
        labels = field_labels(Indicator, FIELDS, {"frequency": "Se raportează"})
        formfield_callback = formfield_for_dbfield

    def __init__(self, data=None, *, instance, institutions: list[Institution], may_edit: bool = True):
        super().__init__(data, instance=instance, may_edit=may_edit)
        # They are read once for all rows; each row offers those that last, and its own.
        offered = [one for one in institutions if not one.is_ended or one.pk == instance.institution_id]
        named = [(one.pk, choice_name(one)) for one in offered]
        # Setting the rows of a field sets its choices anew.
        self.fields["institution"].queryset = Institution.objects.filter(pk__in=dict(named))
        self.fields["institution"].choices = [("", "Nicio instituție"), *named]

    @property
    def row_name(self) -> str:
        """Return the indicator's number and name."""
        return f"indicatorul {self.instance.number}: {shorten(self.instance.title, 80)}"

    @property
    def targets(self) -> list[str]:
        """Return its targets in words, which are changed on the indicator's page."""
        return [target_sentence(self.instance, target) for target in self.instance.promised]
