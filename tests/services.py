"""An early plugin: a throw-away PostgreSQL and Valkey before Django reads its settings.

Named in addopts as `-p tests.services`, because pytest-django loads the settings before any
conftest. The workers of xdist inherit the addresses. A DATABASE_URL that is set is used as it is.
"""

import os
import shutil
import tempfile
from pathlib import Path

from salesgym.services import Unavailable, joining, locking, places
from tests import kept_cluster

PREFIX = "salesgym-test-"


def start() -> Path | None:
    """The folder of this run's own services, or None when somebody else looks after them."""
    if os.environ.get("PYTEST_XDIST_WORKER") or os.environ.get("DATABASE_URL"):
        return None
    _sweep()
    data = Path(tempfile.mkdtemp(prefix=PREFIX))
    kept_cluster.lay_out(data)
    # Each worker of xdist copies its database from this one, which nobody connects to.
    os.environ["TEST_TEMPLATE"] = kept_cluster.TEMPLATE
    joining.hold(data, is_throw_away=True)
    os.environ["SALESGYM_DATA"] = str(data)
    # A person's own settings must not reach the tests.
    for name in (
        *(
            "DATABASE_OWNER_URL",
            "REDIS_URL",
            "SALESGYM_DEMO",
            "SALESGYM_HOSTS",
            "SALESGYM_URL",
            "SALESGYM_BEHIND_PROXY",
            "SALESGYM_SECRET_KEY_FALLBACKS",
            "SALESGYM_EMAIL_HOST",
        ),
        "SALESGYM_SETUP_CODE",
    ):
        os.environ.pop(name, None)
    # Tests own the tables: they empty them. What the role of the app may not do is tried by its own tests.
    os.environ["DATABASE_URL"] = places.database_url(data, "salesgym")
    from salesgym import services

    services.attach()
    return data


def _sweep() -> None:
    """Folders whose supervisor was killed together with its test run."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        lock = left / "run" / "supervisor.lock"
        try:
            if (
                lock.exists()
                and not locking.is_taken(lock)
                and not locking.is_taken(left / "run" / "users.lock")
            ):
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue


try:
    _data = start()
except Unavailable as error:
    raise SystemExit(f"No services for the tests: {error}") from error


def pytest_unconfigure() -> None:
    if _data is not None:
        joining.release(_data)
        joining.wait_for_end(_data)
