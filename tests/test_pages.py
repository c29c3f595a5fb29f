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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_asks_the_database_nothing(path):
    assert not asks(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_query_words_nothing(path):
    assert "gettext" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "source",
    ["from django.db import models", "import django.db", "from django import db", "Plan.objects.all()"],
)
def test_what_asks_is_seen(source):
    assert asks(source)
