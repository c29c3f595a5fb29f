"""Icons are light: what the stylesheet says is not said again on every page."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from salesgym.icons import IN_STYLESHEET, icon

STYLES = (Path(__file__).resolve().parents[1] / "static/css/base.css").read_text()


def test_an_icon_as_high_as_its_text_says_only_what_it_draws():
    drawn = Template('{% load icons %}{% icon "users" %}').render(Context())

    assert drawn.startswith('<svg viewBox="0 0 24 24" aria-hidden="true" class="i">')
    assert drawn.rstrip().endswith("</svg>")
    assert "<path" in drawn


def test_an_icon_takes_a_second_class_and_a_size_of_its_own():
    assert 'class="i turn"' in icon("users", "turn")
    assert '<svg width="18" height="18"' in icon("users", "sg-3", 18)
    assert 'class="sg-3"' in icon("users", "sg-3", 18)


@pytest.mark.parametrize("name", ["users", "badge-check", "circle-check"])
def test_an_icon_is_drawn_as_by_lucide_itself(name):
    assert icon(name, "turn", 20) == lucide(name, size=20, aria_hidden="true", **{"class": "turn"})


def test_an_icon_that_is_not_there_is_refused():
    with pytest.raises(IconDoesNotExist, match="no-such-icon"):
        icon("no-such-icon")


@pytest.mark.parametrize("said", [said for said in IN_STYLESHEET if "24" not in said])
def test_the_stylesheet_says_what_icons_leave_out(said):
    name, value = said.strip().replace('"', "").split("=")

    rule = re.search(r":where\(svg\.i\) \{([^}]*)\}", STYLES).group(1)
    assert f"{name}: {value};" in rule
