"""Which words are looked for, and which of what was found is listed."""

from django import forms

from plans.search.queries import find_matches
from portal.forms.lists import ListForm, SearchField


class MatchesForm(ListForm):
    """The words, and the choices among what holds them; only plans and kinds with a match are offered."""

    not_narrowing = ("cauta",)
    cauta = SearchField("Cuvintele")
    plan = forms.ChoiceField(label="Planul", required=False)
    fel = forms.ChoiceField(label="Unde", required=False)

    def __init__(self, data, user):
        super().__init__(data, [])
        self.words = self.fields["cauta"].clean(self.data.get("cauta", ""))
        self.all_rows = find_matches(self.words, user=user)
        plans = {match.plan.slug: match.plan.short_title for match in self.all_rows}
        kinds = {match.kind.slug: match.kind.several.capitalize() for match in self.all_rows}
        self.set_choices("plan", plans.items(), is_asked=len(plans) > 1)
        self.set_choices("fel", kinds.items(), is_asked=len(kinds) > 1)

    def filter_rows(self, rows):
        """Return the matches in the plan and of the kind."""
        plan, kind = self.choice("plan"), self.choice("fel")
        return [match for match in rows if plan in ("", match.plan.slug) and kind in ("", match.kind.slug)]
