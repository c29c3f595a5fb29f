"""Ctrl-C waits for a program that has something to finish, says for whom, and a second one waits no longer."""

import signal
import subprocess
import sys

RUNS = """
import os, sys
from coaching.management.processes import Ending, Together
command = ["sh", "-c", "trap '' TERM; echo ready; while true; do sleep 1; done"]
ending = Together({"stubborn": command}, os.environ, {"stubborn": 900.0}).run()
sys.exit(0 if ending is Ending.STOPPED else 1)
"""


def test_the_first_ctrl_c_waits_and_the_second_does_not() -> None:
    with subprocess.Popen([sys.executable, "-c", RUNS], stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout is not None
        assert "ready" in runner.stdout.readline()
        runner.send_signal(signal.SIGINT)
        assert runner.stdout.readline() == "Waiting for stubborn to finish. Ctrl-C again ends at once.\n"
        runner.send_signal(signal.SIGINT)
        assert runner.wait() == 0
