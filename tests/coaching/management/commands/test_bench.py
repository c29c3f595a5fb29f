"""The bench runs from end to end on a small world, says every budget, and leaves nothing behind."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.urls import Resolver404, resolve

from coaching.management.bench.database import PREFIX
from tests.patience import MOST_SECONDS

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.django_db(transaction=True)
def test_bench_says_every_budget_and_leaves_nothing_behind(tmp_path):
    told = tmp_path / "bench.json"
    like = connection.settings_dict["NAME"]
    copy_needs_it_alone(like)

    command = [sys.executable, "manage.py", "bench", "--like", like, "--to", str(told)]
    command += ["--reps", "6", "12", "--cycles", "2", "--plans", "0"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=MOST_SECONDS, check=False
    )

    # So small and so short it proves nothing about speed: broken budgets are an answer too.
    assert ended.returncode in {0, 1}, ended.stderr
    assert told.exists(), ended.stdout + ended.stderr
    lines = json.loads(told.read_text())["budgets"]
    assert {line["budget"] for line in lines} == {"", "B1", "B2", "B4", "B7", "B8", "B9", "B10", "B12"}
    assert all(line["value"] is not None or line["note"] for line in lines)
    for line in lines:
        assert ("not met" in _row(ended.stdout, line["what"])) is (line["is_met"] is False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        assert cursor.fetchone() == (0,)


def copy_needs_it_alone(name):
    """A database is copied while nobody uses it, and threads of the live server outlast their tests."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [name],
        )
    connection.close()


def _row(table, what):
    """The line of the printed table about this."""
    return next(row for row in table.splitlines() if f" {what} " in row)


@pytest.mark.parametrize("path", ["/bench/floor/", "/bench/bare/"])
def test_the_pages_of_the_bench_are_nowhere_else(path):
    with pytest.raises(Resolver404):
        resolve(path)
