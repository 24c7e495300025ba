"""What happens when several processes work at once, or one dies."""

import runpy
import signal
import time

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from tests.installation import PATIENCE, ROOT

PUBLISH = """
from django.contrib.auth import get_user_model
from plans.models import Plan
from plans.editions.publishing import publish
by = get_user_model().objects.get(username="aprobator")
plan = Plan.objects.get(slug="atop-2024")
print("gata", flush=True)
{body}
"""
NUMBERS = """
from plans.models import Edition
print(sorted(Edition.objects.filter(plan__slug="atop-2024").values_list("number", flat=True)))
"""


def test_publishing_at_the_same_moment_gives_each_its_own_number(installation):
    """Two plans at once, then one plan twice at once."""
    body = "input()\nfor slug in {!r}: publish(Plan.objects.get(slug=slug), by=by, note='Deodată.')"
    processes = [
        installation.start(PUBLISH.format(body=body.format(slugs)))
        for slugs in (["informatizare-2019", "atop-2024"], ["atop-2024", "atop-2024"])
    ]
    assert [one.stdout.readline() for one in processes] == ["gata\n"] * 2
    for one in processes:
        print(file=one.stdin, flush=True)
    assert [(one.communicate(timeout=PATIENCE)[1], one.wait(timeout=PATIENCE)) for one in processes] == [("", 0)] * 2
    assert installation.ask(NUMBERS) == "[1, 2, 3, 4]"
    assert installation.ask(NUMBERS.replace("atop-2024", "informatizare-2019")) == "[1, 2]"
    assert "Ediții: 8\n" in installation.call_command("verify")


@pytest.mark.kill
def test_a_publisher_that_is_killed_leaves_whole_editions(installation):
    body = "while True: publish(plan, by=by, note='Până la oprire.')"
    for delay in (0.05, 0.6):
        process = installation.start(PUBLISH.format(body=body))
        assert process.stdout.readline() == "gata\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=PATIENCE)
    whole = installation.ask(
        NUMBERS + "from public import page_store, pages\n"
        "from plans.models import Plan\n"
        "from portal.languages import in_all_languages\n"
        "from public.models import StoredPage\n"
        "plan = Plan.objects.get(slug='atop-2024')\n"
        "page_store.store_missing_pages(plan)\n"
        "made = in_all_languages(page.path for page in pages.pages_of(plan))\n"
        "print(made == set(StoredPage.objects.filter(plan=plan).values_list('path', flat=True)))"
    )
    numbers, pages_are_whole = whole.split("\n")
    assert numbers == str(list(range(1, numbers.count(",") + 2)))
    assert pages_are_whole == "True"
    assert "Tot ce s-a promis că rămâne este cum a fost." in installation.call_command("verify")
    installation.call_command("render_pages")
    files = sorted(p.name for p in (installation.folder / "media" / "editii" / "atop-2024").rglob("plan.pdf"))
    assert files == ["plan.pdf"] * (numbers.count(",") + 1)


def test_running_the_demonstration_again_keeps_what_is_there(installation):
    # Once was when the portal was made.
    assert (
        installation.ask(
            "from django.core.management import call_command; from plans.models import *; import io;"
            "call_command('demo', stdout=io.StringIO());"
            "print(Edition.objects.count(), Element.objects.count(), Membership.objects.count())"
        )
        == "4 85 18"
    )


SAFE = {
    "PLANURI_ENV": "production",
    "SECRET_KEY": "o-cheie-lunga-numai-pentru-acest-test-0123456789",
    "ALLOWED_HOSTS": "planuri.example",
}
KEY = "SECRET_KEY: production wants a key of its own, of at least 32 characters."


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SECRET_KEY": "development-only-key-never-used-in-production"}, KEY),
        ({"SECRET_KEY": "scurta"}, KEY),
        ({"DEBUG": "1"}, "DEBUG: production does not run with debug pages."),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS: name the hosts that the portal answers to."),
    ],
)
def test_production_refuses_what_would_be_unsafe(monkeypatch, variables, said):
    for name, value in {**SAFE, **variables}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        runpy.run_path(str(ROOT / "cluj_plans" / "settings.py"))
    assert str(refused.value) == said


def test_production_takes_no_demonstration(settings):
    settings.DEVELOPMENT = False
    with pytest.raises(CommandError, match="numai cu PLANURI_ENV=development"):
        call_command("demo")
