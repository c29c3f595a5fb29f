"""Runs several programs together: prints their output with a name before each line, and ends them together."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from types import FrameType
from typing import IO

# How long a program may take to end, where nobody names another time for it: what it does then is done again.
GRACE_SECONDS = 15.0
# After this long the person who waits is told for whom.
SAY_AFTER_SECONDS = 2.0
# How long the programs run on after `is_over`, so that the page that asked for it can load its styles.
LINGER_SECONDS = 1.5
PR_SET_PDEATHSIG = 1


class Ending(Enum):
    """Why the programs ended."""

    STOPPED = "a person stopped them"
    BROKE = "one ended by itself"
    OVER = "their time was over"


class Together:
    """Starts programs, prints their output, and stops all of them when one ends or a person asks for it."""

    def __init__(
        self,
        programs: Mapping[str, Sequence[str]],
        environment: Mapping[str, str],
        grace: Mapping[str, float] | None = None,
    ) -> None:
        """`grace` names the programs that get another time to end than GRACE_SECONDS."""
        self._grace = grace or {}
        self._times_asked = 0
        # Handle the signals before the first program starts, so that a Ctrl-C between them stops that one, too.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask_to_stop)
        self._print_lock = threading.Lock()
        self._programs = {name: self._start(command, environment) for name, command in programs.items()}
        for name, program in self._programs.items():
            threading.Thread(target=self._relay, args=(name, program.stdout), daemon=True).start()

    def run(self, is_over: Callable[[], bool] = lambda: False) -> Ending:
        """Wait until one ends, Ctrl-C is pressed, or `is_over` is true; then stop them all. Gives which it was."""
        ended, is_done = None, False
        while not (self._times_asked or ended or is_done):
            time.sleep(0.2)
            ended = next(
                (name for name, program in self._programs.items() if program.poll() is not None), None
            )
            is_done = ended is None and is_over()
        if is_done:
            time.sleep(LINGER_SECONDS)
        self._stop()
        # Up to here a Ctrl-C sets the flag, which is read below; from here on it ends this process.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if self._times_asked:
            return Ending.STOPPED
        if ended:
            print(f"{ended} ended by itself; its last lines above say why.", file=sys.stderr)
        return Ending.BROKE if ended else Ending.OVER

    def _start(self, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[str]:
        # In a session of its own a program does not get Ctrl-C; this process gets it and stops the programs.
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            bufsize=1,
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )

    def _relay(self, name: str, lines: IO[str] | None) -> None:
        for line in lines or ():
            with self._print_lock:
                print(f"{name:>6} | {line.rstrip()}", flush=True)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self._times_asked += 1

    def _stop(self) -> None:
        for program in self._programs.values():
            if program.poll() is None:
                program.terminate()
        begun, is_said = time.monotonic(), False
        while left := [name for name, program in self._programs.items() if program.poll() is None]:
            waited = time.monotonic() - begun
            for name in left:
                if self._times_asked > 1 or waited > self._grace.get(name, GRACE_SECONDS):
                    self._kill(self._programs[name])
            if waited > SAY_AFTER_SECONDS and not is_said:
                print(f"Waiting for {', '.join(left)} to finish. Ctrl-C again ends at once.", flush=True)
                is_said = True
            time.sleep(0.05)

    def _kill(self, program: subprocess.Popen[str]) -> None:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def _end_with_parent() -> None:
    """Make Linux send this child a SIGTERM when its parent ends, also when the parent is killed."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
