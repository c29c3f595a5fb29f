"""What is judged once for all places alike is still found where it is bad."""

import pytest

from tests.browser.looks import WIDE, troubles_in_every_look, troubles_of

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><title>A page</title><style>
body {{ margin: 4rem 0 0; background: #fff; color: #222; color-scheme: light dark; }}
p {{ margin: 0; }}
.panel {{ background: #333; }}
.top {{ position: absolute; top: 0; width: 100%; height: 2rem; }}
{style}
</style></head><body><main><h1>A page</h1>{body}</main></body></html>"""


@pytest.fixture
def show(browser):
    """Show this body with these styles, and hand the page over."""
    page = browser.new_page(viewport=WIDE, color_scheme="light")

    def shown(body: str, style: str = ""):
        page.set_content(PAGE.format(body=body, style=style))
        return page

    yield shown
    page.close()


def rules(troubles: list[str]) -> list[str]:
    """The troubles without the place that has them."""
    return [trouble.split(" <")[0] for trouble in troubles]


def test_pale_words_are_found_on_every_page_that_has_them(show):
    for _page in range(2):
        troubles = troubles_of(show("<p>Dark.</p><p class=pale>Pale.</p>", ".pale { color: #ccc }"), "here")

        assert rules(troubles) == ["here (wide, light): color-contrast"] * 2


def test_words_that_are_pale_in_one_look_alone_are_found_there(show):
    style = "@media (width < 500px) and (prefers-color-scheme: dark) { p { color: #ccc } }"

    troubles = troubles_in_every_look(show("<p>Dark here.</p>", style), "here")

    assert rules(troubles) == ["here (phone, dark): color-contrast"]


def test_words_judged_well_are_judged_again_on_another_ground(show):
    assert troubles_of(show("<div><p class=same>Words.</p></div>"), "here") == []

    troubles = troubles_of(show("<div class=panel><p class=same>Words.</p></div>"), "here")

    assert any("color-contrast" in trouble for trouble in troubles)


# Each pair is the same words with the same styles twice; what else is there makes the second too pale to read.
MOVED = {
    "something positioned lies under them": (
        "<div class=top><p>Words.</p></div>",
        "<div class='panel top'></div><div class=top><p>Words.</p></div>",
    ),
    "they share a place of a grid with something": (
        "<div class=grid><p>Words.</p></div>",
        "<div class=grid><div class=panel></div><p>Words.</p></div>",
    ),
    "they are pulled up over something": (
        "<p class=up>Words.</p>",
        "<div class='panel tall'></div><p class=up>Words.</p>",
    ),
    "they stick out of their own ground": (
        "<div class='panel tall'><div class='white tall'><p class=low>Words.</p></div></div>",
        "<div class='panel tall'><div class='white tall' style='height: 1rem'><p class=low>Words.</p></div></div>",
    ),
    "all of it is see-through": (
        "<div style='opacity: 1'><p>Words.</p></div>",
        "<div style='opacity: 0.2'><p>Words.</p></div>",
    ),
}
STYLE = """
.tall { height: 4rem; }
.low { padding-top: 2rem; }
.white { background: #fff; }
.grid { display: grid; }
.grid > * { grid-area: 1 / 1; }
.up { margin-top: -2rem; position: relative; }
"""


@pytest.mark.parametrize("pair", MOVED.values(), ids=MOVED)
def test_words_that_passed_are_judged_again_where(show, pair: tuple[str, str]):
    sound, bad = pair
    assert troubles_of(show(sound, STYLE), "here") == []

    troubles = troubles_of(show(bad, STYLE), "here")

    assert any("color-contrast" in trouble for trouble in troubles)


def test_a_field_that_passed_says_nothing_about_one_of_another_kind(show):
    label = "<label for=one>One</label>"
    assert troubles_of(show(f"{label}<input id=one type=checkbox style='color: #ccc'>"), "here") == []

    troubles = troubles_of(
        show(f"{label}<input id=one value=Pale style='color: #ccc; background: #fff'>"), "here"
    )

    assert any("color-contrast" in trouble for trouble in troubles)
