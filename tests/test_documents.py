"""What the documents point at is there: a file that moves takes its name in them along."""

import re
from pathlib import Path

import pytest

from tests.each import for_each

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 120


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", *sorted(f"docs/{one.name}" for one in (ROOT / "docs").glob("*.md"))])  # fmt: skip
def test_every_link_of_a_document_leads_to_a_file(name: str) -> None:
    page = ROOT / name
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [one for one in linked if not (page.parent / one).exists()] == []


def test_every_file_that_computes_a_number_is_where_the_page_about_numbers_says() -> None:
    named = re.findall(r"`([\w/]+\.py)`", (ROOT / "docs/NUMBERS.md").read_text())
    assert len(named) >= 15
    assert [one for one in named if not (ROOT / one).is_file()] == []


def test_the_page_about_architecture_stays_short() -> None:
    assert len((ROOT / "docs/ARCHITECTURE.md").read_text().splitlines()) < MOST_LINES


def test_each_decision_has_a_number_of_its_own_and_its_heading_says_it() -> None:
    decisions = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [int(one.name[:4]) for one in decisions]
    assert numbers == list(range(1, len(decisions) + 1))
    assert [one.name for one, number in zip(decisions, numbers, strict=True) if not one.read_text().startswith(f"# {number}. ")] == []  # fmt: skip


@for_each(sorted((ROOT / "docs/decisions").glob("*.md")), lambda one: one.name[:4])
def test_every_link_of_a_decision_leads_to_a_file(page: Path) -> None:
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text())
    assert [one for one in linked if not (page.parent / one).exists()] == []
