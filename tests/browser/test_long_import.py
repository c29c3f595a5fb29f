"""A hundred thousand deals through the browser: the bar moves, the worker's memory stays flat."""

import csv
import io
import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from salesgym.numbers.models import Deal, Import
from tests.browser.test_main_job import DATA
from tests.factories.numbers import standard_metrics
from tests.factories.people import OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.faults.conftest import broker, machinery, wait_until  # noqa: F401 - fixtures
from tests.faults.test_outbox_faults import point_handoff_at

# Not marked as a browser test: those may not be skipped in CI, and the data set is not everywhere.
pytestmark = pytest.mark.django_db(transaction=True)
SHORT, LONG = 20_000, 100_000
PATIENCE_MS = 900_000
# Both are long enough for a worker. One that held a file in memory would grow with it, fivefold here.
MOST_GROWTH = 1.25
# The page itself asks every 700 ms how far it is: no share that it shows is missed.
LOOK_MS = 400


@pytest.fixture
def admin():
    if not DATA.is_dir():
        pytest.skip(f"the public CRM data set is not at {DATA}")
    standard_metrics()
    OrganizationFactory()
    with (DATA / "sales_teams.csv").open() as lines:
        names = sorted({row["sales_agent"] for row in csv.DictReader(lines)})
    team = TeamFactory()
    for name in names:
        RepFactory(name=name, team=team, password="!")
    return UserFactory(site_admin=True)


def deals_of(path: Path, count: int, letter: str) -> Path:
    """The real deals again and again under new ids and accounts, until there are enough."""
    with (DATA / "sales_pipeline.csv").open(newline="") as lines:
        header, *deals = csv.reader(lines)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    for number in range(count):
        _id, agent, product, account, *rest = deals[number % len(deals)]
        own = f"{letter}{number}"
        writer.writerow([own, agent, product, f"{account} {own}", *rest])
    path.write_text(text.getvalue())
    return path


def bring(page: Page, path: Path) -> list[int]:
    """Drop the file, say yes twice, and watch the bar: the shares it showed."""
    page.goto("/numbers/import/")
    page.locator("input[type=file]").set_input_files(path)
    seen = watch(page, until=re.compile("Look at what changes|^Take in"))
    look = page.get_by_role("button", name="Look at what changes")
    if look.count():
        page.get_by_role("combobox", name="Where does this file come from?").fill("CRM")
        look.click()
        seen += watch(page, until=re.compile("^Take in"))
    page.get_by_role("button", name=re.compile("^Take in")).click()
    expect(page.get_by_role("link", name="Undo this import")).to_be_visible(timeout=PATIENCE_MS)
    return seen


def watch(page: Page, until: re.Pattern[str]) -> list[int]:
    """What the bar shows, twice a second and more, until this can be pressed."""
    seen: list[int] = []
    for _look in range(PATIENCE_MS // LOOK_MS):
        # A page that goes on to its next step at this very moment is looked at again.
        with suppress(Error):
            if page.get_by_role("button", name=until).count():
                return seen
            # All at once: between counting the bars and reading one, the page may come to its next step.
            shares = page.locator("progress[value]").evaluate_all("bars => bars.map(bar => bar.value)")
            seen += [int(share) for share in shares[:1]]
        page.wait_for_timeout(LOOK_MS)
    raise AssertionError("the file never came to its next step")


def peak_of(worker) -> int:
    """The most memory that any process of this worker has ever held, in kB."""
    children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    statuses = [Path(f"/proc/{pid}/status").read_text() for pid in children]
    return max(int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) for status in statuses)


def test_a_long_file_goes_in_with_a_moving_bar_and_flat_memory(
    admin,
    page_of,
    machinery,  # noqa: F811
    monkeypatch,
    tmp_path,
):
    point_handoff_at(monkeypatch, machinery.broker)
    worker = machinery.worker()
    page = page_of(admin)
    page.set_default_timeout(PATIENCE_MS)

    bring(page, deals_of(tmp_path / "short.csv", SHORT, "S"))
    before = peak_of(worker)
    seen = bring(page, deals_of(tmp_path / "long.csv", LONG, "L"))

    assert Deal.objects.count() == SHORT + LONG
    assert len({share for share in seen if 0 < share < 100}) >= 3, seen
    assert peak_of(worker) < MOST_GROWTH * before
    assert Import.objects.done().count() == 2
    assert page.faults == []
