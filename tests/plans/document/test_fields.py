"""A declared field is found wherever elements are written, kept, compared and read; one field more is too."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

from plans.document.fields import ELEMENT_FIELDS, FORM_KINDS, FieldKind
from plans.editing.settings.columns import words_of_fields
from plans.exchange.elements import ElementResource
from plans.models import Element, Institution, Measure
from plans.render import comparison
from plans.render.html import pages
from plans.render.pdf import plan_pdf
from tests.plans.editing.outline_pages import write
from tests.plans.exchange.rows import HEADINGS, element
from tests.plans.render.plan_documents import composed

ROOT = Path(__file__).parents[3]
DAY = datetime.date(2031, 5, 17)
TYPED = [one for one in ELEMENT_FIELDS if one.kind in FORM_KINDS]
PLACES = {"form", "admin", "export", "import", "document", "comparison", "history", "page", "plan page", "pdf"}


@pytest.fixture
def measure(it_plan):
    """A measure that says nothing beside its title, of a level that prints no columns."""
    it_plan.level_set.update(columns=[])
    found = element(it_plan, "m-1.2")
    kept = ("title", "extra")
    for name in (one for one in Element.CONTENT if one not in kept):
        setattr(found, name, None if name == "completion_due" else "")
    found.save()
    return found


def sample(declared, plan):
    """What is typed in a form, what is written in a sheet, and the words that a reader finds."""
    if declared.kind == FieldKind.DATE:
        return "2031-05-17", "17.05.2031", ("17 mai 2031", "2031-05-17", "17.05.2031")
    if declared.kind == FieldKind.INSTITUTIONS:
        institution = Institution.objects.get(code="ipj-cluj")
        return str(institution.pk), institution.code, (institution.name, str(institution))
    if declared.kind == FieldKind.LINKS:
        target = element(plan, "ax-4")
        return str(target.pk), "", (target.title,)
    return "Cuvinte încercate", "Cuvinte încercate", ("Cuvinte încercate",)


def has_any(words, text):
    return any(word in text for word in words)


def found_in(client, people, measure, declared, importing):
    """Write a field in the form of an element; return the places where it is found."""
    plan = measure.level.plan
    typed, cell, words = sample(declared, plan)
    before = composed(plan)
    found = set()
    client.force_login(people.editor)
    address = f"/lucru/{plan.slug}/elemente/{measure.pk}/"
    if write(client, address, **{declared.name: typed}).status_code == 302:
        found.add("form")
    after = composed(plan)
    value = after.by_address["m-1.2"]
    history = client.get(f"{address}istoric/").content.decode()
    back_office = client.get(reverse("admin:plans_measure_change", args=[measure.pk])).content.decode()
    sheet = ElementResource(user=people.editor).export(Element.objects.filter(pk=measure.pk))
    compared = comparison.comparison_page(before, after, [])
    seen = {
        "admin": f'name="{declared.name}"' in back_office,
        "document": has_any(words, str(value)) or str(DAY.year) in str(getattr(value, declared.name)),
        "comparison": has_any(words, compared) and declared.label in compared,
        "history": has_any(words, history) and declared.inner_name[1:] in history,
        "page": has_any(words, pages.element_page(after, value)),
        "plan page": has_any(words, pages.plan_page(after, checksum="c" * 64)),
        "pdf": has_any(words, plan_pdf.html_of(after, checksum="c" * 64)),
    }
    if declared.in_sheets:
        seen["export"] = has_any((cell,), str(sheet.dict[0].get(declared.heading)))
        row = [plan.slug, "m", "1.2", "ax-1", measure.position, measure.title, ""]
        done = importing([*HEADINGS, declared.heading], row)
        seen["import"] = done.is_kept and [field for change in done.changes for field, *_ in change.fields] == [
            declared.heading
        ]
    return found | {place for place, is_found in seen.items() if is_found}


@pytest.mark.parametrize("declared", TYPED, ids=lambda one: one.name)
def test_a_declared_field_is_found_everywhere(client, people, measure, declared, importing):
    missing = PLACES - found_in(client, people, measure, declared, importing)
    assert sorted(missing) == ([] if declared.in_sheets else ["export", "import"])


def test_one_field_more_is_found_everywhere_too():
    asked = ["-p", "tests.plans.document.one_more_field", "--nomigrations", "-k", "lessons or columns"]
    # On the same server it would take this run's database away.
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", *asked, __file__]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.splitlines()[-1].split(",")[0]) == (0, "2 passed"), run.stdout


def test_the_columns_that_the_settings_offer_are_the_declared_ones():
    assert words_of_fields() == {one.name: one.inner_name for one in ELEMENT_FIELDS if one.is_column}
    assert not {"title", "code"} & set(words_of_fields())


def test_a_field_s_names_are_written_once():
    due = next(one for one in ELEMENT_FIELDS if one.name == "completion_due")
    result = next(one for one in ELEMENT_FIELDS if one.name == "expected_result")
    assert (due.inner_name, due.heading) == ("data până la care se finalizează", "Data finalizării")
    assert (result.inner_name, result.heading) == ("rezultat așteptat", "Rezultat așteptat")
    assert Measure._meta.get_field("expected_result").verbose_name == "rezultat așteptat"
