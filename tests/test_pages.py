"""Queries ask, pages say: what a page module may not do, and a query module neither."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APPS = ("salesgym", "plans", "coaching")
PAGES = sorted(path for app in APPS for path in (ROOT / app).rglob("pages/**/*.py"))
QUERIES = sorted(path for app in APPS for path in (ROOT / app).rglob("queries/**/*.py"))


def asks(source: str) -> list[str]:
    """What of this source asks the database: imports of django.db, and models' managers."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module] if node.module.startswith("django.db") else []
            found += [
                f"django.{name.name}" for name in node.names if node.module == "django" and name.name == "db"
            ]
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names if name.name.startswith("django.db")]
        elif isinstance(node, ast.Attribute) and node.attr == "objects":
            found.append("objects")
    return found


def test_a_page_asks_the_database_nothing():
    assert PAGES
    asked = {str(path.relative_to(ROOT)): asks(path.read_text(encoding="utf-8")) for path in PAGES}

    assert {path: found for path, found in asked.items() if found} == {}


def test_a_query_words_nothing():
    assert QUERIES
    assert [str(path) for path in QUERIES if "gettext" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    "source",
    ["from django.db import models", "import django.db", "from django import db", "Plan.objects.all()"],
)
def test_what_asks_is_seen(source):
    assert asks(source)
