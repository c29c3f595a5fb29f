"""How a page of the demo asks the process that runs it to make room for a team of one's own.

That process opens a door (an empty file) and watches it; the page writes into the file and never
makes one. So nobody waits at the door of a process that is gone, and asking twice is asking once.
"""

from pathlib import Path

ASKED = "asked"


def place(data: Path, port: int) -> Path:
    """Where the door of the demo on this port is."""
    return data / "run" / f"own-team-{port}"


def open_door(door: Path) -> None:
    """From now on one may ask here. What was asked of an earlier process is forgotten."""
    door.parent.mkdir(parents=True, exist_ok=True)
    door.write_text("")


def close_door(door: Path) -> None:
    door.unlink(missing_ok=True)


def ask(door: Path) -> bool:
    """Ask for it; False where nobody listens."""
    try:
        with door.open("r+") as file:
            file.write(ASKED)
    except FileNotFoundError:
        return False
    return True


def is_asked(door: Path) -> bool:
    try:
        return door.read_text() == ASKED
    except FileNotFoundError:
        return False
