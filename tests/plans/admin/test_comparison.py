"""The working plan beside the edition that readers have: what is told, and to whom."""

import pytest
from django.urls import reverse

from plans.models import Element
from plans.publishing import publish, withdraw
from tests.page import Page


@pytest.fixture
def address(atop):
    return reverse("admin:plans_plan_comparison", args=[atop.pk])


@pytest.fixture
def publication(atop):
    return reverse("admin:plans_plan_publication", args=[atop.pk])


@pytest.fixture
def measure(atop):
    return Element.objects.get(level__plan=atop, code="1.2", level__prefix="os")


def test_what_changed_since_the_edition_leads_to_the_preview(client, people, editions, address, publication, measure):
    Element.objects.filter(pk=measure.pk).update(responsible="Direcția generală")
    client.force_login(people.editor)
    found = Page(client.get(address))
    assert "1 element modificat." in found.text
    assert "Responsabili adăugat: Direcția generală" in found.text
    assert address.replace("comparatie", "previzualizare") + "#os-1.2" in found.links
    assert address in Page(client.get(publication)).links


def test_a_plan_that_did_not_change_is_said_not_to(client, people, editions, address):
    client.force_login(people.publisher)
    assert "Planul de lucru are același conținut ca ediția publicată." in Page(client.get(address)).text


def test_the_draft_is_compared_with_the_newest_edition_that_readers_have(client, people, editions, atop, address):
    withdraw(publish(atop, by=people.publisher, note="A doua."), by=people.publisher, reason="Greșită.")
    client.force_login(people.publisher)
    assert "față de ediția 1" in Page(client.get(address)).text


def test_a_plan_without_a_public_edition_has_nothing_to_be_compared_with(client, people, address, publication):
    client.force_login(people.publisher)
    assert client.get(address).status_code == 404
    assert address not in Page(client.get(publication)).links


@pytest.mark.parametrize(("name", "status"), [("editor", 200), ("reviewer", 200), ("admin", 200), ("outsider", 404)])
def test_only_those_who_see_the_working_plan_see_it_compared(client, people, editions, address, name, status):
    client.force_login(getattr(people, name))
    assert client.get(address).status_code == status


def test_strangers_are_asked_who_they_are_and_nobody_sends_anything(client, people, editions, address):
    assert client.get(address).status_code == 302
    client.force_login(people.publisher)
    assert client.post(address).status_code == 405
