"""Every address of a plan's workspace, those of other apps too, is tried by who has nothing to do with the plan."""

import pytest
from django.urls import get_resolver

from plans.models import Institution, Membership

WORDS = {"slug": "atop-2024", "kind": "acte"}


def addresses():
    """Each address under a plan of the workspace, with something in the place of every name."""
    found = set()
    for names in ("plans", "indicators"):
        prefix, resolver = get_resolver().namespace_dict[names]
        ways = [way for key in resolver.reverse_dict for way in resolver.reverse_dict.getlist(key)]
        for template, parameters in (shape for possible, *_rest in ways for shape in possible):
            address = f"/{prefix}{template}"
            if address.startswith("/lucru/%(slug)s/"):
                found.add(address % {name: filled(name) for name in parameters})
    return sorted(found)


def filled(name):
    return WORDS.get(name, 1)


@pytest.fixture
def stranger(people):
    """Who edits and publishes the plans of another institution."""
    for role in ("editor", "publisher", "reporter", "reviewer"):
        Membership.objects.create(user=people.outsider, institution=Institution.objects.get(code="ipj-cluj"), role=role)
    return people.outsider


def answers(client, method):
    return {address: getattr(client, method)(address) for address in addresses()}


def test_the_addresses_are_all_there():
    found = addresses()
    assert len(found) > 40
    assert {
        "/lucru/atop-2024/elemente/1/stergere/",
        "/lucru/atop-2024/indicatori/1/",
        "/lucru/atop-2024/aprobare/",
    } <= set(found)


@pytest.mark.parametrize("method", ["get", "post"])
def test_to_who_works_elsewhere_a_plan_does_not_exist_at_any_address(client, stranger, atop, method):
    client.force_login(stranger)
    seen = {address: answer.status_code for address, answer in answers(client, method).items()}
    assert {address: status for address, status in seen.items() if status not in (404, 405)} == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_did_not_enter_is_led_to_the_way_in_from_every_address(client, atop, method):
    wrong = {
        address: answer.status_code
        for address, answer in answers(client, method).items()
        if answer.status_code != 405 and not answer.get("Location", "").startswith("/cont/intrare/?next=/lucru/")
    }
    assert wrong == {}
