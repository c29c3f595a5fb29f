"""How a page is judged: axe on all of it, its colors in both lights; nothing scrolls sideways."""

import json

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDE = {"width": 1440, "height": 1100}
PHONE = {"width": 390, "height": 844}
# Each width starts in one light; light and dark differ in colors alone, which are judged in both.
LOOKS = [pytest.param(False, False, id="wide light"), pytest.param(True, True, id="phone dark")]
# Contrast is most of the work of axe. It follows from what is compared here, so that of all places which are alike in
# it, as the cells of a long table are, the first and the last stand for those between; and what passed on this page or
# on another is not judged again. What overlaps on a page follows from that page: words with anything else under or over
# them, or that stick out of a ground of theirs, are judged wherever they are. Words for screen readers alone, clipped
# to one pixel or off the page, have no colors: without them most pages have nothing left that waits for the other light.
JUDGE = """
async ([only, passedBefore]) => {
    const hashOf = (parts) => {
        let [high, low] = [0xdeadbeef, 0x41c6ce57];
        for (const letter of parts.join("|")) {
            high = Math.imul(high ^ letter.codePointAt(0), 2654435761);
            low = Math.imul(low ^ letter.codePointAt(0), 1597334677);
        }
        return (high >>> 0) * 2097152 + (low >>> 11);
    };
    const isForReadersAlone = (one) => {
        const { right, bottom } = one.getBoundingClientRect();
        const isOnePixel = one.clientWidth === 1 && one.clientHeight === 1 && getComputedStyle(one).overflow === "hidden";
        return isOnePixel || right + window.scrollX <= 0 || bottom + window.scrollY <= 0;
    };
    const painted = [];
    const grounds = new Map([[null, 0]]);
    const isVisible = (one) => one.checkVisibility({ visibilityProperty: true });
    for (const one of document.querySelectorAll("*")) {
        const style = getComputedStyle(one);
        grounds.set(one, hashOf([grounds.get(one.parentElement), one.tagName, one.getAttribute("class"), one.type,
            style.backgroundColor, style.backgroundImage, style.backgroundClip, style.opacity, style.filter,
            style.mixBlendMode, style.position, style.zIndex]));
        const isPainted = style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none"
            || one.matches("img, svg, canvas, video, iframe");
        if (isPainted && isVisible(one) && !one.matches("html, body")) painted.push([one, one.getBoundingClientRect()]);
    }
    const wordsOf = (one) => [...one.childNodes].filter(
        (part) => part.nodeType === Node.TEXT_NODE && part.textContent.trim());
    const isField = (one) => one.matches("input, select, textarea");
    const insideOf = (field) => {
        const { left, right, top, bottom } = field.getBoundingClientRect();
        const { paddingLeft, paddingRight, paddingTop, paddingBottom } = getComputedStyle(field);
        return { left: left + parseFloat(paddingLeft), right: right - parseFloat(paddingRight),
            top: top + parseFloat(paddingTop), bottom: bottom - parseFloat(paddingBottom) };
    };
    const placesOf = (one) => {
        if (isField(one)) return [insideOf(one)];
        const range = document.createRange();
        return wordsOf(one).flatMap((words) => {
            range.selectNodeContents(words);
            return [...range.getClientRects()];
        });
    };
    const covers = (under, place) => under.left <= place.left + 1 && under.right >= place.right - 1
        && under.top <= place.top + 1 && under.bottom >= place.bottom - 1;
    const meets = (other, place) => other.left < place.right - 1 && other.right > place.left + 1
        && other.top < place.bottom - 1 && other.bottom > place.top + 1;
    const oddOnes = (one) => {
        const places = placesOf(one);
        const isOdd = ([other, box]) => places.some((place) => (
            other.contains(one) ? !covers(box, place) : meets(box, place)));
        return painted.filter(isOdd).map(([other]) => grounds.get(other));
    };
    const kindOf = (one, odd) => {
        const style = getComputedStyle(one);
        const isOff = Boolean(one.closest(":disabled, [aria-disabled=true]") || one.control?.disabled);
        return hashOf([grounds.get(one), style.color, style.fontSize, style.fontWeight, style.textShadow,
            style.webkitTextFillColor, style.webkitTextStroke, isOff, odd.join()]);
    };
    const passed = new Set(JSON.parse(passedBefore));
    const kinds = new Map();
    for (const one of document.body.querySelectorAll("*")) {
        if (!(isField(one) || wordsOf(one).length) || !isVisible(one) || isForReadersAlone(one)) continue;
        const odd = oddOnes(one);
        const kind = kindOf(one, odd);
        if (passed.has(kind) && !odd.length) continue;
        kinds.set(kind, [kinds.get(kind)?.[0] ?? one, one]);
    }
    const judged = [...kinds.values()].flat();
    if (only && !judged.length) return [[], []];
    judged.forEach((one) => one.setAttribute("data-judged", ""));
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-judged]" }] });
    const options = { resultTypes: ["violations", "passes"], elementRef: true, selectors: false };
    if (only) options.runOnly = { type: "rule", values: [only] };
    const { violations, passes } = await axe.run(document, options);
    judged.forEach((one) => one.removeAttribute("data-judged"));
    const well = new Set(passes.filter(({ id }) => id === "color-contrast")
        .flatMap(({ nodes }) => nodes.map(({ element }) => element)));
    const passing = [...kinds].filter(([, places]) => places.every((one) => well.has(one))).map(([kind]) => kind);
    return [violations.map(({ id, nodes }) => [id, nodes[0].html]), passing];
}
"""
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
