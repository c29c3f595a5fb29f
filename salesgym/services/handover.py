"""How a page of the demo asks the process that runs it to end and to start with the machine's own data.

That process creates an empty file, the door, and watches it. The page writes into the file but never
creates it: so a request to a process that has ended fails at once, and a repeated one changes nothing.
"""

from pathlib import Path

ASKED = "asked"


def place(data: Path, port: int) -> Path:
    """The path of the door of the demo on this port."""
    return data / "run" / f"own-team-{port}"


def open_door(door: Path) -> None:
    """Create the door, empty: a request to an earlier process is deleted."""
    door.parent.mkdir(parents=True, exist_ok=True)
    door.write_text("")


def close_door(door: Path) -> None:
    """Delete the door, if it is there: from then on `ask` returns False."""
    door.unlink(missing_ok=True)


def ask(door: Path) -> bool:
    """Ask the demo to end; False where no process watches this door."""
    try:
        with door.open("r+") as file:
            file.write(ASKED)
    except FileNotFoundError:
        return False
    return True


def is_asked(door: Path) -> bool:
    """Whether a page has asked the demo to end; False where there is no door."""
    try:
        return door.read_text() == ASKED
    except FileNotFoundError:
        return False
