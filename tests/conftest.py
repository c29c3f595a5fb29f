"""What every test may use."""

import gc
import importlib
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.mail_sink import MailSink
from tests.skips import pytest_runtest_makereport

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoDbBlocker
    from xdist.remote import Producer

    from salesgym.people.models import Organization, Team, User
    from tests.standard_rows import Rows

__all__ = ["pytest_runtest_makereport"]

# The standard rows, and what lets a hook reach the database.
STANDARD_ROWS = pytest.StashKey[tuple["Rows", "DjangoDbBlocker"]]()


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what is slow on purpose, and what each of thousands of clients would do again."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Every client would list all static files for itself before its first request: find one when it is asked for.
    settings.WHITENOISE_AUTOREFRESH = True
    # Attached files live as long as the process: none stays on the disk.
    for name in ("attachments", "heads"):
        settings.STORAGES[name] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    # A copy of what tests.services has migrated already; with a DATABASE_URL from outside Django migrates itself.
    settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = os.environ.get("TEST_TEMPLATE")
    be_patient()
    collect_garbage_rarely()


def collect_garbage_rarely() -> None:
    """Objects that refer to each other wait for longer: looking for them every 700 objects takes a twentieth of a run."""
    gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish() -> None:
    """What is there by now stays until the end: nobody looks through it again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Several workers take the longest tests first."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        from tests import scheduling

        items.sort(key=lambda item: scheduling.place_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: "Producer") -> object:
    from tests import scheduling

    return scheduling.Scheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


def be_patient() -> None:
    """Let properties take the time that a busy machine needs: speed is measured elsewhere, in ratios."""
    hypothesis.settings.register_profile(
        "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
    )
    hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """The test database as pytest-django makes it, in which a flush may empty every table."""
    from tests import emptying, standard_rows

    emptying.drop_by_force()
    with django_db_blocker.unblock():
        standard_rows.rest_the_guards_of_records()


@pytest.fixture(scope="session")
def standard_rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker) -> "Rows":
    """What the migrations put in: metrics, skills, drills and the switches of areas."""
    from tests import emptying, signing_in, standard_rows

    signing_in.at_once()
    standard_rows.stop_writing_permissions()
    with django_db_blocker.unblock():
        emptying.by_deleting()
        rows = standard_rows.kept()
    request.config.stash[STANDARD_ROWS] = (rows, django_db_blocker)
    return rows


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that commits ends in a flush of every table; whoever comes next finds the standard rows all the same.

    They are committed before any fixture of the test begins a transaction: put back inside, they would go with it.
    """
    from tests import emptying, standard_rows

    if STANDARD_ROWS in item.config.stash and emptying.was_done():
        rows, blocker = item.config.stash[STANDARD_ROWS]
        with blocker.unblock():
            standard_rows.put_back(rows)


@pytest.fixture(autouse=True)
def _standard_rows_are_known(request: pytest.FixtureRequest) -> None:
    """The first test with a database keeps the standard rows, before anything is flushed."""
    names = {"db", "transactional_db", "live_server"}
    if request.node.get_closest_marker("django_db") is not None or names & set(request.fixturenames):
        request.getfixturevalue("standard_rows")


@pytest.fixture
def sink(settings) -> Iterator[MailSink]:
    server = MailSink()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


# The cast: a rep and their manager in one team, a mentor and a stranger in others, HR, a site admin.


@pytest.fixture
def organization(db: None) -> "Organization":
    from tests.factories.people import OrganizationFactory

    return OrganizationFactory()


@pytest.fixture
def team(organization: "Organization", manager: "User") -> "Team":
    from tests.factories.people import TeamFactory

    return TeamFactory(name="Harbor SMB", manager=manager)


@pytest.fixture
def manager(organization: "Organization") -> "User":
    from tests.factories.people import UserFactory

    return UserFactory(name="Dana Whitfield", email="dana@example.com")


@pytest.fixture
def rep(team: "Team") -> "User":
    from tests.factories.people import RepFactory

    return RepFactory(name="Marcus Bell", email="marcus@example.com", team=team)


@pytest.fixture
def mentor(organization: "Organization") -> "User":
    """A rep of another team; a test that wants a mentor's rights lets them accept a plan."""
    from tests.factories.people import RepFactory

    return RepFactory(name="Priya Nair", email="priya@example.com")


@pytest.fixture
def stranger(organization: "Organization") -> "User":
    """A rep of another team who has nothing to do with the others."""
    from tests.factories.people import RepFactory

    return RepFactory(name="Melvin Marxen", email="melvin@example.com")


@pytest.fixture
def hr(organization: "Organization") -> "User":
    from tests.factories.people import UserFactory

    return UserFactory(name="Hanna Roth", email="hanna@example.com", hr_partner=True)


@pytest.fixture
def site_admin(organization: "Organization") -> "User":
    from tests.factories.people import UserFactory

    return UserFactory(name="Sam Okafor", email="sam@example.com", site_admin=True)


@pytest.fixture
def client_of() -> "Callable[[User], Client]":
    """A browser in which this person is signed in: client_of(rep).get("/")."""
    from django.test import Client

    def signed_in(person: "User") -> "Client":
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def run_rung(
    django_capture_on_commit_callbacks, monkeypatch
) -> "Callable[[Callable[[], object]], list[tuple[str, dict[str, object]]]]":
    """Do something, run the tasks that it rang for as the worker would, and give their names."""
    from salesgym import handoff

    def run(act: Callable[[], object]) -> list[tuple[str, dict[str, object]]]:
        rung: list[tuple[str, dict[str, object]]] = []
        with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
            patch.setattr(handoff.app, "send_task", lambda name, kwargs: rung.append((name, kwargs)))
            act()
        handoff.app.loader.import_default_modules()
        for name, kwargs in rung:
            handoff.app.tasks[name](**kwargs)
        return rung

    return run


@pytest.fixture
def in_the_demo(settings) -> Iterator[None]:
    """The demo's addresses and bar, for one test."""
    from django.urls import clear_url_caches, set_urlconf

    import salesgym.urls

    settings.IS_DEMO = True
    importlib.reload(salesgym.urls)
    clear_url_caches()
    set_urlconf(None)
    yield
    settings.IS_DEMO = False
    importlib.reload(salesgym.urls)
    clear_url_caches()
