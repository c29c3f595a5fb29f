"""How long the page takes to answer one step of the slider, in a real browser."""

import os
import shutil
import statistics
from importlib.util import find_spec
from typing import Any

STEPS = 40
ONE_FRAME = 16.7
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "chromium-headless-shell")
# Times each animation frame's work and, by reading offsetHeight, the layout that it causes.
WATCH = """
    window.benchTook = [];
    const next = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (work) => next((at) => {
        const from = performance.now();
        work(at);
        void document.body.offsetHeight;
        window.benchTook.push(performance.now() - from);
    });
"""
MOVE = """
    async ([selector, steps]) => {
        const range = document.querySelector(selector);
        const took = [];
        const low = Number(range.min), high = Number(range.max), step = Number(range.step) || 1;
        for (let place = 0; place < steps; place += 1) {
            const far = Math.floor(((high - low) / step) * ((place * 7) % steps) / steps);
            range.value = String(low + far * step);
            window.benchTook.length = 0;
            const from = performance.now();
            range.dispatchEvent(new Event("input", { bubbles: true }));
            void document.body.offsetHeight;
            const atOnce = performance.now() - from;
            await new Promise((done) => setTimeout(done, 40));
            took.push(atOnce + window.benchTook.reduce((sum, one) => sum + one, 0));
        }
        return took;
    }
"""


class NoBrowser(Exception):
    """The slider cannot be measured here; the message says what is missing."""


def browser_path() -> str:
    """The path of Chromium: from SALESGYM_CHROMIUM or PATH. Raises NoBrowser without it or playwright."""
    if find_spec("playwright") is None:
        raise NoBrowser("playwright is not installed (make test installs it)")
    found = os.environ.get("SALESGYM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise NoBrowser("no Chromium is here")
    return found


def milliseconds(url: str, *, cookie: tuple[str, str], selector: str) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds, of one step of the slider that `selector` finds."""
    path = browser_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
        )
        try:
            took = _move(browser, url, cookie, selector)
        finally:
            browser.close()
    return statistics.median(took), statistics.quantiles(took, n=20)[-1]


def _move(browser: Any, url: str, cookie: tuple[str, str], selector: str) -> list[float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": url}])
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    if page.locator(selector).count() == 0:
        raise NoBrowser(f"no slider ({selector}) on {url}")
    took: list[float] = page.evaluate(MOVE, [selector, STEPS])
    return took
