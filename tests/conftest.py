"""What every test starts from: both real plans in the database, and people with each role."""

import datetime
import gc
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import hypothesis
import pytest
from _pytest import runner
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test.utils import teardown_databases
from django.utils import timezone

from plans.editions.publishing import publish
from plans.models import Edition, Institution, Membership, Plan
from portal.call_room import call_with_room
from public.common_pages import store_common_pages
from public.models import StoredPage
from public.page_store import store_missing_pages
from tests import prepared, snapshots
from tests.installation import Installation

pytest_plugins = ["tests.indicators.fixtures", "tests.mail_server"]


class NoMigrations:
    """Tells Django to make each app's tables as its models are: for a run with a model that no migration knows."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


# An example may take as long as it takes where others keep the machine busy.
hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.load_profile("tests")


def pytest_addoption(parser):
    """Let the run on the second database leave out what does not depend on the database."""
    parser.addoption("--only-database", action="store_true", help="only the tests that a database can decide")


def pytest_collection_modifyitems(config, items):
    """Leave out what a second database need not decide."""
    if not config.getoption("--only-database"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not is_decided_by_database(item)])
    items[:] = [item for item in items if is_decided_by_database(item)]


def pytest_collection_finish():
    """Look for garbage seldom, and not in what lives as long as the run: that took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def is_decided_by_database(item):
    """Whether a test does what a database decides: several transactions at once, the processes of a whole portal.

    Of constraints, triggers, locks, searches and lists that is said by their mark, as of pages and journeys. The rest
    asks through the ORM what it translates for both; `make drill` asks all of it there, the kills too.
    """
    marks = {mark.name for mark in item.iter_markers()}
    if marks & {"both", "kill", "any_database", "journey"}:
        return "both" in marks and "kill" not in marks
    asked = item.get_closest_marker("django_db")
    has_transactions = asked is not None and asked.kwargs.get("transaction", False)
    return "client" not in item.fixturenames and (has_transactions or "base_installation" in item.fixturenames)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Run a test as pytest does, with room for all that it calls: giving and taking that took a fifth of the time."""
    return call_with_room(runner.pytest_runtest_protocol, item, nextitem)


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """The folder that all processes of the run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_use_migrations, django_db_blocker, shared
):
    """A database with both plans and the people; every test runs in a transaction on top."""
    if not django_db_use_migrations:
        settings.MIGRATION_MODULES = NoMigrations()
    with django_db_blocker.unblock():
        made = prepared.database(shared, fill)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def fill():
    """Load both plans and the people."""
    call_command("loaddata", "institutions", "plan_atop_2024", "plan_it_2019", verbosity=0)
    add_people()


@pytest.fixture(autouse=True)
def _database_is_known(shared):
    snapshots.begin(shared)


@pytest.fixture(scope="session", autouse=True)
def _data_dir_goes_away():
    yield
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture
def atop(db):
    """The police plan."""
    return Plan.objects.get(slug="atop-2024")


@pytest.fixture
def it_plan(db):
    """The county IT plan."""
    return Plan.objects.get(slug="informatizare-2019")


# What each person of the tests is: the role, the institutions in which they have it, the flags of the account.
PEOPLE = {
    "editor": ("editor", ("cj-cluj", "atop-cluj"), {"is_staff": True}),
    "publisher": ("publisher", ("cj-cluj", "atop-cluj"), {"is_staff": True}),
    "reviewer": ("reviewer", ("atop-cluj",), {"is_staff": True}),
    "reporter": ("reporter", ("ipj-cluj",), {}),
    "outsider": (None, (), {"is_staff": True}),
    "admin": (None, (), {"is_staff": True, "is_superuser": True}),
}


@pytest.fixture
def people(db):
    """One user a role: editor and publisher (CJ and ATOP), reviewer (ATOP), reporter (IPJ), outsider, admin."""
    return everybody()


def everybody():
    """Return the people of the tests, by their names."""
    users = get_user_model().objects.filter(username__in=PEOPLE)
    return SimpleNamespace(**{user.username: user for user in users})


@pytest.fixture
def editor(client, people):
    """A browser in which the editor is logged in."""
    client.force_login(people.editor)
    return client


def add_people():
    for name, (role, codes, flags) in PEOPLE.items():
        user = get_user_model().objects.create_user(name, f"{name}@example.org", "parola-de-test", **flags)
        for code in codes:
            Membership.objects.create(user=user, institution=Institution.objects.get(code=code), role=role)


@pytest.fixture
def editions(atop, it_plan, people):
    """Both plans published as edition 1 (without their PDFs), the police plan first."""
    plans = (atop, it_plan)

    def publish_both():
        for plan in plans:
            publish(plan, by=people.publisher, note="Prima ediție.")
        # A test is one transaction, after whose end these would be made.
        store_common_pages()

    snapshots.once("editions", publish_both)
    return [Edition.objects.select_related("plan").get(plan=plan) for plan in plans]


@pytest.fixture
def stored(editions):
    """Both plans published, with their public pages stored; return the tag of each page, by its address."""
    snapshots.once("stored", lambda: [store_missing_pages(edition.plan) for edition in editions])
    return dict(StoredPage.objects.values_list("path", "etag"))


@pytest.fixture(scope="session")
def base_installation(django_db_setup, shared):
    """A portal as `make run` leaves it, to copy from: made once, by the process that asks first."""
    base, ready = Installation(shared / "portal_base"), shared / "portal_is_ready"
    with prepared.alone(shared, "portal"):
        if not ready.exists():
            # Both runs of `make test` share them.
            static = prepared.static_files(Path(os.environ.get("SHARED_STATIC", shared)))
            base.create(prepared.Copy(shared, "migrated"), static)
            ready.touch()
    return base


@pytest.fixture
def later(monkeypatch):
    """Let some days pass: what is asked of the clock afterwards is asked then."""
    clock = timezone.now

    def pass_time(**gone):
        monkeypatch.setattr(timezone, "now", lambda: clock() + datetime.timedelta(**gone))

    return pass_time


@pytest.fixture
def installation(base_installation, tmp_path_factory):
    """A real portal of the test's own: its database, its files, its processes."""
    copy = base_installation.copy_to(tmp_path_factory.mktemp("portal") / f"portal_{uuid4().hex[:8]}")
    yield copy
    copy.remove()
