"""A real Chromium before the real app with the sample organization in it."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.looks import PHONE, WIDE
from tests.kept_rows import KeptRows

# Playwright's loop runs in this thread, which Django takes for an async context. Nothing here is async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

IS_HEADED = os.environ.get("HEADED") == "1"
# The first has no window to show and draws none: the browser of a journey costs a quarter of the CPU.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next((found for name in NAMES[IS_HEADED:] if (found := shutil.which(name))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A busy machine may take its time: nothing waits longer than it has to.
TIMEOUT_MS = 120_000
expect.set_options(timeout=TIMEOUT_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker: HEADED=1 shows it."""
    if CHROMIUM is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(NAMES)})")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, headless=not IS_HEADED
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def kept_rows() -> KeptRows:
    """The rows of the sample organization, built once for all browser tests."""
    return KeptRows("harbor-today")


@pytest.fixture
def harbor(transactional_db: None, kept_rows: KeptRows) -> dict:
    """The sample organization, its people by first name in lower case."""
    from django.utils import timezone

    from coaching.management import sample
    from salesgym.people.models import User

    kept_rows.bring(lambda: sample.build(at=timezone.now()))
    return {user.first_name.lower(): user for user in User.objects.filter(is_sample=True)}


@pytest.fixture
def page_of(browser, live_server) -> Callable[..., Page]:
    """A page of this person: page_of(marcus, phone=True, dark=True, javascript=False)."""
    contexts: list[BrowserContext] = []

    def open_page(person=None, *, phone: bool = False, dark: bool = False, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=PHONE if phone else WIDE,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_cookie(person, live_server.url)])
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.on("response", fault_of)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "console", lambda message: page.faults.append(message.text) if message.type == "error" else None
        )
        return page

    yield open_page
    for context in contexts:
        context.close()


def fault_of(response) -> None:
    """A server error in any answer ends the test at once."""
    assert response.status < 500, f"{response.status} at {response.url}"


def session_cookie(person, url: str) -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }
