"""How a page is judged: axe on all of it, its colors in both lights; nothing scrolls sideways."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDE = {"width": 1440, "height": 1100}
PHONE = {"width": 390, "height": 844}
# Each width starts in one light; light and dark differ in colors alone, which are judged in both.
LOOKS = [pytest.param(False, False, id="wide light"), pytest.param(True, True, id="phone dark")]
# Contrast is most of the work of axe. It follows from what is compared here, so that of all places which
# are alike in it, as the cells of a long table are, the first and the last stand for those between.
JUDGE = """
async (only) => {
    const known = new Map();
    const ground = (one) => {
        if (!one) return "";
        if (!known.has(one)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
            known.set(one, [ground(one.parentElement), one.tagName, one.getAttribute("class"),
                backgroundColor, backgroundImage, opacity].join());
        }
        return known.get(one);
    };
    const kindOf = (one) => {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(one);
        const isOff = Boolean(one.closest(":disabled, [aria-disabled=true]") || one.control?.disabled);
        return [ground(one), color, fontSize, fontWeight, textShadow, isOff].join();
    };
    const hasWords = (one) => one.matches("input, select, textarea") || [...one.childNodes].some(
        (part) => part.nodeType === Node.TEXT_NODE && part.textContent.trim());
    const kinds = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        if (!hasWords(one) || !one.checkVisibility({ visibilityProperty: true })) continue;
        const kind = kindOf(one);
        kinds.set(kind, [kinds.get(kind)?.[0] ?? one, one]);
    }
    const judged = [...kinds.values()].flat();
    judged.forEach((one) => one.setAttribute("data-judged", ""));
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-judged]" }] });
    const options = { resultTypes: ["violations"] };
    if (only) options.runOnly = { type: "rule", values: [only] };
    const { violations } = await axe.run(document, options);
    judged.forEach((one) => one.removeAttribute("data-judged"));
    return violations.map(({ id, nodes }) => [id, nodes[0].html]);
}
"""
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
    page.evaluate(AXE_SCRIPT)
    troubles = _judged(page, name or page.url, dark=dark)
    with_other_colors(page, dark=dark)
    return troubles


def troubles_in_every_look(page: Page, name: str = "") -> list[str]:
    """What is wrong with this page at a desk and on a phone, loaded once: it comes in the light, and as one of both.

    It is left in the light and as the other one, so that the next page is loaded there.
    """
    page.evaluate(AXE_SCRIPT)
    troubles = _judged(page, name or page.url, dark=False)
    turn(page, phone=page.viewport_size == WIDE)
    return troubles + _judged(page, name or page.url, dark=True)


def turn(page: Page, *, phone: bool) -> None:
    """Make it a phone, narrow and touched, or a desk again. No script of ours measures a page as it is loaded."""
    page.context.new_cdp_session(page).send("Emulation.setTouchEmulationEnabled", {"enabled": phone})
    page.set_viewport_size(PHONE if phone else WIDE)


def _judged(page: Page, where: str, *, dark: bool) -> list[str]:
    """All rules in this light, colors in the other as well; it is left in the other."""
    found = page.evaluate(JUDGE)
    with_other_colors(page, dark=not dark)
    found += page.evaluate(JUDGE, "color-contrast")
    size = "phone" if page.viewport_size == PHONE else "wide"
    where = f"{where} ({size}, {'dark' if dark else 'light'})"
    troubles = [f"{where}: {rule} {html[:120]}" for rule, html in found]
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        troubles.append(f"{where} scrolls sideways")
    return troubles


def with_other_colors(page: Page, *, dark: bool) -> None:
    light = "dark" if dark else "light"
    page.emulate_media(color_scheme=light)
    page.evaluate(SETTLED, light)
