"""What holds for every template: it loads, says what it needs, and survives the content security policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

ROOT = Path(settings.BASE_DIR) / "templates"
ALL = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file())
PAGES = [name for name in ALL if name.endswith((".html", ".svg"))]
# A mail's reader knows no style sheet: inline styles are its only ones.
FOR_MAIL = ("email/", "base_email.html", "notices/delivery/sample_mail.html")
ON_SCREEN = [name for name in PAGES if not name.startswith(FOR_MAIL)]
PARTIALS = [name for name in PAGES if Path(name).name.startswith("_")]
CHARTS = [name for name in PAGES if name.startswith("charts/")]
LONGEST_LINE = 120
NOT_IN_FORM = Path(__file__).with_name("templates_not_in_form.txt")

INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an inline style": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an hx-on attribute": re.compile(r"\shx-on[:=-]", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a foreign address": re.compile(r"(?:src|href)\s*=\s*[\"']https?://", re.IGNORECASE),
}


@pytest.mark.parametrize("name", ALL)
def test_every_template_loads(name: str) -> None:
    assert get_template(name)


def test_a_template_has_one_element_a_line_of_120_characters_at_most() -> None:
    """Those in `templates_not_in_form.txt` are still to be written anew: that list may only become shorter."""
    listed = NOT_IN_FORM.read_text().split()

    long = [name for name in PAGES if _longest_line(name) > LONGEST_LINE]

    assert listed == sorted(set(listed)), "the list is in order, each name once"
    assert sorted({*long} - {*listed}) == [], "break these into lines of one element"
    assert sorted({*listed} - {*long}) == [], "these are in form, or gone: take them off the list"


def _longest_line(name: str) -> int:
    return max(map(len, (ROOT / name).read_text().splitlines()), default=0)


@pytest.mark.parametrize("name", ON_SCREEN)
def test_no_template_holds_what_the_content_security_policy_refuses(name: str) -> None:
    source = (ROOT / name).read_text()

    assert [what for what, pattern in INLINE.items() if pattern.search(source)] == []


@pytest.mark.parametrize("name", sorted({*PARTIALS, *CHARTS}))
def test_every_partial_says_what_it_needs(name: str) -> None:
    first_line = (ROOT / name).read_text().splitlines()[0]

    assert re.match(r"\{# Needs: .+ #\}$", first_line)


@pytest.mark.parametrize("name", ["403.html", "404.html", "500.html"])
def test_error_pages_need_no_request_and_no_database(name: str) -> None:
    page = render_to_string(name)

    assert "<h1>" in page
    assert 'href="/"' in page


def test_an_undo_in_a_message_is_a_form_with_a_token() -> None:
    request = RequestFactory().get("/")
    message = {"level_tag": "success", "extra_tags": "undo:/practice/3/undo/"}

    page = render_to_string("_messages.html", {"messages": [message]}, request)

    assert 'action="/practice/3/undo/"' in page
    assert "csrfmiddlewaretoken" in page
