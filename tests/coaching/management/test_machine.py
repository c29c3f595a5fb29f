"""What web, worker and beat get from the command that starts them."""

import subprocess
import sys

from coaching.management.machine import surroundings

WARNS = "from celery import platforms; platforms._warn_or_raise_security_error(0, 0, 0, 0, False)"


def said(**environment):
    done = subprocess.run(
        [sys.executable, "-c", WARNS], env=environment, capture_output=True, text=True, check=True
    )
    return done.stderr


def test_a_worker_of_root_writes_no_warning_and_other_warnings_stay(monkeypatch):
    monkeypatch.setenv("PYTHONWARNINGS", "default::ResourceWarning")
    given = surroundings(8123)

    assert "superuser privileges" in said(**{**given, "PYTHONWARNINGS": ""})
    assert said(**given) == ""
    assert given["PYTHONWARNINGS"].startswith("default::ResourceWarning,")
