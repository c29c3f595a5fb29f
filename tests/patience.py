"""How long a test waits for what may never come, and how it waits for a process of its own."""

import subprocess
import time
from pathlib import Path

# What ends a test that hangs, and nothing else: a busy machine needs minutes for what a quiet one does in a second.
MOST_SECONDS = 900


def wait_for(log: Path, text: str, process: subprocess.Popen[bytes], seconds: float = MOST_SECONDS) -> None:
    """Until the process has written this into its log; it must not end before."""
    deadline = time.monotonic() + seconds
    while text not in log.read_text():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)


def wait_until_asleep(process: subprocess.Popen[bytes]) -> None:
    """Until the process waits for something in ten looks in a row: one that is only kept waiting by others is ready to
    run, and does not count as asleep."""
    state, deadline = Path(f"/proc/{process.pid}/stat"), time.monotonic() + MOST_SECONDS
    looks = 0
    while looks < 10:
        assert time.monotonic() < deadline
        looks = looks + 1 if state.read_text().rsplit(")", 1)[1].split()[0] == "S" else 0
        time.sleep(0.1)
