"""Which of the plans that a person works on are listed, and in what order."""

from django import forms

from plans.editing.plan_list.plan_status import PlanStatus
from portal.forms.lists import ListForm, SearchField
from portal.text import fold

STATES = {
    "nepublicat": "Nepublicat",
    "modificat": "S-a lucrat de la ultima ediție",
    "publicat": "Publicat, fără schimbări",
    "asteapta": "Așteaptă aprobarea",
    "programat": "Aprobat, urmează să se publice",
    "intors": "Întors cu observații",
}


class WorkingPlansForm(ListForm):
    """The choices above the working plans; only states and institutions that some plan has are offered."""

    orders = {
        "lucrate": ("Cele mai recent lucrate", lambda one: -one.edited_at.timestamp() if one.edited_at else 0),
        "titlu": ("După titlu", lambda one: fold(one.plan.short_title)),
        "perioada": ("Cele mai noi perioade", lambda one: -one.plan.period_start.toordinal()),
    }
    cauta = SearchField("Titlul sau instituția")
    stare = forms.ChoiceField(label="Starea", required=False)
    institutie = forms.ChoiceField(label="Instituția", required=False)

    def __init__(self, data, rows: list[PlanStatus]):
        super().__init__(data, rows)
        states = {one.state for one in rows}
        self.set_choices("stare", [(state, name) for state, name in STATES.items() if state in states])
        owners = sorted({(one.plan.owner.code, one.plan.owner.name) for one in rows}, key=lambda pair: pair[1])
        self.set_choices("institutie", owners, is_asked=len(owners) > 1)

    def filter_rows(self, rows):
        """Return the plans in the state, of the institution and about the words."""
        state, institution = self.choice("stare"), self.choice("institutie")
        return [
            one
            for one in rows
            if state in ("", one.state)
            and institution in ("", one.plan.owner.code)
            and self.has_sought(*searchable_texts(one))
        ]


def searchable_texts(one: PlanStatus) -> tuple[str, ...]:
    """Return the texts in which words are looked for."""
    plan = one.plan
    return plan.short_title, plan.title, plan.subtitle, plan.owner.name, plan.owner.short_name
