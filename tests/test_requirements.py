import re
import subprocess
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
LOCKS = ["run.txt", "dev.txt"]


def packages(lock: str) -> dict[str, str]:
    """Each pinned package with the text of its own entry."""
    entries = re.split(r"\n(?=\S)", (REQUIREMENTS / lock).read_text().replace("\\\n", " ").strip())
    return {
        entry.split("==")[0].split("[")[0].strip(): entry for entry in entries if not entry.startswith("#")
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in (REQUIREMENTS / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    assert packages(lock)
    for name, entry in packages(lock).items():
        assert re.match(r"^[A-Za-z0-9._\-\[\],]+==\S+", entry), name
        assert "--hash=sha256:" in entry, name


@pytest.mark.parametrize("source", ["run.in", "dev.in"])
def test_the_lock_holds_what_is_asked_for(source: str) -> None:
    asked = {
        re.split(r"[\[<>=~; ]", line.strip())[0].lower()
        for line in (REQUIREMENTS / source).read_text().splitlines()
        if line.strip() and not line.startswith(("#", "-"))
    }
    assert asked <= set(packages(source.replace(".in", ".txt")))


def test_tests_run_on_the_versions_that_run_elsewhere() -> None:
    run, dev = packages("run.txt"), packages("dev.txt")
    assert {name: entry for name, entry in run.items() if dev.get(name) != entry} == {}


# A Python whose pip fetches two packages and goes on once it is told to.
PIP = """#!/bin/sh
case "$*" in
    *install*) echo "Collecting one==1"; while [ ! -e go-on ]; do sleep 0.1; done
        [ ! -e fail ] || { echo "ERROR: no such hash" >&2; exit 1; }
        echo "Collecting two==2" ;;
esac
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the script, a lock of two packages, and that Python."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name, text in (
        ("requirements/install", (REQUIREMENTS / "install").read_text()),
        ("requirements/run.txt", "one==1\ntwo==2\n"),
        (".venv/bin/python", PIP),
    ):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    return tmp_path


def install(clone: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        ["requirements/install", ".venv/bin/python", "run", "1"],
        cwd=clone,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_installing_says_what_it_does_and_how_far_it_is(clone: Path) -> None:
    with install(clone) as running:
        assert running.stdout is not None
        assert running.stdout.readline().startswith("Installing 2 packages of requirements/run.txt")
        assert "  1 of 2 packages fetched" in running.stdout.readline()
        (clone / "go-on").touch()
        rest = running.stdout.read()

    assert running.returncode == 0
    assert "Installed in" in rest
    assert "\r" not in rest
    assert (clone / ".venv" / "installed-run").exists()


def test_an_install_that_fails_says_why_and_is_tried_again(clone: Path) -> None:
    for name in ("go-on", "fail"):
        (clone / name).touch()

    with install(clone) as running:
        said = running.communicate()[1]

    assert running.returncode == 1
    assert "ERROR: no such hash" in said
    assert not (clone / ".venv" / "installed-run").exists()
