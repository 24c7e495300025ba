"""The back office speaks Romanian, with comma-below letters, on every page."""

import re
from datetime import date
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.formats import date_format

from plans.models import Element
from tests.forms import send

LOCALE = Path(settings.BASE_DIR) / "locale/ro/LC_MESSAGES"
ENGLISH = re.compile(
    r"\b(the|this|that|and|of|or|with|from|was|were|been|have|has|change|changed|changes|save|saved|add|added|delete|"
    r"deleted|view|home|history|search|select|selected|choose|remove|submit|close|welcome|log|password|please|error|"
    r"errors|field|required|object|objects|item|items|none|yes|no|you|your|user|date|time|by|to|for|is|are|not|before|"
    r"after|all|new|old|create|created|update|updated|seen|version|row|rows|entry|entries)\b",
    re.IGNORECASE,
)
# Words of the plans themselves, or Romanian words that look English.
ALLOWED = {"are", "date", "time", "no", "or", "item", "is", "by"}


def words(html):
    """Return what a person reads on the page: text, labels, buttons, hints."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    html = re.sub(r"<textarea\b.*?</textarea>", " ", html, flags=re.DOTALL)
    read = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"]*)"', html)
    read += re.findall(r'<input[^>]*type="submit"[^>]*value="([^"]*)"', html)
    return " ".join([*read, re.sub(r"<[^>]*>", " ", html)])


def english_in(response):
    return sorted({word.lower() for word in ENGLISH.findall(words(response.content.decode()))} - ALLOWED)


def pages(model):
    """Return the addresses of a model's pages: list, new row, and those of its first row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    found = [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
    row = model._default_manager.first()
    rows = [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete")] if row else []
    return found + rows


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.model_name)
def test_no_page_of_the_back_office_has_english_words(client, people, editions, model):
    client.force_login(
        people.admin if model._meta.model_name in ("user", "institution", "membership") else people.publisher
    )
    for address in pages(model):
        response = client.get(address)
        if response.status_code == 200:
            assert english_in(response) == [], address


@pytest.mark.parametrize("role", ["publisher", "editor", "reviewer", "outsider", "admin"])
def test_the_index_and_the_pages_of_publishing_have_no_english_words(client, people, editions, atop, role):
    client.force_login(getattr(people, role))
    addresses = [reverse("admin:index"), reverse("admin:password_change"), reverse("admin:app_list", args=["plans"])]
    addresses += [reverse("plans:approval", args=[atop.slug]), reverse("plans:withdraw", args=[atop.slug, 1])]
    read = {address: english_in(client.get(address)) for address in addresses}
    assert read == {address: [] for address in addresses}


def test_refusals_and_messages_have_no_english_words(client, people, atop, editions):
    client.force_login(people.publisher)
    objective = Element.objects.get(level__plan=atop, code="2.5")
    page = reverse("admin:plans_specificobjective_change", args=[objective.pk])
    address = reverse("admin:plans_plan_change", args=[atop.pk])
    publication = reverse("plans:approval", args=[atop.slug])
    assert english_in(send(client, page, title="", position="x", completion_due="x", parent="x")) == []
    assert english_in(client.post(page, {})) == []
    assert english_in(send(client, address, period_start="")) == []
    assert english_in(client.post(address, {})) == []
    assert (
        english_in(client.post(publication, {"schedule": "1", "publish-act_date": "x", "publish-publish_at": "x"}))
        == []
    )
    send(client, page, title="Alt titlu")
    assert english_in(client.get(page)) == []
    line = reverse("admin:plans_budgetline_change", args=[atop.budgetline_set.first().pk])
    assert english_in(send(client, line, amount="x", year="x")) == []
    missing = client.get(reverse("admin:plans_measure_change", args=[999999]), follow=True)
    assert english_in(missing) == []
    assert english_in(client.post(reverse("admin:plans_project_changelist"), {"action": ""}, follow=True)) == []


def test_the_login_page_has_no_english_words(client, db):
    login = reverse("admin:login")
    assert english_in(client.get(login)) == []
    assert english_in(client.post(login, {"username": "x", "password": "y"})) == []


def test_the_scripts_of_the_back_office_find_their_romanian_words(client, people):
    client.force_login(people.editor)
    text = client.get(reverse("admin:jsi18n")).content.decode()
    assert '"Choose all %s": "Alege tot: %s"' in text
    assert set(text) & set("şţŞŢ") == set()


def test_no_page_has_cedilla_letters(client, people, atop):
    client.force_login(people.editor)
    page = reverse("admin:plans_budgetline_change", args=[atop.budgetline_set.first().pk])
    text = send(client, page, year="x", amount="x").content.decode()
    assert set(text) & set("şţŞŢ") == set()
    assert "Introduceți un număr întreg." in text


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_is_the_one_that_people_read(domain):
    source, compiled = polib.pofile(LOCALE / f"{domain}.po"), polib.mofile(LOCALE / f"{domain}.mo")
    key = lambda entry: (entry.msgctxt, entry.msgid, entry.msgid_plural)  # noqa: E731
    text = lambda entry: (entry.msgstr, entry.msgstr_plural)  # noqa: E731
    assert {key(entry): text(entry) for entry in compiled} == {key(entry): text(entry) for entry in source}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_catalogue_is_whole_and_in_comma_below_letters(domain):
    catalogue = polib.pofile(LOCALE / f"{domain}.po")
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
    assert set("".join(entry.msgstr for entry in catalogue)) & set("şţŞŢ") == set()


def test_months_are_written_small(client, people, editions):
    client.force_login(people.publisher)
    text = client.get(reverse("admin:plans_edition_changelist")).content.decode()
    assert date_format(editions[0].published_at, "F") in text
    assert [date_format(date(2026, month, 1), "F") for month in (1, 3, 11)] == ["ianuarie", "martie", "noiembrie"]
