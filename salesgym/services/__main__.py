"""`python -m salesgym.services status | stop | run -- COMMAND`; `supervise` is for attach() alone."""

import os
import signal
import sys
import time
from pathlib import Path

from salesgym import services
from salesgym.services import locking, places, supervisor


def main(arguments: list[str]) -> int:
    """The exit code: 1 where the services cannot run or stop, 2 for an unknown command, 3 where none run."""
    what, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if what == "supervise" and rest:
            return supervisor.supervise(Path(rest[0]), is_throw_away="--throw-away" in rest)
        if what == "run" and rest:
            services.run(rest[1:] if rest[0] == "--" else rest)
        if what in {"status", "stop"} and not rest:
            return status() if what == "status" else stop()
    except services.Unavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.write(f"{__doc__}\n")
    return 2


def is_running() -> bool:
    """Whether a supervisor holds the lock of this data folder; a folder without one counts as not running."""
    lock = services.data_folder() / "run" / "supervisor.lock"
    return lock.exists() and locking.is_taken(lock)


def status() -> int:
    """Print the data folder and the state of its servers; 0 where they run, 3 where they do not."""
    data = services.data_folder()
    state = places.read_state(data)
    sys.stdout.write(f"{data}: {state.get('is', 'starting') if is_running() else 'not running'}\n")
    return 0 if is_running() else 3


def stop() -> int:
    """Stop the servers, even while other processes use them."""
    pid = places.read_state(services.data_folder()).get("pid")
    if is_running() and isinstance(pid, int):
        # Told by a person: nobody starts them again by itself.
        places.stopped_mark(services.data_folder()).touch()
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 45
    while is_running() and time.monotonic() < deadline:
        time.sleep(0.1)
    status()
    return 1 if is_running() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
