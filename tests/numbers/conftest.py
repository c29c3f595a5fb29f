"""The people of these tests: a rep, their manager, another manager, a stranger; the CRM's real files."""

import csv
import os
from contextlib import contextmanager
from pathlib import Path

import pytest

from salesgym import handoff
from tests.factories.numbers import standard_metrics
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory

ROOT = Path(__file__).resolve().parents[2]
CRM = Path(os.environ.get("SALESGYM_CRM_DATA") or ROOT.parent / "shared" / "data" / "crm")
HEADER = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"


@pytest.fixture
def crm_file():
    path = CRM / "sales_pipeline.csv"
    if not path.exists():
        pytest.skip(f"{path} is not here: set SALESGYM_CRM_DATA to the folder of the CRM files")
    return path


@pytest.fixture
def crm_people(crm_file):
    with (CRM / "sales_teams.csv").open() as lines:
        names = {row["sales_agent"] for row in csv.DictReader(lines)}
    return {name: UserFactory(name=name, password="!") for name in sorted(names)}


@pytest.fixture
def organization(db):
    standard_metrics()
    return OrganizationFactory()


@pytest.fixture
def manager(organization):
    return UserFactory(name="Dana Whitfield")


@pytest.fixture
def team(manager):
    return TeamFactory(manager=manager)


@pytest.fixture
def rep(team):
    return RepFactory(name="Marcus Bell", team=team)


@pytest.fixture
def other_manager(organization):
    return UserFactory(name="Rocco Neubert")


@pytest.fixture
def stranger(other_manager):
    return RepFactory(name="Melvin Marxen", team=TeamFactory(manager=other_manager))


@pytest.fixture
def deals_file():
    """A file of deals, from its lines."""

    def build(*lines, header=HEADER):
        return "\n".join([header, *lines, ""]).encode()

    return build


@pytest.fixture
def run_rung(django_capture_on_commit_callbacks, monkeypatch):
    """Within its block, handed-off tasks run when the block ends, as a worker would run them."""

    @contextmanager
    def inside():
        rung = []
        monkeypatch.setattr(handoff.app, "send_task", lambda name, kwargs: rung.append((name, kwargs)))
        with django_capture_on_commit_callbacks(execute=True):
            yield
        handoff.app.loader.import_default_modules()
        for name, kwargs in rung:
            handoff.app.tasks[name](**kwargs)

    return inside
