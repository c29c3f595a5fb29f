"""How a page is judged: axe on all of it, its colors in both lights; nothing scrolls sideways."""

import json
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDE = {"width": 1440, "height": 1100}
PHONE = {"width": 390, "height": 844}
# Each width starts in one light; light and dark differ in colors alone, which are judged in both.
LOOKS = [pytest.param(False, False, id="wide light"), pytest.param(True, True, id="phone dark")]
# What axe finds on a page, and which kinds of places passed: the reasons are written there.
JUDGE = Path(__file__).with_name("judge.js").read_text()
# The kinds of places that passed in this process; their colors are part of them, and so is the light.
_passed: set[int] = set()
# A page hears of another light with its next frame.
SETTLED = """
async (light) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    while (!matchMedia(`(prefers-color-scheme: ${light})`).matches) await frame();
    await frame();
    await frame();
}
"""


def troubles_of(page: Page, name: str = "", *, dark: bool = False) -> list[str]:
    """What is wrong with this page as it is; `dark` is the light it is in. It is left as it came."""
    _bring_axe(page)
    troubles = _judged(page, name or page.url, dark=dark)
    with_other_colors(page, dark=dark)
    return troubles


def troubles_in_every_look(page: Page, name: str = "", *, dark: bool = False) -> list[str]:
    """What is wrong with this page at a desk and on a phone, loaded once; `dark` is the light it is in.

    It is left in this light and as the other of both, so that the next page is loaded there.
    """
    _bring_axe(page)
    troubles = _judged(page, name or page.url, dark=dark)
    turn(page, phone=page.viewport_size == WIDE)
    return troubles + _judged(page, name or page.url, dark=not dark)


def turn(page: Page, *, phone: bool) -> None:
    """Make it a phone, narrow and touched, or a desk again. No script of ours measures a page as it is loaded."""
    page.context.new_cdp_session(page).send("Emulation.setTouchEmulationEnabled", {"enabled": phone})
    page.set_viewport_size(PHONE if phone else WIDE)


def _judged(page: Page, where: str, *, dark: bool) -> list[str]:
    """All rules in this light, colors in the other as well; it is left in the other."""
    found = _violations(page)
    with_other_colors(page, dark=not dark)
    found += _violations(page, only="color-contrast")
    size = "phone" if page.viewport_size == PHONE else "wide"
    where = f"{where} ({size}, {'dark' if dark else 'light'})"
    troubles = [f"{where}: {rule} {html[:120]}" for rule, html in found]
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        troubles.append(f"{where} scrolls sideways")
    return troubles


def _bring_axe(page: Page) -> None:
    """Send it once: from then on each page of this tab comes with it. It is half a megabyte."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.add_init_script(AXE_SCRIPT)


def _violations(page: Page, *, only: str = "") -> list[list[str]]:
    """What axe finds, as pairs of rule and HTML; `only` is the one rule to run."""
    found, passing = page.evaluate(JUDGE, [only, json.dumps([*_passed])])
    _passed.update(passing)
    return found


def with_other_colors(page: Page, *, dark: bool) -> None:
    light = "dark" if dark else "light"
    page.emulate_media(color_scheme=light)
    page.evaluate(SETTLED, light)
