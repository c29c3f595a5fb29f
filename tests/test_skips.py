import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRIAL = """
import pytest

@pytest.fixture
def page():
    pytest.skip("there is no Chromium here")

@pytest.mark.browser
def test_board(page): pass

def test_other(page): pass
"""


@pytest.mark.parametrize(("in_ci", "told"), [("", "2 skipped"), ("true", "1 skipped, 1 error")])
def test_a_browser_test_may_be_skipped_at_home_and_not_in_ci(tmp_path: Path, in_ci: str, told: str) -> None:
    trial = tmp_path / "test_trial.py"
    trial.write_text(TRIAL)
    options = ["-p", "tests.skips", "-p", "no:django", "-p", "no:randomly", "-o", "addopts=", "-rs", "-q"]
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            *options,
            "-W",
            "ignore",
            str(trial),
            "--rootdir",
            str(tmp_path),
            "-c",
            os.devnull,
        ],
        cwd=ROOT,
        env={**os.environ, "CI": in_ci},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told in done.stdout, done.stdout + done.stderr
    assert "there is no Chromium here" in done.stdout
