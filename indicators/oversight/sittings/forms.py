"""The forms of the oversight body: its sittings."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone

from indicators import permissions
from indicators.models import Sitting
from indicators.oversight.sittings.examination import edition_refusal
from indicators.oversight.sittings.members import printed_member
from plans.models import Edition
from portal.forms.lists import ListForm, choices_of
from portal.forms.versioned import VersionedForm
from portal.romanian import long_date
from portal.text import whole_number

EXAMINED_FIELDS = ("edition", "period_start", "period_end")


def date_widget():
    """Return the widget of a date, which a browser shows as its person writes dates."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SittingListForm(ListForm):
    """The choices above the list of sittings."""

    orders = {
        "noi": ("Cele mai noi întâi", ("-held_on",)),
        "vechi": ("Cele mai vechi întâi", ("held_on",)),
    }
    an = forms.ChoiceField(label="Anul", required=False)
    fel = forms.ChoiceField(label="Felul", required=False, choices=choices_of(Sitting.SittingKind.choices))

    def __init__(self, data, rows):
        super().__init__(data, rows)
        years = rows.order_by().dates("held_on", "year", order="DESC")
        self.set_choices("an", ((day.year, day.year) for day in years))

    def filter_rows(self, rows):
        """Return the sittings of the year and of the kind."""
        if self.choice("an"):
            rows = rows.filter(held_on__year=self.choice("an"))
        return rows.filter(kind=self.choice("fel")) if self.choice("fel") else rows


class MembersField(forms.ModelMultipleChoiceField):
    """The members of a body, by their names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        """Return the member's name and office, as they will be printed."""
        return printed_member(obj)


class SittingForm(VersionedForm):
    """A sitting; the members offered are those of its body on its day."""

    members_present = MembersField(
        permissions.body_members(None, None),
        label="Membri prezenți",
        required=False,
        help_text="Se arată membrii organismului la data de mai sus, așa cum se tipăresc. Dacă schimbați data, cereți "
        "din nou lista.",
    )
    # Which members the person saw: a tick says something only about those.
    offered = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Sitting
        fields = ["body", "kind", "held_on", "starts_at", "members_present", *EXAMINED_FIELDS, "agenda", "conclusions"]
        widgets = {
            **{name: date_widget() for name in ("held_on", "period_start", "period_end")},
            "starts_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            **{name: forms.Textarea(attrs={"rows": 6}) for name in ("agenda", "conclusions")},
        }
        help_texts = {
            "held_on": "O zi care nu a venit este o invitație: prezența și concluziile se scriu după ședință.",
            "starts_at": "Deosebește ședințele din aceeași zi. De exemplu 10:00.",
            "edition": "Din ea se redactează informarea și raportul.",
            "period_start": "De exemplu, prima zi a trimestrului despre care se informează.",
            "agenda": "Câte un punct pe rând.",
            "conclusions": "Intră în informare și în raport așa cum sunt scrise aici.",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = permissions.oversight_bodies(user)
        self.fields["body"].queryset = bodies
        if len(bodies) == 1:
            self.fields["body"].empty_label = None
            self.initial["body"] = self.initial.get("body") or bodies[0].pk
        editions = Edition.objects.public().filter(plan__reviewer__in=bodies) | Edition.objects.filter(
            pk=self.instance.edition_id
        )
        self.fields["edition"].queryset = editions.select_related("plan").defer("document").distinct()
        self.fields["edition"].empty_label = "Nicio ediție"
        self._offer_members()

    def clean(self):
        """Refuse ticks among members who were not shown, an edition without its period, another body's plan."""
        cleaned = super().clean()
        if self.data.get(self.add_prefix("offered"), "") != self.offered_now and cleaned.get("held_on"):
            day = long_date(cleaned["held_on"])
            self.add_error("members_present", f"Lista arată acum membrii de la {day}. Bifați-i pe cei prezenți.")
        self._say_again("offered", [self.offered_now])
        given = [name for name in EXAMINED_FIELDS if cleaned.get(name)]
        for name in EXAMINED_FIELDS:
            if given and name not in given and name not in self.errors:
                message = "O ediție se examinează pe o perioadă: completați toate trei câmpurile sau niciunul."
                self.add_error(name, message)
        edition, body = cleaned.get("edition"), cleaned.get("body")
        if edition and body and edition.plan.reviewer_id != body.pk:
            self.add_error("edition", f"Planul acestei ediții nu este evaluat de {body}.")
        if cleaned.get("held_on"):
            self._clean_day(cleaned)
        return cleaned

    def _clean_day(self, cleaned) -> None:
        """Refuse what cannot be of the sitting's day, and a second sitting that cannot be told from the first."""
        day, edition = cleaned["held_on"], cleaned.get("edition")
        if edition and "edition" not in self.errors and (refusal := edition_refusal(edition, day)):
            self.add_error("edition", refusal)
        if day > timezone.localdate():
            for name in ("members_present", "conclusions"):
                if cleaned.get(name) and name not in self.errors:
                    self.add_error(name, "Ședința nu a avut loc încă: completați după ea.")
        same = Sitting.objects.filter(body=cleaned.get("body"), kind=cleaned.get("kind", ""), held_on=day)
        same = same.filter(starts_at=cleaned.get("starts_at")).exclude(pk=self.instance.pk)
        if "starts_at" not in self.errors and same.exists():
            message = "În această zi este scrisă deja o ședință ca aceasta. Scrieți ora, ca să se deosebească."
            self.add_error("starts_at", message)
        nameless = [one for one in cleaned.get("members_present") or () if not one.user.get_full_name()]
        if nameless and "members_present" not in self.errors:
            self.add_error(
                "members_present",
                "Un membru bifat nu are numele completat și nu se poate tipări. Un administrator îl completează la "
                "„Persoane”.",
            )

    def show_members(self) -> None:
        """Show the members of the day that was typed, and no complaint about what is not filled in yet."""
        self.full_clean()
        if not self.has_error(NON_FIELD_ERRORS, "stale"):
            self.errors.clear()

    def _offer_members(self) -> None:
        """Offer the members of the body on the day, as typed or as stored; one person once."""
        rows = permissions.body_members(self._clean_value("body"), self._clean_value("held_on")).select_related("user")
        recorded = (
            set() if self.instance._state.adding else set(self.instance.members_present.values_list("pk", flat=True))
        )
        one_each = {row.user_id: row.pk for row in sorted(rows, key=lambda row: row.pk in recorded)}
        keys = sorted(one_each.values())
        self.fields["members_present"].queryset = rows.filter(pk__in=keys)
        self.offered_now = ",".join(map(str, keys))
        self.has_no_members = (
            not keys and self._clean_value("body") is not None and self._clean_value("held_on") is not None
        )
        self.fields["offered"].show_hidden_initial = False
        self.initial["offered"] = self.offered_now
        if self.is_bound:
            name = self.add_prefix("members_present")
            self._say_again(
                "members_present", [key for key in self.data.getlist(name) if whole_number(key, digits=18) in keys]
            )

    def _clean_value(self, name: str):
        """Return the body or the day that the form speaks of; nothing when it cannot be understood."""
        try:
            return self.fields[name].clean(self[name].value())
        except ValidationError:
            return None

    def _say_again(self, name: str, values: list[str]) -> None:
        self.data = self.data.copy()
        self.data.setlist(self.add_prefix(name), values)
