"""Indicators as rows of a sheet; their targets stay as they are."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from import_export.fields import Field

from indicators.models import Indicator
from plans import permissions
from plans.exchange.imports.resource import SheetResource
from plans.exchange.imports.widgets import (
    ChoiceWidget,
    JoinerWidget,
    LookupWidget,
    NumberWidget,
    PositionWidget,
    TextWidget,
    YesNoWidget,
)

MODEL = Indicator._meta


def _text(name: str, heading: str) -> Field:
    return Field(name, heading, TextWidget(MODEL.get_field(name)))


def _choice(name: str, heading: str) -> Field:
    return Field(name, heading, ChoiceWidget(MODEL.get_field(name)))


class IndicatorResource(SheetResource):
    """Indicators of the plans, found by plan, element and position; without an element, those of the whole plan."""

    plan = Field("plan__slug", "Plan", readonly=True)
    element = Field("element", "Element", readonly=True)
    position = Field("position", "Poziție", PositionWidget(), readonly=True)
    title = _text("title", "Indicator")
    joiner = Field("joiner", "Legat prin", JoinerWidget(MODEL.get_field("joiner")))
    nature = _choice("nature", "Natura")
    minimal = Field("minimal", "Minimal", YesNoWidget())
    unit = _text("unit", "Unitate de măsură")
    direction = _choice("direction", "Sensul bun")
    baseline_value = Field("baseline_value", "Valoare de referință", NumberWidget())
    baseline_period = _text("baseline_period", "Perioada de referință")
    baseline_source = _text("baseline_source", "Sursa valorii de referință")
    definition = _text("definition", "Definiție")
    verification_source = _text("verification_source", "Sursa de verificare")
    frequency = _choice("frequency", "Frecvență")
    institution = Field("institution", "Instituție")

    required = ("Plan", "Element", "Poziție")

    class Meta:
        model = Indicator
        fields = (
            "plan",
            "element",
            "position",
            "title",
            "joiner",
            "nature",
            "minimal",
            "unit",
            "direction",
            "baseline_value",
            "baseline_period",
            "baseline_source",
            "definition",
            "verification_source",
            "frequency",
            "institution",
        )

    def __init__(self, *, user, model=Indicator, reason=""):
        super().__init__(user=user, reason=reason)
        self.fields["element"].widget = LookupWidget(self.element_at, self.places.address)
        self.fields["institution"].widget = LookupWidget(self.institution, lambda institution: institution.code)
        self._of_plan: dict[int, dict[tuple, list[Indicator]]] = {}

    def find(self, row):
        """Return the row's key and indicator."""
        plan = self.plan_of(row)
        cleaners = {name: self.fields[name].widget.clean for name in ("element", "position")}
        element, position = self.clean_in(row, **cleaners).values()
        key = (element and element.pk, position)
        found = self._by_key(plan).get(key, [])
        if len(found) > 1:
            message = f"Planul are mai mulți indicatori la poziția {position}; schimbați întâi pozițiile."
            raise ValidationError({"position": message})
        return (plan.pk, *key), found[0] if found else Indicator(plan=plan, element=element, position=position)

    def filter_export(self, queryset, **kwargs):
        """Keep what the user may see, the plan's own indicators first, then those of its elements in reading order."""
        visible = queryset.filter(plan__in=permissions.visible_plans(self.user)).order_by()
        visible = visible.select_related("plan", "element__level__plan", "institution")
        places = {plan.pk: self.places.order(plan) for plan in {indicator.plan for indicator in visible}}
        return sorted(
            visible,
            key=lambda i: (i.plan.slug, places[i.plan_id].get(i.element_id, -1), i.position, i.pk),
        )

    def _by_key(self, plan):
        """Return the plan's indicators by element and position."""
        if plan.pk not in self._of_plan:
            elements = {element.pk: element for element in self.places.elements(plan)}
            groups = self._of_plan[plan.pk] = defaultdict(list)
            for indicator in plan.indicators.select_related("institution"):
                indicator.plan = plan
                indicator.element = elements.get(indicator.element_id)
                groups[indicator.element_id, indicator.position].append(indicator)
        return self._of_plan[plan.pk]
