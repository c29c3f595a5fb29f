"""Numbers in by browser: dropped, looked at, taken in; by keyboard, without scripts, and calm in every light."""

import contextlib
import os
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import FileChooser, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from salesgym.numbers.models import Deal, Import
from tests.browser.looks import troubles_in_every_look
from tests.factories.deals import DealFactory
from tests.factories.imports import ImportFactory, RefusedLineFactory, StagedDealFactory
from tests.factories.numbers import standard_metrics
from tests.factories.people import RepFactory, UserFactory

# Only tests that need no public data set are browser tests: those may not be skipped in CI.
pytestmark = pytest.mark.django_db(transaction=True)

DATA = Path(os.environ.get("SALESGYM_CRM_DATA") or Path(__file__).parents[3] / "shared/data/crm")
PATIENCE_MS = 900_000
PRESSES = 10
HEADER = "Opportunity ID,Opportunity Owner,Account Name,Stage,Amount,Created Date,Close Date"
LINES = (
    "A1,Marcus Bell,Acme,Closed Won,4514,10/13/2026,11/20/2026",
    "A2,Marcus Bell,Hooli,Partner lane,,10/26/2026,",
    "A3,M. Bell,Globex,Closed Lost,10,10/26/2026,11/2/2026",
    "A4,,Initech,Closed Lost,10,10/26/2026,11/2/2026",
)


@pytest.fixture
def dana(transactional_db, manager, rep):
    standard_metrics()
    return manager


@pytest.fixture
def export(tmp_path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text("\n".join([HEADER, *LINES, ""]))
    return path


def drop(page: Page, path: Path) -> None:
    """Choose a file; it is sent at once."""
    page.goto("/numbers/import/")
    page.get_by_label("Drop a file here").set_input_files(path)
    page.wait_for_url(re.compile(r"/numbers/imports/\d+/"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).click()


def test_a_public_crm_export_goes_in_guessed_right_and_the_next_is_one_drop_and_one_yes(
    transactional_db, page_of, tmp_path
):
    if not DATA.is_dir():
        pytest.skip(f"the public CRM data set is not at {DATA}")
    standard_metrics()
    call_command(
        "import_people", str(DATA / "sales_teams.csv"), "--email-domain", "mavens.example", verbosity=0
    )
    page = page_of(UserFactory(site_admin=True))
    page.set_default_timeout(PATIENCE_MS)

    drop(page, DATA / "sales_pipeline.csv")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "One question about this file", timeout=PATIENCE_MS
    )
    page.get_by_role("combobox", name="Where does this file come from?").fill("CRM")
    press(page, "Look at what changes")
    press(page, "Take in 8,800 changes")
    expect(page.get_by_role("heading", level=1)).to_have_text("8,800 changes are in", timeout=PATIENCE_MS)

    assert Deal.objects.count() == 8800
    assert Deal.objects.filter(owner__name="Lajuana Vencill", stage="won").count() == 127

    newer = tmp_path / "sales_pipeline_next_week.csv"
    newer.write_text((DATA / "sales_pipeline.csv").read_text().replace(",1054\n", ",1055\n", 1))
    drop(page, newer)
    press(page, "Take in 1 change$")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 change is in", timeout=PATIENCE_MS)

    assert page.faults == []


@pytest.mark.browser
def test_a_file_goes_in_without_javascript(dana, page_of, export):
    page = page_of(dana, javascript=False)
    page.goto("/numbers/import/")
    page.get_by_label("Drop a file here").set_input_files(export)
    press(page, "Look at the file")
    page.get_by_label("Partner lane").select_option("Open")
    page.locator("input[name=blank_owner][value=leave-out]").check()
    press(page, "Look at what changes")
    page.get_by_label("M. Bell").select_option("Marcus Bell")
    press(page, "Compare again")
    press(page, "Take in 3 changes")

    expect(page.get_by_role("heading", level=1)).to_have_text("3 changes are in")
    page.get_by_role("link", name="Undo this import").click()
    press(page, "Undo the import")
    expect(page.get_by_role("heading", level=1)).to_have_text("This import was taken back")
    assert not Deal.objects.exists()


@pytest.mark.browser
def test_a_file_goes_in_by_keyboard_alone(dana, page_of, export):
    page = page_of(dana)
    page.goto("/numbers/import/")
    walk_to(page, "#id_file")
    chooser_of(page).set_files(export)
    page.wait_for_url(re.compile(r"/numbers/imports/\d+/"))
    walk_to(page, "select[name=stage-3-2]")
    page.keyboard.type("Open")
    walk_to(page, "input[name=blank_owner]")
    page.keyboard.press("ArrowDown")
    for words in ("Look at what changes", "Take in 2 changes"):
        expect(page.get_by_role("button", name=words)).to_be_visible()
        walk_to(page, "button", words)
        page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("2 changes are in")


def chooser_of(page: Page) -> FileChooser:
    """What Space opens on a file field. A headless Chromium answers Enter half the time, and when busy not every Space."""
    for _press in range(PRESSES):
        with contextlib.suppress(TookTooLong):
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Space")
            return chooser.value
    pytest.fail("Space opens no chooser of files")


def walk_to(page: Page, selector: str, words: str = "") -> None:
    """Tab until the thing in focus is the one meant."""
    for _step in range(120):
        page.keyboard.press("Tab")
        is_there = page.evaluate(
            "([selector, words]) => document.activeElement.matches(selector)"
            " && document.activeElement.textContent.includes(words)",
            [selector, words],
        )
        if is_there:
            return
    pytest.fail(f"the keyboard does not reach {selector} {words}")


@pytest.mark.browser
def test_a_file_dropped_anywhere_on_the_page_is_taken(dana, page_of):
    page = page_of(dana)
    page.goto("/numbers/import/")
    page.evaluate(
        """([text]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], "dropped.csv", { type: "text/csv" }));
            const told = { bubbles: true, cancelable: true, dataTransfer: carried };
            document.body.dispatchEvent(new DragEvent("drop", told));
        }""",
        ["\n".join([HEADER, LINES[0], ""])],
    )
    page.wait_for_url(re.compile(r"/numbers/imports/\d+/"))

    assert Import.objects.get().file_name == "dropped.csv"


@pytest.mark.browser
def test_a_long_file_moves_its_bar_and_shows_what_comes_next(dana, page_of):
    file = ImportFactory(staging=True, imported_by=dana)
    Import.objects.filter(pk=file.pk).update(done_units=10, all_units=100)
    page = page_of(dana)
    page.goto(f"/numbers/imports/{file.pk}/")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", "10")

    Import.objects.filter(pk=file.pk).update(done_units=60)
    expect(bar).to_have_attribute("value", "60")
    Import.objects.filter(pk=file.pk).update(state=Import.State.READY)

    expect(page.get_by_role("heading", level=1)).to_have_text("Everything in this file is known already")
    assert page.faults == []


def preview(dana) -> Import:
    """A file with everything a preview can show of deals."""
    file = ImportFactory(ready=True, imported_by=dana, added=1, changed=60, refused=1, read=64)
    marcus = RepFactory(name="Marcus Bell the Second With a Rather Long Name", manager=dana)
    for number in range(60):
        known = DealFactory(owner=marcus, amount_minor=number)
        StagedDealFactory(file=file, owner=marcus, known=known, verdict="changed", name=f"Acme {number}")
    StagedDealFactory(file=file, owner=None, owner_key="M. Bell", verdict="refused")
    RefusedLineFactory(file=file)
    return file


@pytest.mark.browser
def test_axe_finds_nothing_on_the_way_of_a_file(dana, page_of, export):
    page = page_of(dana)
    troubles = []

    def look() -> None:
        troubles.extend(troubles_in_every_look(page))

    files = {
        trait: ImportFactory(imported_by=dana, **{trait: True})
        for trait in ("staging", "taking_in", "refused_whole", "undone", "cancelled")
    }
    for file in (*files.values(), preview(dana)):
        page.goto(f"/numbers/imports/{file.pk}/")
        look()
    drop(page, export)
    expect(page.get_by_role("button", name="Look at what changes")).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    look()
    press(page, "Look at what changes")
    expect(page.get_by_text("Say what this means.").first).to_be_visible()
    look()
    page.get_by_label("Partner lane").select_option("Open")
    page.locator("input[name=blank_owner][value=leave-out]").check()
    press(page, "Look at what changes")
    expect(page.get_by_role("button", name=re.compile("Take in"))).to_be_visible()
    look()
    press(page, "Take in")
    expect(page.get_by_role("link", name="Undo this import")).to_be_visible()
    look()
    page.goto("/numbers/import/")
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    look()

    assert troubles == []
    assert page.faults == []
