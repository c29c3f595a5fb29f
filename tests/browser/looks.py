"""How a page is judged: axe on all of it, then its colors once more in the other light; nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Each width in one light with every rule; light and dark differ in colors alone, which are judged in both.
LOOKS = [pytest.param(False, False, id="wide light"), pytest.param(True, True, id="phone dark")]
COLORS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def troubles_of(page: Page, name: str = "", *, dark: bool = False) -> list[str]:
    """What is wrong with this page; `dark` is the light it is in. It is left as it came."""
    axe = Axe()
    found = axe.run(page).response["violations"]
    with_other_colors(page, dark=not dark)
    found += axe.run(page, options=COLORS).response["violations"]
    with_other_colors(page, dark=dark)
    where = name or page.url
    troubles = [f"{where}: {one['id']} {one['nodes'][0]['html'][:120]}" for one in found]
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        troubles.append(f"{where} scrolls sideways")
    return troubles


def with_other_colors(page: Page, *, dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light")
