import re
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
