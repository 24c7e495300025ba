"""Every form that asks for an institution offers those that last; what is named already stays, marked where it ended."""

import re

import pytest
from django.utils import timezone

from indicators.models import Indicator
from plans.approval.actions import submit
from plans.models import AdoptionAct, Element, Institution, InstitutionChange, Membership
from tests.forms import fields_of

IT = "/lucru/informatizare-2019/"
OPTION = re.compile(r"<option[^>]*>\s*(.*?)\s*</option>|<input[^>]*checkbox[^>]*>\s*(.*?)\s*</label>", re.DOTALL)
MARK = "(a încetat)"


@pytest.fixture
def ended(people, it_plan):
    """The county police, merged into another institution today."""
    ipj = Institution.objects.get(code="ipj-cluj")
    heir = Institution.objects.create(code="ipj-nou", name="Poliția Regională", short_name="PR")
    was = {"former_name": ipj.name, "former_short_name": ipj.short_name}
    said = {"kind": "merged", "effective_on": timezone.localdate(), "act": "HG", "reason": "Reorganizare.", **was}
    InstitutionChange.objects.create(institution=ipj, successor=heir, by=people.admin, **said)
    return ipj


def choices(client, address, name):
    """Return what a field of a page offers."""
    page = client.get(address).content.decode()
    start = page.index(f'id="id_{name}"')
    end = page.find("</fieldset>" if "checkbox" in page[start : start + 900] else "</select>", start)
    return [first or second for first, second in OPTION.findall(page[start:end])]


def as_they_end(client, address, name):
    """Return how the county police and its successor stand among the choices of a field."""
    return [one for one in choices(client, address, name) if one.startswith(("IPJ", "Inspectorat", "PR", "Poliția"))]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"{IT}indicatori/nou/", "institution"),
        (f"{IT}elemente/{{element}}/", "institutions"),
        (f"{IT}deodata/", "institution_new"),
        (f"{IT}parti/date/", "reviewer"),
        ("/lucru/nou/", "owner"),
        ("/lucru/nou/", "reviewer"),
        ("/cont/persoane/invitatii/noua/", "institution"),
        ("/cont/persoane/{person}/roluri/nou/", "institution"),
    ],
)
def test_an_institution_that_ended_is_not_offered(client, people, ended, address, name):
    client.force_login(people.admin)
    element = Element.objects.filter(level__plan__slug="informatizare-2019").first()
    address = address.format(element=element.pk, person=people.editor.pk)
    assert as_they_end(client, address, name) in (["PR"], ["Poliția Regională"])


def test_what_is_named_already_stays_and_says_that_it_ended(client, people, ended, it_plan):
    client.force_login(people.admin)
    element = Element.objects.filter(level__plan=it_plan).first()
    element.institutions.add(ended)
    row = Indicator.objects.filter(plan=it_plan).first()
    Indicator.objects.filter(pk=row.pk).update(institution=ended)
    it_plan.reviewer = ended
    it_plan.save()
    pages = {
        f"{IT}indicatori/{row.pk}/": "institution",
        f"{IT}elemente/{element.pk}/": "institutions",
        f"{IT}parti/date/": "reviewer",
    }
    assert [as_they_end(client, *pair) for pair in pages.items()] == [[f"IPJ Cluj {MARK}", "PR"]] * 3
    assert as_they_end(client, f"{IT}deodata/", "institution_old") == [f"IPJ Cluj {MARK}"]
    assert fields_of(client.get(f"{IT}indicatori/{row.pk}/"))["institution"] == [str(ended.pk)]


def test_only_the_row_of_a_table_that_names_it_offers_it(client, people, ended, it_plan):
    client.force_login(people.admin)
    first, other = Indicator.objects.filter(plan=it_plan).order_by("number")[:2]
    Indicator.objects.filter(pk=first.pk).update(institution=ended)
    address = f"{IT}tabel/indicatori/"
    assert as_they_end(client, address, f"r{first.pk}-institution") == [f"IPJ Cluj {MARK}", "PR"]
    assert as_they_end(client, address, f"r{other.pk}-institution") == ["PR"]


def test_an_act_of_the_past_may_be_of_an_institution_that_ended(client, people, ended, it_plan):
    client.force_login(people.admin)
    act = AdoptionAct.objects.filter(plan=it_plan).first()
    assert as_they_end(client, f"{IT}parti/acte/{act.pk}/", "issuer") == [f"IPJ Cluj {MARK}", "PR"]
    submit(it_plan, by=people.editor, note="")
    assert as_they_end(client, f"{IT}aprobare/", "publish-act_issuer") == [f"IPJ Cluj {MARK}", "PR"]


def test_a_plan_of_an_institution_that_ended_still_says_whose_it_is(client, people, ended, it_plan):
    client.force_login(people.admin)
    it_plan.owner = ended
    it_plan.save()
    Membership.objects.filter(institution=ended).delete()
    assert as_they_end(client, f"{IT}parti/date/", "owner") == [f"IPJ Cluj {MARK}", "PR"]
