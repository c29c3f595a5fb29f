"""What holds for every template: it loads, says what it needs, and survives the content security policy."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
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
MOST_LINES = 120

INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an inline style": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an hx-on attribute": re.compile(r"\shx-on[:=-]", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a foreign address": re.compile(r"(?:src|href)\s*=\s*[\"']https?://", re.IGNORECASE),
}
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
# What somebody types or chooses.
FIELD = re.compile(r"<textarea|<select|<input(?![^>]*type=\"hidden\")|as_crispy|{{ form")


# One test a rule, which names every template that breaks it: 500 templates would be 3,000 tests.


def source_of(name: str) -> str:
    return (ROOT / name).read_text()


def test_every_template_loads() -> None:
    troubles = {}
    for name in ALL:
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError) as error:
            troubles[name] = repr(error)

    assert troubles == {}


def test_no_line_of_a_template_is_longer_than_120_characters() -> None:
    """A line of one element, and an element with many attributes in a line for each, stays under it."""
    long = [
        f"{name}: {line}"
        for name in PAGES
        for line in source_of(name).splitlines()
        if len(line) > LONGEST_LINE
    ]

    assert long == []


def test_no_template_is_longer_than_120_lines() -> None:
    lines = {name: len(source_of(name).splitlines()) for name in ALL}

    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}


def test_no_template_holds_what_the_content_security_policy_refuses() -> None:
    found = [
        f"{name}: {what}"
        for name in ON_SCREEN
        for what, pattern in INLINE.items()
        if pattern.search(source_of(name))
    ]

    assert found == []


def test_every_partial_says_what_it_needs() -> None:
    first_lines = {name: source_of(name).splitlines()[0] for name in sorted({*PARTIALS, *CHARTS})}

    assert {
        name: line for name, line in first_lines.items() if not re.match(r"\{# Needs: .+ #\}$", line)
    } == {}


def test_every_form_with_fields_says_what_is_wrong_in_our_words() -> None:
    """Without novalidate the browser refuses some answers in bubbles of its own, and the rest come back with ours."""
    forms = [
        f"{name}: {found}"
        for name in ON_SCREEN
        for found in FORM.findall(source_of(name))
        if 'method="post"' in found and FIELD.search(found)
    ]

    assert forms
    assert [found for found in forms if "novalidate" not in found.replace("formnovalidate", "")] == []


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
