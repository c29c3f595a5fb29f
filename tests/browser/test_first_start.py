"""The first start as a person takes it: from an empty database to the first board.

FILM=1 films it and keeps a picture of each step, into test-results/.
"""

import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from salesgym.numbers.models import WeeklyValue
from salesgym.people.models import Organization, User
from tests.browser.conftest import PHONE, TIMEOUT_MS, WIDE, fault_of
from tests.browser.film import Film
from tests.browser.looks import LOOKS, troubles_in_every_look, turn, with_other_colors
from tests.factories.numbers import standard_metrics

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILMS = Path(settings.BASE_DIR) / "test-results" / "first-start"
IS_FILMED = os.environ.get("FILM") == "1"
# Each step is judged in every look on one way, so that the second way is for its film alone; a phone goes the whole way
# without a script.
WAYS = LOOKS if IS_FILMED else LOOKS[:1]
PASSWORD = "climb the stairs slowly"
FILE = "name,email,team,manager_email\nGrace Kim,grace@harbor.example,Harbor Enterprise,owen@harbor.example\nOwen O'Hara,owen@harbor.example,,\n"


@pytest.fixture
def open_page(browser, live_server):
    """A browser of somebody whom nobody knows here, in Madrid."""
    contexts = []

    def start(*, phone: bool = False, dark: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else WIDE,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            timezone_id="Europe/Madrid",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.on("response", fault_of)
        return page

    yield start
    for context in contexts:
        context.close()


class Judge:
    """Looks at each step in every look: axe finds nothing, nothing scrolls sideways."""

    def __init__(self, page: Page, *, phone: bool, dark: bool, film: Film | None = None) -> None:
        self.page, self.phone, self.dark, self.film, self.troubles = page, phone, dark, film, []
        self.size = "phone" if phone else "wide"

    def look(self, step: str) -> None:
        self.page.wait_for_load_state()
        with self.film.rests() if self.film else nullcontext():
            self._judge(step)

    def _judge(self, step: str) -> None:
        self.troubles += troubles_in_every_look(self.page, step, dark=self.dark)
        turn(self.page, phone=self.phone)
        if IS_FILMED:
            self._keep_pictures(step)

    def _keep_pictures(self, step: str) -> None:
        FILMS.mkdir(parents=True, exist_ok=True)
        for dark in (not self.dark, self.dark):
            with_other_colors(self.page, dark=dark)
            name = f"{self.size} {'dark' if dark else 'light'} {step}.png"
            self.page.screenshot(path=FILMS / name, full_page=True)


def fill_in_the_first_page(page: Page) -> None:
    page.get_by_label("Organization", exact=True).fill("Harbor & Sons")
    page.get_by_label("Your team").fill("Harbor SMB")
    page.get_by_label("Currency").select_option("EUR")
    page.get_by_label("Your name").fill("Dana O'Neill")
    page.get_by_label("Your email").fill("Dana@harbor.example")
    page.get_by_label("Choose a password").fill(PASSWORD)


def fill_in_row(page: Page, number: int, name: str, email: str) -> None:
    row = page.get_by_role("group", name=f"Person {number}", exact=True)
    row.get_by_label("Name").fill(name)
    row.get_by_label("Email").fill(email)


def look_at_a_file(page: Page, judge: Judge) -> None:
    """A file is shown before it is kept; this one is not, after all."""
    page.get_by_role("link", name="Bring a CSV or Excel file instead").click()
    expect(page.get_by_label("CSV or Excel file")).to_be_visible()
    judge.look("2 file")
    page.get_by_label("CSV or Excel file").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("Grace Kim, Owen O'Hara")).to_be_visible()
    judge.look("2 file preview")
    for _page in ("the preview", "the file"):
        with page.expect_navigation():
            page.get_by_role("link", name="Back").click()


def fill_in_the_people(page: Page, judge: Judge) -> None:
    """Three of them, one with an address to put right."""
    fill_in_row(page, 1, "Marcus Bell", "marcus@harbor.example")
    fill_in_row(page, 2, "Siobhán D'Arcy", "siobhan@harbor.example")
    fill_in_row(page, 3, "Aisha Rahman", "not an address")
    page.get_by_role("button", name="Numbers").last.click()
    expect(page.get_by_text("Write an email address").last).to_be_visible()
    judge.look("2 people put right")
    fill_in_row(page, 3, "Aisha Rahman", "aisha@harbor.example")
    page.get_by_label("Invite each of them now").check()
    page.get_by_role("button", name="Numbers").last.click()


def bring_numbers(page: Page, judge: Judge) -> None:
    """Last week's calls from a spreadsheet: dropped, looked at, taken in."""
    week = last_complete_week(timezone.localdate())
    lines = ["Rep,Week,Outreach", f"Marcus Bell,{week},41", f"Siobhán D'Arcy,{week},38", ""]
    page.locator("input[type=file]").set_input_files(
        {"name": "calls.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    )
    expect(page.get_by_role("button", name="Look at what changes")).to_be_visible()
    judge.look("3 numbers columns")
    page.get_by_role("combobox", name="Where does this file come from?").fill("Our list")
    page.get_by_role("button", name="Look at what changes").click()
    page.get_by_role("button", name="Take in 2 changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 changes are in")
    judge.look("3 numbers are in")


@pytest.mark.parametrize(("phone", "dark"), WAYS)
def test_from_an_empty_database_to_the_first_board(open_page, phone: bool, dark: bool):
    standard_metrics()
    page = open_page(phone=phone, dark=dark)
    film = Film(page) if IS_FILMED else None
    judge = Judge(page, phone=phone, dark=dark, film=film)

    page.goto("/")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Madrid")
    judge.look("1 organization")
    fill_in_the_first_page(page)
    page.get_by_role("button", name="People").last.click()

    expect(page.get_by_role("heading", name="Who is in your team?")).to_be_visible()
    judge.look("2 people")
    look_at_a_file(page, judge)
    fill_in_the_people(page, judge)

    expect(page.get_by_role("heading", name="Where are your numbers?")).to_be_visible()
    judge.look("3 numbers")
    page.get_by_role("link", name="Bring numbers").click()
    expect(page.get_by_text("Bring your numbers in, then go on to your board.")).to_be_visible()
    judge.look("3 numbers import")
    bring_numbers(page, judge)
    page.get_by_role("button", name="On to my board").click()

    expect(page.get_by_text("Welcome to your board, Dana")).to_be_visible()
    expect(page.get_by_role("row", name="Marcus Bell")).to_be_visible()
    judge.look("4 board")
    if film:
        film.save(FILMS / f"{judge.size}.webm")
    assert judge.troubles == []
    assert Organization.objects.get().time_zone == "Europe/Madrid"
    assert User.objects.count() == 4
    assert WeeklyValue.objects.get(rep__name="Siobhán D'Arcy", metric__key="outreach").value == 38


def test_without_a_script_and_with_the_back_button_it_is_the_same_way(open_page):
    page = open_page(phone=True, javascript=False)

    page.goto("/")
    fill_in_the_first_page(page)
    page.get_by_label("Time zone").fill("kolkata")
    with page.expect_navigation():
        page.get_by_role("button", name="People").last.click()
    page.go_back()
    page.go_back()
    page.goto("/start/")
    expect(page.get_by_role("heading", name="Who is in your team?")).to_be_visible()
    fill_in_row(page, 5, "Marcus Bell", "marcus@harbor.example")
    with page.expect_navigation():
        page.get_by_role("button", name="Five more rows").click()
    fill_in_row(page, 10, "Aisha Rahman", "aisha@harbor.example")
    page.get_by_role("button", name="Numbers").last.click()
    page.get_by_role("button", name="Later, to my board").click()

    expect(page.get_by_text("Welcome to your board, Dana")).to_be_visible()
    assert set(User.objects.values_list("name", flat=True)) == {"Dana O'Neill", "Marcus Bell", "Aisha Rahman"}
    assert Organization.objects.get().time_zone == "Asia/Kolkata"


def test_the_pages_about_the_code_look_like_the_others(open_page, settings):
    page = open_page()
    judge = Judge(page, phone=False, dark=False)
    settings.IS_HTTPS, settings.SETUP_CODE = True, ""

    page.goto("/")
    judge.look("0 locked")
    settings.SETUP_CODE = "a-code-of-this-machine"
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_label("Set-up code")).to_be_visible()
    fill_in_the_first_page(page)
    page.get_by_label("Set-up code").fill("a guess")
    page.get_by_role("button", name="People").last.click()

    expect(page.get_by_text("This is not the set-up code of this machine.").last).to_be_visible()
    judge.look("0 code")
    assert judge.troubles == []
    assert not User.objects.exists()
