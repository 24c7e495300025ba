"""Elements as rows of a sheet: one resource for every kind."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from import_export.fields import Field

from plans import permissions
from plans.document import ColumnValue
from plans.document.fields import ELEMENT_FIELDS, ElementField, FieldKind, element_field
from plans.exchange.imports.resource import SheetResource, cell_text
from plans.exchange.imports.widgets import CodeWidget, DayWidget, LookupWidget, PositionWidget, TextWidget
from plans.models import Element, Level
from plans.models.column_types import read_value, typed_text
from portal.fields import PROSE_LIMIT
from portal.literals import quote, text_of
from portal.text import normalise

OWN_PREFIX = "proprie: "
ELEMENT_META = Element._meta
SHEET_FIELDS = tuple(one for one in ELEMENT_FIELDS if one.in_sheets)


class OwnColumn(Field):
    """A column of the plan's own, kept in the element's `extra`; only the levels that have the column may fill it."""

    def __init__(self, name: str):
        super().__init__(attribute=f"extra.{name}", column_name=f"{OWN_PREFIX}{name}")
        self.name = name

    def get_value(self, instance):
        """Return the value as it is typed."""
        column = self._column(instance)
        text = instance.extra.get(self.name, "")
        return typed_text(column, text) if column else text

    def _column(self, instance) -> ColumnValue | None:
        return next((one for one in instance.level.own_columns if one.field == self.name), None)

    def save(self, instance, row, is_m2m=False, **kwargs):
        """Keep the value, read by the column's type; an empty one is not kept."""
        _column, written = read_own_value(self.name, row[self.column_name], instance)
        others = {name: text for name, text in instance.extra.items() if name != self.name}
        instance.extra = {**others, self.name: written} if written else others


def read_own_value(name: str, value, element: Element) -> tuple[ColumnValue | None, str]:
    """Return a column of the plan's own and what a cell says in it of an element, as the document keeps it.

    What the element holds already stays, also where it no longer fits the column.
    """
    column = next((one for one in element.level.own_columns if one.field == name), None)
    written, held = normalise(text_of(value)), element.extra.get(name, "")
    if written and column is None:
        raise ValueError(f"Nivelul „{element.level.name}” nu are coloana „{name}”. Lăsați celula goală.")
    if len(written) > PROSE_LIMIT:
        raise ValueError("Textul depășește 20.000 de caractere.")
    if column and written != typed_text(column, held):
        return column, read_value(column, value)
    return column, held if written else ""


class InstitutionsColumn(Field):
    """Institutions by their codes, with commas between."""

    def __init__(self):
        super().__init__(attribute="institutions", column_name=element_field("institutions").heading)

    def bind(self, find):
        """Look institutions up with this function."""
        self.find = find

    def get_value(self, instance):
        """Return the institutions: those that the row names, or else those that the element has."""
        if hasattr(instance, "named_institutions"):
            return instance.named_institutions
        return [] if instance._state.adding else instance.institutions.all()

    def export(self, instance, **kwargs):
        """Return their codes."""
        return ", ".join(sorted(institution.code for institution in self.get_value(instance)))

    def save(self, instance, row, is_m2m=False, **kwargs):
        """Note the institutions; they are saved with the element."""
        codes = {code.strip() for code in text_of(row[self.column_name]).split(",")}
        instance.named_institutions = [self.find(code, row) for code in sorted(codes - {""})]


def sheet_column(declared: ElementField) -> Field:
    """Return the column of a sheet in which a declared field stands."""
    if declared.kind == FieldKind.INSTITUTIONS:
        return InstitutionsColumn()
    is_day = declared.kind == FieldKind.DATE
    widget = DayWidget() if is_day else TextWidget(ELEMENT_META.get_field(declared.name))
    return Field(declared.name, declared.heading, widget)


class ElementResource(SheetResource):
    """Elements of the plans, found by plan, level and code; without a code, by plan, level, parent and position.

    Where the model is one of the kinds, only the levels of that kind are taken.
    """

    plan = Field("level__plan__slug", "Plan", readonly=True)
    level = Field("level__prefix", "Nivel", readonly=True)
    code = Field("code", "Cod", CodeWidget(ELEMENT_META.get_field("code")), readonly=True)
    parent = Field("parent", "Sub")
    position = Field("position", "Poziție", PositionWidget())
    title = Field("title", "Titlu", TextWidget(ELEMENT_META.get_field("title")))
    # The library takes a sheet's columns from the body of its class.
    vars().update({one.name: sheet_column(one) for one in SHEET_FIELDS})

    required = ("Plan", "Nivel", "Cod", "Sub", "Poziție")

    class Meta:
        model = Element
        fields = (
            "plan",
            "level",
            "code",
            "parent",
            "position",
            "title",
            *(one.name for one in SHEET_FIELDS),
        )

    def __init__(self, *, user, model=Element, reason=""):
        super().__init__(user=user, reason=reason)
        self.kind = getattr(model, "kind", None)
        self.fields["parent"].widget = LookupWidget(self.element_at, self.places.address)
        self.fields["institutions"].bind(self.institution)
        self._uncoded: dict[int, dict[tuple, list[Element]]] = {}

    def arrange(self, dataset):
        """Check the headings, and put parents before their children."""
        super().arrange(dataset)
        depths = [self._depth(row) for row in dataset.dict]
        rows = [row for _depth, row in sorted(zip(depths, list(dataset), strict=True), key=lambda pair: pair[0])]
        headings, _ = dataset.headers, dataset.wipe()
        dataset.headers = headings
        dataset.extend(rows)

    def columns(self, headings):
        """Return the columns that every element has, and those of the plans' own that the sheet has."""
        for heading in headings:
            if heading.casefold().startswith(OWN_PREFIX):
                name = heading[len(OWN_PREFIX) :].strip()
                self.fields[f"own_{name}"] = OwnColumn(name)
        return super().columns(headings)

    def find(self, row):
        """Return the row's key and element."""
        plan = self.plan_of(row)
        cleaners = {"level": lambda value, _row: self._level(plan, text_of(value).strip())}
        for name in ("code", "position", "parent"):
            cleaners[name] = self.fields[name].widget.clean
        level, code, position, parent = self.clean_in(row, **cleaners).values()
        key = (level.pk, code) if code else (level.pk, parent and parent.pk, position)
        found = self._by_key(plan).get(key, [])
        if len(found) > 1:
            message = f"Planul are mai multe elemente fără cod la poziția {position}; schimbați întâi pozițiile."
            raise ValidationError({"position": message})
        return key, found[0] if found else Element(level=level, code=code)

    def store(self, instance, is_create):
        """Save the element with its institutions, in one record of its history where it existed before."""
        named = getattr(instance, "named_institutions", None)
        if named is not None and not is_create:
            instance.skip_history_when_saving = True
            instance.institutions.set(named)
            if not self.is_rehearsal:
                del instance.skip_history_when_saving
        super().store(instance, is_create)
        if is_create:
            instance.institutions.add(*(named or []))
            self.places.add(instance)

    def before_export(self, queryset, **kwargs):
        """Add the plans' own columns that the exported levels have."""
        for level in Level.objects.filter(elements__in=queryset.values("pk")).distinct():
            for column in level.own_columns:
                self.fields[f"own_{column.field}"] = OwnColumn(column.field)

    def filter_export(self, queryset, **kwargs):
        """Keep what the user may see, as the plans order it."""
        visible = queryset.filter(level__plan__in=permissions.visible_plans(self.user))
        visible = visible.select_related("level__plan", "parent__level__plan").order_by()
        visible = visible.prefetch_related("institutions")
        plans = {element.level.plan for element in visible}
        places = {plan.pk: self.places.order(plan) for plan in plans}
        return sorted(visible, key=lambda e: (e.level.plan.slug, places[e.level.plan_id].get(e.pk, 0), e.pk))

    def _level(self, plan, prefix):
        level = self.places.level(plan, prefix)
        if self.kind and level.kind != self.kind:
            raise ValueError(f"Nivelul {quote(prefix)} este de alt fel: {level.get_kind_display()}. Are pagina lui.")
        return level

    def _by_key(self, plan):
        """Return the plan's elements by natural key."""
        if plan.pk not in self._uncoded:
            groups = self._uncoded[plan.pk] = defaultdict(list)
            for e in self.places.elements(plan):
                groups[(e.level_id, e.code) if e.code else (e.level_id, e.parent_id, e.position)].append(e)
        return self._uncoded[plan.pk]

    def _depth(self, row) -> int:
        """Return how deep the row's level stands; 0 where it cannot be told, which the row itself will say."""
        depth, plan = 0, self.places.plans.get(cell_text(row, "Plan"))
        level = self.places.levels(plan).get(cell_text(row, "Nivel")) if plan else None
        while level:
            depth, level = depth + 1, level.parent
        return depth
